using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Workbench;

namespace Palveluohjaus.Guidance.Services.Referrals;

/// <summary>Reads referrals back to those who made them and to the units whose cases they are of.</summary>
public sealed class ReadReferrals(GuidanceDbContext guidance, ReferralDoor door, CountyCalendar calendar, TimeProvider clock)
{
    public const int PageSize = 50;

    /// <summary>Open ones, those that have waited longest since their last step first; and before them those that were declined lately.</summary>
    public async Task<(IReadOnlyList<ReferralRow> Rows, int Count)> ListAsync(WorkView view, int page, Actor actor, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var declinedAfter = now.AddDays(-ReferralDoor.ShownAfterDays);
        var listed = ScopeOf(view, actor).Where(referral => referral.State != ReferralState.Ended && (referral.State != ReferralState.Declined || referral.LastStepAtUtc > declinedAfter));
        var count = await listed.CountAsync(cancellationToken);
        var shown = await listed.AsNoTracking().OrderBy(referral => referral.State != ReferralState.Declined).ThenBy(referral => referral.LastStepAtUtc).ThenBy(referral => referral.Id)
            .Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(cancellationToken);
        var rows = await RowsAsync(shown, _ => true, cancellationToken);
        await guidance.AuditListedAsync(rows.Select(row => row.Client?.Id).OfType<Guid>(), actor, AuditReasons.ReferralsRead, now, cancellationToken);
        return (rows, count);
    }

    /// <summary>How many of one's own are open.</summary>
    public Task<int> CountOwnAsync(Actor actor, CancellationToken cancellationToken) =>
        ScopeOf(WorkView.Mine, actor).CountAsync(referral => referral.State != ReferralState.Declined && referral.State != ReferralState.Ended, cancellationToken);

    /// <summary>Declined lately, with nobody having looked at it and no other service found: one's own, and those of the unit's workers who are away today. It tells of nobody.</summary>
    public async Task<DeclinedReferrals> CountDeclinedAsync(Actor actor, CancellationToken cancellationToken)
    {
        var (workerId, today) = (actor.WorkerId, calendar.DayOf(clock.GetUtcNow().UtcDateTime));
        if (workerId is null)
            return new DeclinedReferrals(0, 0);
        var unseen = Unseen();
        var (own, away) = (unseen.Where(referral => referral.MadeByWorkerId == workerId), unseen.Where(AwayOf(actor, today)));
        return new DeclinedReferrals(await own.CountAsync(cancellationToken), await away.CountAsync(cancellationToken));
    }

    private IQueryable<Referral> Unseen()
    {
        var declinedAfter = clock.GetUtcNow().UtcDateTime.AddDays(-ReferralDoor.ShownAfterDays);
        return guidance.Referrals.Where(referral => referral.State == ReferralState.Declined && referral.DeclineSeenAtUtc == null && referral.LastStepAtUtc > declinedAfter
            && guidance.Cases.Any(each => each.Id == referral.CaseId && each.ClosedAtUtc == null)
            && !guidance.Referrals.Any(later => later.CaseId == referral.CaseId && later.MadeAtUtc > referral.LastStepAtUtc));
    }

    /// <summary>Of the actor's units, made by somebody else who is away today and is covered by the actor or by the whole unit.</summary>
    private Expression<Func<Referral, bool>> AwayOf(Actor actor, DateOnly today)
    {
        var (workerId, unitIds) = (actor.WorkerId, actor.UnitIds);
        return referral => referral.MadeByWorkerId != workerId && referral.UnitId != null && unitIds.Contains(referral.UnitId.Value)
            && guidance.Absences.Any(absence => absence.WorkerId == referral.MadeByWorkerId && absence.UnitId == referral.UnitId
                && absence.CancelledAtUtc == null && absence.FromDay <= today && absence.ToDay >= today && (absence.CoverWorkerId == null || absence.CoverWorkerId == workerId));
    }

