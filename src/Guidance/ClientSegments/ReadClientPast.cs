using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.ClientSegments;

/// <summary>Reads what is known of one client, by the client's own rows: at a desk nobody waits for the county's. Scoring reads whole batches with <see cref="ReadClientPasts"/>.</summary>
internal sealed class ReadClientPast(GuidanceDbContext guidance)
{
    /// <param name="clientId">The client.</param>
    /// <param name="nowUtc">History of the year before it is read; the assessments are not, since the one being made takes their place.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Null when there is no such client.</returns>
    public async Task<ClientPast?> ReadHistoryAsync(Guid clientId, DateTime nowUtc, CancellationToken cancellationToken)
    {
        var client = await guidance.Clients.AsNoTracking()
            .Where(each => each.Id == clientId)
            .Select(each => new PastClient(each.Id, each.DateOfBirth, each.Sex, each.ServiceLanguage, each.MunicipalityCode, each.IsProtected))
            .FirstOrDefaultAsync(cancellationToken);
        if (client is null)
            return null;

        var fromUtc = ClientPast.YearBefore(nowUtc);
        var earliestUtc = fromUtc - ClientPast.RepeatWindow;
        var past = new ClientPast(client);
        var contacts = await guidance.Contacts.AsNoTracking()
            .Where(contact => contact.ClientId == clientId && contact.StartedAtUtc >= earliestUtc && contact.StartedAtUtc < nowUtc)
            .Select(contact => new { contact.StartedAtUtc, contact.RecordedAtUtc, contact.Themes })
            .ToListAsync(cancellationToken);
        past.Contacts.AddRange(contacts
            .Select(contact => new PastContact(contact.StartedAtUtc, contact.RecordedAtUtc, contact.Themes.Count == 0 ? null : contact.Themes[0]))
            .OrderBy(contact => contact.StartedAtUtc));

        var caseIds = await guidance.Cases.Where(guidanceCase => guidanceCase.ClientId == clientId).Select(guidanceCase => guidanceCase.Id).ToListAsync(cancellationToken);
        past.Handoffs = await guidance.CaseEvents.AsNoTracking()
            .Where(caseEvent => caseIds.Contains(caseEvent.CaseId) && caseEvent.Kind == CaseEventKind.HandedOff && caseEvent.OccurredAtUtc >= fromUtc && caseEvent.OccurredAtUtc < nowUtc)
            .Select(caseEvent => new PastHandoff(caseEvent.OccurredAtUtc, caseEvent.RecordedAtUtc))
            .ToListAsync(cancellationToken);
        return past;
    }
}
