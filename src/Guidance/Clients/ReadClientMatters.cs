using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>Reads a client's open cases and latest contacts. Notes are free text about a person: only those of the actor's own units are read.</summary>
public sealed class ReadClientMatters(GuidanceDbContext guidance, TimeProvider clock)
{
    public const int MaxContacts = 20;

    /// <returns>Null when there is no such client. A client merged into another is read as that other one.</returns>
    public async Task<ClientMatters?> ReadAsync(Guid clientId, Actor actor, AuditGround ground, CancellationToken cancellationToken)
    {
        if (await guidance.FindSurvivorAsync(clientId, cancellationToken) is not { } client)
            return null;

        var units = await guidance.Units.AsNoTracking().ToDictionaryAsync(unit => unit.Id, cancellationToken);
        var cases = await guidance.Cases.AsNoTracking()
            .Where(guidanceCase => guidanceCase.ClientId == client.Id && guidanceCase.Source == GuidanceCase.OwnSource && guidanceCase.ClosedAtUtc == null)
            .ToListAsync(cancellationToken);

        // As with the cases: what an import brought is history to measure, and no matter of ours.
        var ofClient = guidance.Contacts.AsNoTracking().Where(contact => contact.ClientId == client.Id
            && guidance.Cases.Any(guidanceCase => guidanceCase.Id == contact.CaseId && guidanceCase.Source == GuidanceCase.OwnSource));
        var ownUnits = actor.UnitIds;
        var contacts = await ofClient
            .OrderByDescending(contact => contact.StartedAtUtc).ThenByDescending(contact => contact.Id)
            .Take(MaxContacts)
            .Select(contact => new
            {
                contact.Id,
                contact.StartedAtUtc,
                contact.Initiator,
                contact.Channel,
                contact.HandlingTimeMinutes,
                contact.Themes,
                contact.RepeatReason,
                contact.Outcome,
                contact.UnitId,
                IsOfOwnUnit = contact.UnitId != null && ownUnits.Contains(contact.UnitId.Value),
                Note = contact.UnitId != null && ownUnits.Contains(contact.UnitId.Value) ? contact.Note : null,
            })
            .ToListAsync(cancellationToken);
        var matters = new ClientMatters
        {
            OpenCases =
            [
                .. cases.OrderBy(guidanceCase => guidanceCase.DueAtUtc ?? DateTime.MaxValue).ThenBy(guidanceCase => guidanceCase.ReceivedAtUtc).Select(guidanceCase => new OpenMatter
                {
                    Theme = guidanceCase.Theme,
                    Unit = guidanceCase.ResponsibleUnitId is { } unitId ? units.GetValueOrDefault(unitId) : null,
                    ReceivedAtUtc = guidanceCase.ReceivedAtUtc,
                    DueAtUtc = guidanceCase.DueAtUtc,
                }),
            ],
            Contacts =
            [
                .. contacts.Select(contact => new PastContact
                {
                    Id = contact.Id,
                    StartedAtUtc = contact.StartedAtUtc,
                    Initiator = contact.Initiator,
                    Channel = contact.Channel,
                    HandlingTimeMinutes = contact.HandlingTimeMinutes,
                    Themes = contact.Themes,
                    RepeatReason = contact.RepeatReason,
                    Outcome = contact.Outcome,
                    Unit = contact.UnitId is { } unitId ? units.GetValueOrDefault(unitId) : null,
                    IsOfOwnUnit = contact.IsOfOwnUnit,
                    Note = contact.Note,
                }),
            ],
            ContactCount = await ofClient.CountAsync(cancellationToken),
        };
        guidance.AuditClient(AuditAction.Read, client.Id, actor, ground.With($"; {nameof(ClientMatters)}"), clock.GetUtcNow().UtcDateTime);
        await guidance.SaveChangesAsync(cancellationToken);
        return matters;
    }
}
