using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Interventions;

/// <summary>Records what happens in an intervention, always as a new entry: a measurement, a session, its end, or that an earlier entry was a mistake.</summary>
public sealed class RecordIntervention(GuidanceDbContext guidance, InterventionMethods methods, InterventionDoor door, CountyCalendar calendar, TimeProvider clock)
{
    public Task<InterventionOutcome> RecordAsync(InterventionAct act, Actor actor, CancellationToken cancellationToken) => guidance.InTransactionAsync<InterventionOutcome>(
        async transaction =>
        {
            var intervention = await guidance.Interventions.FirstOrDefaultAsync(each => each.Id == act.InterventionId, cancellationToken);
            if (intervention is null || await door.AskAsync(intervention, AuditReasons.InterventionRecorded, actor, cancellationToken) is not { } ground)
                return Refuse(InterventionFields.Client, InterventionProblemKind.NotThere);
            if (ClientGrounds.StatedIn(ground) is not null)
                return Refuse(InterventionFields.Client, InterventionProblemKind.ContactFirst);
            if (intervention.Version != act.Version)
                return Refuse(InterventionFields.Client, InterventionProblemKind.ChangedMeanwhile);

            var now = clock.GetUtcNow().UtcDateTime;
            var entries = await guidance.InterventionEntries.AsNoTracking().Where(each => each.InterventionId == intervention.Id).OrderBy(each => each.Sequence).ToListAsync(cancellationToken);
            var about = new Standing(intervention, [.. InterventionResult.Holding(entries)], entries, (await guidance.Clients.AsNoTracking().SingleAsync(client => client.Id == intervention.ClientId, cancellationToken)).DateOfBirth, calendar.DayOf(now));
            var problems = new List<InterventionProblem>();
            var entry = act switch
            {
                InterventionAct.Measure measure => Measure(measure, about, problems),
                InterventionAct.Session session => Hold(session, about, problems),
                InterventionAct.End end => End(end, about, problems),
                InterventionAct.TakeBack takeBack => await TakeBackAsync(takeBack, about, problems, cancellationToken),
                _ => throw new InvalidOperationException("Not an act."),
            };
            if (problems.Count > 0 || entry is null)
            {
                guidance.ChangeTracker.Clear();
                return new InterventionOutcome.Refused(problems);
            }

            guidance.Add(Of(entry, intervention, actor, now));
            guidance.AuditOf(
                AuditAction.Update, nameof(Intervention), intervention.Id, intervention.ClientId, actor,
                (intervention.CaseId is { } caseId ? ground with { CaseId = caseId } : ground).With($"; {entry.Kind}"), now);
            try
            {
                await guidance.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return new InterventionOutcome.Done(intervention.Id);
            }
            catch (DbUpdateConcurrencyException)
            {
                guidance.ChangeTracker.Clear();
                return Refuse(InterventionFields.Client, InterventionProblemKind.ChangedMeanwhile);
            }
        },
        cancellationToken);

    private NewEntry? Measure(InterventionAct.Measure measure, Standing about, List<InterventionProblem> problems)
    {
        var day = CheckDay(measure.Day, InterventionFields.MeasuredOn, about, problems);
        if (about.Intervention.State == InterventionState.Declined)
            problems.Add(new(InterventionFields.Measure, InterventionProblemKind.HasEnded));
        var scale = string.IsNullOrEmpty(measure.MeasureCode) ? null : FindScale(measure.MeasureCode, about);
        if (scale is null)
            problems.Add(new(InterventionFields.Measure, string.IsNullOrEmpty(measure.MeasureCode) ? InterventionProblemKind.MeasureMissing : InterventionProblemKind.MeasureUnknown));
        if (measure.Score is not { } score)
            problems.Add(new(InterventionFields.Score, InterventionProblemKind.ScoreMissing));
        else if (scale is not null && !scale.Includes(score))
            problems.Add(new(InterventionFields.Score, InterventionProblemKind.ScoreOutsideScale));
        else if (scale is not null && !scale.HasStep(score))
            problems.Add(new(InterventionFields.Score, InterventionProblemKind.ScoreBetweenSteps));

        var result = InterventionResult.Of(about.Intervention, about.All).Measures.FirstOrDefault(each => each.Code == measure.MeasureCode);
        var (before, after) = measure.IsAfter ? (result?.Before?.Day, day) : (day, result?.After?.Day);
        if (after < before)
            problems.Add(new(InterventionFields.MeasuredOn, InterventionProblemKind.AfterIsBeforeBefore));
        if (measure.IsAfter && day < about.Intervention.StartedOn)
            problems.Add(new(InterventionFields.MeasuredOn, InterventionProblemKind.AfterIsBeforeStart));
        if (problems.Count > 0)
            return null;
        about.Intervention.Note();
        return new NewEntry(measure.IsAfter ? InterventionEntryKind.MeasuredAfter : InterventionEntryKind.MeasuredBefore, day!.Value) { MeasureCode = measure.MeasureCode, Score = measure.Score, Scale = scale };
    }

