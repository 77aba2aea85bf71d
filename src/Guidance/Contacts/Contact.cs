using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Contacts;

/// <summary>One interaction: a call, a visit, a chat, a message.</summary>
public sealed class Contact
{
    public const int NoteMaxLength = 4000;

    private Guid? _clientId;

    public Guid Id { get; init; } = SpreadId.Create();
    public required Guid CaseId { get; init; }

    /// <summary>Null when the contact is anonymous.</summary>
    public Guid? ClientId { get => _clientId; init => _clientId = value; }

    /// <summary>When an anonymous contact was linked to its client; null for one that never was.</summary>
    public DateTime? LinkedAtUtc { get; private set; }

    /// <summary>True for the contact that opened its case, that is, brought a new matter.</summary>
    public required bool OpensCase { get; init; }

    public required ContactInitiator Initiator { get; init; }
    public required ContactChannel Channel { get; init; }
    public required DateTime StartedAtUtc { get; init; }
    public int? HandlingTimeMinutes { get; init; }

    /// <summary>The language the client was served in, which need not be the language the client asked for.</summary>
    public ServiceLanguage? ServiceLanguage { get; init; }

    /// <summary>The reasons for the need of support, most important first (SHL 11 §). Empty when the source does not record them.</summary>
    public IReadOnlyList<NeedReason> Themes { get; init; } = [];

    /// <summary>The first of <see cref="Themes"/>: repeats are counted on it.</summary>
    public NeedReason? MainTheme => Themes.Count == 0 ? null : Themes[0];

    public Urgency Urgency { get; init; }

    /// <summary>Why the client had to get in touch again; null when the question was not asked.</summary>
    public RepeatReason? RepeatReason { get; init; }

    public ContactOutcome? Outcome { get; init; }
    public DateTime? CallbackPromisedAtUtc { get; init; }

    /// <summary>When the promised call was made, or the matter ended without it; null while the client waits.</summary>
    public DateTime? CallbackDoneAtUtc { get; private set; }

    public string? Note { get; init; }

    /// <summary>The client's municipality on that day; for an anonymous contact the one that was told, if any.</summary>
    public string? MunicipalityCode { get; init; }

    public Guid? UnitId { get; init; }
    /// <summary>Null for a contact that another system sent.</summary>
    public Guid? WorkerId { get; init; }

    /// <summary>The system that sent it; null for a contact logged at a desk.</summary>
    public Guid? SendingSystemId { get; init; }

    /// <summary>The key the sender gave this submission, unique: the same one never makes a second contact.</summary>
    public Guid? SubmissionKey { get; init; }

    /// <summary>A digest of what was submitted under the key, so that a different content under the same key is told apart from a resend.</summary>
    public string? SubmissionDigest { get; init; }

    public required DateTime RecordedAtUtc { get; init; }
    public int Version { get; private set; }

    /// <exception cref="InvalidOperationException">The contact has a client already.</exception>
    public void LinkTo(Guid clientId, DateTime nowUtc)
    {
        if (ClientId is not null)
            throw new InvalidOperationException("The contact has a client already.");
        (_clientId, LinkedAtUtc) = (clientId, nowUtc);
        Version++;
    }

    /// <summary>Makes a contact that was linked anonymous again.</summary>
    /// <exception cref="InvalidOperationException">The contact was not linked but logged with its client.</exception>
    public void Unlink()
    {
        if (LinkedAtUtc is null)
            throw new InvalidOperationException("Only a link can be undone.");
        (_clientId, LinkedAtUtc) = (null, null);
        Version++;
    }

    /// <summary>The promise is settled at the first thing that settles it; a later one changes nothing.</summary>
    public Contact SettleCallback(DateTime doneAtUtc)
    {
        if (CallbackPromisedAtUtc is null)
            throw new InvalidOperationException("No call was promised.");
        if (CallbackDoneAtUtc is null)
        {
            CallbackDoneAtUtc = doneAtUtc;
            Version++;
        }

        return this;
    }
}
