using System.Text;

namespace Palveluohjaus.Segmentation.Registry;

/// <summary>history.jsonl of one collection: a line for each change of the champion, only ever added to.</summary>
internal sealed class ChampionHistory(string path)
{
    public IReadOnlyList<ChampionEvent> Read()
    {
        if (!File.Exists(path))
            return [];

        var bytes = File.ReadAllBytes(path);
        var events = new List<ChampionEvent>();
        var number = 0;
        for (int start = 0, end; (end = Array.IndexOf(bytes, (byte)'\n', start)) >= 0; start = end + 1)
        {
            number++;
            events.Add(RegistryJson.ReadFigures<ChampionEvent>(bytes[start..end], $"{path}, entry {number}"));
        }

        // What follows the last newline was cut off while it was written. The champion is only changed after, so it never happened.
        return events;
    }

    public void Append(ChampionEvent entry)
    {
        using var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        stream.SetLength(EndOfLastLine(stream));
        stream.Seek(0, SeekOrigin.End);
        stream.Write(Encoding.UTF8.GetBytes(RegistryJson.WriteLine(entry) + "\n"));
        stream.Flush(flushToDisk: true);
    }

    /// <summary>The champions under one another, the present one last: null at the bottom, for the time before any.</summary>
    /// <remarks>
    /// The history is written before the champion's name, so a killed process leaves an entry that did not take effect, and a person may
    /// have written a name by hand. So each entry's From, and at the end the name in use, is believed over what the entries add up to.
    /// </remarks>
    public static List<string?> Replay(IReadOnlyList<ChampionEvent> events, string? inUse)
    {
        var champions = new List<string?> { null };
        foreach (var entry in events)
        {
            Settle(champions, entry.From);
            if (entry.Action == ChampionAction.Promoted)
                champions.Add(entry.To);
            else if (champions.Count > 1)
                champions.RemoveAt(champions.Count - 1);
            Settle(champions, entry.To);
        }

        Settle(champions, inUse);
        return champions;
    }

    private static void Settle(List<string?> champions, string? name)
    {
        if (champions[^1] == name)
            return;
        if (champions.Count > 1 && champions[^2] == name)
            champions.RemoveAt(champions.Count - 1);
        else
            champions.Add(name);
    }

    private static long EndOfLastLine(FileStream stream)
    {
        for (var end = stream.Length; end > 0; end--)
        {
            stream.Position = end - 1;
            if (stream.ReadByte() == '\n')
                return end;
        }

        return 0;
    }
}
