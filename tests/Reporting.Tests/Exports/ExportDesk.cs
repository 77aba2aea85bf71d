using System.IO.Compression;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Imports;
using Palveluohjaus.Guidance.Storage.Keys;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Exports;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.SyntheticCounty;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.Exports;

/// <summary>A database and a folder of a test's own, and what a person exporting does.</summary>
internal sealed class ExportDesk : IDisposable
{
    public const string Header = "case:concept:name,concept:name,time:timestamp,org:group,org:resource,case:channel,case:start,case:end,case:deadline,case:theme,case:life-stage,case:language,case:source\n";

    private readonly TestDatabase _database = new();
    private readonly TemporaryFolder _folder = new();

    public ExportDesk()
    {
        var keys = new EphemeralDataProtectionProvider();
        Vault = PseudonymVault.Open(ProductKeys.InFiles(keys, _folder.Of("keys")));
        Identities = IdentityCodeVault.Open(ProductKeys.InFiles(keys, _folder.Of("keys")));
        Directory.CreateDirectory(_folder.Of("out"));
    }

    public ManualClock Clock { get; } = new(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero));

    public PseudonymVault Vault { get; set; }

    private IdentityCodeVault Identities { get; }

    public string PathOf(string name) => Path.Combine(_folder.Of("out"), name);

    public string[] FilesOut() => [.. Directory.GetFiles(_folder.Of("out")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    public ExportRequest Request(string name, bool mayReplace = false) => new() { Target = new ExportTarget.ToFile(PathOf(name), mayReplace) };

    public async Task<ExportSummary> ExportAsync(ExportRequest request, EventLogFormat format, bool keepsIds = false, IProgress<ExportProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        await using var guidance = OpenGuidance();
        return await new ExportEvents(new GuidanceReads(guidance), Vault, CountyCalendar.Helsinki, new AuditAdministration(guidance, Clock), Clock)
            .RunAsync(request, format, keepsIds, new Actor("test"), progress, cancellationToken);
    }

    public async Task<ExportSummary> ExportAnalysisAsync(ExportRequest request)
    {
        await using var guidance = OpenGuidance();
        await using var reporting = _database.OpenReporting();
        await new RefreshFacts(new GuidanceReads(guidance), reporting, CountyCalendar.Helsinki, Clock).RunAsync(rebuild: false, null, CancellationToken.None);
        return await new ExportAnalysis(reporting, new GuidanceReads(guidance), Vault, CountyCalendar.Helsinki, new AuditAdministration(guidance, Clock), Clock)
            .RunAsync(request, new Actor("test"), null, CancellationToken.None);
    }

    /// <summary>What a refresh makes of the database.</summary>
    public async Task<FactSnapshot> LoadFactsAsync()
    {
        await using var guidance = OpenGuidance();
        await using var reporting = _database.OpenReporting();
        await new RefreshFacts(new GuidanceReads(guidance), reporting, CountyCalendar.Helsinki, Clock).RunAsync(rebuild: false, null, CancellationToken.None);
        await using var services = new ServiceCollection()
            .AddScoped(_ => _database.OpenGuidance()).AddScoped(_ => _database.OpenReporting())
            .AddScoped<GuidanceReads>().AddScoped<LoadFacts>().AddSingleton(CountyCalendar.Helsinki)
            .BuildServiceProvider();
        using var facts = new CurrentFacts(services.GetRequiredService<IServiceScopeFactory>());
        return await facts.GetAsync(CancellationToken.None);
    }

    public string ReadText(string name)
    {
        using var file = File.OpenRead(PathOf(name));
        using Stream content = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        return new StreamReader(content).ReadToEnd();
    }

    public async Task<ImportSummary> ImportAsync(string path, string profileName = "palveluohjaus-log")
    {
        var profile = ((ImportProfileResult.Loaded)await ImportProfiles.LoadAsync(profileName, CancellationToken.None)).Profile;
        await using var guidance = OpenGuidance();
        return await new ImportEvents(guidance, Clock).RunAsync(path, profile, new Actor("test"), null, CancellationToken.None) is ImportResult.Completed completed
            ? completed.Summary
            : throw new AssertFailedException("The file was refused.");
    }

    public async Task<string[]> SourcesAsync()
    {
        await using var guidance = OpenGuidance();
        return [.. (await guidance.Cases.Select(row => row.Source).Concat(guidance.Units.Select(row => row.Source)).Distinct().ToListAsync()).Order(StringComparer.Ordinal)];
    }

    public async Task ImportRowsAsync(params string[] rows)
    {
        await File.WriteAllTextAsync(_folder.Of("rows.csv"), Header + string.Join('\n', rows.Select(row => row + ",,,,")));
        var summary = await ImportAsync(_folder.Of("rows.csv"));
        Assert.AreEqual(0, summary.RowsUnreadable);
    }

    public async Task MakeCountyAsync(int clients)
    {
        await using var guidance = OpenGuidance();
        var generate = new GenerateCounty(guidance, new LoadHistory(guidance, Clock), Identities, CountyCalendar.Helsinki, Clock);
        await generate.RunAsync(new CountyParameters { ClientCount = clients, Years = 1, EndsAtUtc = Clock.GetUtcNow().UtcDateTime }, null, CancellationToken.None);
    }

    /// <summary>Cases with their events, as sets: without what belongs to the database they are in.</summary>
    /// <param name="ownIds">What a case without an id of a source is called.</param>
    public async Task<List<string>> LogAsync(bool ownIds)
    {
        await using var guidance = OpenGuidance();
        var units = await guidance.Units.ToDictionaryAsync(unit => unit.Id, unit => unit.Code);
        var workers = await guidance.Workers.ToDictionaryAsync(worker => worker.Id, worker => worker.Code);
        var events = (await guidance.CaseEvents.AsNoTracking().Standing().Where(row => row.Kind != CaseEventKind.Corrected).ToListAsync()).ToLookup(row => row.CaseId);
        var lines = new List<string>();
        foreach (var row in await guidance.Cases.AsNoTracking().ToListAsync())
        {
            var name = ownIds ? row.Id.ToString() : row.ExternalId;
            if (events[row.Id].Any())
                lines.Add($"case {name} {row.Channel} {row.ReceivedAtUtc:O} {row.ClosedAtUtc:O} {row.DueAtUtc:O} {row.Theme} {row.LifeStage} {row.ServiceLanguage}");
            lines.AddRange(events[row.Id].Select(each =>
                $"event {name} {each.Activity ?? Codes.Of(each.Kind)} {each.OccurredAtUtc:O} {(each.UnitId is { } unit ? units[unit] : "-")} {(each.WorkerId is { } worker ? workers[worker] : "-")}"));
        }

        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    public async Task<List<AuditEntry>> AuditAsync()
    {
        await using var guidance = OpenGuidance();
        return await guidance.AuditEntries.AsNoTracking().Where(entry => entry.Action == AuditAction.Export).OrderBy(entry => entry.Sequence).ToListAsync();
    }

    public GuidanceDbContext OpenGuidance() => _database.OpenGuidance();

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }
}
