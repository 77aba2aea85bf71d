using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.Contacts;

/// <summary>
/// Reads which matters a contact may belong to. To find a client takes a search; what their matters are takes a ground, as the client's card does.
/// </summary>
public sealed class ReadOpenMatters(GuidanceDbContext guidance, ClientGrounds grounds, TimeProvider clock)
{
    /// <summary>More than anyone can choose from at a desk.</summary>
    private const int MaxOpen = 20;

    /// <returns>Empty when the actor has no ground to see the client's matters.</returns>
    public async Task<OpenMatters> OfClientAsync(Guid clientId, Actor actor, CancellationToken cancellationToken)
    {
        if (await grounds.FindAsync(clientId, AuditReasons.LogContact, actor, cancellationToken) is not { } ground)
            return OpenMatters.None;

        var open = await guidance.Cases.AsNoTracking()
            .Where(candidate => candidate.ClientId == clientId && candidate.ClosedAtUtc == null && candidate.Source == GuidanceCase.OwnSource)
            .OrderByDescending(candidate => candidate.ReceivedAtUtc).Take(MaxOpen)
            .ToListAsync(cancellationToken);
        var latest = await guidance.Contacts.AsNoTracking()
            .Where(contact => contact.ClientId == clientId)
            .OrderByDescending(contact => contact.StartedAtUtc)
            .Select(contact => new { contact.StartedAtUtc, contact.Themes })
            .FirstOrDefaultAsync(cancellationToken);
        var units = await UnitsOfAsync(open, cancellationToken);

        guidance.AuditClient(AuditAction.Read, clientId, actor, ground, clock.GetUtcNow().UtcDateTime);
        await guidance.SaveChangesAsync(cancellationToken);
        return new OpenMatters(
            [.. open.Select(each => MatterOf(each, units))],
            latest is null ? null : new PreviousContact(latest.StartedAtUtc, latest.Themes.Count == 0 ? null : latest.Themes[0]));
    }

    /// <returns>Null when there is no such open case, or the actor has nothing to do with it.</returns>
    public async Task<OpenMatter?> FindAsync(Guid caseId, Actor actor, CancellationToken cancellationToken)
    {
        var found = await guidance.Cases.AsNoTracking()
            .FirstOrDefaultAsync(candidate => candidate.Id == caseId && candidate.ClosedAtUtc == null && candidate.Source == GuidanceCase.OwnSource, cancellationToken);
        if (found is null)
            return null;

        var isOfOwnUnit = found.ResponsibleUnitId is { } unitId && actor.UnitIds.Contains(unitId);
        if (!isOfOwnUnit && (found.ClientId is not { } clientId || await grounds.FindAsync(clientId, AuditReasons.LogContact, actor, cancellationToken) is null))
            return null;

        var ground = new AuditGround(AuditReasons.LogContact) { CaseId = found.Id };
        guidance.AuditOf(AuditAction.Read, nameof(GuidanceCase), found.Id, found.ClientId, actor, ground, clock.GetUtcNow().UtcDateTime);
        await guidance.SaveChangesAsync(cancellationToken);
        return MatterOf(found, await UnitsOfAsync([found], cancellationToken));
    }

    private async Task<Dictionary<Guid, Unit>> UnitsOfAsync(IReadOnlyList<GuidanceCase> cases, CancellationToken cancellationToken)
    {
        var ids = cases.Select(each => each.ResponsibleUnitId).OfType<Guid>().Distinct().ToList();
        return await guidance.Units.AsNoTracking().Where(unit => ids.Contains(unit.Id)).ToDictionaryAsync(unit => unit.Id, cancellationToken);
    }

    private static OpenMatter MatterOf(GuidanceCase guidanceCase, Dictionary<Guid, Unit> units) => new()
    {
        CaseId = guidanceCase.Id,
        ClientId = guidanceCase.ClientId,
        Theme = guidanceCase.Theme,
        ReceivedAtUtc = guidanceCase.ReceivedAtUtc,
        Unit = guidanceCase.ResponsibleUnitId is { } unitId ? units.GetValueOrDefault(unitId) : null,
    };
}
