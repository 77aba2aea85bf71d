namespace Palveluohjaus.Guidance.Contacts;

/// <summary>What came of a contact that another system sent.</summary>
public abstract record ReceiveContactResult
{
    private ReceiveContactResult()
    {
    }

    /// <summary>Stored, durably.</summary>
    public sealed record Received(Guid ContactId) : ReceiveContactResult;

    /// <summary>It had been stored before; nothing was stored now.</summary>
    public sealed record ReceivedBefore(Guid ContactId) : ReceiveContactResult;

    /// <summary>The idempotency key came before with another body; nothing was stored now.</summary>
    public sealed record KeyUsedForAnother : ReceiveContactResult;

    /// <summary>Something must be corrected first; nothing was stored, and the idempotency key is still free.</summary>
    public sealed record Refused(IReadOnlyList<ReceivedContactProblem> Problems) : ReceiveContactResult;
}

/// <summary>What is wrong with which field. Its sentence is in the texts, under <c>ReceiveContact.Problem.{Kind}</c>.</summary>
/// <param name="Field">As it is called in the JSON, with the member that holds it: <c>client.identityCode</c>.</param>
/// <param name="Kind">What is wrong.</param>
public sealed record ReceivedContactProblem(string Field, ReceivedContactProblemKind Kind);

public enum ReceivedContactProblemKind
{
    Missing,
    ChannelNotAllowed,
    InitiatorNotAllowed,
    OutcomeNotAllowed,

    /// <summary>Not ISO 8601, or without an offset: a time that may be anybody's is nobody's.</summary>
    TimeUnreadable,
    StartsInFuture,
    TooLongAgo,
    EndsBeforeStart,
    EndsInFuture,
    LastsTooLong,
    TooManyThemes,
    CallbackTimeMissing,
    CallbackBeforeContact,
    CallbackTooFar,
    CallbackNotPromised,
    MunicipalityUnknown,
    ClientUnknown,
    ClientNamedTwice,
    IdentityCodeWrong,
    TooLong,
}