    /// <summary>All of a client's, for their card, which is audited by whoever reads it.</summary>
    public async Task<IReadOnlyList<ReferralRow>> OfClientAsync(Guid clientId, Actor actor, AuditGround ground, CancellationToken cancellationToken)
    {
        var referrals = await (
            from referral in guidance.Referrals.AsNoTracking()
            join each in guidance.Cases on referral.CaseId equals each.Id
            where each.ClientId == clientId
            orderby referral.MadeAtUtc descending
            select referral).ToListAsync(cancellationToken);
        return await RowsAsync(referrals, step => ClientGrounds.MayReadWords(ground, actor, step.WorkerId, step.UnitId), cancellationToken);
    }

    /// <summary>Those of a case, for the receipt of its contact, which is audited by whoever reads it.</summary>
    public async Task<IReadOnlyList<ReferralRow>> OfCaseAsync(Guid caseId, Actor actor, CancellationToken cancellationToken) =>
        await RowsAsync(
            await guidance.Referrals.AsNoTracking().Where(referral => referral.CaseId == caseId).OrderByDescending(referral => referral.MadeAtUtc).ToListAsync(cancellationToken),
            step => (step.WorkerId is not null && step.WorkerId == actor.WorkerId) || (step.UnitId is { } unitId && actor.UnitIds.Contains(unitId)),
            cancellationToken);

    /// <returns>Null when there is no such referral, or the actor has nothing to do with it.</returns>
    public async Task<ReferralDetails?> FindAsync(Guid referralId, Actor actor, CancellationToken cancellationToken)
    {
        if (await guidance.Referrals.AsNoTracking().FirstOrDefaultAsync(each => each.Id == referralId, cancellationToken) is not { } referral)
            return null;
        var guidanceCase = await guidance.Cases.AsNoTracking().SingleAsync(each => each.Id == referral.CaseId, cancellationToken);
        if (await door.AskAsync(referral, guidanceCase, AuditReasons.ReferralsRead, actor, cancellationToken) is not { } ground)
            return null;

        var row = (await RowsAsync([referral], _ => true, cancellationToken))[0];
        var steps = await (
            from step in guidance.ReferralSteps.AsNoTracking()
            where step.ReferralId == referralId
            join worker in guidance.Workers on step.WorkerId equals worker.Id into workers
            from worker in workers.DefaultIfEmpty()
            orderby step.Sequence
            select new { Step = step, worker.Name }).ToListAsync(cancellationToken);
        var states = steps.ToDictionary(each => each.Step.Sequence, each => each.Step.State);
        var taken = steps.Select(each => each.Step.TakesBack).OfType<long>().ToHashSet();
        var now = clock.GetUtcNow().UtcDateTime;
        guidance.AuditOf(AuditAction.Read, nameof(Referral), referral.Id, guidanceCase.ClientId, actor, ground, now);
        await guidance.SaveChangesAsync(cancellationToken);
        if (referral is { State: ReferralState.Declined, DeclineSeenAtUtc: null })
            await NoteSeenAsync(referral.Id, actor, now, cancellationToken);
        return new ReferralDetails { Row = row, Version = referral.Version, Steps = [.. steps.Select(each => new ReferralStepRow(
            each.Step.State, each.Step.OccurredAtUtc, each.Name, each.Step.Note, each.Step.TakesBack is { } sequence ? states[sequence] : null, taken.Contains(each.Step.Sequence)))] };
    }

    /// <summary>A colleague who looks in passing does not see it for the one who guided.</summary>
    private async Task NoteSeenAsync(Guid referralId, Actor actor, DateTime nowUtc, CancellationToken cancellationToken)
    {
        var workerId = actor.WorkerId;
        var one = guidance.Referrals.Where(referral => referral.Id == referralId && referral.State == ReferralState.Declined);
        if (workerId is null || !(await one.AnyAsync(referral => referral.MadeByWorkerId == workerId, cancellationToken) || await one.AnyAsync(AwayOf(actor, calendar.DayOf(nowUtc)), cancellationToken)))
            return;
        await one.ExecuteUpdateAsync(set => set.SetProperty(referral => referral.DeclineSeenAtUtc, nowUtc), cancellationToken);
    }

