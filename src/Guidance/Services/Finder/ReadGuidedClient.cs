using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Services.Referrals;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Workbench;

namespace Palveluohjaus.Guidance.Services.Finder;

/// <summary>Reads as much of a client as the finder needs to look for what suits them.</summary>
public sealed class ReadGuidedClient(GuidanceDbContext guidance, ReferralDoor door, ClientGrounds grounds, CountyCalendar calendar, TimeProvider clock)
{
    /// <summary>By the case where one is named, else by the client.</summary>
    /// <returns>Null when there is no such client or case, or the actor has nothing to do with them.</returns>
    public async Task<GuidedClient?> FindAsync(Guid? clientId, Guid? caseId, Actor actor, CancellationToken cancellationToken)
    {
        var named = caseId is null ? null : await guidance.Cases.AsNoTracking().FirstOrDefaultAsync(each => each.Id == caseId, cancellationToken);
        if (caseId is not null && named is null)
            return null;
        var client = (named is null ? clientId : named.ClientId) is { } id ? await guidance.FindSurvivorAsync(id, cancellationToken) : null;
        var ground = named is not null ? await door.AskAsync(named, AuditReasons.ServicesLookedFor, actor, cancellationToken)
            : client is not null ? await grounds.FindAsync(client.Id, AuditReasons.ServicesLookedFor, actor, cancellationToken)
            : null;
        if (ground is null)
            return null;

        // One who only stated why they see the client has no matter to guide in.
        var isStated = ClientGrounds.StatedIn(ground) is not null;
        var matters = isStated ? []
            : client is null ? [named!]
            : await guidance.Cases.AsNoTracking().Where(each => each.ClientId == client.Id && each.Source == GuidanceCase.OwnSource && each.ClosedAtUtc == null).ToListAsync(cancellationToken);
        var open = matters.Where(each => each.ClosedAtUtc is null).OrderBy(each => each.Id != caseId).ThenBy(each => each.DueAtUtc ?? DateTime.MaxValue).ThenBy(each => each.ReceivedAtUtc).ToList();
        var now = clock.GetUtcNow().UtcDateTime;
        var shown = client is null ? null : (await new WorkClients(guidance, calendar, clock).ReadAsync([client.Id], cancellationToken)).GetValueOrDefault(client.Id);
        guidance.AuditClient(AuditAction.Read, client?.Id, actor, ground, now);
        await guidance.SaveChangesAsync(cancellationToken);
        return new GuidedClient
        {
            Client = shown,
            LifeStage = client is null ? null : LifeStages.Of(client, calendar.DayOf(now)),
            Language = client?.ServiceLanguage switch { ServiceLanguage.Finnish => "fi", ServiceLanguage.Swedish => "sv", _ => null },
            OpenCases = [.. open.Select(each => new GuidedCase(each.Id, each.Theme, each.ReceivedAtUtc))],
            IsStatedOnly = isStated,
        };
    }
}

/// <summary>Whom services are looked for.</summary>
public sealed record GuidedClient
{
    /// <summary>Null for an anonymous case. Of a protected client the municipality is not told, and nothing is sifted by it.</summary>
    public required WorkClient? Client { get; init; }

    public required LifeStage? LifeStage { get; init; }

    /// <summary>Two letters; null for other languages than the county's own.</summary>
    public required string? Language { get; init; }

    /// <summary>Where a referral can be made; the one that was named first, then the one due first.</summary>
    public required IReadOnlyList<GuidedCase> OpenCases { get; init; }

    /// <summary>The actor only stated why they see the client: they look, and log a contact before guiding.</summary>
    public required bool IsStatedOnly { get; init; }

    /// <summary>What suits the client, before anyone has asked for something else.</summary>
    public ServiceSearch Suiting => new()
    {
        LifeStage = LifeStage,
        Segment = Client?.Segment,
        Language = Language,
        MunicipalityCode = Client?.MunicipalityCode,
    };

    public override string ToString() => nameof(GuidedClient);
}

/// <summary>An open case of a client.</summary>
public sealed record GuidedCase(Guid Id, NeedReason? Theme, DateTime ReceivedAtUtc)
{
    public override string ToString() => $"{nameof(GuidedCase)} {Id}";
}
