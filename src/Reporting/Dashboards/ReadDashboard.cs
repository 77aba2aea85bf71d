using Microsoft.AspNetCore.Http;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.ChartMarks;

namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>What an address asks of a dashboard, for the page and for its files.</summary>
public sealed class ReadDashboard(ShownFacts shownFacts, GuidanceReads guidance, KeepMarks keepMarks, BuildDashboard build, DashboardDays days, DashboardViews views)
{
    /// <param name="dashboard">Which.</param>
    /// <param name="request">Its query holds the filter; anything may stand there.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<(DashboardView View, DashboardNames Names)> ReadAsync(Dashboard dashboard, HttpRequest request, CancellationToken cancellationToken)
    {
        var facts = await shownFacts.GetAsync(cancellationToken);
        var names = await DashboardNames.ReadAsync(guidance, cancellationToken);
        if (!dashboard.HasUnits)
            names = names with { Units = new Dictionary<string, string>() };
        var marks = await keepMarks.ReadCurrentAsync(cancellationToken);
        var view = views.GetOrBuild(facts, $"{dashboard.Address}{request.QueryString}#{marks.Stamp}", days.Today, () =>
            build.Build(dashboard, facts, names, request.Query.ToDictionary(field => field.Key, field => field.Value.ToString()), marks.Contents));
        return (view, names);
    }
}
