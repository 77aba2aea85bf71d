using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Workbench;

/// <summary>Reads the clients of a list at once, with the segment that holds.</summary>
internal sealed class WorkClients(GuidanceDbContext guidance, CountyCalendar calendar, TimeProvider clock)
{
    public async Task<IReadOnlyDictionary<Guid, WorkClient>> ReadAsync(IEnumerable<Guid?> clientIds, CancellationToken cancellationToken)
    {
        var ids = clientIds.OfType<Guid>().Distinct().ToList();
        if (ids.Count == 0)
            return new Dictionary<Guid, WorkClient>();

        var today = calendar.DayOf(clock.GetUtcNow().UtcDateTime);
        var clients = await guidance.Clients.AsNoTracking().Where(client => ids.Contains(client.Id)).ToListAsync(cancellationToken);
        var decisions = await guidance.SegmentDecisions.Where(decision => ids.Contains(decision.ClientId))
            .Select(decision => new { decision.ClientId, decision.Sequence, decision.Segment }).ToListAsync(cancellationToken);
        var segments = decisions.GroupBy(decision => decision.ClientId).ToDictionary(each => each.Key, each => each.MaxBy(decision => decision.Sequence)!.Segment);
        return clients.ToDictionary(client => client.Id, client => new WorkClient
        {
            Id = client.Id,
            Name = $"{client.GivenName} {client.FamilyName}",
            Age = client.AgeOn(today),
            IsProtected = client.IsProtected,
            MunicipalityCode = client.IsProtected ? null : client.MunicipalityCode,
            Segment = segments.GetValueOrDefault(client.Id),
        });
    }
}

internal static class ListAudit
{
    extension(GuidanceDbContext guidance)
    {
        /// <summary>As with the hits of a search: the list was opened, and everyone on it was read (703/2023, 11 §: a client may ask who has seen their data).</summary>
        /// <remarks>Stored at once, in bulk: a list names a hundred clients, and the change tracker would take most of the page's time.</remarks>
        public Task AuditListedAsync(IEnumerable<Guid> clientIds, Actor actor, AuditGround ground, DateTime nowUtc, CancellationToken cancellationToken) => guidance.InTransactionAsync(
            async transaction =>
            {
                await guidance.BulkInsertAsync(
                    [
                        AuditEntry.Of(AuditAction.Search, nameof(Client), null, null, actor, ground, nowUtc),
                        .. clientIds.Distinct().Select(clientId => AuditEntry.Of(AuditAction.Read, nameof(Client), clientId, clientId, actor, ground, nowUtc)),
                    ],
                    cancellationToken);
                await transaction.CommitAsync(cancellationToken);
            },
            cancellationToken);
    }
}
