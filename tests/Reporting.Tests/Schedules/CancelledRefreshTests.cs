using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Reporting.Schedules;
using Palveluohjaus.Reporting.Storage;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.Schedules;

[TestClass]
public sealed class CancelledRefreshTests
{
    [TestMethod]
    public async Task A_rebuild_cancelled_in_the_middle_leaves_the_facts_as_they_were()
    {
        using var folder = new TemporaryFolder();
        await using var services = Services(folder);
        await using (var scope = services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<GuidanceDbContext>().MigrateEmbeddedAsync(CancellationToken.None);
            await scope.ServiceProvider.GetRequiredService<ReportingDbContext>().MigrateEmbeddedAsync(CancellationToken.None);
        }

        var log = new JobLog(services.GetRequiredService<IServiceScopeFactory>(), services.GetRequiredService<TimeProvider>(), NullLogger<JobLog>.Instance);
        await AddCasesAsync(services, 3);
        await log.RunAsync(RefreshFactsJob.Name, (scope, token) => RefreshFactsJob.RunAsync(scope, rebuild: true, progress: null, token), CancellationToken.None);
        var before = await FactsAsync(services);
        await AddCasesAsync(services, 2);

        var cancel = new CancelWhenTold(() => log.CancelAsync(log.InMemory.Single().Id, null, CancellationToken.None));
        await Assert.ThrowsAsync<OperationCanceledException>(() =>
            log.RunAsync(RefreshFactsJob.Name, (scope, token) => RefreshFactsJob.RunAsync(scope, rebuild: true, cancel, token), CancellationToken.None));
        var after = await FactsAsync(services);
        await log.RunAsync(RefreshFactsJob.Name, (scope, token) => RefreshFactsJob.RunAsync(scope, rebuild: true, progress: null, token), CancellationToken.None);

        Assert.IsTrue(cancel.WasTold, "it was cancelled before anything was measured");
        Assert.AreEqual((3, 1L), before);
        Assert.AreEqual(before, after);
        Assert.AreEqual((5, 2L), await FactsAsync(services));
        await using var reading = services.CreateAsyncScope();
        var states = await reading.ServiceProvider.GetRequiredService<ReportingDbContext>().JobRuns.OrderBy(run => run.Id).Select(run => run.State).ToListAsync();
        Assert.AreEqual("Succeeded Cancelled Succeeded", string.Join(' ', states));
    }

    private static ServiceProvider Services(TemporaryFolder folder) => new ServiceCollection()
        .AddSingleton<TimeProvider>(new ManualClock(new DateTimeOffset(2026, 3, 17, 8, 42, 0, TimeSpan.Zero)))
        .AddSingleton(CountyCalendar.Helsinki)
        .AddSingleton(TestDatabase.Seal)
        .AddDbContext<GuidanceDbContext, SqliteGuidanceDbContext>(options => options.UseEmbeddedDatabase(EmbeddedDatabase.ConnectionString(folder.FullName)))
        .AddDbContext<ReportingDbContext, SqliteReportingDbContext>(options =>
            options.UseEmbeddedDatabase(EmbeddedDatabase.ConnectionString(folder.FullName, EmbeddedDatabase.FactsFileName), "__ReportingMigrationsHistory"))
        .AddScoped<GuidanceReads>()
        .AddScoped<RefreshFacts>()
        .BuildServiceProvider();

    private static async Task AddCasesAsync(ServiceProvider services, int count)
    {
        await using var scope = services.CreateAsyncScope();
        var guidance = scope.ServiceProvider.GetRequiredService<GuidanceDbContext>();
        for (var each = 0; each < count; each++)
            guidance.Add(new GuidanceCase { Source = GuidanceCase.OwnSource, Channel = ContactChannel.Phone, ReceivedAtUtc = new DateTime(2026, 3, 16, 8, each, 0, DateTimeKind.Utc) });
        await guidance.SaveChangesAsync();
    }

    private static async Task<(int Cases, long Version)> FactsAsync(ServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var reporting = scope.ServiceProvider.GetRequiredService<ReportingDbContext>();
        return (await reporting.CaseFacts.CountAsync(), await reporting.RefreshStates.Select(state => state.Version).SingleAsync());
    }

    private sealed class CancelWhenTold(Func<Task> cancel) : IProgress<int>
    {
        public bool WasTold { get; private set; }

        public void Report(int value)
        {
            WasTold = true;
            _ = cancel();
        }
    }
}
