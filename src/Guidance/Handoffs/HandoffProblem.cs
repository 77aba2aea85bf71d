namespace Palveluohjaus.Guidance.Handoffs;

/// <summary>What is wrong with an offer or an answer to one. Its sentence is in the texts, under <c>Handoffs.Problem.{code}</c>.</summary>
public enum HandoffProblem
{
    UnitMissing,
    UnitUnknown,
    UnitClosed,

    /// <summary>The case is in that unit.</summary>
    SameUnit,
    ReasonMissing,
    ReasonTextMissing,
    TextTooLong,

    /// <summary>The unit has had the case: why no joint meeting is held instead must be told.</summary>
    ReturnReasonMissing,
    ReturnReasonTextMissing,

    /// <summary>It is said that a joint meeting agreed on it, and none has been recorded since the case came to the unit.</summary>
    MeetingNotRecorded,

    /// <summary>The unit has had the case twice: it is not sent round once more before the units have agreed on a joint meeting.</summary>
    CircularChain,
    CaseClosed,

    /// <summary>The case is being offered already.</summary>
    OfferOpen,

    /// <summary>The case has gone to another unit by another way since it was offered.</summary>
    CaseMoved,
    DeclineReasonMissing,
    DeclineReasonTextMissing,

    /// <summary>The other unit had answered, or the offer was withdrawn, before.</summary>
    NotOpen,
    MeetingUnitsMissing,
    MeetingUnitsTooMany,
    MeetingTimeMissing,
    MeetingTimePast,
    MeetingTimeTooFar,
    MeetingResultMissing,
    MeetingCancelReasonMissing,
    MeetingResultTooLong,

    /// <summary>Which of the units that met carries on must be told.</summary>
    MeetingCarriesOnMissing,

    /// <summary>Somebody had recorded its result or cancelled it before.</summary>
    MeetingEnded,
}