    /// <summary>The scale of the first score of this measure holds; without one, that of the version the intervention began with.</summary>
    private MeasureScale? FindScale(string measureCode, Standing about) =>
        about.All.FirstOrDefault(entry => entry.MeasureCode == measureCode)?.Scale
        ?? (methods.FindToName(about.Intervention.MethodCode, about.Intervention.MethodVersion)?.FindMeasure(measureCode))?.Scale;

    private static NewEntry? Hold(InterventionAct.Session session, Standing about, List<InterventionProblem> problems)
    {
        var day = CheckDay(session.Day, InterventionFields.HeldOn, about, problems);
        if (!about.Intervention.IsOngoing)
            problems.Add(new(InterventionFields.HeldOn, InterventionProblemKind.HasEnded));
        if (day < about.Intervention.StartedOn)
            problems.Add(new(InterventionFields.HeldOn, InterventionProblemKind.SessionBeforeStart));
        if (about.Sessions.Count() >= Intervention.MostSessions)
            problems.Add(new(InterventionFields.HeldOn, InterventionProblemKind.TooManySessions));
        if (problems.Count > 0)
            return null;
        about.Intervention.Note();
        return new NewEntry(InterventionEntryKind.SessionHeld, day!.Value);
    }

    private static NewEntry? End(InterventionAct.End end, Standing about, List<InterventionProblem> problems)
    {
        var day = CheckDay(end.Day, InterventionFields.EndedOn, about, problems);
        var note = CheckNote(end.Note, InterventionFields.Note, problems);
        if (!about.Intervention.IsOngoing)
            problems.Add(new(InterventionFields.Outcome, InterventionProblemKind.HasEnded));
        if (end.Outcome is null or InterventionState.Ongoing)
            problems.Add(new(InterventionFields.Outcome, InterventionProblemKind.OutcomeMissing));
        if (end.Outcome == InterventionState.Interrupted && end.Reason is null)
            problems.Add(new(InterventionFields.Reason, InterventionProblemKind.ReasonMissing));
        if (end.Outcome is InterventionState.Completed or InterventionState.Declined && end.Reason is not null)
            problems.Add(new(InterventionFields.Reason, InterventionProblemKind.ReasonOnlyOfInterrupted));
        if (end is { Outcome: InterventionState.Interrupted, Reason: InterruptionReason.Other } && note is null)
            problems.Add(new(InterventionFields.Note, InterventionProblemKind.ReasonTextMissing));
        if (end.Outcome == InterventionState.Declined && about.Sessions.Any())
            problems.Add(new(InterventionFields.Outcome, InterventionProblemKind.DeclinedAfterSessions));
        if (day < about.Intervention.StartedOn)
            problems.Add(new(InterventionFields.EndedOn, InterventionProblemKind.EndBeforeStart));
        else if (about.Sessions.Any(session => session.Day > day))
            problems.Add(new(InterventionFields.EndedOn, InterventionProblemKind.EndBeforeSession));
        if (problems.Count > 0)
            return null;

        var reason = end.Outcome == InterventionState.Interrupted ? end.Reason : null;
        about.Intervention.End(end.Outcome!.Value, day!.Value, reason);
        return new NewEntry(InterventionEntryKind.Ended, day.Value) { Outcome = end.Outcome, Reason = reason, Note = note };
    }

