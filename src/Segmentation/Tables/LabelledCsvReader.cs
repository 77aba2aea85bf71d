using System.Security.Cryptography;
using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Tables;

/// <summary>Reads a labelled file twice: to see what its columns are, and to take the values.</summary>
/// <remarks>Twice, because the kind of a column and the decimal sign are known at the last row only, and keeping every text until then costs many times the table.</remarks>
internal sealed class LabelledCsvReader(string path, CsvTableOptions options, CancellationToken cancellationToken)
{
    /// <summary>More groups are an identifier, and every one of them too small to measure.</summary>
    private const int MostGroups = 1000;

    private const int RowsBetweenLooks = 4096;

    private readonly HashSet<string> _withoutLabels = new(options.WithoutLabels, StringComparer.Ordinal);
    private readonly Dictionary<string, int> _leftOut = new(StringComparer.Ordinal);

    public LabelledCsv Read()
    {
        using var file = TableFile.OpenRead(path);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(file));
        var delimiter = options.Delimiter ?? CsvDelimiter.Infer(path, file);

        using var survey = new CsvRows(path, file, delimiter);
        var roles = ColumnRoles.Of(survey, options);
        var surveys = Array.ConvertAll(roles, role => new ColumnSurvey(
            role is not (ColumnRole.Feature or ColumnRole.Number),
            role == ColumnRole.Group ? MostGroups : ColumnKinds.MostCategories));
        var rowCount = Survey(survey, roles, surveys);

        var kinds = new ColumnKinds(path, survey.Headings, roles, surveys);
        var segments = DecideSegments(survey, roles, surveys);
        var decimalSign = kinds.DecideDecimalSign(options.DecimalSign);
        var columns = new ModelColumn?[roles.Length];
        foreach (var (column, role) in roles.Index())
        {
            if (role is ColumnRole.Feature or ColumnRole.Number or ColumnRole.Category)
                columns[column] = kinds.Decide(column, decimalSign);
        }

        var values = new LabelledValues(path, survey.Headings, roles, surveys, columns, decimalSign, rowCount);
        Fill(file, delimiter, roles, values);
        values.RefuseConstantColumns();

        var schema = new ModelSchema { Columns = [.. columns.OfType<ModelColumn>()], Segments = segments };
        var table = new FeatureTable(schema, values.Features, rowCount);
        var notes = new LabelledCsvNotes(options, roles, survey.Headings, surveys, schema, _leftOut).Of(delimiter, decimalSign, kinds, rowCount);
        return new LabelledCsv(new LabelledRows(table, values.Labels), GroupsOf(values, options.GroupColumns, survey), notes, sha256);
    }

    private int Survey(CsvRows csv, ColumnRole[] roles, ColumnSurvey[] surveys)
    {
        var label = Array.IndexOf(roles, ColumnRole.Label);
        var rowCount = 0;
        var leftOutCount = 0;
        while (csv.Read())
        {
            if ((rowCount + leftOutCount) % RowsBetweenLooks == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (NumberText.IsMissing(csv[label]))
                throw csv.Refuse(label, "the row has no label. Give it one, or remove the row.");
            if (_withoutLabels.Contains(csv[label]))
            {
                _leftOut[csv[label]] = _leftOut.GetValueOrDefault(csv[label]) + 1;
                leftOutCount++;
                continue;
            }

            rowCount++;
            for (var column = 0; column < roles.Length; column++)
            {
                if (roles[column] != ColumnRole.Dropped)
                    surveys[column].Add(csv[column], csv.Row);
            }
        }

        if (rowCount + leftOutCount == 0)
            throw csv.RefuseFile("there is a heading and no row below it.");
        return rowCount;
    }

    private string[] DecideSegments(CsvRows csv, ColumnRole[] roles, ColumnSurvey[] surveys)
    {
        var survey = surveys[Array.IndexOf(roles, ColumnRole.Label)];
        var labels = survey.Distinct;
        foreach (var label in _withoutLabels)
        {
            // A misspelt label would otherwise leave its rows in without a word.
            if (!_leftOut.ContainsKey(label))
                throw csv.RefuseFile($"rows with the label {ShownText.Quote(label)} are to be left out, and there are none. The labels are {ShownText.List(labels)}.");
        }

        if (survey.HasTooManyDistinct)
            throw new TableRefusedException(path, null, options.Label, FormattableString.Invariant($"there are more than {ColumnKinds.MostCategories} different labels. Is this the label column (--label)?"));
        return labels.Length switch
        {
            0 => throw new TableRefusedException(path, null, options.Label, "every row has a label that is left out. Leave fewer out."),
            1 => throw new TableRefusedException(path, null, options.Label, $"every row has the label {ShownText.Quote(labels[0])}. There must be at least two labels to tell apart."),
            _ => labels,
        };
    }

    private void Fill(FileStream file, char delimiter, ColumnRole[] roles, LabelledValues values)
    {
        using var csv = new CsvRows(path, file, delimiter);
        var label = Array.IndexOf(roles, ColumnRole.Label);
        for (var row = 0; csv.Read();)
        {
            if (_withoutLabels.Contains(csv[label]))
                continue;
            if (row % RowsBetweenLooks == 0)
                cancellationToken.ThrowIfCancellationRequested();
            values.Take(csv, row++);
        }
    }

    private static GroupColumn[] GroupsOf(LabelledValues values, IReadOnlyList<string> headings, CsvRows csv)
    {
        var groups = new List<GroupColumn>();
        foreach (var heading in headings.Distinct(StringComparer.Ordinal))
            groups.Add(values.GroupOf(csv.IndexOf(heading)));
        return [.. groups];
    }
}
