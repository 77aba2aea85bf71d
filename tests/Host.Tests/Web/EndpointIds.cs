using System.Globalization;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Assessments;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Host.Tests.Web;

/// <summary>Ids to ask every endpoint for: of things that are there, so that what is asked is truly read.</summary>
internal sealed class EndpointIds
{
    private readonly Guid _client;
    private readonly Guid _otherClient;
    private readonly Guid _contact;
    private readonly Guid _account;
    private readonly Guid _unit;
    private readonly Guid _draft;
    private readonly Guid _opinion;
    private readonly long _decision;

    private EndpointIds(Guid client, Guid otherClient, Guid contact, Guid account, Guid unit, (Guid Draft, Guid Opinion, long Decision) segment)
    {
        (_client, _otherClient, _contact, _account, _unit) = (client, otherClient, contact, account, unit);
        (_draft, _opinion, _decision) = segment;
    }

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

        return new EndpointIds(
            helmi,
            await app.IdOfAsync("ohman ake"),
            await app.ReadAsync(guidance => guidance.Contacts.Where(contact => contact.ClientId == helmi).Select(contact => contact.Id).FirstAsync()),
            await app.ReadAsync(guidance => guidance.Accounts.Where(account => account.UserName == DeskDatabase.Anna).Select(account => account.Id).SingleAsync()),
            await app.ReadAsync(guidance => guidance.Units.Where(unit => unit.Code == "KOTI").Select(unit => unit.Id).SingleAsync()),
            await app.ReadAsync(guidance => AddSegmentAsync(guidance, helmi)));
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
            return $"/{path}?client={_client}";
        return path.EndsWith("clients/merge", StringComparison.Ordinal) ? $"/{path}?a={_client}&b={_otherClient}" : $"/{path}";
    }

    private string ValueOf(RoutePattern pattern, RoutePatternParameterPart parameter)
    {
        if (string.Equals(parameter.Name, "code", StringComparison.OrdinalIgnoreCase))
            return "404";

        if (parameter.Name == "Sequence")
            return _decision.ToString(CultureInfo.InvariantCulture);

        var place = pattern.RawText!;
        var isFirst = pattern.Parameters[0] == parameter;
        var id = (isFirst, place) switch
        {
            (true, _) when place.Contains("contacts/", StringComparison.Ordinal) => _contact,
            (true, _) when place.Contains("accounts/", StringComparison.Ordinal) => _account,
            (true, _) when place.Contains("units/", StringComparison.Ordinal) => _unit,
            (true, _) when place.Contains("merges/", StringComparison.Ordinal) => Guid.CreateVersion7(),
            (true, _) when place.Contains("assessments/", StringComparison.Ordinal) => _draft,
            (true, _) when place.Contains("second-opinions/", StringComparison.Ordinal) => _opinion,
            (true, _) when place.Contains("clients/", StringComparison.Ordinal) => _client,
            (false, _) => Guid.CreateVersion7(),
            _ => throw new InvalidOperationException($"Say here which id {place} is to be asked for."),
        };
        return id.ToString("D", CultureInfo.InvariantCulture);
    }
}
