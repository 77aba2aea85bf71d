using Palveluohjaus.Guidance.County;
using Palveluohjaus.Segmentation.Texts;

namespace Palveluohjaus.Guidance.Retention;

/// <summary>How long one kind of data is kept, and by what law or decision.</summary>
public sealed record RetentionRule
{
    public required RetainedKind Kind { get; init; }

    /// <summary>Whole months of the county's calendar, from what <see cref="RetainedKind"/> says.</summary>
    public required int Months { get; init; }

    public required LocalizedText Basis { get; init; }

    /// <summary>The time is a proposal: nothing is removed by it until the county has written it as its own.</summary>
    public required bool IsToBeConfirmed { get; init; }

    public required bool IsInUse { get; init; }

    /// <summary>
    /// What lies before this instant has been kept long enough. The day on which the months are full still counts as kept: nothing goes a part of a day too
    /// early, and the hour that a clock change adds or takes matters to nobody.
    /// </summary>
    public DateTime LimitUtc(CountyCalendar calendar, DateTime nowUtc) => calendar.StartOfDayUtc(calendar.DayOf(nowUtc).AddMonths(-Months));
}

/// <summary>What is kept for a time of its own. What the time runs from is in the texts, under <c>Retention.After.{Kind}</c>.</summary>
public enum RetainedKind
{
    /// <summary>A client with everything that is theirs, from the last thing recorded of them.</summary>
    Clients,

    /// <summary>A case that has no client, with everything that hangs on it, from the last thing recorded of it.</summary>
    AnonymousCases,

    /// <summary>First assessments that were begun and never decided on, from the last saving.</summary>
    AssessmentDrafts,

    /// <summary>Rows that an import could not take, from when they were put aside.</summary>
    WaitingQuarantinedRows,

    /// <summary>Rows that a later import took, from then on.</summary>
    ResolvedQuarantinedRows,

    /// <summary>Signings-in, from their end; of one that nobody ended, from its beginning.</summary>
    Sessions,

    /// <summary>Links that set a password, from when they were used or expired.</summary>
    AccountLinks,

    /// <summary>That somebody was warned of a deadline, from the sending, once the case is closed.</summary>
    DeadlineWarnings,
}
