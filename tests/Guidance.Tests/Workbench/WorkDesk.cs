using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Deadlines.Forecast;
using Palveluohjaus.Guidance.Queues;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Teams;
using Palveluohjaus.Guidance.Workbench;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.Workbench;

/// <summary>A workbench of two units: Sanna's and Oskar's is the eastern one, Pekka's the western one. It is 10.42 on Tuesday 17.3.2026 unless said otherwise.</summary>
internal sealed class WorkDesk : IDisposable
{
    private readonly TestDatabase _database = new();

    public WorkDesk(DateTimeOffset? now = null)
    {
        Clock = new ManualClock(now ?? new DateTimeOffset(2026, 3, 17, 8, 42, 0, TimeSpan.Zero));
        Sanna = Worker("sanna", "Sanna Koivu", East);
        Oskar = Worker("oskar", "Oskar Wiklund", East);
        Pekka = Worker("pekka", "Pekka Lahti", West);
        using var guidance = _database.OpenGuidance();
        guidance.Add(new Municipality { Code = "901", NameFi = "Suviranta", NameSv = "Sommarstrand", LanguageStatus = MunicipalityLanguageStatus.Finnish, Population = 1, PopulationYear = 2024 });
        guidance.AddRange(East, West);
        guidance.SaveChanges();
        guidance.AddRange(Sanna, Oskar, Pekka);
        guidance.AddRange(Helmi, Salla);
        guidance.SaveChanges();
    }

    public ManualClock Clock { get; }
    public Unit East { get; } = Unit("ITA");
    public Unit West { get; } = Unit("LANSI");
    public Worker Sanna { get; }
    public Worker Oskar { get; }
    public Worker Pekka { get; }
    public Client Helmi { get; } = Client("Helmi", "Kuusisaari");
    public Client Salla { get; } = Client("Salla", "Suojattu", isProtected: true);
    public DateTime NowUtc => Clock.GetUtcNow().UtcDateTime;

    public Actor SannaActor => ActorOf(Sanna, East);
    public Actor OskarActor => ActorOf(Oskar, East);
    public Actor PekkaActor => ActorOf(Pekka, West);

    public GuidanceDbContext Open() => _database.OpenGuidance();

    public void Dispose() => _database.Dispose();

    public async Task AddAsync(params object[] rows)
    {
        await using var guidance = Open();
        guidance.AddRange(rows);
        await guidance.SaveChangesAsync();
    }

    public async Task<WorkbenchView> ReadAsync(WorkView view = WorkView.Mine, Actor? actor = null, WorkGroup? group = null, WorkList? list = null, int page = 1)
    {
        await using var guidance = Open();
        return await new ReadWorkbench(guidance, Today(guidance), DeadlineBook.Shipped, new DeadlineForecasts(), CountyCalendar.Helsinki, Clock).ReadAsync(new WorkAsked(view, group, list, page), actor ?? SannaActor, CancellationToken.None);
    }

    public async Task<Cut<TodayContact>> ReadTodayAsync(TodayList list, WorkView view = WorkView.Mine, Actor? actor = null, int page = 1)
    {
        await using var guidance = Open();
        return await Today(guidance).ReadPageAsync(list, view, page, actor ?? SannaActor, CancellationToken.None);
    }

    public async Task<TakeCaseResult> TakeAsync(Guid caseId, Actor actor)
    {
        await using var guidance = Open();
        return await new TakeCase(guidance, CountyCalendar.Helsinki, Clock).TakeAsync(caseId, actor, CancellationToken.None);
    }

    public async Task<T> QueryAsync<T>(Func<GuidanceDbContext, Task<T>> query)
    {
        await using var guidance = Open();
        return await query(guidance);
    }

    public Task<List<AuditEntry>> AuditAsync() => QueryAsync(guidance => guidance.AuditEntries.AsNoTracking().OrderBy(entry => entry.Sequence).ToListAsync());

    public GuidanceCase Case(Worker? worker = null, Unit? unit = null, Client? client = null, DateTime? dueAtUtc = null, DateTime? receivedAtUtc = null, bool isAnonymous = false)
    {
        var made = new GuidanceCase
        {
            ClientId = isAnonymous ? null : (client ?? Helmi).Id,
            Source = GuidanceCase.OwnSource,
            Theme = NeedReason.Housing,
            Channel = ContactChannel.Phone,
            ReceivedAtUtc = receivedAtUtc ?? NowUtc.AddDays(-10),
        }.AssignTo((unit ?? East).Id, worker?.Id);
        return dueAtUtc is { } due ? made.PromiseBy(due) : made;
    }

    public Contact Contact(GuidanceCase of, DateTime startedAtUtc, Worker? worker = null, Unit? unit = null, ContactOutcome? outcome = ContactOutcome.SolvedHere, RepeatReason? repeat = null, DateTime? promisedAtUtc = null, int delayMinutes = 0) => new()
    {
        CaseId = of.Id,
        ClientId = of.ClientId,
        OpensCase = true,
        Initiator = ContactInitiator.Client,
        Channel = ContactChannel.Phone,
        StartedAtUtc = startedAtUtc,
        HandlingTimeMinutes = 10,
        Themes = [NeedReason.Housing],
        RepeatReason = repeat,
        Outcome = outcome,
        CallbackPromisedAtUtc = promisedAtUtc,
        UnitId = (unit ?? East).Id,
        WorkerId = worker?.Id,
        RecordedAtUtc = startedAtUtc.AddMinutes(10 + delayMinutes),
    };

    private ReadToday Today(GuidanceDbContext guidance) => new(guidance, CountyCalendar.Helsinki, Clock);

    private static Actor ActorOf(Worker worker, Unit unit) => new(worker.Code, worker.Id, unit.Id) { UnitIds = [unit.Id] };

    private static Worker Worker(string code, string name, Unit unit) => new() { Source = GuidanceCase.OwnSource, Code = code, Name = name, UnitId = unit.Id };

    private static Unit Unit(string code) => new() { Source = GuidanceCase.OwnSource, Code = code, NameFi = code, NameSv = code, NameEn = code };

    private static Client Client(string given, string family, bool isProtected = false) => new()
    {
        GivenName = given,
        FamilyName = family,
        FoldedName = NameFolding.Fold(family, given),
        DateOfBirth = new DateOnly(1947, 5, 14),
        Sex = Sex.Female,
        MunicipalityCode = "901",
        ServiceLanguage = ServiceLanguage.Finnish,
        IsProtected = isProtected,
        CreatedAtUtc = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
    };
}
