using System.Text;

namespace Palveluohjaus.Guidance.Imports;

/// <summary>
/// The records of a delimited text (RFC 4180), one at a time, with their raw text and line.
/// </summary>
/// <remarks>
/// Our own, because of one case: a quote that is never closed makes an ordinary reader swallow every row after it, in memory, as one field.
/// Here such a record costs its first line only, and reading goes on at the next.
/// </remarks>
public sealed class CsvRecords(PhysicalLines lines, char delimiter)
{
    /// <summary>A quoted value that runs on for longer was never closed.</summary>
    public const int RecordMaxLines = 200;

    private const char Quote = '"';

    // Lines read in vain as the continuation of an unclosed quote, the next one on top.
    private readonly Stack<string> _returned = new();
    private readonly StringBuilder _quoted = new();
    private int _nextLineNumber = 1;
    private bool _isOpen;
    private int _fieldCount;

    /// <summary>The columns whose values are wanted; the others are counted but read as empty. Null for all.</summary>
    public bool[]? Wanted { get; set; }

    /// <summary>How many columns a record must have to be believed when it runs over several lines; null while the header is read.</summary>
    public int? ExpectedColumns { get; set; }

    public List<string> Fields { get; } = [];

    /// <summary>The column in which a quote is wrong, or null. Then <see cref="Fields"/> are not to be trusted.</summary>
    public int? BadQuoteColumn { get; private set; }

    /// <summary>The line the record starts on, from 1.</summary>
    public int LineNumber { get; private set; }

    /// <summary>As in the file, without its line end.</summary>
    public string RawText { get; private set; } = "";

    /// <summary>The line that would be read next.</summary>
    public int NextLineNumber => _nextLineNumber;

    public bool Read()
    {
        string? first;
        do
        {
            first = NextLine();
            if (first is null)
                return false;
        }
        while (first.AsSpan().Trim(" \r\n").IsEmpty);

        LineNumber = _nextLineNumber - 1;
        Start();
        Feed(first);
        RawText = first.TrimEnd('\r', '\n');
        if (_isOpen)
            ReadOn(first);
        return true;
    }

    private void ReadOn(string first)
    {
        var openColumn = Fields.Count;
        var more = new List<string>();
        var length = first.Length;
        while (_isOpen && BadQuoteColumn is null && more.Count < RecordMaxLines && length < PhysicalLines.LineMaxLength && NextLine() is { } line)
        {
            more.Add(line);
            length += line.Length;
            Feed(line);
        }

        var isBelievable = !_isOpen && BadQuoteColumn is null && (ExpectedColumns is null || ExpectedColumns == _fieldCount);
        if (isBelievable)
        {
            RawText = string.Concat([first, .. more]).TrimEnd('\r', '\n');
            return;
        }

        BadQuoteColumn = openColumn;
        for (var index = more.Count - 1; index >= 0; index--)
            _returned.Push(more[index]);
        _nextLineNumber -= more.Count;
    }

    private string? NextLine()
    {
        var line = _returned.Count > 0 ? _returned.Pop() : lines.Read();
        if (line is not null)
            _nextLineNumber++;
        return line;
    }

    private void Start()
    {
        Fields.Clear();
        BadQuoteColumn = null;
        _isOpen = false;
        _fieldCount = 0;
    }

    private void Feed(ReadOnlySpan<char> line)
    {
        while (true)
        {
            if (_isOpen)
            {
                if (!FeedQuoted(ref line))
                    return;
            }
            else if (!line.IsEmpty && line[0] == Quote)
            {
                _quoted.Clear();
                _isOpen = true;
                line = line[1..];
                continue;
            }
            else
            {
                var length = LengthToFieldEnd(line);
                if (line[..length].Contains(Quote))
                    BadQuoteColumn ??= _fieldCount;
                Add(line[..length]);
                line = line[length..];
            }

            if (line.IsEmpty || line[0] != delimiter)
                return;
            line = line[1..];
        }
    }

    /// <returns>False when the value goes on in the next line.</returns>
    private bool FeedQuoted(ref ReadOnlySpan<char> line)
    {
        while (true)
        {
            var length = line.IndexOf(Quote);
            if (length < 0)
            {
                _quoted.Append(line);
                return false;
            }

            _quoted.Append(line[..length]);
            line = line[(length + 1)..];
            if (line.IsEmpty || line[0] != Quote)
                break;
            _quoted.Append(Quote);
            line = line[1..];
        }

        _isOpen = false;
        var rest = LengthToFieldEnd(line);
        if (!line[..rest].Trim(' ').IsEmpty)
            BadQuoteColumn ??= _fieldCount;
        line = line[rest..];
        Add(_quoted.ToString());
        return true;
    }

    private int LengthToFieldEnd(ReadOnlySpan<char> line)
    {
        var length = line.IndexOfAny(delimiter, '\r', '\n');
        return length < 0 ? line.Length : length;
    }

    private void Add(ReadOnlySpan<char> value)
    {
        var isWanted = Wanted is null || (_fieldCount < Wanted.Length && Wanted[_fieldCount]);
        Fields.Add(isWanted ? new string(value) : "");
        _fieldCount++;
    }
}
