using System.Text;

namespace Palveluohjaus.Guidance.Imports;

/// <summary>One reading of a log file through its profile, from the first byte.</summary>
internal sealed class EventLogFile(FileStream stream, string fileName, ImportProfile profile)
{
    private const int SampleBytes = 4096;
    private const int FoundMaxLength = 300;
    private static readonly (char Delimiter, string Name)[] Delimiters = [(';', ";"), (',', ","), ('\t', "tab"), ('|', "|")];

    /// <summary>Set when reading ended before the end of the file.</summary>
    public FileProblem? Problem { get; private set; }

    /// <returns>Null when the file is open, else why it is not.</returns>
    public static FileProblem? TryOpen(string path, out FileStream? stream)
    {
        stream = null;
        var fileName = NameOf(path);
        if (Directory.Exists(path))
            return new FileProblem(FileProblemKind.IsDirectory, fileName);
        if (!File.Exists(path))
            return new FileProblem(FileProblemKind.Missing, fileName);
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan);
            if (stream.CanSeek)
                return null;
            stream.Dispose();
            return new FileProblem(FileProblemKind.NotReadable, fileName);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new FileProblem(FileProblemKind.NotReadable, fileName);
        }
    }

    public static string NameOf(string path) =>
        Path.GetFileName(Path.TrimEndingDirectorySeparator(path)) is { Length: > 0 } name ? name : path;

    /// <summary>The rows after the header, good and bad, in the file's order. Look at <see cref="Problem"/> afterwards.</summary>
    public IEnumerable<EventRow> Rows()
    {
        var sample = ReadSample(out var packed);
        if (packed is { } broken)
        {
            Problem = Describe(broken, 1);
            yield break;
        }

        if (IsXml(sample))
        {
            foreach (var row in XesRows())
                yield return row;
            yield break;
        }

        if (!LooksLikeText(sample))
            yield break;

        using var content = LogContent.Open(stream);
        using var text = new StreamReader(content, profile.Encoding, detectEncodingFromByteOrderMarks: false, bufferSize: 64 * 1024, leaveOpen: true);
        var lines = new PhysicalLines(text);
        var records = new CsvRecords(lines, profile.Delimiter);
        if (ReadHeader(records, lines) is { } headers)
        {
            var reader = new EventRowReader(profile, headers);
            records.Wanted = reader.Wanted();
            records.ExpectedColumns = headers.Count;
            while (records.Read())
                yield return reader.Read(records);
        }

        if ((content.Problem ?? lines.Problem) is { } problem)
            Problem = Describe(problem, records.NextLineNumber);
    }

    private IEnumerable<EventRow> XesRows()
    {
        List<string> columns = [.. profile.Columns.Values.Distinct(StringComparer.Ordinal)];
        using var content = LogContent.Open(stream);
        using var records = new XesRecords(content, columns);
        var reader = new EventRowReader(profile, columns);
        var hasRows = false;
        while (records.Read())
        {
            hasRows = true;
            yield return reader.Read(records);
        }

        // What may be left out of a trace may be left out of all. But a log without any case, event or time is read by another's profile.
        var missing = ((EventColumn[])[EventColumn.Case, EventColumn.Event, EventColumn.Time]).Select(column => profile.Columns[column]).Where(column => !records.ColumnsFound.Contains(column)).Distinct().ToList();
        if (records.Problem is { } problem)
            Problem = Describe(problem, records.ProblemLine);
        else if (!hasRows)
            Problem = new FileProblem(FileProblemKind.NoEvents, fileName);
        else if (missing.Count > 0)
            Problem = new FileProblem(FileProblemKind.ColumnsMissing, fileName) { Line = 1, Column = string.Join(", ", missing), Found = string.Join(", ", records.KeysFound).CutTo(FoundMaxLength) };
    }

    private byte[] ReadSample(out FileProblemKind? problem)
    {
        var sample = new byte[SampleBytes];
        using var content = LogContent.Open(stream);
        var length = content.ReadAtLeast(sample, SampleBytes, throwOnEndOfStream: false);
        problem = content.Problem;
        return sample[..length];
    }

    // No header of a table begins so.
    private static bool IsXml(ReadOnlySpan<byte> sample)
    {
        if (sample.StartsWith(Encoding.Unicode.Preamble))
            return sample[2..].StartsWith("<\0"u8);
        if (sample.StartsWith(Encoding.BigEndianUnicode.Preamble))
            return sample[2..].StartsWith("\0<"u8);
        if (sample.StartsWith(Encoding.UTF8.Preamble))
            sample = sample[Encoding.UTF8.Preamble.Length..];
        return sample.TrimStart(" \t\r\n"u8).StartsWith("<"u8);
    }

    private bool LooksLikeText(ReadOnlySpan<byte> sample)
    {
        var isWide = profile.Encoding.GetByteCount("0") > 1;
        if (isWide)
            return true;
        if (sample.StartsWith(Encoding.Unicode.Preamble) || sample.StartsWith(Encoding.BigEndianUnicode.Preamble))
            Problem = new FileProblem(FileProblemKind.WrongEncoding, fileName) { Line = 1, Found = "utf-16", Expected = profile.Encoding.WebName };
        else if (sample.Contains((byte)0) && !IsTextBeforeZero(sample))
            Problem = new FileProblem(FileProblemKind.NotText, fileName);
        return Problem is null;
    }

    // A zero byte in the first line is a binary file; further down it is more likely a row spoilt by a crash, and that row's own fault.
    private static bool IsTextBeforeZero(ReadOnlySpan<byte> sample) => sample[..sample.IndexOf((byte)0)].ContainsAny((byte)'\n', (byte)'\r');

    private List<string>? ReadHeader(CsvRecords records, PhysicalLines lines)
    {
        if (!records.Read())
        {
            Problem = lines.Problem is null ? new FileProblem(FileProblemKind.Empty, fileName) : null;
            return null;
        }

        var headers = records.Fields.Select(header => header.Trim()).ToList();
        Problem = records.BadQuoteColumn is null
            ? CheckHeaders(headers, records)
            : new FileProblem(FileProblemKind.BadHeaderQuote, fileName) { Line = records.LineNumber, Found = records.RawText.CutTo(FoundMaxLength) };
        return Problem is null ? headers : null;
    }

    private FileProblem? CheckHeaders(List<string> headers, CsvRecords records)
    {
        var missing = profile.Columns.Values.Where(header => !headers.Contains(header)).Distinct().ToList();
        var other = headers.Count > 1
            ? default
            : Delimiters.Where(candidate => candidate.Delimiter != profile.Delimiter).MaxBy(candidate => records.RawText.Count(character => character == candidate.Delimiter));
        if (missing.Count > 0 && other.Name is not null && records.RawText.Contains(other.Delimiter, StringComparison.Ordinal))
        {
            return new FileProblem(FileProblemKind.WrongDelimiter, fileName)
            {
                Line = records.LineNumber,
                Found = profile.Delimiter == '\t' ? "tab" : profile.Delimiter.ToString(),
                Expected = other.Name,
            };
        }

        if (missing.Count > 0)
        {
            return new FileProblem(FileProblemKind.ColumnsMissing, fileName)
            {
                Line = records.LineNumber,
                Column = string.Join(", ", missing),
                Found = string.Join(", ", headers).CutTo(FoundMaxLength),
            };
        }

        var doubled = profile.Columns.Values.FirstOrDefault(header => headers.Count(candidate => candidate == header) > 1);
        return doubled is null ? null : new FileProblem(FileProblemKind.DuplicateColumn, fileName) { Line = records.LineNumber, Column = doubled };
    }

    private FileProblem Describe(FileProblemKind kind, int nextLineNumber) => new(kind, fileName)
    {
        Line = kind == FileProblemKind.WrongEncoding ? FindUndecodableLine() : nextLineNumber,
        Expected = kind switch
        {
            FileProblemKind.WrongEncoding => profile.Encoding.WebName,
            FileProblemKind.LineTooLong => $"{PhysicalLines.LineMaxLength}",
            FileProblemKind.ExpandsTooFar => $"{LogContent.MostTimesLarger}",
            _ => null,
        },
    };

    // The decoder fails on a whole buffer; which line it was is found by decoding once more with a mark that no text contains.
    private int FindUndecodableLine()
    {
        const char Mark = '\uFFFF';
        using var content = LogContent.Open(stream);
        var lenient = (Encoding)profile.Encoding.Clone();
        lenient.DecoderFallback = new DecoderReplacementFallback(Mark.ToString());
        using var text = new StreamReader(content, lenient, detectEncodingFromByteOrderMarks: false, bufferSize: 64 * 1024, leaveOpen: true);
        var line = 1;
        for (int character, last = 0; (character = text.Read()) >= 0 && character != Mark; last = character)
        {
            if (character == '\r' || (character == '\n' && last != '\r'))
                line++;
        }

        return line;
    }
}
