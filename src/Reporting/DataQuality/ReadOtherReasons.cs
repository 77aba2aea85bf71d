using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Handoffs;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.DataQuality;

/// <summary>
/// How often the reason of a handoff, a return or a declining is "something else". Where that is much, the list of reasons lacks something, or is not read. The
/// facts do not hold reasons, so they are counted in the store, in the whole county and in the twelve months that are over: periods of a reader's own, and the same
/// days read twice, would tell small numbers by their differences.
/// </summary>
public sealed class ReadOtherReasons(CountHandoffReasons counts, CountedReasons counted, GuidanceReads guidance, CountyCalendar calendar, DashboardWords words, TimeProvider clock)
{
    private const string Other = "other";
    private const string Listed = "listed";

    public const string Whole = "other-reasons";
    public const string ByUnit = "other-reasons-by-unit";
    public const string ByMunicipality = "other-reasons-by-municipality";

    private static readonly HandoffStep[] Steps = Enum.GetValues<HandoffStep>();

    /// <param name="filter">Of the page: which part of a table is the reader's own.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<IReadOnlyList<OtherReasonsFigure>> ReadAsync(DashboardFilter filter, CancellationToken cancellationToken)
    {
        var today = calendar.DayOf(clock.GetUtcNow().UtcDateTime);
        var to = new DateOnly(today.Year, today.Month, 1);
        var from = to.AddYears(-1);
        var reasons = await counted.GetAsync(to, () => counts.CountAsync(calendar.StartOfDayUtc(from), calendar.StartOfDayUtc(to), cancellationToken), cancellationToken);
        var names = await DashboardNames.ReadAsync(guidance, cancellationToken);
        var units = await guidance.Units.ToDictionaryAsync(unit => unit.Id, unit => unit.Code, cancellationToken);
        return Build(
            [.. reasons.Select(each => new OtherReasonCount(each.Step, each.UnitId is { } id ? units.GetValueOrDefault(id, MetricValue.NotKnown) : MetricValue.NotKnown, each.MunicipalityCode ?? MetricValue.NotKnown, each.IsOther, each.Count))],
            names,
            filter with { From = from, LastDay = to.AddDays(-1) });
    }

