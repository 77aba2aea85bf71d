using System.Text;

namespace Palveluohjaus.Segmentation.Registry;

/// <summary>Where things stand in a registry's folder, and how to read them.</summary>
internal sealed class RegistryLayout(string root)
{
    public const string ChampionFileName = "champion";
    public const string HistoryFileName = "history.jsonl";

    public IReadOnlyList<string> Collections() => Folders(root);

    public IReadOnlyList<string> Versions(string collection) => Folders(CollectionPath(collection));

    public string CollectionPath(string collection) => Path.Combine(root, collection);

    public string VersionPath(string collection, string version) => Path.Combine(root, collection, version);

    public VersionFolder Version(string collection, string version) => new(collection, version, VersionPath(collection, version));

    public ChampionHistory History(string collection) => new(Path.Combine(CollectionPath(collection), HistoryFileName));

    /// <summary>A version with its metrics, or with what is wrong with it.</summary>
    public VersionListing Find(string collection, string version)
    {
        try
        {
            return new VersionListing(version, false, Version(collection, version).Check(), null);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return new VersionListing(version, false, null, exception.Message);
        }
    }

    public string? ReadChampion(string collection)
    {
        var path = ChampionPath(collection);
        if (!Path.Exists(path))
            return null;
        if (Directory.Exists(path))
            throw new InvalidDataException($"{path}: a folder stands where the file with the champion's name should.");
        var name = Encoding.UTF8.GetString(RegistryFiles.ReadBounded(path)).TrimEnd('\n', '\r');
        return RegistryName.IsValid(name) ? name : throw new InvalidDataException($"{path}: the file should hold a version's name on one line.");
    }

    /// <summary>The caller holds the lock.</summary>
    public void WriteChampion(string collection, string? version)
    {
        if (version is null)
            File.Delete(ChampionPath(collection));
        else
            RegistryFiles.Replace(ChampionPath(collection), version + "\n");
    }

    private string ChampionPath(string collection) => Path.Combine(CollectionPath(collection), ChampionFileName);

    // A dot begins the lock and what is under way.
    private static List<string> Folders(string parent) =>
        Directory.Exists(parent)
            ? [.. Directory.EnumerateDirectories(parent).Select(folder => Path.GetFileName(folder)).Where(name => name[0] != '.').Order(StringComparer.Ordinal)]
            : [];
}
