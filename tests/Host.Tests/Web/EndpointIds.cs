using System.Globalization;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Assessments;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Handoffs;
using Palveluohjaus.Guidance.Interventions;
using Palveluohjaus.Guidance.RemoteReceptions;
using Palveluohjaus.Guidance.Services;
using Palveluohjaus.Guidance.Services.Referrals;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Host.Tests.Web;

/// <summary>Ids to ask every endpoint for: of things that are there, so that what is asked is truly read.</summary>
internal sealed class EndpointIds
{
    public required Guid Client { get; init; }
    public required Guid OtherClient { get; init; }
    public required Guid Contact { get; init; }

    /// <summary>A case of the eastern unit, and one that is offered to it.</summary>
    public required (Guid Own, Guid Handoff) Case { get; init; }

    public required Guid Reception { get; init; }
    public required Guid Account { get; init; }
    public required Guid Unit { get; init; }
    public required Guid Queue { get; init; }
    public required Guid Sender { get; init; }
    public required Guid Service { get; init; }
    public required Guid Referral { get; init; }
    public required Guid Intervention { get; init; }
    public required (Guid Draft, Guid Opinion, long Decision) Segment { get; init; }

    /// <summary>With a contact of Helmi's, logged by Sanna: a ground for the eastern unit.</summary>
    public static async Task<EndpointIds> MakeAsync(PalveluohjausApp app)
    {
        var helmi = await app.IdOfAsync("kuusisaari helmi");
        using var sanna = await app.OpenBrowserAsync(DeskDatabase.Sanna);
        var form = await sanna.GetStringAsync(new Uri($"/contacts/new?client={helmi}", UriKind.Relative));
        using var logged = await sanna.PostAsync(
            new Uri("/contacts/new", UriKind.Relative),
            PalveluohjausApp.FormOf(form, ("action", "save"), ("Minutes", "11"), ("Time", "10.31"), ("Themes", "Housing"), ("Outcome", "FirstAssessment")));
        if (logged.Headers.Location is null)
            throw new InvalidOperationException(await logged.Content.ReadAsStringAsync());

        var (service, referral) = await app.ReadAsync(guidance => AddReferralAsync(guidance, helmi));
        return new EndpointIds
        {
            Service = service,
            Referral = referral,
            Intervention = await app.ReadAsync(guidance => AddInterventionAsync(guidance, helmi)),
            Client = helmi,
            OtherClient = await app.IdOfAsync("ohman ake"),
            Contact = await app.ReadAsync(guidance => guidance.Contacts.Where(contact => contact.ClientId == helmi).Select(contact => contact.Id).FirstAsync()),
            Case = await app.ReadAsync(guidance => AddHandoffAsync(guidance, helmi)),
            Reception = await AddReceptionAsync(app, helmi),
            Account = await app.ReadAsync(guidance => guidance.Accounts.Where(account => account.UserName == DeskDatabase.Anna).Select(account => account.Id).SingleAsync()),
            Unit = await app.ReadAsync(guidance => guidance.Units.Where(unit => unit.Code == "KOTI").Select(unit => unit.Id).SingleAsync()),
            Queue = await app.ReadAsync(guidance => guidance.Units.Where(unit => unit.Code == "ITA").Select(unit => unit.Id).SingleAsync()),
            Sender = await app.ReadAsync(AddSystemAsync),
            Segment = await app.ReadAsync(guidance => AddSegmentAsync(guidance, helmi)),
        };
    }

    /// <summary>An assessment that is being made, a decision of Liisa's, and the question to her colleagues.</summary>
    private static async Task<(Guid Draft, Guid Opinion, long Decision)> AddSegmentAsync(GuidanceDbContext guidance, Guid clientId)
    {
        var liisa = await guidance.Workers.SingleAsync(worker => worker.Code == DeskDatabase.Liisa);
        var now = new DateTime(2026, 3, 16, 8, 0, 0, DateTimeKind.Utc);
        var answers = new Dictionary<string, int> { ["need.health"] = 2 };
        var draft = new AssessmentDraft { ClientId = clientId, LifeStage = LifeStage.OlderPeople, TemplateId = "older-people/1", StartedAtUtc = now, SavedAtUtc = now };
        var assessment = new Assessment { ClientId = clientId, LifeStage = LifeStage.OlderPeople, TemplateId = "older-people/1", Answers = answers, AssessedAtUtc = now };
        var decision = new SegmentDecision { ClientId = clientId, Segment = "HUOL", AssessmentId = assessment.Id, DecidedAtUtc = now, WorkerId = liisa.Id };
        guidance.AddRange(draft, assessment, decision);
        await guidance.SaveChangesAsync();
        var opinion = new SecondOpinion
        {
            DecisionSequence = decision.Sequence,
            ClientId = clientId,
            AssessmentId = assessment.Id,
            UnitId = liisa.UnitId!.Value,
            FirstWorkerId = liisa.Id,
            AskedAtUtc = now,
        };
        guidance.Add(opinion);
        await guidance.SaveChangesAsync();
        return (draft.Id, opinion.Id, decision.Sequence);
    }

