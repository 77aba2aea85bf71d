using Microsoft.Extensions.DependencyInjection;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Dashboards.ModelWatch;

/// <summary>
/// Model watch: what the weekly watch found of the model in use, and how professionals meet its suggestions. Not by unit: the decisions of a unit may be
/// those of one worker, and the facts do not tell; the watch does, and speaks of units with several workers only.
/// </summary>
internal sealed class ModelWatchDashboard() : Dashboard("model-watch")
{
    internal override bool HasUnits => false;

    internal override Type Before => typeof(WatchFindings);

    internal override IReadBeside Beside(IServiceProvider services) => services.GetRequiredService<WatchTables>();

    internal override DashboardContent Build(DashboardQuestion asked) => new(
        [],
        [
            Agreement(asked),
            Confirming(asked),
            AgreementBy(asked, Dimension.Segment),
            AgreementBy(asked, Dimension.AgeBand),
            AgreementBy(asked, Dimension.Language),
            ConfirmingBy(asked, Dimension.Segment),
            ConfirmingBy(asked, Dimension.AgeBand),
            ConfirmingBy(asked, Dimension.Language),
            OverrideReasons(asked),
        ]);

    private static DashboardLines Agreement(DashboardQuestion asked) => Draw(asked, "agreement", "suggestion-agreement", "share");

    private static DashboardLines Confirming(DashboardQuestion asked) => Draw(asked, "confirming", "rubber-stamp", "at-once");

    private static DashboardLines Draw(DashboardQuestion asked, string id, string metric, string statistic)
    {
        var words = asked.Words;
        return ShareTrend.Draw(
            asked,
            new LineChart(id, metric, TimeGrain.Month, Units.Percent, 1, words[$"Watch.{id}.Title"], words["Watch.Source"], [new(statistic, words[$"Watch.{id}"], "main")], words["Watch.Decisions"]),
            words[$"Watch.{id}.What"]);
    }

    private static DashboardBars AgreementBy(DashboardQuestion asked, Dimension dimension)
    {
        var words = asked.Words;
        return new DashboardPeers(asked).Draw(new PeerChart
        {
            Id = $"agreement-by-{Codes.Of(dimension)}",
            Dimension = dimension,
            Columns = [new("suggestion-agreement", "share", Units.Percent, 1, words["Watch.agreement"])],
            Side = Side.Low,
            Title = words[$"Watch.agreement.{dimension}"],
            What = words["Watch.agreement.What"],
            Source = words["Watch.Source"],
            RowsColumn = words["Watch.Decisions"],
        });
    }

    private static DashboardBars ConfirmingBy(DashboardQuestion asked, Dimension dimension)
    {
        var words = asked.Words;
        return new DashboardPeers(asked).Draw(new PeerChart
        {
            Id = $"confirming-by-{Codes.Of(dimension)}",
            Dimension = dimension,
            Columns =
            [
                new("rubber-stamp", "at-once", Units.Percent, 1, words["Watch.confirming"]),
                new("rubber-stamp", "seconds-p50", Units.Seconds, 0, words["Watch.Seconds"]),
            ],
            Side = Side.High,
            Title = words[$"Watch.confirming.{dimension}"],
            What = words["Watch.confirming.What"],
            Source = words["Watch.Source"],
            RowsColumn = words["Watch.Confirmed"],
        });
    }

    private static DashboardBars OverrideReasons(DashboardQuestion asked)
    {
        var words = asked.Words;
        return DashboardCounts.Draw(asked, new CountChart("reasons", "override-reasons", Dimension.OverrideReason, Units.Decisions, words["Watch.Reasons.Title"], words["Watch.Reasons"], words["Watch.Source"])) with { IsWide = true };
    }
}
