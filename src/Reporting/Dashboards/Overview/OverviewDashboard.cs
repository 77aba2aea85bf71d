using Palveluohjaus.Reporting.Dashboards.GuidanceQuality;
using Palveluohjaus.Reporting.Dashboards.Segmented;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Dashboards.Overview;

/// <summary>The overview: the key figures, how they go over time, and where they differ.</summary>
internal sealed class OverviewDashboard() : Dashboard("overview")
{
    private static readonly TileLayout[] Tiles =
    [
        new("contacts", 0, "contacts-over-time"),
        new("first-contact-resolution", 1, "first-contact-resolution"),
        new("lead-time", 0, "lead-time"),
        new("deadline-attainment", 1, "deadline-attainment"),
        new("work-in-progress", 0, "work-in-progress"),
        new("handoffs-per-case", 2, "handoffs"),
    ];

    internal override DashboardContent Build(DashboardQuestion asked)
    {
        var charts = new OverviewCharts(asked);
        return new DashboardContent(
            new DashboardTiles(asked).Build(Tiles),
            [
                charts.Contacts(),
                charts.FirstContactResolution(),
                charts.LeadTime(),
                charts.WorkInProgress(),
                charts.DeadlineAttainment(),
                .. charts.EmergencyVisits() is { } visits ? new DashboardFigure[] { visits } : [],
                GuidanceQualityDashboard.Bouncing(asked) with { Id = "handoffs", IsWide = false },
                new SegmentMixes(asked).By(Dimension.Municipality) with { Id = "segments", IsWide = true },
                MunicipalityFigures.Draw(asked),
            ]);
    }
}
