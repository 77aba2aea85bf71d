using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Assessments;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Imports;
using Palveluohjaus.Guidance.ModelWatch;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Teams;
using Palveluohjaus.Segmentation.Scorecard;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.ClientSegments;

/// <summary>A small county whose clients get just the history a test needs.</summary>
internal sealed class CountyWithHistory : IDisposable
{
    private static readonly Actor Actor = new("segment");
    private readonly TestDatabase _database = new();
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    private CountyWithHistory()
    {
    }

    public DateTime NowUtc => _clock.GetUtcNow().UtcDateTime;

    public static async Task<CountyWithHistory> CreateAsync()
    {
        var county = new CountyWithHistory();
        await using var guidance = county.Open();
        guidance.Municipalities.Add(new Municipality
        {
            Code = "905",
            NameFi = "Vaasa",
            NameSv = "Vasa",
            LanguageStatus = MunicipalityLanguageStatus.BilingualFinnishMajority,
            Population = 67_000,
            PopulationYear = 2022,
        });
        await guidance.SaveChangesAsync();
        return county;
    }

    public GuidanceDbContext Open() => _database.OpenGuidance();

    public void Advance(TimeSpan by) => _clock.Advance(by);

    public async Task<Guid> AddClientAsync(
        DateOnly? born = null, Dictionary<string, int>? answers = null, ServiceLanguage language = ServiceLanguage.Swedish, bool isProtected = false)
    {
        var client = NewClient(born ?? new DateOnly(1950, 6, 15), language, isProtected);
        await StoreAsync(batch => batch.Clients.Add(client));
        if (answers is not null)
            await AddAssessmentAsync(client.Id, answers, NowUtc.AddDays(-10));
        return client.Id;
    }

    public Task AddClientsAsync(int count) => StoreAsync(batch =>
    {
        for (var index = 0; index < count; index++)
            batch.Clients.Add(NewClient(new DateOnly(1950, 6, 15)));
    });

    public Task AddAssessmentAsync(Guid clientId, Dictionary<string, int> answers, DateTime assessedAtUtc) => StoreAsync(batch =>
        batch.Assessments.Add(new Assessment { ClientId = clientId, LifeStage = LifeStage.OlderPeople, Answers = answers, AssessedAtUtc = assessedAtUtc }));

    public Task AddContactsAsync(Guid? clientId, params (DateTime StartedAtUtc, NeedReason[] Themes)[] contacts) =>
        AddContactsAsync(clientId, TimeSpan.Zero, contacts);

    public Task AddContactsAsync(Guid? clientId, TimeSpan recordedAfter, params (DateTime StartedAtUtc, NeedReason[] Themes)[] contacts) => StoreAsync(batch =>
    {
        var guidanceCase = NewCase(clientId);
        batch.Cases.Add(guidanceCase);
        foreach (var (startedAtUtc, themes) in contacts)
        {
            batch.Contacts.Add(new Contact
            {
                CaseId = guidanceCase.Id,
                ClientId = clientId,
                OpensCase = true,
                Initiator = ContactInitiator.Client,
                Channel = ContactChannel.Phone,
                StartedAtUtc = startedAtUtc,
                Themes = themes,
                RecordedAtUtc = startedAtUtc + recordedAfter,
            });
        }
    });

    public Task AddEventsAsync(Guid? clientId, params (DateTime OccurredAtUtc, CaseEventKind Kind)[] events) => StoreAsync(batch =>
    {
        var guidanceCase = NewCase(clientId);
        batch.Cases.Add(guidanceCase);
        foreach (var (occurredAtUtc, kind) in events)
            batch.CaseEvents.Add(new CaseEvent { CaseId = guidanceCase.Id, Kind = kind, OccurredAtUtc = occurredAtUtc, RecordedAtUtc = occurredAtUtc });
    });

    public Task DecideAsync(
        Guid clientId, string segment, DateTime? decidedAtUtc = null, Guid? workerId = null, string? suggested = null, int? seconds = null) => StoreAsync(batch =>
        batch.SegmentDecisions.Add(new SegmentDecision
        {
            ClientId = clientId,
            Segment = segment,
            SuggestedSegment = suggested,
            OverrideReason = suggested is null || suggested == segment ? null : "Tilanne on muuttunut.",
            DecidedAtUtc = decidedAtUtc ?? NowUtc,
            WorkerId = workerId,
            SecondsToDecide = seconds,
        }));

    public async Task<Guid> AddWorkerAsync(string code)
    {
        await using var guidance = Open();
        var worker = new Worker { Source = GuidanceCase.OwnSource, Code = code, Name = code };
        guidance.Workers.Add(worker);
        await guidance.SaveChangesAsync();
        return worker.Id;
    }

    public async Task<ScoringSummary> ScoreAsync(
        ExpertScorecard? scorecard = null, SegmentModelInUse? inUse = null, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        await using var guidance = Open();
        return await new ScoreClients(guidance, scorecard ?? ExpertScorecard.Default, inUse ?? SegmentModelInUse.Scorecard, CountyCalendar.Helsinki, _clock)
            .ScoreAsync(Actor, progress, cancellationToken);
    }

    public async Task<List<ScoredClient>> ScoredAsync()
    {
        await using var guidance = Open();
        return await guidance.ScoredClients.AsNoTracking().OrderBy(scored => scored.ClientId).ToListAsync();
    }

    public async Task<ConfirmedDecisions> ReadDecisionsAsync(bool includeRubberStamps = false)
    {
        await using var guidance = Open();
        return await new ReadConfirmedDecisions(guidance, ExpertScorecard.Default, CountyCalendar.Helsinki, _clock)
            .ReadAsync(Actor, "test", includeRubberStamps, progress: null, CancellationToken.None);
    }

    public async Task<int> WatchAsync(SegmentModelInUse inUse)
    {
        await using var guidance = Open();
        var confirmed = new ReadConfirmedDecisions(guidance, ExpertScorecard.Default, CountyCalendar.Helsinki, _clock);
        return await new WatchModel(guidance, confirmed, ExpertScorecard.Default, inUse, CountyCalendar.Helsinki, _clock).RunAsync(Actor, CancellationToken.None);
    }

    /// <summary>Spoils a stored assessment behind the product's back, as a faulty migration or a broken disk might.</summary>
    public async Task SpoilAnswersAsync(Guid clientId)
    {
        await using var guidance = Open();
        await guidance.Database.ExecuteSqlAsync($"UPDATE Assessments SET Answers = 'not json' WHERE ClientId = {clientId}");
    }

    public void Dispose() => _database.Dispose();

    private static Client NewClient(DateOnly born, ServiceLanguage language = ServiceLanguage.Swedish, bool isProtected = false) => new()
    {
        GivenName = "Testi",
        FamilyName = "Asiakas",
        FoldedName = "asiakas testi",
        DateOfBirth = born,
        Sex = Sex.Female,
        MunicipalityCode = "905",
        ServiceLanguage = language,
        IsProtected = isProtected,
        CreatedAtUtc = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc),
    };

    private GuidanceCase NewCase(Guid? clientId) =>
        new() { ClientId = clientId, Source = GuidanceCase.OwnSource, Channel = ContactChannel.Phone, ReceivedAtUtc = NowUtc.AddYears(-2) };

    private async Task StoreAsync(Action<HistoryBatch> fill)
    {
        var batch = new HistoryBatch();
        fill(batch);
        await using var guidance = Open();
        await new LoadHistory(guidance, _clock).StoreAsync(batch, Actor, "test", CancellationToken.None);
    }
}
