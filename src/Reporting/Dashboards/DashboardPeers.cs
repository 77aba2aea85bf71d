using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Segmentation.Evaluation;

namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>A share by the parts of a dimension, to find those that stand out.</summary>
internal sealed record PeerChart
{
    /// <summary>Unique on the page.</summary>
    public required string Id { get; init; }

    public required Dimension Dimension { get; init; }

    public required IReadOnlyList<TableColumn> Columns { get; init; }

    /// <summary>Which of the columns is compared; one of shares.</summary>
    public int Compared { get; init; }

    /// <summary>The end at which a part is to be looked at.</summary>
    public required Side Side { get; init; }

    public required string Title { get; init; }

    /// <summary>What the compared share is, as it begins the sentence: "Palasi yksikköön, jolla asia jo oli".</summary>
    public required string What { get; init; }

    public required string Source { get; init; }

    /// <summary>What the column of the number of rows is called.</summary>
    public required string RowsColumn { get; init; }

    /// <summary>A sentence that always stands after the finding.</summary>
    public string? Caution { get; init; }

    public bool IsWide { get; init; }
}

/// <summary>Draws tables in which parts are compared with one another: each share with its interval, and by name those that stand out by more than chance.</summary>
internal sealed class DashboardPeers(DashboardQuestion asked)
{
    /// <summary>Narrower shares fill the width of the bars by themselves.</summary>
    private const double WidestZoom = 0.6;

    public DashboardBars Draw(PeerChart chart)
    {
        var (words, tables) = (asked.Words, new DashboardTables(asked));
        var shown = tables.Parts(chart.Dimension, chart.Columns);

        // What is not known is no peer: whoever forgot the municipality is not a municipality.
        var peers = Peers.OfShares([.. shown.Select(part => part.Code == MetricValue.NotKnown ? null : part.Figures[chart.Compared])], chart.Side);
        var rows = shown.Select((part, index) => new Row(part, part.Figures[chart.Compared], peers.StandsOut(index)))
            .OrderBy(row => row.Part.Code == MetricValue.NotKnown)
            .ThenBy(row => row.Share.Value is null)
            // Otherwise the sentence would pass over what the table shows first.
            .ThenBy(row => row.Share.N < Peers.LeastRows)
            .ThenByDescending(row => row.StandsOut)
            .ThenBy(row => chart.Side == Side.High ? -row.Share.Value : row.Share.Value)
            .ToList();
        var table = tables.Table([.. rows.Select(row => row.Part)], chart.Dimension, chart.Columns, chart.Title, Find(chart, rows, peers), chart.Source);
        var ranges = rows.ConvertAll(row => RangeOf(row.Share));
        var widest = ranges.Max(range => range?.High) is { } high and > 0 and < WidestZoom ? high : 1;
        return new DashboardBars
        {
            Id = chart.Id,
            Metrics = [.. chart.Columns.Select(column => column.Metric).Distinct().Select(metric => DashboardFacts.Find(metric).Definition)],
            Table = table with
            {
                Columns = [.. table.Columns, chart.RowsColumn],
                Rows = [.. table.Rows.Zip(rows, (line, row) => line with { Cells = [.. line.Cells, DashboardWords.CountCell(row.Share)] })],
            },
            Column = chart.Compared,
            Bars =
            [
                .. rows.Zip(ranges, (row, range) => range is { } known
                    ? new DashboardBar(known.Value / widest, peers.Middle / 100 / widest, known.Low / widest, known.High / widest, row.StandsOut ? words["Peers.Remark"] : null)
                    : null),
            ],
            Key = peers.Middle is { } middle ? words["Peers.Key", DashboardWords.Percent(middle), Peers.LeastRows] : words["Peers.KeyOfFew", Peers.LeastRows],
            IsWide = chart.IsWide,
        };
    }

    private string Find(PeerChart chart, List<Row> rows, Peers peers)
    {
        var finding = Compare(chart, rows, peers);
        return chart.Caution is null ? finding : $"{finding} {chart.Caution}";
    }

    private string Compare(PeerChart chart, List<Row> rows, Peers peers)
    {
        var words = asked.Words;
        var column = chart.Columns[chart.Compared];
        var known = rows.Where(row => row.Part.Code != MetricValue.NotKnown && row.Share is { Value: not null, N: >= Peers.LeastRows }).ToList();
        if (peers.Middle is null)
            return words["Peers.TooFew", chart.What];
        var off = known.FindAll(row => row.StandsOut);
        if (off.Count == 0)
        {
            var inOrder = known.OrderBy(row => row.Share.Value).ToList();
            return words["Peers.None", chart.What, inOrder[0].Part.Name, Write(inOrder[0].Share), inOrder[^1].Part.Name, Write(inOrder[^1].Share)];
        }

        // The others are those that are shown: a sum with a hidden one in it would tell it.
        var others = known.FindAll(row => row != off[0]);
        var together = others.Sum(row => row.Share.Value!.Value * row.Share.N) / others.Sum(row => row.Share.N);
        var points = DashboardWords.Number(Math.Abs(off[0].Share.Value!.Value - together), column.Digits);
        var finding = words["Peers.StandsOut", chart.What, off[0].Part.Name, Write(off[0].Share), DashboardWords.Percent(together, column.Digits), points];
        return off.Count == 1 ? finding : $"{finding} {words["Peers.Also", string.Join(", ", off.Skip(1).Select(row => $"{row.Part.Name} {Write(row.Share)}"))]}";

        string Write(Figure share) => DashboardWords.Percent(share.Value!.Value, column.Digits);
    }

    private static Estimate? RangeOf(Figure share) =>
        share is { Value: { } percent, N: > 0 } ? Shares.Of((int)Math.Round(percent * share.N / 100), share.N) : null;

    private sealed record Row(TablePart Part, Figure Share, bool StandsOut);
}
