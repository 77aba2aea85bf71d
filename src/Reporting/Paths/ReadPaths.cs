using Microsoft.AspNetCore.Http;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Dashboards;

namespace Palveluohjaus.Reporting.Paths;

/// <summary>What an address asks of clients' paths, for the page and for its file.</summary>
public sealed class ReadPaths(ShownFacts shownFacts, GuidanceReads guidance, DashboardDays days, BuildPaths paths, DashboardViews views)
{
    /// <param name="request">Its query holds the filter; anything may stand there.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<(PathsView View, DashboardNames Names)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var facts = await shownFacts.GetAsync(cancellationToken);
        var names = await DashboardNames.ReadAsync(guidance, cancellationToken);
        var view = views.GetOrBuild(facts, "/paths" + request.QueryString, days.Today, () =>
        {
            var query = request.Query.ToDictionary(field => field.Key, field => field.Value.ToString());
            return paths.Build(facts, names, DashboardFilter.Parse(query, names, days.Today, days.FirstDay(facts)), query.GetValueOrDefault(PathsFilter.LeastField));
        });
        return (view, names);
    }
}
