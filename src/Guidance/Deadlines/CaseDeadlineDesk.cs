using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines.Forecast;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Workbench;

namespace Palveluohjaus.Guidance.Deadlines;

/// <summary>A case's deadlines as whoever answers for it sees and changes them. A case of another unit, or of another system, is not there.</summary>
public sealed class CaseDeadlineDesk(
    GuidanceDbContext guidance, DeadlineBook book, KeepDeadlines keep, DeadlineForecasts forecasts, CountyCalendar calendar, TimeProvider clock)
{
    /// <summary>A raised matter is not older than the contact that began it, and a desk's clock may be a little ahead of the server's.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    /// <summary>Reads them, and notes in the audit that they were read.</summary>
    /// <returns>Null when there is no such case of the actor's units.</returns>
    public async Task<CaseDeadlines?> ReadAsync(Guid caseId, Actor actor, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (await FindAsync(guidance.Cases.AsNoTracking(), caseId, actor, cancellationToken) is not { } found)
            return null;
        var deadlines = await guidance.CaseDeadlines.AsNoTracking().Where(deadline => deadline.CaseId == caseId).ToListAsync(cancellationToken);
        var pauses = await guidance.DeadlinePauses.AsNoTracking().Where(pause => pause.CaseId == caseId).OrderBy(pause => pause.FromUtc).ToListAsync(cancellationToken);
        var client = (await new WorkClients(guidance, calendar, clock).ReadAsync([found.ClientId], cancellationToken)).Values.SingleOrDefault();
        var forecast = await forecasts.FindAsync(guidance, cancellationToken);
        var stage = (await guidance.ReadReachedStagesAsync([caseId], cancellationToken)).GetValueOrDefault(caseId);
        var isPaused = pauses.Exists(pause => pause.UntilUtc is null);
        guidance.AuditOf(AuditAction.Read, nameof(CaseDeadline), caseId, found.ClientId, actor, Ground(caseId), now);
        await guidance.SaveChangesAsync(cancellationToken);
        return new CaseDeadlines
        {
            Case = found,
            ClientName = client?.Name,
            Deadlines =
            [
                .. deadlines.OrderBy(deadline => !deadline.IsOpen).ThenBy(deadline => deadline.DueAtUtc).ThenBy(deadline => deadline.RuleCode, StringComparer.Ordinal)
                    .Select(Told),
            ],
            Pauses = pauses,
        };

        CountedCaseDeadline Told(CaseDeadline deadline)
        {
            var told = new CountedCaseDeadline(deadline, book.Rules.FindVersion(deadline.RuleCode, deadline.RuleValidFrom), book.Explain(deadline, pauses, now));
            if (!deadline.IsOpen)
                return told;

            // What stands still is not late, whatever was stored when it stopped: it would go on now.
            var standsStill = isPaused && deadline.IsPausable;
            var dueAt = standsStill ? told.Counted.DueAtUtc : deadline.DueAtUtc;
            var due = DueTime.Of(dueAt, deadline.FromUtc, deadline.IsStatutory, now, calendar) with { RuleCode = deadline.RuleCode };
            return told with
            {
                Due = due with { UsedShare = book.UsedShare(deadline, pauses, now), Warning = standsStill ? WarningLevel.None : deadline.LevelAt(now) },
                Chance = standsStill ? null : forecast?.Find(due, stage, found.ResponsibleUnitId, client?.Segment),
            };
        }
    }

    /// <summary>Stops the case's promises, which one waits for somebody to go on with.</summary>
    public Task<DeadlineChange> PauseAsync(Guid caseId, PauseReason reason, Actor actor, CancellationToken cancellationToken) => ChangeAsync(
        caseId,
        async (found, pauses, now) =>
        {
            if (pauses.Exists(pause => pause.UntilUtc is null))
                return DeadlineChange.PausedAlready;
            if (!await guidance.CaseDeadlines.AnyAsync(deadline => deadline.CaseId == caseId && deadline.IsPausable && deadline.MetAtUtc == null && deadline.EndedAtUtc == null, cancellationToken))
                return DeadlineChange.NothingToPause;
            guidance.DeadlinePauses.Add(new DeadlinePause { CaseId = found.Id, FromUtc = now, Reason = reason, WorkerId = actor.WorkerId });
            return DeadlineChange.Done;
        },
        AuditReasons.PromisePaused,
        actor,
        cancellationToken);

    public Task<DeadlineChange> ResumeAsync(Guid caseId, Actor actor, CancellationToken cancellationToken) => ChangeAsync(
        caseId,
        (_, pauses, now) =>
        {
            if (pauses.Find(pause => pause.UntilUtc is null) is not { } lasting)
                return Task.FromResult(DeadlineChange.NotPaused);
            lasting.End(now < lasting.FromUtc ? lasting.FromUtc : now);
            return Task.FromResult(DeadlineChange.Done);
        },
        AuditReasons.PromiseResumed,
        actor,
        cancellationToken);

    /// <summary>Records what decides which rules concern the case: vireilletulo, what it is about, and whom.</summary>
    public Task<DeadlineChange> RecordAsync(Guid caseId, MatterToRecord matter, Actor actor, CancellationToken cancellationToken) => ChangeAsync(
        caseId,
        (found, _, now) => Task.FromResult(Record(found, matter, now)),
        AuditReasons.MatterRecorded,
        actor,
        cancellationToken);

    private Task<DeadlineChange> ChangeAsync(
        Guid caseId, Func<GuidanceCase, List<DeadlinePause>, DateTime, Task<DeadlineChange>> change, string reason, Actor actor, CancellationToken cancellationToken) => guidance.InTransactionAsync(
        async transaction =>
        {
            // Where somebody changed the case, or paused it, at the same moment, it is looked at again.
            var now = clock.GetUtcNow().UtcDateTime;
            if (await FindAsync(guidance.Cases, caseId, actor, cancellationToken) is not { } found)
                return DeadlineChange.NotThere;
            if (found.ClosedAtUtc is not null)
                return DeadlineChange.Closed;
            var changed = await change(found, await guidance.DeadlinePauses.Where(pause => pause.CaseId == caseId).ToListAsync(cancellationToken), now);
            if (changed != DeadlineChange.Done)
                return changed;
            await keep.UpdateAsync(found, cancellationToken);
            guidance.AuditOf(AuditAction.Update, nameof(CaseDeadline), caseId, found.ClientId, actor, Ground(caseId) with { Reason = reason }, now);
            await guidance.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return DeadlineChange.Done;
        },
        cancellationToken);

    private static DeadlineChange Record(GuidanceCase found, MatterToRecord matter, DateTime now)
    {
        if (matter.RaisedAtUtc is { } raised)
        {
            if (raised < found.ReceivedAtUtc)
                return DeadlineChange.RaisedBeforeContact;
            if (raised > now + ClockTolerance)
                return DeadlineChange.RaisedInFuture;
            if (found.RaisedAtUtc != raised)
                found.Raise(raised);
        }
        else if (found.RaisedAtUtc is not null)
        {
            return DeadlineChange.RaisedStays;
        }

        found.Concern(matter.Kind, matter.HasHighestCareAllowance, matter.IsChildNeedingSpecialSupport);
        return DeadlineChange.Done;
    }

    private static AuditGround Ground(Guid caseId) => new(AuditReasons.CaseDeadlines) { CaseId = caseId };

    private static async Task<GuidanceCase?> FindAsync(IQueryable<GuidanceCase> cases, Guid caseId, Actor actor, CancellationToken cancellationToken) =>
        await cases.FirstOrDefaultAsync(each => each.Id == caseId && each.Source == GuidanceCase.OwnSource, cancellationToken) is { ResponsibleUnitId: { } unitId } found && actor.UnitIds.Contains(unitId)
            ? found
            : null;
}

