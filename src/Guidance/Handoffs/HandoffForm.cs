using Microsoft.AspNetCore.Http;
using Palveluohjaus.Guidance.Clients;

namespace Palveluohjaus.Guidance.Handoffs;

/// <summary>The form of an offer and of a joint meeting exactly as it was typed. Property names are the names of the fields.</summary>
public sealed class HandoffForm
{
    public Guid? ToUnit { get; init; }
    public HandoffReason? ReasonKind { get; init; }
    public string Reason { get; init; } = string.Empty;
    public ReturnReason? ReturnReasonKind { get; init; }
    public string ReturnReason { get; init; } = string.Empty;
    public IReadOnlyList<Guid> MeetingUnits { get; init; } = [];
    public string Day { get; init; } = string.Empty;
    public string Time { get; init; } = string.Empty;
    public string Note { get; init; } = string.Empty;

    public static HandoffForm Read(IFormCollection posted) => new()
    {
        ToUnit = Guid.TryParse(posted[nameof(ToUnit)], out var unitId) ? unitId : null,
        ReasonKind = ClientFormFields.ReadCode<HandoffReason>(posted[nameof(ReasonKind)]),
        Reason = posted[nameof(Reason)].ToString().ReplaceLineEndings("\n"),
        ReturnReasonKind = ClientFormFields.ReadCode<ReturnReason>(posted[nameof(ReturnReasonKind)]),
        ReturnReason = posted[nameof(ReturnReason)].ToString().ReplaceLineEndings("\n"),
        MeetingUnits = [.. posted[nameof(MeetingUnits)].Select(text => Guid.TryParse(text, out var invited) ? invited : Guid.Empty).Where(invited => invited != Guid.Empty)],
        Day = posted[nameof(Day)].ToString(),
        Time = posted[nameof(Time)].ToString(),
        Note = posted[nameof(Note)].ToString().ReplaceLineEndings("\n"),
    };

    /// <summary>The control a problem is shown at.</summary>
    public static string ControlOf(HandoffProblem problem) => problem switch
    {
        HandoffProblem.UnitMissing or HandoffProblem.UnitUnknown or HandoffProblem.UnitClosed or HandoffProblem.SameUnit or HandoffProblem.CircularChain => nameof(ToUnit),
        HandoffProblem.ReasonMissing => nameof(ReasonKind),
        HandoffProblem.ReasonTextMissing or HandoffProblem.TextTooLong => nameof(Reason),
        HandoffProblem.ReturnReasonMissing or HandoffProblem.MeetingNotRecorded => nameof(ReturnReasonKind),
        HandoffProblem.ReturnReasonTextMissing => nameof(ReturnReason),
        HandoffProblem.MeetingUnitsMissing or HandoffProblem.MeetingUnitsTooMany => nameof(MeetingUnits),
        HandoffProblem.MeetingTimeMissing or HandoffProblem.MeetingTimePast or HandoffProblem.MeetingTimeTooFar => nameof(Day),
        HandoffProblem.CaseClosed or HandoffProblem.OfferOpen or HandoffProblem.CaseMoved or HandoffProblem.NotOpen => "offer",
        HandoffProblem.DeclineReasonMissing or HandoffProblem.DeclineReasonTextMissing => "DeclineReason",
        HandoffProblem.MeetingResultMissing or HandoffProblem.MeetingCancelReasonMissing or HandoffProblem.MeetingResultTooLong => "Result",
        HandoffProblem.MeetingCarriesOnMissing => "CarriesOn",
        HandoffProblem.MeetingEnded => "meetings",
        _ => throw new ArgumentOutOfRangeException(nameof(problem), problem, "Not a problem."),
    };
}
