using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Deadlines.Forecast;
using Palveluohjaus.Guidance.Handoffs;
using Palveluohjaus.Guidance.Interventions;
using Palveluohjaus.Guidance.ModelWatch;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Texts;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Dashboards.ModelWatch;
using Palveluohjaus.Reporting.DataQuality;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Reporting.Tests.Dashboards;
using Palveluohjaus.Reporting.Texts;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.DataQuality;

/// <summary>Files of figures that are read elsewhere than in the facts.</summary>
[TestClass]
public sealed class BesideFigureTests : IDisposable
{
    private static readonly ServiceProvider Texts = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
    private static readonly DashboardFilter Filter = DashboardFilter.Parse(new Dictionary<string, string>(), DashboardsAtHand.Names, new DateOnly(2026, 3, 1), new DateOnly(2026, 1, 1));

    private readonly TestDatabase _database = new();

    [TestMethod]
    public async Task Before_the_first_run_there_is_no_file_and_of_no_other_name_either()
    {
        foreach (var id in (string[])["watch", "watch-runs", "nonsense"])
            Assert.IsNull(await FindInWatchAsync(id));
        foreach (var id in (string[])["forecast", "not-computable", "nonsense"])
            Assert.IsNull(await FindInQualityAsync(id));
    }

    [TestMethod]
    public async Task The_findings_of_the_watch_say_of_which_days_and_model_they_are_and_few_decisions_stay_hidden()
    {
        await using (var guidance = _database.OpenGuidance())
        {
            var (earlier, run) = (NewRun(new DateOnly(2026, 2, 16), decisions: 3), NewRun(new DateOnly(2026, 2, 23), decisions: 400));
            guidance.AddRange(earlier, run, NewFinding(run, 0, WatchedThing.Agreement, WatchLevel.Act, 0.4), NewFinding(run, 1, WatchedThing.FeatureDrift, WatchLevel.TooFew, null));
            await guidance.SaveChangesAsync();
        }

        var findings = await FindInWatchAsync("watch");
        var runs = await FindInWatchAsync("watch-runs");

        Assert.HasCount(2, findings!.Table.Rows);
        StringAssert.EndsWith(findings.Table.Rows[0].Write(), "| four-field-1/7 | 24.11.2025 | 22.2.2026", StringComparison.Ordinal);
        Assert.AreEqual("22.2.2026 | four-field-1/7 | toimi | 400 | 40,0 % | liian vähän tietoa | liian vähän tietoa", runs!.Table.Rows[0].Write(), runs.Table.Rows[0].Write());
        StringAssert.Contains(runs.Table.Rows[1].Write(), "| – |", StringComparison.Ordinal);
        Assert.IsNull(findings.Days);
    }

    [TestMethod]
    public async Task The_file_of_the_forecast_hides_what_the_page_hides()
    {
        await using (var guidance = _database.OpenGuidance())
        {
            var forecast = new DeadlineForecast { FittedAtUtc = DateTime.UnixEpoch, FirstDueAtUtc = new DateTime(2025, 3, 9, 22, 30, 0, DateTimeKind.Utc), LastDueAtUtc = null, Deadlines = 200, Missed = 20, MiddleLoadFromWeeks = 1, HighLoadFromWeeks = 2, TestDeadlines = 120, Brier = 0.1, BrierOfRate = 0.2, CalibrationError = 0.03 };
            guidance.AddRange(forecast, NewBin(forecast, "", 0, 100, 0.1), NewBin(forecast, "", 1, 3, 0.5), NewBin(forecast, "vpl18", 0, 100, 0.1), NewBin(forecast, "vpl36", 0, 3, 0.5));
            await guidance.SaveChangesAsync();
        }

        var found = (await FindInQualityAsync("forecast"))!;
        var rows = found.Table.Rows.Select(row => row.Write()).ToArray();

        Assert.HasCount(4, rows);
        Assert.AreEqual("Ennusteen mukaan | 10,0 % | 12,0 % | 100", rows[0]);
        Assert.AreEqual("Ennusteen mukaan | 50,0 % | – | –", rows[1]);
        Assert.AreEqual(new FigureDays(new DateOnly(2025, 3, 10), null), found.Days);
        Assert.IsTrue(rows[2..].All(row => row.EndsWith("| – | – | –", StringComparison.Ordinal)), "The one of three deadlines, and the one whose rest it is.");
    }

