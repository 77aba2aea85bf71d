using System.Text;
using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Tables;

/// <summary>The labels to be written.</summary>
internal sealed record LabelColumn(string Heading, IReadOnlyList<int> Labels);

/// <summary>Writes a table so that reading it back gives the same; what could not be read back is refused before anything is written.</summary>
internal sealed class CsvTableWriter(string path, FeatureTable table, LabelColumn? labels, IReadOnlyList<GroupColumn> groups)
{
    public void Write()
    {
        RefuseUnreadable();
        var columns = table.Schema.Columns;
        using var output = new CsvOutput(path);
        foreach (var heading in Headings())
            output.Text(heading);
        output.EndRow();

        for (var row = 0; row < table.RowCount; row++)
        {
            for (var column = 0; column < columns.Count; column++)
                WriteValue(output, columns[column], table.Column(column)[row]);
            foreach (var group in groups)
                WriteCode(output, group.Groups, group.GroupOfRow[row]);
            if (labels is not null)
                output.Text(table.Schema.Segments[labels.Labels[row]]);
            output.EndRow();
        }

        output.PutInPlace();
    }

    private IEnumerable<string> Headings()
    {
        foreach (var column in table.Schema.Columns)
            yield return column.Name;
        foreach (var group in groups)
            yield return group.Dimension;
        if (labels is not null)
            yield return labels.Heading;
    }

    private void WriteValue(CsvOutput output, ModelColumn column, float value)
    {
        if (column.IsCategory)
            WriteCode(output, column.Categories, float.IsNaN(value) ? -1 : (int)value);
        else if (float.IsNaN(value))
            WriteMissing(output);
        else if (float.IsFinite(value))
            output.Number(value);
        else
            throw Refuse(column.Name, "a value is infinite, and could not be read back.");
    }

    private void WriteCode(CsvOutput output, IReadOnlyList<string> texts, int code)
    {
        if ((uint)code < (uint)texts.Count)
            output.Text(texts[code]);
        else
            WriteMissing(output);
    }

    // The only value of a row cannot be nothing: a row without a character is skipped.
    private void WriteMissing(CsvOutput output)
    {
        var isOnlyColumn = table.Schema.Columns.Count == 1 && groups.Count == 0 && labels is null;
        if (isOnlyColumn)
            output.EmptyInQuotes();
        else
            output.Number(float.NaN);
    }

    private void RefuseUnreadable()
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var heading in Headings())
        {
            if (string.IsNullOrWhiteSpace(heading) || !known.Add(heading))
                throw Refuse(heading, "a heading is empty, or the name of two columns.");
            RefuseText(heading, heading);
        }

        foreach (var column in table.Schema.Columns)
            RefuseTexts(column.Name, column.Categories);
        foreach (var group in groups)
        {
            if (group.GroupOfRow.Count < table.RowCount)
                throw new ArgumentException($"The groups of {group.Dimension} are fewer than the rows.");
            RefuseTexts(group.Dimension, group.Groups);
        }

        if (labels is not null)
            RefuseTexts(labels.Heading, table.Schema.Segments);
    }

    private void RefuseTexts(string column, IReadOnlyList<string> texts)
    {
        foreach (var text in texts)
        {
            if (NumberText.IsMissing(text))
                throw Refuse(column, $"the value {ShownText.Quote(text)} would be read back as missing.");
            RefuseText(column, text);
        }
    }

    private void RefuseText(string column, string text)
    {
        if (text.Length > CsvRows.ValueMaximumLength / 2 || text.Contains('\0', StringComparison.Ordinal) || !IsWellFormed(text))
            throw Refuse(column, $"the text {ShownText.Quote(text)} could not be read back.");
    }

    private static bool IsWellFormed(string text)
    {
        for (var index = 0; index < text.Length; index += char.IsHighSurrogate(text[index]) ? 2 : 1)
        {
            if (!Rune.TryGetRuneAt(text, index, out _))
                return false;
        }

        return true;
    }

    private TableRefusedException Refuse(string column, string problem) => new(path, null, column, problem);
}
