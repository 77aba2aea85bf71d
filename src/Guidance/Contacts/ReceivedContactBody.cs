using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Palveluohjaus.Guidance.Clients;

namespace Palveluohjaus.Guidance.Contacts;

/// <summary>A contact as another system sends it. What must be there is checked by <see cref="ReceivedContactReader"/>, which names the field.</summary>
public sealed record ReceivedContactBody
{
    [Required, Description("Chat, EForm or Message.")]
    public ContactChannel? Channel { get; init; }

    [Required, Description("ISO 8601 with its offset: 2026-03-17T10:31:00+02:00. Not in the future, and less than 366 days ago.")]
    public string? StartedAt { get; init; }

    [Description("As startedAt. Left out when nobody handled the contact yet.")]
    public string? EndedAt { get; init; }

    [Required, Description("The language the client is served in.")]
    public ServiceLanguage? Language { get; init; }

    [Description("Reasons for the need of support (SHL 11 §), the most important first, at most three.")]
    public IReadOnlyList<NeedReason>? Themes { get; init; }

    [Description("NotUrgent when left out.")]
    public Urgency? Urgency { get; init; }

    [Required, Description("Client, CloseOne or Professional.")]
    public ContactInitiator? Initiator { get; init; }

    [Description("The municipality's code, three digits; a known client's own is used otherwise.")]
    public string? Municipality { get; init; }

    [Description("At most 4,000 characters.")]
    public string? Note { get; init; }

    [Description("SolvedHere, GuidedToService, NothingFurther or Callback. Left out, the contact waits in the unit's queue.")]
    public ContactOutcome? Outcome { get; init; }

    [Description("As startedAt; goes with the outcome Callback, and with no other.")]
    public string? CallbackPromisedAt { get; init; }

    [Description("Who the contact is about, as far as the sender knows.")]
    public ReceivedSenderBody? Client { get; init; }

    // A record prints every field; this one holds a client's matter and must not reach a log that way.
    public override string ToString() => nameof(ReceivedContactBody);
}

/// <summary>Who a received contact is about.</summary>
public sealed record ReceivedSenderBody
{
    [Description("A client's id here. Not together with identityCode.")]
    public Guid? Id { get; init; }

    [Description("A Finnish personal identity code. The answer does not tell whether it is a client's.")]
    public string? IdentityCode { get; init; }

    [Description("At most 100 characters.")]
    public string? Name { get; init; }

    [Description("At most 40 characters.")]
    public string? Phone { get; init; }

    [Description("At most 254 characters.")]
    public string? Email { get; init; }

    public override string ToString() => nameof(ReceivedSenderBody);
}

/// <summary>What the sending system is told: the same id at every resend.</summary>
public sealed record ReceivedContactView(Guid Id);
