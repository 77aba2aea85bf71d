using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.SyntheticCounty.Answers;
using Palveluohjaus.SyntheticCounty.People;
using Palveluohjaus.SyntheticCounty.Places;

namespace Palveluohjaus.SyntheticCounty.Cases;

/// <summary>Plans what happens to a case once an assessment has been promised: assessment, handoffs, bouncing, service, follow-up, closing.</summary>
internal sealed class CaseProcess(CountySetting setting, Person person, Random random)
{
    private const int MaxBounces = 3;

    // How often a first assessment leads on to a service-need assessment: OMA, TUKI, YHT, HUOL.
    private static readonly double[] NeedsAssessmentShares = [0.25, 0.45, 0.70, 0.85];

    private readonly FlowParameters _flow = setting.Parameters.Flow;

    /// <summary>Waiting in the planted language gap.</summary>
    private double GapFactor => person.IsInLanguageGap ? _flow.GapDelayFactor : 1;

    public void Plan(DraftCase draft, DateTime fromUtc, UnitCode? handedTo, bool withFirstAssessment)
    {
        draft.ReplanFrom(fromUtc);
        var at = fromUtc;
        var factor = LeadTimeFactor(draft);

        if (withFirstAssessment)
        {
            // Whether and when a client is first assessed does not depend on the traits, so that the labelled clients are like the rest.
            at = random.Chance(0.45) ? at : Work(at, 2, 0.7, GapFactor);
            Add(draft, CaseEventKind.FirstAssessmentMade, at);
            draft.FirstAssessmentAtUtc = at;
            if (!random.Chance(NeedsAssessmentShares[(int)person.Segment]))
            {
                Close(draft, Work(at, 4, 0.8, factor));
                return;
            }

            var target = CountyUnits.TargetOf(draft.Theme, draft.Stage, random);
            if (target != draft.OpeningUnit && random.Chance(0.65))
            {
                at = Work(at, 1.5, 0.7, factor);
                Add(draft, CaseEventKind.HandedOff, at, target);
                handedTo = target;
            }
        }

        if (handedTo is { } unit)
            at = Bounce(draft, at, unit);

        at = Work(at, 3, 0.5, GapFactor);
        Add(draft, CaseEventKind.NeedsAssessmentStarted, at);
        at = Work(at, 22, 0.6, factor);
        Add(draft, CaseEventKind.NeedsAssessmentCompleted, at);

        // An assessment may show that a third unit should go on with the case: a second handoff that is no return.
        var third = CountyUnits.TargetOf(draft.Theme, draft.Stage, random);
        if (third != draft.OpeningUnit && third != (handedTo ?? draft.OpeningUnit) && random.Chance(_flow.OnwardShare))
        {
            at = Work(at, 3, 0.6, factor);
            Add(draft, CaseEventKind.HandedOff, at, third);
        }

        if (random.Chance(0.85))
        {
            at = Work(at, 11, 0.7, factor);
            Add(draft, CaseEventKind.ServiceArranged, at);
        }

        if (random.Chance(0.45))
        {
            at = Work(at, 12, 0.6, factor);
            Add(draft, CaseEventKind.FollowedUp, at);
        }

        Close(draft, Work(at, 3, 0.7, factor));
    }

    /// <summary>Plans a closing, unless the municipality never records it, or has not recorded it yet: the case then stays open.</summary>
    public void Close(DraftCase draft, DateTime closedAtUtc)
    {
        var habits = person.Recording;
        if (random.Chance(habits.UnrecordedClosingShare))
            return;

        var recordedAtUtc = random.Chance(habits.LateClosingShare)
            ? setting.Rhythm.WorkAfter(closedAtUtc, random.LogNormal(habits.LateClosingMedianDays, 0.6), random)
            : closedAtUtc.AddMinutes(random.Next(20));
        if (recordedAtUtc <= setting.EndsAtUtc)
            draft.Close(closedAtUtc, recordedAtUtc);
    }

    // The planted ping-pong: the rehabilitation unit sends half of its cases back, and most come again.
    private DateTime Bounce(DraftCase draft, DateTime at, UnitCode unit)
    {
        var share = unit == UnitCode.Rehabilitation ? _flow.BounceShare : _flow.OrdinaryBounceShare;
        for (var bounces = 0; bounces < MaxBounces && random.Chance(share); bounces++)
        {
            at = Work(at, 4, 0.6, 1);
            Add(draft, CaseEventKind.HandedOff, at, draft.OpeningUnit);
            if (!random.Chance(0.75))
                break;
            at = Work(at, 2, 0.6, 1);
            Add(draft, CaseEventKind.HandedOff, at, unit);
        }

        return at;
    }

    private double LeadTimeFactor(DraftCase draft)
    {
        var isImproved = person.Segment == SegmentCode.HUOL && draft.ReceivedAtUtc >= setting.MonthUtc(_flow.ImprovementFromMonth);
        return _flow.LeadTimeFactors[(int)person.Segment] * GapFactor * (isImproved ? _flow.ImprovementFactor : 1);
    }

    private DateTime Work(DateTime fromUtc, double medianDays, double sigma, double factor) =>
        setting.Rhythm.WorkAfter(fromUtc, random.LogNormal(medianDays * factor, sigma), random);

    private void Add(DraftCase draft, CaseEventKind kind, DateTime atUtc, UnitCode? to = null) =>
        draft.Add(kind, atUtc, setting.NotAfterEnd(atUtc.AddMinutes(random.Next(60))), to);
}