    internal IReadOnlyList<OtherReasonsFigure> Build(IReadOnlyList<OtherReasonCount> counted, DashboardNames names, DashboardFilter filter)
    {
        var (byUnit, byMunicipality) = (Steps.ToDictionary(step => step, step => SharesOf(step, each => each.Unit)), Steps.ToDictionary(step => step, step => SharesOf(step, each => each.Municipality)));
        return
        [
            new OtherReasonsFigure(Whole, InAll(byUnit), filter),
            new OtherReasonsFigure(ByUnit, By(Dimension.Unit, byUnit, names.Units), filter),
            new OtherReasonsFigure(ByMunicipality, By(Dimension.Municipality, byMunicipality, names.Municipalities), filter),
        ];

        // A share tells its part and the rest, and the county's whole is told: the parts of one tell another's.
        Dictionary<string, Figure> SharesOf(HandoffStep step, Func<OtherReasonCount, string> codeOf)
        {
            var ofStep = counted.Where(each => each.Step == step).GroupBy(codeOf).ToDictionary(group => group.Key, group => (Others: group.Where(each => each.IsOther).Sum(each => each.Count), All: group.Sum(each => each.Count)));
            var lattice = new CellLattice(
                [new LatticeAxis(ofStep.Keys, AxisKind.Parts), new LatticeAxis([Other, Listed], AxisKind.Parts)],
                [.. ofStep.SelectMany(each => new[] { Cell(each.Key, Other, each.Value.Others), Cell(each.Key, Listed, each.Value.All - each.Value.Others) })]);
            var shares = ofStep.ToDictionary(each => each.Key, each => FigureOf(each.Key, each.Value));
            shares[CellLattice.Whole] = FigureOf(CellLattice.Whole, (ofStep.Values.Sum(each => each.Others), ofStep.Values.Sum(each => each.All)));
            return shares;

            Figure FigureOf(string code, (int Others, int All) of) => of.All == 0
                ? Figure.NotComputable
                : new Figure(100d * of.Others / of.All, MetricState.Ok, of.All).HiddenIf(new[] { CellLattice.Whole, Other, Listed }.Any(part => lattice.StateOf([code, part]) != CellState.Shown));
        }

        static (IReadOnlyList<string>, IReadOnlyList<int>) Cell(string code, string part, int count) => ([code, part], [count]);

        DashboardTable InAll(Dictionary<HandoffStep, Dictionary<string, Figure>> shares)
        {
            var of = Steps.Select(step => (Step: step, Share: shares[step][CellLattice.Whole])).ToList();
            var most = of.Where(each => each.Share.Value is not null).OrderByDescending(each => each.Share.Value).Select(each => each.Step).Cast<HandoffStep?>().FirstOrDefault();
            return Table(
                words["Reasons.Title"],
                of.Exists(each => each.Share.State == MetricState.Suppressed) ? words["Overview.Finding.Hidden"]
                    : most is { } none && shares[none][CellLattice.Whole].Value == 0 ? words["Reasons.None"]
                    : most is { } step ? words["Reasons.Most", words[$"Reasons.{step}"], DashboardWords.Percent(shares[step][CellLattice.Whole].Value!.Value)]
                    : Nothing(of.Select(each => each.Share)),
                [words["Reasons.Step"], words["Reasons.Share"], words["Reasons.Given"]],
                [.. of.Select(each => new DashboardRow(words[$"Reasons.{each.Step}"], [.. CellsOf(each.Share)]))]);
        }

        DashboardTable By(Dimension dimension, Dictionary<HandoffStep, Dictionary<string, Figure>> shares, IReadOnlyDictionary<string, string> named)
        {
            var codes = shares.Values.SelectMany(each => each.Keys).Where(code => code != CellLattice.Whole).Distinct()
                .Select(code => (Code: code, Name: DashboardNames.NameOf(named, code) ?? words["Overview.NotKnown"]))
                .OrderBy(each => each.Code == MetricValue.NotKnown).ThenBy(each => each.Name, StringComparer.CurrentCulture).ToList();
            Figure[] compared = [.. codes.Select(each => FigureAt(HandoffStep.Offered, each.Code))];
            var peers = Peers.OfShares([.. codes.Select((each, index) => each.Code == MetricValue.NotKnown ? null : compared[index])], Side.High);
            string[] off = [.. codes.Where((_, index) => peers.StandsOut(index)).Select(each => $"{each.Name} {DashboardWords.Percent(FigureAt(HandoffStep.Offered, each.Code).Value!.Value)}")];
            return Table(
                words[$"Reasons.Title.{dimension}"],
                compared.All(figure => figure.Value is null) ? Nothing(compared)
                    : peers.Middle is null ? words["Peers.TooFew", words["Reasons.What"]]
                    : off.Length == 0 ? words["Reasons.NoneStandsOut"] : words["Reasons.StandsOut", string.Join(", ", off)],
                [words[$"Dashboard.By.{dimension}"], .. Steps.SelectMany(step => new[] { words["Reasons.ShareOf", words[$"Reasons.{step}"]], words["Reasons.GivenOf", words[$"Reasons.{step}"]] })],
                [
                    .. codes.Select(each => new DashboardRow(each.Name, [.. Steps.SelectMany(step => CellsOf(FigureAt(step, each.Code)))], filter.Only.TryGetValue(dimension, out var chosen) && chosen == each.Code)
                    {
                        Parts = [new RowPart(dimension, each.Code)],
                    }),
                ]);

            Figure FigureAt(HandoffStep step, string code) => shares[step].GetValueOrDefault(code, Figure.NotComputable);
        }

        IEnumerable<DashboardCell> CellsOf(Figure share) => [words.Cell(share, Units.Percent, 1), share.State == MetricState.NotComputable ? DashboardCell.Of(DashboardWords.Number(0)) with { Number = 0 } : DashboardWords.CountCell(share)];

        string Nothing(IEnumerable<Figure> figures) => words[figures.Any(figure => figure.State == MetricState.Suppressed) ? "Overview.Finding.Hidden" : "Overview.Finding.Nothing"];

        DashboardTable Table(string title, string finding, IReadOnlyList<string> columns, IReadOnlyList<DashboardRow> rows) => new()
        {
            Title = title,
            Finding = finding,
            Source = words.Source(words["Reasons.Source", DashboardWords.Days(filter.From, filter.LastDay)], rows.Any(row => row.Cells.Any(cell => cell.State == MetricState.Suppressed)), null),
            Columns = columns,
            Rows = rows,
        };
    }
}

/// <param name="Id">Unique on the page; names its file too.</param>
/// <param name="Table">The figure itself.</param>
/// <param name="Of">Its period; the limits are the page's, and do not apply.</param>
public sealed record OtherReasonsFigure(string Id, DashboardTable Table, DashboardFilter Of);

/// <summary>Reasons of months that are over hardly change, and counting them goes through every handoff of a year: once an hour is enough.</summary>
public sealed class CountedReasons(TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);
    private volatile Counts? _latest;

    /// <param name="to">The day after the last that is counted.</param>
    /// <param name="count">Counts them.</param>
    /// <param name="cancellationToken">Cancels the waiting.</param>
    public async Task<IReadOnlyList<ReasonCount>> GetAsync(DateOnly to, Func<Task<IReadOnlyList<ReasonCount>>> count, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (_latest is { } latest && latest.To == to && now - latest.CountedAt < Kept && now >= latest.CountedAt)
            return latest.Reasons;
        _latest = latest = new Counts(to, now, await count().WaitAsync(cancellationToken));
        return latest.Reasons;
    }

    private sealed record Counts(DateOnly To, DateTimeOffset CountedAt, IReadOnlyList<ReasonCount> Reasons);
}

/// <summary>As <see cref="ReasonCount"/>, by codes.</summary>
internal sealed record OtherReasonCount(HandoffStep Step, string Unit, string Municipality, bool IsOther, int Count);
