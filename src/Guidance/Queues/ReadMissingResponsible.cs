using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Workbench;

namespace Palveluohjaus.Guidance.Queues;

/// <summary>Clients of two or more services for whom nobody answers as a whole (vastuutyöntekijä, sosiaalihuoltolaki 42 §): open cases in two units or more tell the services.</summary>
public sealed class ReadMissingResponsible(GuidanceDbContext guidance, CountyCalendar calendar, TimeProvider clock)
{
    public const int PageSize = 50;

    /// <summary>Those with an open case in one of the actor's units, the most services first. Who is listed goes into the audit.</summary>
    public async Task<Cut<MissingResponsible>> ReadAsync(int page, Actor actor, CancellationToken cancellationToken)
    {
        var unitIds = actor.UnitIds;
        var open = guidance.Cases.Where(each => each.ClosedAtUtc == null && each.Source == GuidanceCase.OwnSource && each.ClientId != null && each.ResponsibleUnitId != null);
        var own = open.Where(each => unitIds.Contains(each.ResponsibleUnitId!.Value)).Select(each => each.ClientId);
        var missing = open
            .Where(each => own.Contains(each.ClientId) && !guidance.ResponsibleWorkers.Any(responsible => responsible.ClientId == each.ClientId && responsible.UntilUtc == null))
            .Select(each => new { ClientId = each.ClientId!.Value, UnitId = each.ResponsibleUnitId!.Value }).Distinct()
            .GroupBy(each => each.ClientId).Where(each => each.Count() > 1)
            .Select(each => new { ClientId = each.Key, Units = each.Count() });
        var count = await missing.CountAsync(cancellationToken);
        var shown = await missing.OrderByDescending(each => each.Units).ThenBy(each => each.ClientId).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(cancellationToken);

        var clientIds = shown.ConvertAll(each => (Guid?)each.ClientId);
        var services = (await open.Where(each => clientIds.Contains(each.ClientId))
            .Join(guidance.Units, each => each.ResponsibleUnitId, unit => unit.Id, (each, unit) => new { each.ClientId, unit }).Distinct().AsNoTracking().ToListAsync(cancellationToken))
            .ToLookup(each => each.ClientId!.Value, each => each.unit);
        var clients = await new WorkClients(guidance, calendar, clock).ReadAsync(clientIds, cancellationToken);
        await guidance.AuditListedAsync(clients.Keys, actor, AuditReasons.ResponsibleMissing, clock.GetUtcNow().UtcDateTime, cancellationToken);
        return new Cut<MissingResponsible>(
            [.. shown.Where(each => clients.ContainsKey(each.ClientId)).Select(each => new MissingResponsible(clients[each.ClientId], [.. services[each.ClientId].DistinctBy(unit => unit.Id)]))],
            count);
    }
}

/// <param name="Client">Of two or more services.</param>
/// <param name="Units">Those that have an open case of the client.</param>
public sealed record MissingResponsible(WorkClient Client, IReadOnlyList<Teams.Unit> Units)
{
    public override string ToString() => $"{nameof(MissingResponsible)} {Client.Id}";
}
