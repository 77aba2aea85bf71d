using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Guidance.ClientSegments;

/// <summary>Gathers rows in the order of clients and gives them back in the order of time.</summary>
internal sealed class ConfirmedRows(ModelSchema schema)
{
    private readonly List<float>[] _columns = [.. schema.Columns.Select(_ => new List<float>())];
    private readonly List<Row> _rows = [];
    private readonly SortedSet<string> _municipalities = new(StringComparer.Ordinal);

    public void Add(PastClient client, ReadProfile read, int ageYears, int label, DateTime decidedAtUtc, long sequence)
    {
        for (var column = 0; column < _columns.Length; column++)
            _columns[column].Add((float)read.Profile.Row[column]);

        // Where a protected client lives is hidden in every list and export, and a small municipality's row would tell it.
        var municipality = client.IsProtected ? null : client.MunicipalityCode;
        if (municipality is not null)
            _municipalities.Add(municipality);
        _rows.Add(new Row(decidedAtUtc, sequence, label, (sbyte)client.Language, (sbyte)client.Sex, (sbyte)ClientGroups.IndexOfAgeBand(ageYears), municipality));
    }

    public (LabelledRows Rows, IReadOnlyList<DateTime> DecidedAtUtc, IReadOnlyList<GroupColumn> Groups) InTimeOrder()
    {
        int[] order = [.. Enumerable.Range(0, _rows.Count).OrderBy(row => _rows[row].DecidedAtUtc).ThenBy(row => _rows[row].Sequence)];
        float[][] columns = [.. _columns.Select(column => order.Select(row => column[row]).ToArray())];
        int[] labels = [.. order.Select(row => _rows[row].Label)];

        string[] municipalities = [.. _municipalities];
        var numbers = municipalities.Index().ToDictionary(each => each.Item, each => each.Index);
        return (
            new LabelledRows(new FeatureTable(schema, columns, order.Length), labels),
            [.. order.Select(row => _rows[row].DecidedAtUtc)],
            [
                new GroupColumn("language", ClientGroups.Languages, Group(row => row.Language)),
                new GroupColumn("age-band", ClientGroups.AgeBands, Group(row => row.AgeBand)),
                new GroupColumn("sex", ClientGroups.Sexes, Group(row => row.Sex)),
                new GroupColumn("municipality", municipalities, Group(row => row.Municipality is { } code ? numbers[code] : -1)),
            ]);

        int[] Group(Func<Row, int> groupOf) => [.. order.Select(row => groupOf(_rows[row]))];
    }

    private readonly record struct Row(DateTime DecidedAtUtc, long Sequence, int Label, sbyte Language, sbyte Sex, sbyte AgeBand, string? Municipality);
}
