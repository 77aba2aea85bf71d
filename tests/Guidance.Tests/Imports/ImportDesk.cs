using System.Text;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Imports;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.Imports;

/// <summary>A database and a folder of a test's own, and the few things a person importing does.</summary>
internal sealed class ImportDesk : IDisposable
{
    public const string Header = "case,event,time,unit,worker,channel,start,end,deadline";

    public const string ProfileJson = """
        {
          "name": "desk", "delimiter": ",", "zone": "Europe/Helsinki",
          "columns": { "case": "case", "event": "event", "time": "time", "unit": "unit", "worker": "worker",
                       "channel": "channel", "start": "start", "end": "end", "deadline": "deadline" },
          "values": { "channel": { "Web": "e-form", "Desk": "visit" } }
        }
        """;

    private readonly TestDatabase _database = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("palveluohjaus-import-").FullName;

    public ManualClock Clock { get; } = new(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));

    public static Actor Actor { get; } = new("test");

    public string PathOf(string fileName) => Path.Combine(_folder, fileName);

    public string Write(string content, string fileName = "log.csv")
    {
        File.WriteAllText(PathOf(fileName), content, new UTF8Encoding(false));
        return PathOf(fileName);
    }

    public string WriteRows(params string[] rows) => Write(Header + "\n" + string.Join('\n', rows) + "\n");

    public async Task<ImportProfile> ProfileAsync(string json = ProfileJson)
    {
        var path = PathOf("profile.json");
        await File.WriteAllTextAsync(path, json);
        var result = await ImportProfiles.LoadAsync(path, CancellationToken.None);
        return result is ImportProfileResult.Loaded loaded
            ? loaded.Profile
            : throw new AssertFailedException(string.Join('\n', ((ImportProfileResult.Refused)result).Problems));
    }

    public static async Task<ImportProfile> ShippedProfileAsync(string name) =>
        ((ImportProfileResult.Loaded)await ImportProfiles.LoadAsync(name, CancellationToken.None)).Profile;

    public async Task<ImportResult> RunAsync(
        string path, ImportProfile profile, IProgress<ImportProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        await using var guidance = OpenGuidance();
        return await new ImportEvents(guidance, Clock).RunAsync(path, profile, Actor, progress, cancellationToken);
    }

    public async Task<ImportSummary> ImportAsync(string path, ImportProfile? profile = null)
    {
        var result = await RunAsync(path, profile ?? await ProfileAsync());
        return result is ImportResult.Completed completed
            ? completed.Summary
            : throw new AssertFailedException(((ImportResult.Refused)result).Problem.ToString());
    }

    public async Task<FileProblem> RefusalAsync(string path, ImportProfile? profile = null)
    {
        var result = await RunAsync(path, profile ?? await ProfileAsync());
        Assert.AreEqual(0, await CountAsync(guidance => guidance.ImportRuns), "A refused file stores nothing.");
        Assert.AreEqual(0, await CountAsync(guidance => guidance.Cases), "A refused file stores nothing.");
        Assert.AreEqual(0, await CountAsync(guidance => guidance.AuditEntries), "A refused file stores nothing.");
        return result is ImportResult.Refused refused ? refused.Problem : throw new AssertFailedException("The file was taken.");
    }

    public async Task<QuarantinedRow> OnlyQuarantinedRowAsync()
    {
        var rows = await QuarantineAsync();
        Assert.HasCount(1, rows, string.Join('\n', rows.Select(row => $"{row.LineNumber} {row.Column} {row.Problem} {row.Found}")));
        return rows[0];
    }

    public async Task<IReadOnlyList<QuarantinedRow>> QuarantineAsync()
    {
        await using var guidance = OpenGuidance();
        return await new Quarantine(guidance, Clock).ListWaitingAsync(null, 0, 1000, Actor, CancellationToken.None);
    }

    public async Task<int> CountAsync<TEntity>(Func<GuidanceDbContext, IQueryable<TEntity>> rows)
    {
        await using var guidance = OpenGuidance();
        return await rows(guidance).CountAsync();
    }

    public async Task<List<TEntity>> ListAsync<TEntity>(Func<GuidanceDbContext, IQueryable<TEntity>> rows)
    {
        await using var guidance = OpenGuidance();
        return await rows(guidance).ToListAsync();
    }

    /// <summary>Everything an import stores, without the ids and times of the run, so that two ways of importing can be compared.</summary>
    public async Task<string> ContentsAsync()
    {
        await using var guidance = OpenGuidance();
        var units = await guidance.Units.ToDictionaryAsync(unit => unit.Id, unit => unit.Code);
        var workers = await guidance.Workers.ToDictionaryAsync(worker => worker.Id, worker => worker.Code);
        var cases = await guidance.Cases.AsNoTracking().ToListAsync();
        var names = cases.ToDictionary(stored => stored.Id, stored => stored.ExternalId!);
        var lines = new List<string>();
        lines.AddRange(cases.Select(stored =>
            $"case {stored.ExternalId} {stored.Channel} {stored.ReceivedAtUtc:O} {stored.ClosedAtUtc:O} {stored.DueAtUtc:O} {Unit(stored.ResponsibleUnitId)} {Worker(stored.ResponsibleWorkerId)} {stored.Version}"));
        lines.AddRange((await guidance.Contacts.AsNoTracking().ToListAsync()).Select(contact => $"contact {names[contact.CaseId]} {contact.Channel} {contact.StartedAtUtc:O}"));
        lines.AddRange((await guidance.ImportFindings.AsNoTracking().ToListAsync()).Select(finding => $"finding {names[finding.CaseId]} {finding.Kind}"));
        lines.AddRange((await guidance.QuarantinedRows.AsNoTracking().ToListAsync()).Select(row => $"bad {row.LineNumber} {row.RowDigest} {row.Problem} {row.ResolvedAtUtc:O}"));
        lines.Sort(StringComparer.Ordinal);
        lines.AddRange((await guidance.CaseEvents.AsNoTracking().OrderBy(caseEvent => caseEvent.Sequence).ToListAsync()).Select(caseEvent =>
            $"event {names[caseEvent.CaseId]} {caseEvent.Kind} {caseEvent.Activity} {caseEvent.OccurredAtUtc:O} {Unit(caseEvent.UnitId)} {Worker(caseEvent.WorkerId)} {caseEvent.ExternalDigest}"));
        return string.Join('\n', lines);

        string Unit(Guid? id) => id is { } known ? units[known] : "-";
        string Worker(Guid? id) => id is { } known ? workers[known] : "-";
    }

    public GuidanceDbContext OpenGuidance() => _database.OpenGuidance();

    public void Dispose()
    {
        _database.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
