using System.Globalization;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.RemoteReceptions;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Host.Tests.Web;

/// <summary>Ids to ask every endpoint for: of things that are there, so that what is asked is truly read.</summary>
internal sealed class EndpointIds
{
    private readonly Guid _client;
    private readonly Guid _otherClient;
    private readonly Guid _contact;
    private readonly Guid _reception;
    private readonly Guid _account;
    private readonly Guid _unit;
    private readonly Guid _system;

    private EndpointIds(Guid client, Guid otherClient, Guid contact, Guid reception, Guid account, Guid unit, Guid system) =>
        (_client, _otherClient, _contact, _reception, _account, _unit, _system) = (client, otherClient, contact, reception, account, unit, system);

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
            await AddReceptionAsync(app, helmi),
            await app.ReadAsync(guidance => guidance.Accounts.Where(account => account.UserName == DeskDatabase.Anna).Select(account => account.Id).SingleAsync()),
            await app.ReadAsync(guidance => guidance.Units.Where(unit => unit.Code == "KOTI").Select(unit => unit.Id).SingleAsync()),
            await app.ReadAsync(AddSystemAsync));
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
        return path.EndsWith("clients/merge", StringComparison.Ordinal) ? $"/{path}?a={_client}&b={_otherClient}" : $"/{path}";
    }

    private string ValueOf(RoutePattern pattern, RoutePatternParameterPart parameter)
    {
        if (string.Equals(parameter.Name, "code", StringComparison.OrdinalIgnoreCase))
            return "404";

        var place = pattern.RawText!;
        var isFirst = pattern.Parameters[0] == parameter;
        var id = (isFirst, place) switch
        {
            (true, _) when place.Contains("contacts/", StringComparison.Ordinal) => _contact,
            (true, _) when place.Contains("remote-receptions/", StringComparison.Ordinal) => _reception,
            (true, _) when place.Contains("feedback/", StringComparison.Ordinal) => Guid.CreateVersion7(),
            (true, _) when place.Contains("accounts/", StringComparison.Ordinal) => _account,
            (true, _) when place.Contains("sending-systems/", StringComparison.Ordinal) => _system,
            (true, _) when place.Contains("units/", StringComparison.Ordinal) => _unit,
            (true, _) when place.Contains("merges/", StringComparison.Ordinal) => Guid.CreateVersion7(),
            (true, _) when place.Contains("clients/", StringComparison.Ordinal) => _client,
            (false, _) => Guid.CreateVersion7(),
            _ => throw new InvalidOperationException($"Say here which id {place} is to be asked for."),
        };
        return id.ToString("D", CultureInfo.InvariantCulture);
    }
}
