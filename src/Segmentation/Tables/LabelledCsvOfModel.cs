using System.Security.Cryptography;
using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Tables;

/// <summary>Reads labelled rows as an existing model sees them.</summary>
internal sealed class LabelledCsvOfModel(string path, ModelSchema schema, CsvTableOptions options, CancellationToken cancellationToken)
{
    private const int RowsBetweenLooks = 4096;

    private readonly List<float>[] _values = [.. schema.Columns.Select(_ => new List<float>())];
    private readonly List<int> _labels = [];
    private readonly string[] _groupHeadings = [.. options.GroupColumns.Distinct(StringComparer.Ordinal)];

    public LabelledCsv Read()
    {
        using var file = TableFile.OpenRead(path);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(file));
        using var csv = new CsvRows(path, file, options.Delimiter ?? CsvDelimiter.Infer(path, file));
        var columns = ScoringColumn.Of(csv, schema, options.DecimalSign);
        var groups = Array.ConvertAll(_groupHeadings, heading => (Column: csv.Require(heading, "group column (--group)"), Texts: new List<string?>()));
        var leftOut = ReadRows(csv, columns, groups);
        if (_labels.Count == 0)
            throw csv.RefuseFile(leftOut == 0 ? "there is a heading and no row below it." : "every row has a label that is left out. Leave fewer out.");

        var table = new FeatureTable(schema, Array.ConvertAll(_values, values => values.ToArray()), _labels.Count);
        var groupColumns = groups.Select(group => GroupOf(csv.Headings[group.Column], group.Texts));
        return new LabelledCsv(new LabelledRows(table, [.. _labels]), [.. groupColumns], NotesOf(csv, columns, leftOut), sha256);
    }

    private int ReadRows(CsvRows csv, ScoringColumn[] columns, (int Column, List<string?> Texts)[] groups)
    {
        var label = csv.Require(options.Label, "label column (--label)");
        var segments = schema.Segments.Index().ToDictionary(segment => segment.Item, segment => segment.Index, StringComparer.Ordinal);
        var withoutLabels = options.WithoutLabels.ToHashSet(StringComparer.Ordinal);
        var leftOut = 0;
        while (csv.Read())
        {
            if ((_labels.Count + leftOut) % RowsBetweenLooks == 0)
                cancellationToken.ThrowIfCancellationRequested();
            var text = csv[label];
            if (NumberText.IsMissing(text))
                throw csv.Refuse(label, "the row has no label. Give it one, or remove the row.");
            if (withoutLabels.Contains(text))
            {
                leftOut++;
                continue;
            }

            _labels.Add(segments.TryGetValue(text, out var segment) ? segment : throw csv.Refuse(
                label, $"{ShownText.Quote(text)} is none of the model's labels, which are {ShownText.List([.. schema.Segments])}. Leave such rows out (--without), or mend the label."));
            for (var column = 0; column < columns.Length; column++)
                _values[column].Add(columns[column].Read(csv));
            foreach (var group in groups)
                group.Texts.Add(NumberText.IsMissing(csv[group.Column]) ? null : csv[group.Column]);
        }

        return leftOut;
    }

    private static GroupColumn GroupOf(string heading, List<string?> texts)
    {
        string[] groups = [.. texts.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var codes = groups.Index().ToDictionary(group => group.Item, group => group.Index, StringComparer.Ordinal);
        return new GroupColumn(heading, groups, [.. texts.Select(text => text is null ? -1 : codes[text])]);
    }

    private List<string> NotesOf(CsvRows csv, ScoringColumn[] columns, int leftOut)
    {
        var notes = new List<string> { FormattableString.Invariant($"Rows: {_labels.Count}.") };
        if (leftOut > 0)
            notes.Add(FormattableString.Invariant($"Rows left out for their label, {ShownText.List([.. options.WithoutLabels])}: {leftOut}."));
        if (options.Delimiter is null)
            notes.Add($"Values are divided by {ShownText.Quote(csv.Delimiter)}, as the file shows.");
        ScoringColumn.NoteIgnored(notes, csv, schema, [options.Label, .. _groupHeadings]);
        foreach (var unknown in columns.Select(column => column.Unknown).OfType<UnknownCategory>())
            notes.Add(FormattableString.Invariant($"Column {ShownText.Quote(unknown.Column)}: categories that the model does not know, such as {unknown.FirstValue} in row {unknown.FirstRow}, are read as missing; rows: {unknown.Count}."));
        return notes;
    }
}