/// <summary>A case with its deadlines, the open ones first.</summary>
public sealed record CaseDeadlines
{
    public required GuidanceCase Case { get; init; }

    /// <summary>Null for a matter of somebody unknown.</summary>
    public required string? ClientName { get; init; }

    public required IReadOnlyList<CountedCaseDeadline> Deadlines { get; init; }

    /// <summary>In the order in which they began.</summary>
    public required IReadOnlyList<DeadlinePause> Pauses { get; init; }

    public DeadlinePause? LastingPause => Pauses.FirstOrDefault(pause => pause.UntilUtc is null);
}

/// <param name="Deadline">As it is stored.</param>
/// <param name="Rule">The version that gives it; null when it is gone from the files.</param>
/// <param name="Counted">How it came about.</param>
public sealed record CountedCaseDeadline(CaseDeadline Deadline, DeadlineRule? Rule, CountedDeadline Counted)
{
    /// <summary>How much of it is used, and what it is warned of; null when it is over.</summary>
    public DueTime? Due { get; init; }

    /// <summary>That it is missed; null when it is over, late already or stands still, or there is too little history.</summary>
    public MissChance? Chance { get; init; }
}

/// <param name="RaisedAtUtc">Vireilletulo; null while nothing is asked for.</param>
/// <param name="Kind">What the case is about.</param>
/// <param name="HasHighestCareAllowance">Whether the client receives the highest care allowance (ylin hoitotuki).</param>
/// <param name="IsChildNeedingSpecialSupport">Whether the client is a child who needs special support (SHL 3 §).</param>
public sealed record MatterToRecord(DateTime? RaisedAtUtc, MatterKind Kind, bool HasHighestCareAllowance, bool IsChildNeedingSpecialSupport);

/// <summary>What became of a change. Its sentence is in the texts, under <c>Deadline.Change.{name}</c>.</summary>
public enum DeadlineChange
{
    Done,
    NotThere,
    Closed,
    PausedAlready,
    NotPaused,

    /// <summary>Nothing is owed but what a law gives, and that never stands still.</summary>
    NothingToPause,
    PauseReasonUnknown,
    MatterUnknown,
    RaisedUnreadable,
    RaisedBeforeContact,
    RaisedInFuture,

    /// <summary>What was asked for once is not unasked; the case is closed instead.</summary>
    RaisedStays,
}
