using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.FigureRows;

/// <summary>
/// Finds the rows behind a figure that a reader may look through: those of units where they work. A unit's rows are listed only where the dashboards would show
/// how many they are: the list itself is of the reader's own clients, but its length could tell how few another unit has.
/// </summary>
public sealed class FindFigureRows(MeasureMetrics measures)
{
    /// <param name="facts">All facts.</param>
    /// <param name="metric">One that has rows.</param>
    /// <param name="statistic">Which of its figures, as asked; the one that stands for the metric is taken when it has no such.</param>
    /// <param name="filter">What the figure is limited to.</param>
    /// <param name="part">What it is limited to beside the filter; null for nothing.</param>
    /// <param name="ownUnits">Codes of the units where the reader works.</param>
    public FoundRows Find(FactSnapshot facts, Metric metric, string? statistic, DashboardFilter filter, RowPart? part, IReadOnlyCollection<string> ownUnits)
    {
        var only = new Dictionary<Dimension, string>(filter.Only);
        if (part is not null)
            only[part.Dimension] = part.Code;
        Dimension[] dimensions = [.. only.Keys.Union([Dimension.Unit]).Order()];
        var axes = dimensions.Select(dimension => Codes.Of(dimension)).ToArray();
        var groups = measures.Slices(facts, metric, new MetricQuery { From = filter.From, To = filter.To, By = dimensions });
        var asked = StatisticOf(metric, groups.Select(group => group.Slice), statistic);
        var counts = groups.Select(group => (
            Codes: (IReadOnlyList<string>)[.. axes.Select(axis => group.By[axis])],
            Rows: group.Slice.Rows.Where(row => metric.RestsOn(group.Slice, row, asked)).ToList(),
            group.Slice)).ToList();
        var parts = groups.SelectMany(group => PartsOf(metric, group.Slice, asked).Select(each => (Codes: (IReadOnlyList<string>)[.. axes.Select(axis => group.By[axis]), each.Part], each.Rows))).ToList();
        string[] partCodes = [.. parts.Select(each => each.Codes[^1]).Distinct()];
        var lattice = new CellLattice(
            [
                .. dimensions.Select((dimension, index) => new LatticeAxis(counts.Select(cell => cell.Codes[index]).Concat(only.TryGetValue(dimension, out var code) ? [code] : []), AxisKind.Parts)),
                .. partCodes.Length == 0 ? Array.Empty<LatticeAxis>() : [new LatticeAxis(partCodes, AxisKind.Parts)],
            ],
            partCodes.Length == 0 ? [.. counts.Select(cell => (cell.Codes, (IReadOnlyList<int>)[cell.Rows.Count]))] : [.. parts.Select(each => (each.Codes, (IReadOnlyList<int>)[each.Rows]))]);

        var (rows, listed, leavesOut) = (new List<(int Row, bool? IsPart)>(), new List<string>(), false);
        foreach (var unit in ownUnits.Where(unit => filter.UnitCode is null || filter.UnitCode == unit))
        {
            string[] codes = [.. dimensions.Select(dimension => dimension == Dimension.Unit ? unit : only[dimension])];
            if (!IsShown(codes, partCodes.Contains(asked) ? asked : CellLattice.Whole))
            {
                leavesOut = true;
                continue;
            }

            listed.Add(unit);
            var maySayPart = Array.TrueForAll(partCodes, code => IsShown(codes, code));
            foreach (var cell in counts.Where(cell => cell.Codes.SequenceEqual(codes)))
                rows.AddRange(cell.Rows.Select(row => (row, maySayPart ? metric.IsPart(cell.Slice, row, asked) : null)));
        }

        // The newest first; of one moment, in an order that stays.
        var instants = InstantsOf(metric, facts);
        rows.Sort((one, other) => instants[other.Row].CompareTo(instants[one.Row]) is var order and not 0 ? order : other.Row.CompareTo(one.Row));
        return new FoundRows(asked, rows, listed, leavesOut);

        bool IsShown(string[] codes, string ofPart) => lattice.StateOf(partCodes.Length == 0 ? codes : [.. codes, ofPart]) == CellState.Shown;
    }

    /// <summary>
    /// How the rows of a group divide into the parts that figures tell of: those of a share and the rest, or each of several counts that make a whole. Where the
    /// whole is known, a part tells another; so they are looked at together.
    /// </summary>
    private static IEnumerable<(string Part, int Rows)> PartsOf(Metric metric, FactSlice slice, string statistic) => slice.Rows
        .Select(row => metric.PartOf(slice, row) ?? (metric.RestsOn(slice, row, statistic) && metric.IsPart(slice, row, statistic) is { } isPart ? isPart ? "part" : "rest" : null))
        .OfType<string>()
        .GroupBy(part => part)
        .Select(part => (part.Key, part.Count()));

    private static string StatisticOf(Metric metric, IEnumerable<FactSlice> slices, string? asked)
    {
        // What a metric can say may depend on what there is: the segments that clients have moved from.
        var known = slices.SelectMany(metric.Measure).Select(figure => figure.Statistic).Distinct();
        var main = metric.Definition.MainStatistic;
        string? first = null;
        var hasMain = false;
        foreach (var statistic in known)
        {
            if (statistic == asked)
                return statistic;
            first ??= statistic;
            hasMain |= statistic == main;
            if (hasMain && string.IsNullOrEmpty(asked))
                return statistic;
        }

        return (hasMain ? main : first ?? main) ?? string.Empty;
    }

    private static InstantColumn InstantsOf(Metric metric, FactSnapshot facts) => metric.InstantsOf(facts) ?? metric.TableOf(facts) switch
    {
        CaseTable cases => cases.ReceivedAt,
        DecisionTable decisions => decisions.DecidedAt,
        var table => throw new ArgumentException($"No instant of {table.GetType().Name} is known.", nameof(metric)),
    };
}

/// <param name="Statistic">Which of the metric's figures they stand behind.</param>
/// <param name="Rows">Of the metric's table, the newest first, each with whether it is in the part of a share.</param>
/// <param name="Units">Codes of the units whose rows they are.</param>
/// <param name="LeavesUnitsOut">Whether other units of the reader were left out.</param>
public sealed record FoundRows(string Statistic, IReadOnlyList<(int Row, bool? IsPart)> Rows, IReadOnlyList<string> Units, bool LeavesUnitsOut);