    private static async Task<(Guid Own, Guid Handoff)> AddHandoffAsync(GuidanceDbContext guidance, Guid clientId)
    {
        var (east, home) = (await guidance.Units.SingleAsync(unit => unit.Code == "ITA"), await guidance.Units.SingleAsync(unit => unit.Code == "KOTI"));
        var offered = new GuidanceCase { Source = GuidanceCase.OwnSource, Channel = ContactChannel.Phone, ReceivedAtUtc = new DateTime(2026, 3, 16, 8, 0, 0, DateTimeKind.Utc) }.AssignTo(home.Id, null);
        guidance.Add(offered);
        await guidance.SaveChangesAsync();
        var handoff = new Handoff { CaseId = offered.Id, FromUnitId = home.Id, ToUnitId = east.Id, ReasonKind = HandoffReason.OtherUnitsTask, OfferedAtUtc = new DateTime(2026, 3, 16, 9, 0, 0, DateTimeKind.Utc) };
        guidance.Add(handoff);
        await guidance.SaveChangesAsync();
        return (await guidance.Cases.Where(each => each.ClientId == clientId).Select(each => each.Id).FirstAsync(), handoff.Id);
    }

    /// <summary>A service of the county's own, to which Sanna guided Helmi.</summary>
    private static async Task<(Guid Service, Guid Referral)> AddReferralAsync(GuidanceDbContext guidance, Guid clientId)
    {
        var sanna = await guidance.Workers.SingleAsync(worker => worker.Code == DeskDatabase.Sanna);
        var caseId = await guidance.Cases.Where(each => each.ClientId == clientId).Select(each => each.Id).FirstAsync();
        var now = new DateTime(2026, 3, 16, 8, 0, 0, DateTimeKind.Utc);
        var service = new GuidanceService { Source = GuidanceCase.OwnSource, ExternalId = "walked", Sector = ServiceSector.ThirdSector, NameFi = "Kulkukerho", Themes = [NeedReason.Participation] };
        var referral = new Referral { CaseId = caseId, ServiceId = service.Id, MadeByWorkerId = sanna.Id, UnitId = sanna.UnitId, MadeAtUtc = now, LastStepAtUtc = now, SubmissionKey = Guid.NewGuid() };
        guidance.AddRange(service, referral);
        guidance.Add(new ReferralStep { ReferralId = referral.Id, State = ReferralState.Made, OccurredAtUtc = now, RecordedAtUtc = now, WorkerId = sanna.Id, UnitId = sanna.UnitId });
        await guidance.SaveChangesAsync();
        return (service.Id, referral.Id);
    }

    private static async Task<Guid> AddInterventionAsync(GuidanceDbContext guidance, Guid clientId)
    {
        var intervention = new Intervention
        {
            ClientId = clientId, MethodCode = "home-rehabilitation", MethodVersion = 1, PlannedSessions = 12, StartedOn = new DateOnly(2026, 3, 2), RecordedAtUtc = new DateTime(2026, 3, 2, 8, 0, 0, DateTimeKind.Utc), SubmissionKey = Guid.NewGuid(),
        };
        guidance.Add(intervention);
        guidance.Add(new InterventionEntry { InterventionId = intervention.Id, Kind = InterventionEntryKind.SessionHeld, Day = new DateOnly(2026, 3, 3), RecordedAtUtc = new DateTime(2026, 3, 3, 8, 0, 0, DateTimeKind.Utc) });
        await guidance.SaveChangesAsync();
        return intervention.Id;
    }