    [TestMethod]
    public async Task Every_metric_that_cannot_be_computed_is_in_the_file_with_why_and_how_to_record()
    {
        await using (var reporting = _database.OpenReporting())
        await using (var guidance = _database.OpenGuidance())
            await new RefreshFacts(new GuidanceReads(guidance), reporting, CountyCalendar.Helsinki, new ManualClock(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero))).RunAsync(rebuild: false, null, CancellationToken.None);

        var found = (await FindInQualityAsync("not-computable"))!;
        var table = found.Table;

        Assert.AreEqual(new FigureDays(new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 1)), found.Days);
        Assert.IsGreaterThan(15, table.Rows.Count, "Of a county with nothing recorded.");
        Assert.IsTrue(table.Rows.All(row => row.Name.Length > 0 && row.Cells is [{ Text.Length: > 0 }, { Text.Length: > 0 }]));
    }

    [TestMethod]
    public void A_file_of_days_of_its_own_says_them_and_that_no_limit_of_the_page_holds()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("fi-FI");
        var words = new DashboardWords(Texts.GetRequiredService<IStringLocalizer<ReportingTexts>>(), CountyCalendar.Helsinki);
        var limits = FileLimits.OfOwnDays(new FigureDays(new DateOnly(2025, 2, 1), null), DashboardsAtHand.Names, new CodeNames(Texts.GetRequiredService<IStringLocalizer<GuidanceTexts>>(), words, InterventionMethods.Shipped), words);

        Assert.AreEqual("1.2.2025||||||Luvut ovat koko alueelta ja omalta kaudeltaan: sivun kausi ja rajaukset eivät koske niitä.", string.Join('|', limits.Cells([])));
        Assert.AreEqual(7, limits.Columns.Count());
    }

    public void Dispose() => _database.Dispose();

    private async Task<BesideFigure?> FindInWatchAsync(string id)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("fi-FI");
        await using var guidance = _database.OpenGuidance();
        return await ((IReadBeside)new WatchTables(new ReadModelWatch(guidance), new ModelWatchWords(Texts.GetRequiredService<IStringLocalizer<GuidanceTexts>>()), Texts.GetRequiredService<IStringLocalizer<ReportingTexts>>())).FindAsync(id, Filter, CancellationToken.None);
    }

    private async Task<BesideFigure?> FindInQualityAsync(string id)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("fi-FI");
        await using var services = new ServiceCollection()
            .AddScoped(_ => _database.OpenGuidance()).AddScoped(_ => _database.OpenReporting())
            .AddScoped<GuidanceReads>().AddScoped<LoadFacts>().AddSingleton(CountyCalendar.Helsinki)
            .BuildServiceProvider();
        using var facts = new CurrentFacts(services.GetRequiredService<IServiceScopeFactory>());
        await using var guidance = _database.OpenGuidance();
        var (reads, texts) = (new GuidanceReads(guidance), Texts.GetRequiredService<IStringLocalizer<ReportingTexts>>());
        var clock = new ManualClock(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
        var reasons = new ReadOtherReasons(new CountHandoffReasons(guidance), new CountedReasons(clock), reads, CountyCalendar.Helsinki, new DashboardWords(texts, CountyCalendar.Helsinki), clock);
        return await ((IReadBeside)new QualityTables(new ReadForecastQuality(reads), reasons, DeadlineRules.Shipped, facts, CountyCalendar.Helsinki, clock, texts)).FindAsync(id, Filter, CancellationToken.None);
    }

    private static ModelWatchRun NewRun(DateOnly until, int decisions) => new()
    {
        RanAtUtc = DateTime.UnixEpoch, FromDay = until.AddDays(-91), UntilDay = until, Model = "four-field-1/7", Scheme = "four-field", Decisions = decisions, DecisionsOfModel = 0, Level = WatchLevel.Act,
    };

    private static ModelWatchFinding NewFinding(ModelWatchRun run, int number, WatchedThing kind, WatchLevel level, double? value) =>
        new() { RunId = run.Id, Number = number, Kind = kind, Level = level, Value = value, Low = value - 0.1, High = value + 0.1, Count = value is null ? null : 400 };

    private static ForecastBin NewBin(DeadlineForecast forecast, string rule, int index, int deadlines, double said) =>
        new() { ForecastId = forecast.Id, RuleCode = rule, Index = index, Moments = deadlines, Deadlines = deadlines, Forecast = said, Observed = said + 0.02 };
}
