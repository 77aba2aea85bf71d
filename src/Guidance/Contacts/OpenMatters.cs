using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.Contacts;

/// <summary>What whoever logs a contact is told of the client's matters.</summary>
/// <param name="Open">Open cases, the newest first.</param>
/// <param name="Latest">The contact before this one; null when there is none.</param>
public sealed record OpenMatters(IReadOnlyList<OpenMatter> Open, PreviousContact? Latest)
{
    public static readonly OpenMatters None = new([], null);

    // A record prints every field; this one holds a client's matters and must not reach a log that way.
    public override string ToString() => nameof(OpenMatters);
}

/// <summary>An open case a contact can belong to.</summary>
public sealed record OpenMatter
{
    public required Guid CaseId { get; init; }

    /// <summary>Null for a matter of somebody unknown.</summary>
    public Guid? ClientId { get; init; }

    public NeedReason? Theme { get; init; }
    public required DateTime ReceivedAtUtc { get; init; }
    public Unit? Unit { get; init; }

    public override string ToString() => $"{nameof(OpenMatter)} {CaseId}";
}

/// <summary>When and of what the client was last in touch.</summary>
public sealed record PreviousContact(DateTime StartedAtUtc, NeedReason? MainTheme)
{
    public override string ToString() => nameof(PreviousContact);
}
