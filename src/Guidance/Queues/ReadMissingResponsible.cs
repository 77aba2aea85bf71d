using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Services;
using Palveluohjaus.Guidance.Services.Referrals;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Workbench;

namespace Palveluohjaus.Guidance.Queues;

/// <summary>
/// Clients of two or more services for whom nobody answers as a whole (vastuutyöntekijä, sosiaalihuoltolaki 42 §). A service is a unit with an open case of
/// the client, or one of the directory that has accepted them by a referral that has not ended; a referral nobody has answered is none yet.
/// </summary>
public sealed class ReadMissingResponsible(GuidanceDbContext guidance, CountyCalendar calendar, TimeProvider clock)
{
    public const int PageSize = 50;

    /// <summary>Those with an open case in one of the actor's units, or with a service that one of them guided to, the most services first. Who is listed goes into the audit.</summary>
    public async Task<Cut<MissingResponsible>> ReadAsync(int page, Actor actor, CancellationToken cancellationToken)
    {
        var unitIds = actor.UnitIds;
        var open = guidance.Cases.Where(each => each.ClosedAtUtc == null && each.Source == GuidanceCase.OwnSource && each.ClientId != null && each.ResponsibleUnitId != null);
        var referred =
            from referral in guidance.Referrals
            where referral.State == ReferralState.Accepted || referral.State == ReferralState.Waiting || referral.State == ReferralState.Started
            join each in guidance.Cases on referral.CaseId equals each.Id
            where each.Source == GuidanceCase.OwnSource && each.ClientId != null
            select new { each.ClientId, each.ResponsibleUnitId, referral.ServiceId };
        var own = open.Where(each => unitIds.Contains(each.ResponsibleUnitId!.Value)).Select(each => each.ClientId)
            .Union(referred.Where(each => each.ResponsibleUnitId != null && unitIds.Contains(each.ResponsibleUnitId.Value)).Select(each => each.ClientId));

        // Ids are unique across tables: a unit and a service never count as one. Whose matters are asked of each side before they are joined: a county's open
        // cases and referrals are hundreds of thousands.
        var missing = open.Where(each => own.Contains(each.ClientId) && !guidance.ResponsibleWorkers.Any(responsible => responsible.ClientId == each.ClientId && responsible.UntilUtc == null))
            .Select(each => new { ClientId = each.ClientId!.Value, ServiceId = each.ResponsibleUnitId!.Value })
            .Union(referred.Where(each => own.Contains(each.ClientId) && !guidance.ResponsibleWorkers.Any(responsible => responsible.ClientId == each.ClientId && responsible.UntilUtc == null))
                .Select(each => new { ClientId = each.ClientId!.Value, each.ServiceId }))
            .GroupBy(each => each.ClientId).Where(each => each.Count() > 1)
            .Select(each => new { ClientId = each.Key, Services = each.Count() });
        var count = await missing.CountAsync(cancellationToken);
        var shown = await missing.OrderByDescending(each => each.Services).ThenBy(each => each.ClientId).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(cancellationToken);

        var clientIds = shown.ConvertAll(each => (Guid?)each.ClientId);
        var units = (await open.Where(each => clientIds.Contains(each.ClientId))
            .Join(guidance.Units, each => each.ResponsibleUnitId, unit => unit.Id, (each, unit) => new { each.ClientId, unit }).Distinct().AsNoTracking().ToListAsync(cancellationToken))
            .ToLookup(each => each.ClientId!.Value, each => each.unit);
        var services = (await referred.Where(each => clientIds.Contains(each.ClientId))
            .Join(guidance.GuidanceServices, each => each.ServiceId, service => service.Id, (each, service) => new { each.ClientId, service.Id, service.NameFi, service.NameSv, service.NameEn }).Distinct().ToListAsync(cancellationToken))
            .ToLookup(each => each.ClientId!.Value, each => ServiceTexts.In(CultureInfo.CurrentUICulture, each.NameFi, each.NameSv, each.NameEn));
        var clients = await new WorkClients(guidance, calendar, clock).ReadAsync(clientIds, cancellationToken);
        await guidance.AuditListedAsync(clients.Keys, actor, AuditReasons.ResponsibleMissing, clock.GetUtcNow().UtcDateTime, cancellationToken);
        return new Cut<MissingResponsible>(
            [.. shown.Where(each => clients.ContainsKey(each.ClientId)).Select(each => new MissingResponsible(clients[each.ClientId], [.. units[each.ClientId].DistinctBy(unit => unit.Id)], [.. services[each.ClientId]]))],
            count);
    }
}

/// <param name="Client">Of two or more services.</param>
/// <param name="Units">Those that have an open case of the client.</param>
/// <param name="Services">Those that have accepted the client, named in the reader's language.</param>
public sealed record MissingResponsible(WorkClient Client, IReadOnlyList<Teams.Unit> Units, IReadOnlyList<string> Services)
{
    public override string ToString() => $"{nameof(MissingResponsible)} {Client.Id}";
}
