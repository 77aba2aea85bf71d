using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Schedules;
using Palveluohjaus.Reporting.Storage;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.Schedules;

/// <summary>The job log on a database file, as several processes see it.</summary>
internal sealed class JobsOnDisk : IAsyncDisposable
{
    private const string History = "__ReportingMigrationsHistory";
    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _services;

    private JobsOnDisk()
    {
        _services = new ServiceCollection()
            .AddDbContext<ReportingDbContext, SqliteReportingDbContext>(options => options.UseEmbeddedDatabase(ConnectionString, History))
            .BuildServiceProvider();
    }

    public ManualClock Clock { get; } = new(new DateTimeOffset(2026, 3, 17, 8, 42, 0, TimeSpan.Zero));

    /// <summary>It waits a second for a lock, not five.</summary>
    public string ConnectionString => new SqliteConnectionStringBuilder { DataSource = Path.Combine(_folder.FullName, "data", EmbeddedDatabase.FactsFileName), ForeignKeys = true, DefaultTimeout = 1 }.ToString();

    public static async Task<JobsOnDisk> MakeAsync(bool isThere = true)
    {
        var jobs = new JobsOnDisk();
        if (isThere)
            await jobs.CreateAsync();
        return jobs;
    }

    /// <summary>Puts the database where it is looked for.</summary>
    public async Task CreateAsync()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "data"));
        await using var reporting = Open();
        await reporting.MigrateEmbeddedAsync(CancellationToken.None);
    }

    /// <summary>As this very process has it.</summary>
    public JobLog Default => field ??= new JobLog(_services.GetRequiredService<IServiceScopeFactory>(), Clock, NullLogger<JobLog>.Instance);

    /// <summary>As one process has it.</summary>
    public JobLog Process(string node) => new(_services.GetRequiredService<IServiceScopeFactory>(), Clock, NullLogger<JobLog>.Instance) { Node = node };

    public ReportingDbContext Open() =>
        new SqliteReportingDbContext((DbContextOptions<SqliteReportingDbContext>)new DbContextOptionsBuilder<SqliteReportingDbContext>().UseEmbeddedDatabase(ConnectionString, History).Options);

    public async Task<List<JobRun>> RowsAsync()
    {
        await using var reporting = Open();
        return await reporting.JobRuns.AsNoTracking().OrderBy(run => run.StartedAtUtc).ThenBy(run => run.Id).ToListAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }
}