    private async Task<NewEntry?> TakeBackAsync(InterventionAct.TakeBack takeBack, Standing about, List<InterventionProblem> problems, CancellationToken cancellationToken)
    {
        var note = CheckNote(takeBack.Note, InterventionFields.TakeBackNote, problems);
        if (note is null && problems.Count == 0)
            problems.Add(new(InterventionFields.TakeBackNote, InterventionProblemKind.NoteMissing));
        if (about.Holding.FirstOrDefault(entry => entry.Sequence == takeBack.Entry) is not { } taken)
        {
            problems.Add(new(InterventionFields.Entry, InterventionProblemKind.EntryUnknown));
            return null;
        }

        if (taken.Kind == InterventionEntryKind.Ended)
        {
            // Begun again after it had ended, it goes on in the later one.
            if (!await guidance.HoldClientAsync(about.Intervention.ClientId, cancellationToken))
                problems.Add(new(InterventionFields.Client, InterventionProblemKind.ChangedMeanwhile));
            else if (await guidance.IsOngoingAsync(about.Intervention.ClientId, about.Intervention.MethodCode, about.Intervention.Id, cancellationToken))
                problems.Add(new(InterventionFields.Entry, InterventionProblemKind.AlreadyOngoing));
        }

        if (problems.Count > 0)
            return null;
        if (taken.Kind == InterventionEntryKind.Ended)
            about.Intervention.GoOn();
        else
            about.Intervention.Note();
        return new NewEntry(InterventionEntryKind.TakenBack, about.Today) { TakesBack = taken.Sequence, Note = note };
    }

    private static DateOnly? CheckDay(DateOnly? given, string field, Standing about, List<InterventionProblem> problems)
    {
        var day = given ?? about.Today;
        if (day > about.Today)
            problems.Add(new(field, InterventionProblemKind.DayInFuture));
        else if (day < about.BornOn)
            problems.Add(new(field, InterventionProblemKind.DayBeforeBirth));
        else
            return day;
        return null;
    }

    private static string? CheckNote(string? written, string field, List<InterventionProblem> problems)
    {
        var note = ClientText.Clean(written);
        if (note.Length > InterventionEntry.NoteMaxLength)
            problems.Add(new(field, InterventionProblemKind.NoteTooLong));
        else if (!ClientText.IsReadable(note))
            problems.Add(new(field, InterventionProblemKind.NoteUnreadable));
        return note.Length == 0 ? null : note;
    }

    private static InterventionEntry Of(NewEntry entry, Intervention intervention, Actor actor, DateTime nowUtc) => new()
    {
        InterventionId = intervention.Id,
        Kind = entry.Kind,
        Day = entry.Day,
        MeasureCode = entry.MeasureCode,
        Score = entry.Score,
        Scale = entry.Scale,
        Outcome = entry.Outcome,
        InterruptionReason = entry.Reason,
        TakesBack = entry.TakesBack,
        WorkerId = actor.WorkerId,
        UnitId = actor.UnitId,
        RecordedAtUtc = nowUtc,
        Note = entry.Note,
    };

    private static InterventionOutcome.Refused Refuse(string field, InterventionProblemKind kind) => new(new InterventionProblem(field, kind));

    /// <summary>How the intervention stands before the act.</summary>
    private sealed record Standing(Intervention Intervention, IReadOnlyList<InterventionEntry> Holding, IReadOnlyList<InterventionEntry> All, DateOnly BornOn, DateOnly Today)
    {
        public IEnumerable<InterventionEntry> Sessions => Holding.Where(entry => entry.Kind == InterventionEntryKind.SessionHeld);
    }

    private sealed record NewEntry(InterventionEntryKind Kind, DateOnly Day)
    {
        public string? MeasureCode { get; init; }
        public double? Score { get; init; }
        public MeasureScale? Scale { get; init; }
        public InterventionState? Outcome { get; init; }
        public InterruptionReason? Reason { get; init; }
        public long? TakesBack { get; init; }
        public string? Note { get; init; }
    }
}
