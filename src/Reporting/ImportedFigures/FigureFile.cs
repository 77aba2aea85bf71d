using System.Globalization;
using System.Text;
using Palveluohjaus.Guidance.Imports;

namespace Palveluohjaus.Reporting.ImportedFigures;

/// <summary>A CSV file of figures: a row each, columns by the names in the header, in any order.</summary>
public static class FigureFile
{
    public const int MaxBytes = 512 * 1024;
    public const int MaxRows = 5_000;
    private const char Separator = ';';

    /// <summary>The names of each column, as the template writes them in Finnish, Swedish and English.</summary>
    private static readonly IReadOnlyDictionary<FigureField, string[]> Names = new Dictionary<FigureField, string[]>
    {
        [FigureField.Series] = ["sarja", "serie", "series"],
        [FigureField.Municipality] = ["kunta", "kommun", "municipality"],
        [FigureField.Period] = ["jakso", "period", "period"],
        [FigureField.Value] = ["arvo", "värde", "value"],
        [FigureField.Source] = ["lähdejärjestelmä", "källsystem", "source"],
        [FigureField.Definition] = ["määritelmä", "definition", "definition"],
        [FigureField.SameDefinition] = ["luettelon määritelmä", "katalogens definition", "same definition"],
    };

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="language">fi, sv or en.</param>
    /// <param name="field">Which.</param>
    /// <returns>The column's name; empty for what is not a column.</returns>
    public static string NameOf(FigureField field, string language) => Names.TryGetValue(field, out var names) ? names[language switch { "sv" => 1, "en" => 2, _ => 0 }] : string.Empty;

    /// <summary>
    /// A file to fill in, with rows that show how and have no values yet: sent as it is, it enters nothing. Its beginning tells a spreadsheet that it is UTF-8.
    /// </summary>
    /// <param name="language">fi, sv or en.</param>
    /// <param name="municipality">One of the county's.</param>
    /// <param name="year">A year that is over.</param>
    public static byte[] Template(string language, string municipality, int year)
    {
        var (yes, no, other) = language switch
        {
            "sv" => ("ja", "nej", "dagar från ansökan till beslut"),
            "en" => ("yes", "no", "days from application to decision"),
            _ => ("kyllä", "ei", "päivät hakemuksesta päätökseen"),
        };
        var text = new StringBuilder();
        Line([.. Names.Keys.Select(field => NameOf(field, language))]);
        Line("contacts/count", municipality, "2019", string.Empty, "Effica", string.Empty, yes);
        Line("lead-time/p50", municipality, "1–10/2020", string.Empty, "Effica", other, no);
        Line("emergency-visits", municipality, $"3/{year}", string.Empty, "Lifecare", string.Empty, yes);
        Line("inhabitants", municipality, $"{year}", string.Empty, "Tilastokeskus", string.Empty, yes);
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];

        void Line(params ReadOnlySpan<string> cells)
        {
            foreach (var cell in cells)
                text.Append(text.Length == 0 || text[^1] == '\n' ? string.Empty : Separator.ToString()).Append(cell);
            text.Append("\r\n");
        }
    }

    /// <summary>Reads what is there; what it means is not looked at here.</summary>
    public static FigureRows Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > MaxBytes)
            return Refused(FigureProblemKind.FileTooLarge, number: MaxBytes / 1024);
        if (bytes.Span.Contains((byte)0))
            return Refused(FigureProblemKind.FileNotText);
        string text;
        try
        {
            text = Strict.GetString(bytes.Span).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return Refused(FigureProblemKind.FileNotUtf8);
        }

        if (string.IsNullOrWhiteSpace(text))
            return Refused(FigureProblemKind.FileEmpty);
        using var reader = new StringReader(text);
        return Read(new CsvRecords(new PhysicalLines(reader), DelimiterOf(text)));
    }

    private static FigureRows Read(CsvRecords records)
    {
        records.Read();
        var problems = new List<FigureProblem>();
        var columns = FindColumns(records.Fields, problems);
        if (problems.Count > 0)
            return new FigureRows([], problems);

        var width = records.Fields.Count;
        records.ExpectedColumns = width;
        var rows = new List<FigureRow>();
        while (records.Read())
        {
            if (rows.Count + problems.Count == MaxRows)
                return Refused(FigureProblemKind.TooManyRows, number: MaxRows);
            if (records.BadQuoteColumn is not null)
                problems.Add(new FigureProblem(FigureField.File, FigureProblemKind.QuoteNotClosed) { Line = records.LineNumber });
            else if (records.Fields.Count != width)
                problems.Add(new FigureProblem(FigureField.File, FigureProblemKind.ColumnsNotAsMany) { Line = records.LineNumber, Number = width, Found = records.Fields.Count.ToString(CultureInfo.InvariantCulture) });
            else if (records.Fields.Exists(field => !string.IsNullOrWhiteSpace(field)))
                rows.Add(new FigureRow(records.LineNumber, RowOf(records.Fields, columns)));
        }

        return rows.Count + problems.Count == 0 ? Refused(FigureProblemKind.NoRows) : new FigureRows(rows, problems);
    }

    private static Dictionary<FigureField, int> FindColumns(List<string> header, List<FigureProblem> problems)
    {
        var columns = new Dictionary<FigureField, int>();
        foreach (var (field, names) in Names)
        {
            int[] found = [.. Enumerable.Range(0, header.Count).Where(column => names.Contains(header[column].Trim(), StringComparer.OrdinalIgnoreCase))];
            if (found.Length == 1)
                columns.Add(field, found[0]);
            else
                problems.Add(new FigureProblem(FigureField.File, found.Length == 0 ? FigureProblemKind.ColumnMissing : FigureProblemKind.ColumnTwice) { Line = 1, Found = string.Join(" / ", names.Distinct()) });
        }

        return columns;
    }

    private static FigureToEnter RowOf(List<string> fields, Dictionary<FigureField, int> columns) => new()
    {
        Series = fields[columns[FigureField.Series]],
        Municipality = fields[columns[FigureField.Municipality]],
        Period = fields[columns[FigureField.Period]],
        Value = fields[columns[FigureField.Value]],
        Source = fields[columns[FigureField.Source]],
        Definition = fields[columns[FigureField.Definition]],
        SameDefinition = fields[columns[FigureField.SameDefinition]],
    };

    /// <summary>Of the header, whichever it has more of.</summary>
    private static char DelimiterOf(string text)
    {
        var header = text.AsSpan().TrimStart();
        var end = header.IndexOfAny('\r', '\n');
        header = end < 0 ? header : header[..end];
        return header.Count(',') > header.Count(Separator) ? ',' : Separator;
    }

    private static FigureRows Refused(FigureProblemKind kind, int number = 0) => new([], [new FigureProblem(FigureField.File, kind) { Number = number }]);
}

/// <summary>What a file holds.</summary>
/// <param name="Rows">Those that could be read.</param>
/// <param name="Problems">What could not.</param>
public sealed record FigureRows(IReadOnlyList<FigureRow> Rows, IReadOnlyList<FigureProblem> Problems);
