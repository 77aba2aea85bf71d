using System.Collections.Frozen;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.ImportedFigures;

/// <summary>What figures are entered of: emergency visits, inhabitants, and the baseline of a metric's statistic.</summary>
/// <param name="Id">The metric's id, or the series' own.</param>
/// <param name="Statistic">The metric's statistic.</param>
/// <param name="Unit">One of <see cref="Units"/>.</param>
public sealed record FigureSeries(string Id, string Statistic, string Unit)
{
    public const int IdMaxLength = 60;
    public const string EmergencyVisitsId = "emergency-visits";
    public const string InhabitantsId = "inhabitants";
    private const string Count = "count";

    /// <summary>
    /// Metrics of which no other system and no earlier year has a figure: the age of a queue by the share of its deadlines, how well this product's records
    /// are kept, and how its suggestions are met.
    /// </summary>
    private static readonly string[] OfThisProductOnly = ["queue-age", "littles-law-gap", "segment-transitions", "suggestion-agreement", "rubber-stamp", "recording-completeness"];

    private static readonly string[] WholeUnits = [Units.Cases, Units.Clients, Units.Contacts, Units.Events, Units.Decisions, Units.Referrals, Units.Visits, Units.Inhabitants];

    public static FigureSeries EmergencyVisits { get; } = new(EmergencyVisitsId, Count, Units.Visits);

    public static FigureSeries Inhabitants { get; } = new(InhabitantsId, Count, Units.Inhabitants);

    /// <summary>In the order in which they are shown; baselines in that of the catalogue.</summary>
    public static IReadOnlyList<FigureSeries> All { get; } = [EmergencyVisits, Inhabitants, .. Baselines()];

    private static readonly FrozenDictionary<string, FigureSeries> ByCode = All.ToFrozenDictionary(series => series.Code, StringComparer.OrdinalIgnoreCase);

    /// <summary>As files name it: <c>lead-time/p50</c>, <c>emergency-visits</c>.</summary>
    public string Code => IsBaseline ? $"{Id}/{Statistic}" : Id;

    public bool IsBaseline => Id is not (EmergencyVisitsId or InhabitantsId);

    /// <summary>Counted one by one: no decimals, and parts add up to the whole.</summary>
    public bool IsWhole => WholeUnits.Contains(Unit);

    public IReadOnlyList<FigurePeriodKind> PeriodKinds => Id switch
    {
        EmergencyVisitsId => [FigurePeriodKind.Month],
        InhabitantsId => [FigurePeriodKind.Year],
        _ => [FigurePeriodKind.Year, FigurePeriodKind.JanuaryToOctober],
    };

    /// <summary>The metric of a baseline; of the others, the metric they feed.</summary>
    public Metric Metric => MetricCatalogue.Find(Id == InhabitantsId ? EmergencyVisitsId : Id)!;

    public static FigureSeries? Find(string code) => ByCode.GetValueOrDefault(code.Trim());

    /// <summary>Every figure the catalogue computes as one number for a municipality. Nothing is measured here: the statistics name themselves over no rows.</summary>
    private static IEnumerable<FigureSeries> Baselines()
    {
        var nothing = new FactSnapshot(0, null);
        var year = new FactSlice(nothing, [], 0, TimeSpan.FromDays(365).Ticks, TimeSpan.FromDays(365).Ticks);
        return MetricCatalogue.All
            .Where(metric => metric.TableOf(nothing) is { } table && table != nothing.Figures && table.Dimensions.ContainsKey(Dimension.Municipality))
            .Where(metric => !OfThisProductOnly.Contains(metric.Definition.Id))
            .SelectMany(metric => metric.Measure(year)
                .Where(measurement => measurement.By is null && measurement.Statistic != "at-start")
                .Select(measurement => new FigureSeries(metric.Definition.Id, measurement.Statistic, measurement.Unit)));
    }
}
