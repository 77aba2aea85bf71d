using Palveluohjaus.Guidance.Assessments;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Imports;
using Palveluohjaus.Guidance.Storage;
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

    public async Task<Guid> AddClientAsync(DateOnly? born = null, Dictionary<string, int>? answers = null)
    {
        var client = NewClient(born ?? new DateOnly(1950, 6, 15));
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

    public Task AddContactsAsync(Guid? clientId, params (DateTime StartedAtUtc, NeedReason[] Themes)[] contacts) => StoreAsync(batch =>
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
                RecordedAtUtc = startedAtUtc,
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

    public Task DecideAsync(Guid clientId, string segment) => StoreAsync(batch =>
        batch.SegmentDecisions.Add(new SegmentDecision { ClientId = clientId, Segment = segment, DecidedAtUtc = NowUtc }));

    public async Task<ScoringSummary> ScoreAsync(ExpertScorecard? scorecard = null, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        await using var guidance = Open();
        return await new ScoreClients(guidance, scorecard ?? ExpertScorecard.Default, CountyCalendar.Helsinki, _clock)
            .ScoreAsync(Actor, progress, cancellationToken);
    }

    public void Dispose() => _database.Dispose();

    private static Client NewClient(DateOnly born) => new()
    {
        GivenName = "Testi",
        FamilyName = "Asiakas",
        FoldedName = "asiakas testi",
        DateOfBirth = born,
        Sex = Sex.Female,
        MunicipalityCode = "905",
        ServiceLanguage = ServiceLanguage.Swedish,
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
