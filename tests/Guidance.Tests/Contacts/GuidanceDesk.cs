using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Handoffs;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Teams;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.Contacts;

/// <summary>A desk at 10.42 on 17.3.2026 with one client, two units and one worker.</summary>
internal sealed class GuidanceDesk
{
    private readonly Func<GuidanceDbContext> _open;

    public GuidanceDesk(Func<GuidanceDbContext> open)
    {
        _open = open;
        Actor = new Actor("w001", Worker.Id, East.Id);
        using var guidance = open();
        guidance.AddRange(
            new Municipality { Code = "901", NameFi = "Suviranta", NameSv = "Sommarstrand", LanguageStatus = MunicipalityLanguageStatus.Finnish, Population = 1, PopulationYear = 2024 },
            East,
            HomeCare,
            Imported);
        guidance.SaveChanges();
        guidance.AddRange(Helmi, Worker);
        guidance.SaveChanges();
    }

    public ManualClock Clock { get; } = new(new DateTimeOffset(2026, 3, 17, 8, 42, 0, TimeSpan.Zero));
    public Actor Actor { get; }
    public Unit East { get; } = Unit(GuidanceCase.OwnSource, "ITA");
    public Unit HomeCare { get; } = Unit(GuidanceCase.OwnSource, "KOTI");
    public Unit Imported { get; } = Unit("receipt", "Group 1");
    public Worker Worker { get; } = new() { Source = GuidanceCase.OwnSource, Code = "w001", Name = "Sanna Koivu" };

    public Client Helmi { get; } = new()
    {
        GivenName = "Helmi",
        FamilyName = "Kuusisaari",
        FoldedName = "kuusisaari helmi",
        DateOfBirth = new DateOnly(1947, 5, 14),
        Sex = Sex.Female,
        MunicipalityCode = "901",
        ServiceLanguage = ServiceLanguage.Finnish,
        CreatedAtUtc = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
    };

    public DateTime NowUtc => Clock.GetUtcNow().UtcDateTime;

    public ContactToLog Call() => new()
    {
        SubmissionKey = Guid.NewGuid(),
        ClientId = Helmi.Id,
        Initiator = ContactInitiator.Client,
        Channel = ContactChannel.Phone,
        StartedAtUtc = NowUtc.AddMinutes(-11),
        HandlingTimeMinutes = 11,
        ServiceLanguage = ServiceLanguage.Finnish,
        Themes = [NeedReason.EverydayLiving],
        Urgency = Urgency.NotUrgent,
        Outcome = ContactOutcome.SolvedHere,
    };

    public ContactSenders Senders { get; } = new(new EphemeralDataProtectionProvider());

    /// <summary>The worker as an account of these units.</summary>
    public Actor WorkerOf(params Unit[] units) => Actor with { UnitId = units[0].Id, UnitIds = [.. units.Select(unit => unit.Id)] };

    public Task<LogContactResult> LogAsync(ContactToLog toLog) => LogAsync(toLog, Actor);

    public async Task<LogContactResult> LogAsync(ContactToLog toLog, Actor actor)
    {
        await using var guidance = _open();
        return await new LogContact(guidance, Senders, new KeepDeadlines(guidance, DeadlineBook.Shipped, Clock), CountyCalendar.Helsinki, Clock).LogAsync(toLog, actor, CancellationToken.None);
    }

    /// <summary>Another client, of whom nothing is recorded.</summary>
    public async Task<Guid> AddClientAsync(string givenName, string familyName)
    {
        await using var guidance = _open();
        var added = guidance.Clients.Add(new Client
        {
            GivenName = givenName,
            FamilyName = familyName,
            FoldedName = NameFolding.Fold(familyName, givenName),
            DateOfBirth = new DateOnly(1951, 2, 2),
            Sex = Sex.Male,
            MunicipalityCode = "901",
            ServiceLanguage = ServiceLanguage.Swedish,
            CreatedAtUtc = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        }).Entity;
        await guidance.SaveChangesAsync();
        return added.Id;
    }

    public async Task<T> ReadAsync<T>(Func<GuidanceDbContext, Task<T>> read)
    {
        await using var guidance = _open();
        return await read(guidance);
    }

    /// <summary>The unit accepts the one offer there is.</summary>
    public async Task AcceptAsync(Unit unit)
    {
        await using var guidance = _open();
        var handoffId = await guidance.Handoffs.Where(handoff => handoff.State == HandoffState.Offered).Select(handoff => handoff.Id).SingleAsync();
        Assert.IsInstanceOfType<AnswerHandoffResult.Done>(await new AnswerHandoff(guidance, CountyCalendar.Helsinki, Clock).AcceptAsync(handoffId, WorkerOf(unit), CancellationToken.None));
    }

    public Task<GuidanceCase> OnlyCaseAsync() => ReadAsync(guidance => guidance.Cases.SingleAsync());

    public Task<List<CaseEventKind>> EventKindsAsync() =>
        ReadAsync(guidance => guidance.CaseEvents.OrderBy(caseEvent => caseEvent.Sequence).Select(caseEvent => caseEvent.Kind).ToListAsync());

    private static Unit Unit(string source, string code) => new() { Source = source, Code = code, NameFi = code, NameSv = code, NameEn = code };
}
