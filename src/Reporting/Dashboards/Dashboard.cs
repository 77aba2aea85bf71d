using Palveluohjaus.Reporting.ChartMarks;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>
/// A page of figures: its address, and how it is built from facts. It shows aggregates only and reads no client, so opening one is not written in the client
/// audit. Its name is the text <c>Dashboard.{Id}.Title</c>.
/// </summary>
/// <param name="id">Also the address, after the slash.</param>
public abstract class Dashboard(string id)
{
    public string Id { get; } = id;

    public string Address => $"/{Id}";

    /// <summary>False where a unit's figures could be those of one worker: the page then is neither divided nor limited by unit.</summary>
    internal virtual bool HasUnits => true;

    /// <summary>A component that stands before the figures, for what is read elsewhere than in the facts; null for none.</summary>
    internal virtual Type? Before => null;

    /// <summary>Likewise after the figures.</summary>
    internal virtual Type? After => null;

    /// <summary>What <see cref="Before"/> and <see cref="After"/> show, as files; null where they are none.</summary>
    internal virtual IReadBeside? Beside(IServiceProvider services) => null;

    internal abstract DashboardContent Build(DashboardQuestion asked);
}

/// <param name="Facts">The figures, asked with the filter of the page.</param>
/// <param name="Words">Numbers and days in the user's language.</param>
/// <param name="Names">Municipalities and units.</param>
/// <param name="Codes">What codes are called.</param>
/// <param name="Controls">Draws control charts.</param>
/// <param name="Marks">Excluded periods and known changes.</param>
/// <param name="FirstDay">The day of the earliest fact.</param>
internal sealed record DashboardQuestion(DashboardFacts Facts, DashboardWords Words, DashboardNames Names, CodeNames Codes, ControlFigures Controls, IReadOnlyList<ChartMarkContent> Marks, DateOnly FirstDay)
{
    public DashboardFilter Filter => Facts.Filter;

    /// <summary>The marks that concern a metric under the filter of the page.</summary>
    public IReadOnlyList<ChartMarkContent> MarksOf(string metric) => [.. Marks.Where(mark => mark.Concerns(metric, Filter.MunicipalityCode, Filter.UnitCode))];

    public string NameOf(Dimension dimension, string code) => Codes.NameOf(dimension, code, Names);
}

/// <param name="Tiles">The key figures; may be none.</param>
/// <param name="Figures">In the order of the page.</param>
internal sealed record DashboardContent(IReadOnlyList<DashboardTile> Tiles, IReadOnlyList<DashboardFigure> Figures);

/// <summary>A dashboard as it is shown.</summary>
public sealed record DashboardView
{
    public required DashboardFilter Filter { get; init; }

    /// <summary>"1.4.2025–15.3.2026".</summary>
    public required string Period { get; init; }

    /// <summary>False when nothing has been measured yet.</summary>
    public required bool HasFacts { get; init; }

    /// <summary>When the facts were last known to be up to date, in words; null when never.</summary>
    public required string? Updated { get; init; }

    public required IReadOnlyList<DashboardTile> Tiles { get; init; }
    public required IReadOnlyList<DashboardFigure> Figures { get; init; }
}

/// <summary>The dashboards there are, in the order of the menu.</summary>
public static class DashboardCatalogue
{
    public static readonly IReadOnlyList<Dashboard> All =
    [
        new Overview.OverviewDashboard(),
        new Flow.FlowDashboard(),
        new Segmented.SegmentsDashboard(),
        new GuidanceQuality.GuidanceQualityDashboard(),
        new Interventions.InterventionsDashboard(),
        new Equality.EqualityDashboard(),
        new DataQuality.DataQualityDashboard(),
        new ModelWatch.ModelWatchDashboard(),
    ];

    /// <param name="address">As <c>/flow</c>.</param>
    public static Dashboard? Find(string address) => All.FirstOrDefault(dashboard => dashboard.Address.Equals(address.TrimEnd('/'), StringComparison.OrdinalIgnoreCase));
}
