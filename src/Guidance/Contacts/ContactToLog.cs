using Palveluohjaus.Guidance.Clients;

namespace Palveluohjaus.Guidance.Contacts;

/// <summary>A contact as it arrives from a form or another system, not yet checked.</summary>
public sealed record ContactToLog
{
    /// <summary>Made by the sender, once per contact; resending under the same key never makes a second contact.</summary>
    public required Guid SubmissionKey { get; init; }

    public Guid? ClientId { get; init; }
    public required ContactInitiator Initiator { get; init; }
    public required ContactChannel Channel { get; init; }
    public required DateTime StartedAtUtc { get; init; }
    public required int HandlingTimeMinutes { get; init; }
    public required ServiceLanguage ServiceLanguage { get; init; }
    public required IReadOnlyList<NeedReason> Themes { get; init; }
    public required Urgency Urgency { get; init; }
    public RepeatReason? RepeatReason { get; init; }
    public required ContactOutcome Outcome { get; init; }

    /// <summary>Required when the outcome is a callback.</summary>
    public DateTime? CallbackPromisedAtUtc { get; init; }

    /// <summary>Required when the outcome is a handoff: the unit that takes the case.</summary>
    public Guid? HandoffUnitId { get; init; }

    /// <summary>For an anonymous contact; an identified client's own municipality is used otherwise.</summary>
    public string? MunicipalityCode { get; init; }

    public string? Note { get; init; }

    // A record prints every field; this one holds a client's matter and must not reach a log that way.
    public override string ToString() => $"{nameof(ContactToLog)} {SubmissionKey}";
}
