using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Imports;
using Palveluohjaus.Guidance.Interventions;
using Palveluohjaus.SyntheticCounty.People;
using Palveluohjaus.SyntheticCounty.Places;

namespace Palveluohjaus.SyntheticCounty.Cases;

/// <summary>Gives some clients the methods of the shipped catalogue that suit their age: measured before and after, some interrupted, declined, or going on at the county's end.</summary>
internal sealed class InterventionHistory(CountySetting setting, Client client, Person person, DerivedIds ids, Random random)
{
    private const double DeclinedShare = 0.04, InterruptedShare = 0.14, MeasuredBeforeShare = 0.95, MeasuredAfterShare = 0.9, MeasuredAfterInterruptionShare = 0.3;

    /// <summary>What is planted: docs/synthetic-county.md lists it. The effect is the mean change towards the better, in points of the measure.</summary>
    private static readonly Habit[] Habits =
    [
        new("ipc-young", "phq-9", 0.12, Before: 14, BeforeSpread: 4, Effect: 5.5, EffectSpread: 3.5, UnitCode.MentalHealthAndSubstances),
        new("lifestyle-guidance", "weekly-activity", 0.03, Before: 90, BeforeSpread: 45, Effect: 45, EffectSpread: 50, UnitCode.GuidanceSouth),
        new("home-rehabilitation", "sppb", 0.06, Before: 6, BeforeSpread: 2, Effect: 1.4, EffectSpread: 1.3, UnitCode.Rehabilitation),
        new("lp-discussion", "sdq-total", 0.12, Before: 15, BeforeSpread: 5, Effect: 1.5, EffectSpread: 3, UnitCode.Families),
        new("lp-council", "gas", 0.08, Before: -1.3, BeforeSpread: 0.6, Effect: 1.3, EffectSpread: 0.9, UnitCode.Families),
        new("voimaperheet", "sdq-conduct", 0.25, Before: 5.5, BeforeSpread: 1.6, Effect: 1.8, EffectSpread: 1.5, UnitCode.Families),
    ];

    private readonly DateOnly _lastDay = setting.Calendar.DayOf(setting.EndsAtUtc.AddTicks(-1));

    /// <param name="cases">The client's own.</param>
    /// <param name="batch">Gets the interventions.</param>
    public void Write(IReadOnlyList<GuidanceCase> cases, HistoryBatch batch)
    {
        if (cases.Count == 0)
            return;
        foreach (var habit in Habits)
        {
            var of = random.Pick(cases);
            var startedOn = setting.Calendar.DayOf(of.ReceivedAtUtc).AddDays(2 + random.Next(40));
            var method = InterventionMethods.Shipped.FindInUse(habit.Method)!;
            if (random.Chance(habit.Share) && startedOn <= _lastDay && method.Suits(client.AgeOn(startedOn)))
                Write(habit, method, startedOn, of.ClosedAtUtc is { } closed && setting.Calendar.DayOf(closed) < startedOn ? null : of.Id, batch);
        }
    }

    private void Write(Habit habit, InterventionMethod method, DateOnly startedOn, Guid? caseId, HistoryBatch batch)
    {
        var unit = setting.Units[habit.Unit == UnitCode.GuidanceSouth && person.Home.IsNorth ? UnitCode.GuidanceNorth : habit.Unit];
        var worker = random.Pick(unit.Workers);
        var intervention = new Intervention
        {
            Id = ids.Next(),
            ClientId = client.Id,
            CaseId = caseId,
            MethodCode = method.Code,
            MethodVersion = method.Version,
            PlannedSessions = method.Sessions,
            StartedOn = startedOn,
            WorkerId = worker.Id,
            UnitId = unit.Unit.Id,
            RecordedAtUtc = RecordedOn(startedOn),
            SubmissionKey = ids.Next(),
        };
        batch.Interventions.Add(intervention);

        var scale = method.FindMeasure(habit.Measure)!.Scale;
        var before = habit.Before + (habit.BeforeSpread * random.Normal());
        if (random.Chance(MeasuredBeforeShare))
            Add(InterventionEntryKind.MeasuredBefore, startedOn, before);
        if (random.Chance(DeclinedShare))
        {
            End(InterventionState.Declined, startedOn.AddDays(3), null);
            return;
        }

        var isInterrupted = random.Chance(InterruptedShare);
        var sessions = isInterrupted ? random.Next(method.Sessions) : method.Sessions;
        var day = startedOn;
        for (var session = 0; session < sessions; session++)
        {
            if (session > 0)
                day = day.AddDays(5 + random.Next(6));
            if (day > _lastDay)
                return;
            Add(InterventionEntryKind.SessionHeld, day, null);
        }

        var endedOn = day.AddDays(isInterrupted ? 14 : random.Next(10));
        var effect = (isInterrupted ? 0.4 : 1) * (habit.Effect + (habit.EffectSpread * random.Normal()));
        if (endedOn <= _lastDay && random.Chance(isInterrupted ? MeasuredAfterInterruptionShare : MeasuredAfterShare))
            Add(InterventionEntryKind.MeasuredAfter, endedOn, before + (scale.Better == BetterScore.Higher ? effect : -effect));
        End(isInterrupted ? InterventionState.Interrupted : InterventionState.Completed, endedOn, isInterrupted ? random.Pick(Enum.GetValues<InterruptionReason>()[..^1]) : null);

        void End(InterventionState outcome, DateOnly endsOn, InterruptionReason? reason)
        {
            if (endsOn > _lastDay)
                return;
            intervention.End(outcome, endsOn, reason);
            batch.InterventionEntries.Add(new InterventionEntry
            {
                InterventionId = intervention.Id,
                Kind = InterventionEntryKind.Ended,
                Day = endsOn,
                Outcome = outcome,
                InterruptionReason = reason,
                WorkerId = worker.Id,
                UnitId = unit.Unit.Id,
                RecordedAtUtc = RecordedOn(endsOn),
            });
        }

        void Add(InterventionEntryKind kind, DateOnly happenedOn, double? score)
        {
            intervention.Note();
            batch.InterventionEntries.Add(new InterventionEntry
            {
                InterventionId = intervention.Id,
                Kind = kind,
                Day = happenedOn,
                MeasureCode = score is null ? null : habit.Measure,
                Score = score is { } drawn ? OnScale(drawn, scale) : null,
                Scale = score is null ? null : scale,
                WorkerId = worker.Id,
                UnitId = unit.Unit.Id,
                RecordedAtUtc = RecordedOn(happenedOn),
            });
        }
    }

    private DateTime RecordedOn(DateOnly day) => setting.NotAfterEnd(setting.Calendar.StartOfDayUtc(day).AddHours(12));

    private static double OnScale(double score, MeasureScale scale) =>
        Math.Clamp(scale.Minimum + (Math.Round((score - scale.Minimum) / scale.Step) * scale.Step), scale.Minimum, scale.Maximum);

    private sealed record Habit(string Method, string Measure, double Share, double Before, double BeforeSpread, double Effect, double EffectSpread, UnitCode Unit);
}
