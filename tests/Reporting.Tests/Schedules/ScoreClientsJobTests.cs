using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Reporting.Schedules;
using Palveluohjaus.Segmentation.Scorecard;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.Schedules;

[TestClass]
public sealed class ScoreClientsJobTests
{
    [TestMethod]
    public async Task Champion_that_cannot_be_read_is_told_of_in_the_job_log_and_the_audit()
    {
        using var database = new TestDatabase();
        await using var services = Services(database, new SegmentModelInUse(() => throw new InvalidDataException("cut short")));
        var log = new JobLog(services.GetRequiredService<IServiceScopeFactory>(), services.GetRequiredService<TimeProvider>(), NullLogger<JobLog>.Instance);

        await Assert.ThrowsExactlyAsync<ChampionUnusableException>(() => log.RunAsync(JobCatalogue.ScoreClients, JobCatalogue.ScoreClientsAsync, CancellationToken.None));

        await using var reporting = database.OpenReporting();
        var run = await reporting.JobRuns.SingleAsync();
        Assert.AreEqual(("score-clients", 0, JobFault.Model, nameof(ChampionUnusableException)), (run.Job, run.RowsDone, run.Fault, run.ErrorType));
        await using var guidance = database.OpenGuidance();
        var told = await guidance.AuditEntries.SingleAsync();
        Assert.AreEqual("job: score-clients", told.Actor);
        Assert.IsTrue(told.Reason!.StartsWith("Scoring stopped by ChampionUnusableException", StringComparison.Ordinal), told.Reason);
    }

    private static ServiceProvider Services(TestDatabase database, SegmentModelInUse inUse) => new ServiceCollection()
        .AddScoped(_ => database.OpenGuidance())
        .AddScoped(_ => database.OpenReporting())
        .AddSingleton<TimeProvider>(new ManualClock(new DateTimeOffset(2026, 3, 1, 0, 15, 0, TimeSpan.Zero)))
        .AddSingleton(CountyCalendar.Helsinki)
        .AddSingleton(ExpertScorecard.Default)
        .AddSingleton(inUse)
        .AddScoped<ScoreClients>()
        .BuildServiceProvider();
}
