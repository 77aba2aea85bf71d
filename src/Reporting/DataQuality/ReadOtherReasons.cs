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
/// facts do not hold reasons, so they are counted in the store as it is, in the whole county: a page's limits other than its period do not apply.
/// </summary>
public sealed class ReadOtherReasons(CountHandoffReasons counts, GuidanceReads guidance, CountyCalendar calendar, DashboardWords words)
{
    private const string Other = "other";
    private const string Listed = "listed";

    private static readonly HandoffStep[] Steps = Enum.GetValues<HandoffStep>();

    /// <param name="filter">Whose period is looked at.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<IReadOnlyList<OtherReasonsFigure>> ReadAsync(DashboardFilter filter, CancellationToken cancellationToken)
    {
        var counted = await counts.CountAsync(calendar.StartOfDayUtc(filter.From), calendar.StartOfDayUtc(filter.To), cancellationToken);
        var names = await DashboardNames.ReadAsync(guidance, cancellationToken);
        var units = await guidance.Units.ToDictionaryAsync(unit => unit.Id, unit => unit.Code, cancellationToken);
        return Build(
            [.. counted.Select(each => new OtherReasonCount(each.Step, each.UnitId is { } id ? units.GetValueOrDefault(id, MetricValue.NotKnown) : MetricValue.NotKnown, each.MunicipalityCode ?? MetricValue.NotKnown, each.IsOther, each.Count))],
            names,
            filter);
    }

    internal IReadOnlyList<OtherReasonsFigure> Build(IReadOnlyList<OtherReasonCount> counted, DashboardNames names, DashboardFilter filter)
    {
        var (byUnit, byMunicipality) = (Steps.ToDictionary(step => step, step => SharesOf(step, each => each.Unit)), Steps.ToDictionary(step => step, step => SharesOf(step, each => each.Municipality)));
        return
        [
            new OtherReasonsFigure("other-reasons", Whole(byUnit), IsWide: true),
            new OtherReasonsFigure("other-reasons-by-unit", By(Dimension.Unit, byUnit, names.Units), IsWide: true),
            new OtherReasonsFigure("other-reasons-by-municipality", By(Dimension.Municipality, byMunicipality, names.Municipalities), IsWide: true),
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

        DashboardTable Whole(Dictionary<HandoffStep, Dictionary<string, Figure>> shares)
        {
            var of = Steps.Select(step => (Step: step, Share: shares[step][CellLattice.Whole])).ToList();
            var most = of.Where(each => each.Share.Value is not null).OrderByDescending(each => each.Share.Value).Select(each => each.Step).Cast<HandoffStep?>().FirstOrDefault();
            return Table(
                words["Reasons.Title"],
                most is { } none && shares[none][CellLattice.Whole].Value == 0 ? words["Reasons.None"]
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
            Source = words.Source(words[filter.Only.Count == 0 ? "Reasons.Source" : "Reasons.SourceWhole", DashboardWords.Days(filter.From, filter.LastDay)], rows.Any(row => row.Cells.Any(cell => cell.State == MetricState.Suppressed)), null),
            Columns = columns,
            Rows = rows,
        };
    }
}

/// <param name="Id">Unique on the page; names its file too.</param>
/// <param name="Table">The figure itself.</param>
/// <param name="IsWide">Over both columns of the page.</param>
public sealed record OtherReasonsFigure(string Id, DashboardTable Table, bool IsWide);

/// <summary>As <see cref="ReasonCount"/>, by codes.</summary>
internal sealed record OtherReasonCount(HandoffStep Step, string Unit, string Municipality, bool IsOther, int Count);
