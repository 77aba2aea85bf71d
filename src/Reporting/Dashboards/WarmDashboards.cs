using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Reporting.Paths;

namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>
/// Opens each dashboard for nobody after the facts have changed, and when a new day begins: unlimited and limited to one code of each kind in each ready-made period, and
/// limited to one of each two kinds, which measures them all. Else the first reader after a refresh would wait for what everybody after them gets at once.
/// </summary>
internal sealed partial class WarmDashboards(
    IServiceScopeFactory scopes, CurrentFacts currentFacts, ShownFacts shownFacts, DashboardDays days, TimeProvider clock, ILogger<WarmDashboards> logger) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(30);

    /// <summary>Many times as long as the work took: however large the county, it takes a fifth of the time of the processors at most.</summary>
    private const int RestTimes = 4;

    private static readonly CultureInfo AnyLanguage = CultureInfo.GetCultureInfo("fi-FI");

    private (long Version, long FiguresVersion, DateOnly Day)? _warmed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(BetweenLooks, clock);
        // Not at once: a server that has just started has others to serve.
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var began = clock.GetTimestamp();
                await WarmAsync(stoppingToken);
                await Task.Delay(clock.GetElapsedTime(began) * RestTimes, clock, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Nobody waits for this: whatever fails here fails again, in words, where somebody looks.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                shownFacts.ShowLatest();
                LogFailed(logger, exception.GetType().Name);
            }
        }
    }

    /// <returns>How many views were built.</returns>
    internal async Task<int> WarmAsync(CancellationToken cancellationToken)
    {
        var timesAsked = shownFacts.TimesAsked;
        var facts = await currentFacts.GetAsync(cancellationToken);
        var state = (facts.Version, facts.FiguresVersion, days.Today);
        if (facts.RefreshedAtUtc is null)
            return 0;
        if (_warmed == state)
        {
            shownFacts.Show(facts, timesAsked);
            return 0;
        }

        await using var scope = scopes.CreateAsyncScope();
        var names = await DashboardNames.ReadAsync(scope.ServiceProvider.GetRequiredService<GuidanceReads>(), cancellationToken);
        var (build, paths) = (scope.ServiceProvider.GetRequiredService<BuildDashboard>(), scope.ServiceProvider.GetRequiredService<BuildPaths>());
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = AnyLanguage;
        var built = 0;
        foreach (var query in Queries(names))
        {
            foreach (var dashboard in DashboardCatalogue.All)
            {
                cancellationToken.ThrowIfCancellationRequested();
                build.Build(dashboard, facts, names, query, []);
                built++;
                // Whoever looks at a page meanwhile comes first.
                await Task.Yield();
            }

            paths.Build(facts, names, DashboardFilter.Parse(query, names, days.Today, days.FirstDay(facts)), leastText: null);
            built++;
        }

        shownFacts.Show(facts, timesAsked);
        _warmed = state;
        return built;
    }

    private static IEnumerable<Dictionary<string, string>> Queries(DashboardNames names)
    {
        KeyValuePair<string, string>[] limits =
        [
            .. names.Municipalities.Keys.Take(1).Select(code => KeyValuePair.Create(DashboardFilter.MunicipalityField, code)),
            .. names.Units.Keys.Take(1).Select(code => KeyValuePair.Create(DashboardFilter.UnitField, code)),
            KeyValuePair.Create(DashboardFilter.LifeStageField, Codes.Of(LifeStage.OlderPeople)),
            KeyValuePair.Create(DashboardFilter.LanguageField, Codes.Of(ServiceLanguage.Swedish)),
        ];
        KeyValuePair<string, string>[] periods =
        [
            .. ((DashboardPeriod[])[DashboardPeriod.ThisYear, DashboardPeriod.ThreeMonths, DashboardPeriod.All]).Select(period => KeyValuePair.Create(DashboardFilter.PeriodField, period.Code())),
        ];
        yield return [];
        foreach (var limit in limits)
            yield return new([limit]);
        foreach (var period in periods)
            yield return new([period]);
        foreach (var (limit, period) in limits.SelectMany(_ => periods, (limit, period) => (limit, period)))
            yield return new([limit, period]);
        for (var first = 0; first < limits.Length; first++)
        {
            for (var second = first + 1; second < limits.Length; second++)
                yield return new([limits[first], limits[second]]);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Dashboards could not be opened ahead of their readers: {Kind}.")]
    private static partial void LogFailed(ILogger logger, string kind);
}
