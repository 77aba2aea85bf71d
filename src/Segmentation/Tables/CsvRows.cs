using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Palveluohjaus.Segmentation.Tables;

/// <summary>The heading and the rows of a delimited text (RFC 4180), one row at a time. Rows without a character are skipped.</summary>
internal sealed class CsvRows : IDisposable
{
    /// <summary>A longer value is a quote that was never closed, and must not fill the memory.</summary>
    public const int ValueMaximumLength = 64 * 1024;

    private const int BufferSize = 64 * 1024;
    private readonly string _fileName;
    private readonly CsvParser _parser;
    private int _accessed;

    /// <param name="fileName">As the user named it.</param>
    /// <param name="file">Read from its beginning, and left open.</param>
    /// <param name="delimiter">What stands between values.</param>
    /// <exception cref="TableRefusedException">The file is empty, or its heading is not one.</exception>
    public CsvRows(string fileName, FileStream file, char delimiter)
    {
        if (delimiter is '"' or '\r' or '\n' or '\0')
            throw new TableRefusedException(fileName, null, null, $"{ShownText.Quote(delimiter)} cannot divide values. Choose another delimiter (--delimiter).");
        _fileName = fileName;
        Delimiter = delimiter;
        _parser = new CsvParser(TableFile.ReadText(fileName, file), ConfigurationOf(delimiter, _ => throw BadQuote()));
        try
        {
            Headings = ReadHeadings();
        }
        catch
        {
            _parser.Dispose();
            throw;
        }
    }

    public char Delimiter { get; }

    public IReadOnlyList<string> Headings { get; }

    /// <summary>The line on which the current row begins, from 1.</summary>
    public long Row { get; private set; }

    /// <summary>A value of the current row, without its quotes.</summary>
    public string this[int column]
    {
        get
        {
            _accessed = column;
            return _parser[column];
        }
    }

    /// <summary>How our tables are written; <paramref name="badDataFound"/> is told of quotes that are not.</summary>
    public static CsvConfiguration ConfigurationOf(char delimiter, BadDataFound? badDataFound) => new(CultureInfo.InvariantCulture)
    {
        Delimiter = delimiter.ToString(),
        BadDataFound = badDataFound,
        BufferSize = BufferSize,
        // Skipped here instead, so that the lines are counted.
        IgnoreBlankLines = false,
        MaxFieldSize = ValueMaximumLength,
    };

    public bool Read()
    {
        if (!ReadRecord())
            return false;
        if (_parser.Count != Headings.Count)
            throw WrongLength();

        // A quote never closed takes the rows after it into its value. It shows when the value is looked at, and not every value is.
        if (_parser.RawRow != Row)
        {
            for (var column = 0; column < Headings.Count; column++)
                _ = this[column];
        }

        return true;
    }

    public int IndexOf(string heading)
    {
        for (var column = 0; column < Headings.Count; column++)
        {
            if (Headings[column] == heading)
                return column;
        }

        return -1;
    }

    /// <summary>The column of that heading.</summary>
    /// <param name="heading">Asked for by the user or a model.</param>
    /// <param name="what">What it is wanted for: "label column".</param>
    public int Require(string heading, string what)
    {
        var column = IndexOf(heading);
        return column >= 0 ? column : throw RefuseFile(
            $"there is no column {ShownText.Quote(heading)}, which is wanted as {what}. The columns, divided by {ShownText.Quote(Delimiter)}, are {ShownText.List([.. Headings])}.");
    }

    public TableRefusedException Refuse(int column, string problem) => new(_fileName, Row, Headings[column], problem);

    public TableRefusedException RefuseRow(string problem) => new(_fileName, Row, null, problem);

    public TableRefusedException RefuseFile(string problem) => new(_fileName, null, null, problem);

    public void Dispose() => _parser.Dispose();

    private bool ReadRecord()
    {
        while (true)
        {
            Row = _parser.RawRow + 1L;
            try
            {
                if (!_parser.Read())
                    return false;
            }
            catch (MaxFieldSizeException exception)
            {
                throw new TableRefusedException(_fileName, Row, null, $"from this row on a value is longer than {ValueMaximumLength} characters, so its quote is probably never closed. Close or remove the quote.", exception);
            }

            if (!IsBlank())
                return true;
        }
    }

    // In a table of one column a missing value is written as a pair of quotes.
    private bool IsBlank() => _parser.Count == 1 && string.IsNullOrWhiteSpace(this[0]) && !_parser.RawRecord.StartsWith('"');

    private string[] ReadHeadings()
    {
        if (!ReadRecord())
            throw RefuseFile("the file is empty. The first row must name the columns.");
        var headings = new string[_parser.Count];
        var known = new HashSet<string>(StringComparer.Ordinal);
        for (var column = 0; column < headings.Length; column++)
        {
            headings[column] = this[column];
            if (string.IsNullOrWhiteSpace(headings[column]))
                throw RefuseRow($"the heading of column {column + 1} is empty. Every column needs a name.");
            if (!known.Add(headings[column]))
                throw RefuseRow($"there are two columns of the name {ShownText.Quote(headings[column])}. Rename or remove one.");
        }

        return headings;
    }

    private TableRefusedException WrongLength() => RefuseRow(
        $"there are {_parser.Count} values, and the heading names {Headings.Count} columns. Mend the row, put quotes around a value that contains "
        + $"{ShownText.Quote(Delimiter)}, or say what divides the values (--delimiter).");

    // The quote may stand in the heading itself, which is then not there yet.
    private TableRefusedException BadQuote() => new(
        _fileName, Row, Headings is null ? null : Headings[Math.Min(_accessed, Headings.Count - 1)],
        "a quote is never closed, or stands inside a value that is not quoted. Put quotes around the whole value and double those inside it.");
}