    private static async Task<Guid> AddSystemAsync(GuidanceDbContext guidance)
    {
        var unitId = await guidance.Units.Where(unit => unit.Code == "ITA").Select(unit => unit.Id).SingleAsync();
        var system = new SendingSystem { Name = "Walked", UnitId = unitId, KeyDigest = "-", KeyStart = "pok_", CreatedAtUtc = DateTime.UnixEpoch };
        guidance.Add(system);
        await guidance.SaveChangesAsync();
        return system.Id;
    }

    private static Task<Guid> AddReceptionAsync(PalveluohjausApp app, Guid clientId) => app.ReadAsync(async guidance =>
    {
        var added = guidance.RemoteReceptions.Add(new RemoteReception
        {
            ClientId = clientId,
            Consent = ConsentAnswer.Given,
            Judgement = RemoteJudgement.Suitable,
            Email = "helmi@example.org",
            PlannedAtUtc = new DateTime(2026, 3, 18, 8, 0, 0, DateTimeKind.Utc),
            RecordedAtUtc = new DateTime(2026, 3, 17, 8, 0, 0, DateTimeKind.Utc),
            SubmissionKey = Guid.NewGuid(),
        }).Entity;
        await guidance.SaveChangesAsync();
        return added.Id;
    });

    /// <summary>The endpoint's address, with the ids that its place in the product asks for.</summary>
    public string PathOf(RoutePattern pattern)
    {
        var path = string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternParameterPart parameter => ValueOf(pattern, parameter),
            _ => string.Empty,
        }))));
        if (path.EndsWith("assessments/new", StringComparison.Ordinal))
            return $"/{path}?client={Client}";
        return path.EndsWith("clients/merge", StringComparison.Ordinal) ? $"/{path}?a={Client}&b={OtherClient}" : $"/{path}";
    }

    private string ValueOf(RoutePattern pattern, RoutePatternParameterPart parameter)
    {
        if (string.Equals(parameter.Name, "code", StringComparison.OrdinalIgnoreCase))
            return "404";

        if (parameter.Name == "job")
            return "refresh-facts";

        if (parameter.Name == "figure")
            return "units";

        if (parameter.Name == "Sequence")
            return Segment.Decision.ToString(CultureInfo.InvariantCulture);

        var place = pattern.RawText!;
        var isFirst = pattern.Parameters[0] == parameter;
        var id = (isFirst, place) switch
        {
            (true, _) when place.Contains("contacts/", StringComparison.Ordinal) => Contact,
            (true, _) when place.Contains("remote-receptions/", StringComparison.Ordinal) => Reception,
            (true, _) when place.Contains("feedback/", StringComparison.Ordinal) => Guid.CreateVersion7(),
            (true, _) when place.Contains("accounts/", StringComparison.Ordinal) => Account,
            (true, _) when place.Contains("sending-systems/", StringComparison.Ordinal) => Sender,
            (true, _) when place.Contains("queues/", StringComparison.Ordinal) => Queue,
            (true, _) when place.Contains("services/", StringComparison.Ordinal) => Service,
            (true, _) when place.Contains("referrals/", StringComparison.Ordinal) => Referral,
            (true, _) when place.Contains("interventions/", StringComparison.Ordinal) => Intervention,
            (true, _) when place.Contains("units/", StringComparison.Ordinal) => Unit,
            (true, _) when place.Contains("waiting-times/", StringComparison.Ordinal) => Guid.CreateVersion7(),
            (true, _) when place.Contains("imported-figures/", StringComparison.Ordinal) => Guid.CreateVersion7(),
            (true, _) when place.Contains("merges/", StringComparison.Ordinal) => Guid.CreateVersion7(),
            (true, _) when place.Contains("assessments/", StringComparison.Ordinal) => Segment.Draft,
            (true, _) when place.Contains("second-opinions/", StringComparison.Ordinal) => Segment.Opinion,
            (true, _) when place.Contains("cases/", StringComparison.Ordinal) => Case.Own,
            (true, _) when place.Contains("handoffs/", StringComparison.Ordinal) => Case.Handoff,
            (true, _) when place.Contains("clients/", StringComparison.Ordinal) => Client,
            (false, _) => Guid.CreateVersion7(),
            _ => throw new InvalidOperationException($"Say here which id {place} is to be asked for."),
        };
        return id.ToString("D", CultureInfo.InvariantCulture);
    }
}