    private IQueryable<Referral> ScopeOf(WorkView view, Actor actor)
    {
        var (workerId, unitIds) = (actor.WorkerId, actor.UnitIds);
        return view == WorkView.Mine
            ? guidance.Referrals.Where(referral => workerId != null
                && (referral.MadeByWorkerId == workerId || guidance.Cases.Any(each => each.Id == referral.CaseId && each.ResponsibleWorkerId == workerId)))
            : guidance.Referrals.Where(referral => (referral.UnitId != null && unitIds.Contains(referral.UnitId.Value))
                || guidance.Cases.Any(each => each.Id == referral.CaseId && each.ResponsibleUnitId != null && unitIds.Contains(each.ResponsibleUnitId.Value)));
    }

    private async Task<IReadOnlyList<ReferralRow>> RowsAsync(List<Referral> referrals, Func<ReferralStep, bool> mayRead, CancellationToken cancellationToken)
    {
        if (referrals.Count == 0)
            return [];

        var ids = referrals.Select(referral => referral.Id).ToList();
        var serviceIds = referrals.Select(referral => referral.ServiceId).Distinct().ToList();
        var services = await guidance.GuidanceServices.AsNoTracking().Where(service => serviceIds.Contains(service.Id))
            .Select(service => new { service.Id, service.NameFi, service.NameSv, service.NameEn, service.WithdrawnAtUtc }).ToDictionaryAsync(service => service.Id, cancellationToken);
        var caseIds = referrals.Select(referral => referral.CaseId).Distinct().ToList();
        var cases = await guidance.Cases.AsNoTracking().Where(each => caseIds.Contains(each.Id)).Select(each => new { each.Id, each.ClientId, each.Theme }).ToDictionaryAsync(each => each.Id, cancellationToken);
        var clients = await new WorkClients(guidance, calendar, clock).ReadAsync(cases.Values.Select(each => each.ClientId), cancellationToken);
        var workerIds = referrals.Select(referral => referral.MadeByWorkerId).OfType<Guid>().Distinct().ToList();
        var workers = await guidance.Workers.Where(worker => workerIds.Contains(worker.Id)).ToDictionaryAsync(worker => worker.Id, worker => worker.Name, cancellationToken);
        var lastSteps = (await guidance.ReferralSteps.AsNoTracking().Where(step => ids.Contains(step.ReferralId)).ToListAsync(cancellationToken))
            .GroupBy(step => step.ReferralId).ToDictionary(steps => steps.Key, steps => steps.MaxBy(step => step.Sequence)!);
        var today = calendar.DayOf(clock.GetUtcNow().UtcDateTime);
        var culture = CultureInfo.CurrentUICulture;
        return
        [
            .. referrals.Select(referral =>
            {
                var (service, of) = (services[referral.ServiceId], cases[referral.CaseId]);
                return new ReferralRow
                {
                    Id = referral.Id,
                    CaseId = referral.CaseId,
                    ServiceId = referral.ServiceId,
                    ServiceName = ServiceTexts.In(culture, service.NameFi, service.NameSv, service.NameEn),
                    IsWithdrawn = service.WithdrawnAtUtc is not null,
                    State = referral.State,
                    MadeAtUtc = referral.MadeAtUtc,
                    LastStepAtUtc = referral.LastStepAtUtc,
                    DaysSinceLastStep = Math.Max(0, today.DayNumber - calendar.DayOf(referral.LastStepAtUtc).DayNumber),
                    WorkerName = referral.MadeByWorkerId is { } workerId ? workers.GetValueOrDefault(workerId) : null,
                    Theme = of.Theme,
                    Client = of.ClientId is { } clientId ? clients.GetValueOrDefault(clientId) : null,
                    LastNote = lastSteps.GetValueOrDefault(referral.Id) is { } step && mayRead(step) ? step.Note : null,
                };
            }),
        ];
    }
}
