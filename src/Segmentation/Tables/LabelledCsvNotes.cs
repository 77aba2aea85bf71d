using System.Globalization;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Tables;

/// <summary>Says what was read, inferred and left out.</summary>
internal sealed class LabelledCsvNotes(
    CsvTableOptions options, ColumnRole[] roles, IReadOnlyList<string> headings, ColumnSurvey[] surveys, ModelSchema schema, IReadOnlyDictionary<string, int> leftOut)
{
    public IReadOnlyList<string> Of(char delimiter, char decimalSign, ColumnKinds kinds, int rowCount)
    {
        var notes = new List<string> { Text($"Rows: {rowCount}. Labels: {ShownText.List([.. schema.Segments])}.") };
        notes.AddRange(leftOut.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => Text($"Rows left out for their label, {ShownText.Quote(pair.Key)}: {pair.Value}.")));
        if (options.Delimiter is null)
            notes.Add($"Values are divided by {ShownText.Quote(delimiter)}, as the file shows.");
        if (options.DecimalSign is null && kinds.First(survey => survey.FirstComma) is { Cell: { } comma } first)
        {
            notes.Add(Text($"The decimal sign is a comma: {ShownText.Quote(comma.Text)} in row {comma.Row}, column {ShownText.Quote(headings[first.Column])}, is read as ")
                + Text($"{ValueOf(comma.Text, decimalSign)}."));
        }

        AddKind(notes, "Numbers", [.. schema.Columns.Where(column => !column.IsCategory).Select(column => ShownText.Quote(column.Name))]);
        AddKind(notes, "Categories", [.. schema.Columns.Where(column => column.IsCategory).Select(column => Text($"{ShownText.Quote(column.Name)} ({column.Categories.Count})"))]);
        AddKind(notes, "Columns left out", [.. headings.Where((_, column) => roles[column] == ColumnRole.Dropped).Select(ShownText.Quote)]);
        foreach (var column in schema.Columns.Where(column => !column.IsCategory))
        {
            if (surveys[headings.Index().First(heading => heading.Item == column.Name).Index].FirstRounded is { } rounded)
            {
                notes.Add(Text($"Column {ShownText.Quote(column.Name)}: {ShownText.Quote(rounded.Text)} in row {rounded.Row} is read as {ValueOf(rounded.Text, decimalSign):R}, ")
                    + "because values are single precision, in which whole numbers are exact up to 16,777,216.");
            }
        }

        return notes;
    }

    private static void AddKind(List<string> notes, string kind, string[] names)
    {
        if (names.Length > 0)
            notes.Add($"{kind}: {string.Join(", ", names)}.");
    }

    private static float ValueOf(string text, char decimalSign)
    {
        _ = NumberText.Read(text, decimalSign, out var value);
        return value;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
