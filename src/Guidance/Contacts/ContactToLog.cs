using System.Text.Json.Serialization;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.RemoteReceptions;

namespace Palveluohjaus.Guidance.Contacts;

/// <summary>A contact as it arrives from a form or another system, not yet checked.</summary>
public sealed record ContactToLog
{
    /// <summary>Made by the sender, once per contact; resending under the same key never makes a second contact.</summary>
    public required Guid SubmissionKey { get; init; }

    public Guid? ClientId { get; init; }

    /// <summary>The open case it belongs to, where the sender knows; otherwise the client's open case on the same matter is looked for.</summary>
    public Guid? CaseId { get; init; }

    public required ContactInitiator Initiator { get; init; }
    public required ContactChannel Channel { get; init; }
    public required DateTime StartedAtUtc { get; init; }

    /// <summary>Null only for what another system sent.</summary>
    public required int? HandlingTimeMinutes { get; init; }

    public required ServiceLanguage ServiceLanguage { get; init; }

    /// <summary>The most important first. Empty only for what another system sent.</summary>
    public required IReadOnlyList<NeedReason> Themes { get; init; }

    public required Urgency Urgency { get; init; }
    public RepeatReason? RepeatReason { get; init; }

    /// <summary>Null only for what another system sent: it waits for someone to handle it.</summary>
    public required ContactOutcome? Outcome { get; init; }

    /// <summary>True when this contact changes nothing of an open case, as when the client asks how it goes: then an outcome that ends a matter does not end the case.</summary>
    public bool KeepsCaseOpen { get; init; }

    /// <summary>Required when the outcome is a callback.</summary>
    public DateTime? CallbackPromisedAtUtc { get; init; }

    /// <summary>Required when the outcome is a handoff: the unit that takes the case.</summary>
    public Guid? HandoffUnitId { get; init; }

    /// <summary>The client's responsible worker, when the case is left to them; they must work in the unit that has the case.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? LeavesToWorkerId { get; init; }

    /// <summary>For an anonymous contact; an identified client's own municipality is used otherwise.</summary>
    public string? MunicipalityCode { get; init; }

    public string? Note { get; init; }

    /// <summary>The system that sends it; null at a desk.</summary>
    public Guid? SendingSystemId { get; init; }

    /// <summary>
    /// A digest of what was submitted, where it is not this contact itself: what another system sends may come to mean another client between two
    /// sends, and is the same submission still. Null to take the digest of this contact.
    /// </summary>
    [JsonIgnore]
    public string? SubmittedDigest { get; init; }

    /// <summary>Who the sender said they are, when no client of ours is known to be them.</summary>
    public SenderDetails? Sender { get; init; }

    /// <summary>Who was consulted and what they said; only for <see cref="ContactChannel.Consultation"/>.</summary>
    public ConsultationToLog? Consultation { get; init; }

    // A record prints every field; this one holds a client's matter and must not reach a log that way.
    public override string ToString() => $"{nameof(ContactToLog)} {SubmissionKey}";
}
