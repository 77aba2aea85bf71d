using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Segmentation.Texts;

namespace Palveluohjaus.Guidance.Deadlines;

/// <summary>One version of a rule that says by when something must be done. Read from data; see <see cref="DeadlineRules"/>.</summary>
public sealed record DeadlineRule
{
    /// <summary>The same through all versions, as <c>shl36-start-75</c>.</summary>
    public required string Code { get; init; }

    /// <summary>The first day on which a case is given this version. It keeps it whatever comes after.</summary>
    public required DateOnly ValidFrom { get; init; }

    /// <summary>The last such day; null until further notice.</summary>
    public required DateOnly? ValidTo { get; init; }

    public required LocalizedText Name { get; init; }

    /// <summary>As short as a list has room for.</summary>
    public required LocalizedText Label { get; init; }

    public required LocalizedText LegalBasis { get; init; }

    /// <summary>From what it is counted.</summary>
    public required DeadlineTrigger Trigger { get; init; }

    /// <summary>What must be done.</summary>
    public required DeadlineTarget Target { get; init; }

    public required DeadlinePopulation Population { get; init; }
    public required int Amount { get; init; }
    public required DeadlineUnit Unit { get; init; }

    /// <summary>True for a law's time limit, which nothing stops. False for the county's own promise.</summary>
    public required bool IsStatutory { get; init; }

    /// <summary>Whether the time may stand still while one waits for the client. Never of a statutory one.</summary>
    public required bool IsPausable { get; init; }

    /// <summary>Whether the county still has to confirm it: its source is not certain.</summary>
    public required bool IsToBeConfirmed { get; init; }

    /// <summary>What it does not concern, to be read by people.</summary>
    public required IReadOnlyList<LocalizedText> Exclusions { get; init; }

    /// <summary>Where the county's own file says so, the rule is not used.</summary>
    public bool IsInUse { get; init; } = true;

    public bool IsValidOn(DateOnly day) => IsInUse && day >= ValidFrom && (ValidTo is not { } last || day <= last);
}

public enum DeadlineTrigger
{
    /// <summary>The first contact (yhteydenotto).</summary>
    Contact,

    /// <summary>The matter was raised (vireilletulo): an assessment or service is asked for, and what is needed to start is known.</summary>
    MatterRaised,
}

public enum DeadlineTarget
{
    /// <summary>A professional has dealt with the contact.</summary>
    FirstResponse,
    NeedsAssessmentStarted,
    NeedsAssessmentCompleted,

    /// <summary>What was decided or assessed is arranged.</summary>
    ServiceArranged,
}

public enum DeadlineUnit
{
    /// <summary>Of elapsed time, whatever the clock does.</summary>
    Hours,
    CalendarDays,
    WorkingDays,
    Months,
}

/// <summary>What a case is about, where a law of its own gives its time limits.</summary>
public enum MatterKind
{
    SocialServices,
    ChildWelfare,
    DisabilityServices,
    SocialAssistance,
    PrimaryCare,
    OralHealthCare,
}

/// <summary>Whom a rule concerns. All that is set must hold.</summary>
public sealed record DeadlinePopulation
{
    /// <summary>In whole years on the day it is counted from, itself included.</summary>
    public int? MinAge { get; init; }

    /// <inheritdoc cref="MinAge"/>
    public int? MaxAge { get; init; }

    /// <summary>True for those who receive the highest care allowance (ylin hoitotuki) only.</summary>
    public bool HighestCareAllowance { get; init; }

    /// <summary>True for children who need special support (SHL 3 §) only.</summary>
    public bool ChildNeedingSpecialSupport { get; init; }

    /// <summary>Empty for any.</summary>
    public IReadOnlyList<Urgency> Urgencies { get; init; } = [];

    /// <summary>Empty for any.</summary>
    public IReadOnlyList<LifeStage> LifeStages { get; init; } = [];

    /// <summary>Empty for any.</summary>
    public IReadOnlyList<MatterKind> Matters { get; init; } = [];

    /// <param name="facts">What is known of the case.</param>
    /// <param name="age">On the day it is counted from; null when the client is unknown, who belongs to no age group then.</param>
    public bool Includes(DeadlineFacts facts, int? age) =>
        (MinAge is not { } least || age >= least)
        && (MaxAge is not { } most || age <= most)
        && (!HighestCareAllowance || facts.HasHighestCareAllowance)
        && (!ChildNeedingSpecialSupport || facts.IsChildNeedingSpecialSupport)
        && (Urgencies.Count == 0 || Urgencies.Contains(facts.Urgency))
        && (LifeStages.Count == 0 || (facts.LifeStage is { } stage && LifeStages.Contains(stage)))
        && (Matters.Count == 0 || Matters.Contains(facts.Matter));

    /// <summary>Records compare lists by reference; two rules for the same people must be found.</summary>
    public bool IsSameAs(DeadlinePopulation other) =>
        (MinAge, MaxAge, HighestCareAllowance, ChildNeedingSpecialSupport) == (other.MinAge, other.MaxAge, other.HighestCareAllowance, other.ChildNeedingSpecialSupport)
        && Urgencies.ToHashSet().SetEquals(other.Urgencies) && LifeStages.ToHashSet().SetEquals(other.LifeStages) && Matters.ToHashSet().SetEquals(other.Matters);
}

/// <summary>What is known of a case when its deadlines are counted.</summary>
public sealed record DeadlineFacts
{
    /// <summary>The first contact. A handoff, another rule or another priority never changes it.</summary>
    public required DateTime ReceivedAtUtc { get; init; }

    /// <summary>Vireilletulo; null until an assessment or service is asked for.</summary>
    public required DateTime? RaisedAtUtc { get; init; }

    public required DateOnly? DateOfBirth { get; init; }
    public required LifeStage? LifeStage { get; init; }
    public required Urgency Urgency { get; init; }
    public MatterKind Matter { get; init; }
    public bool HasHighestCareAllowance { get; init; }
    public bool IsChildNeedingSpecialSupport { get; init; }

    /// <returns>Null until it has happened.</returns>
    public DateTime? AtOf(DeadlineTrigger trigger) => trigger switch
    {
        DeadlineTrigger.Contact => ReceivedAtUtc,
        DeadlineTrigger.MatterRaised => RaisedAtUtc,
        _ => throw new ArgumentOutOfRangeException(nameof(trigger), trigger, "Not a trigger."),
    };

    /// <summary>Whether there is anything to do in time: nobody owes an assessment that was not asked for.</summary>
    public bool Owes(DeadlineTarget target) => target == DeadlineTarget.FirstResponse || RaisedAtUtc is not null;
}
