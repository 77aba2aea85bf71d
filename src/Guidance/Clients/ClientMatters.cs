using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>What is going on with a client: the open cases, and the latest contacts.</summary>
public sealed record ClientMatters
{
    /// <summary>What is due first comes first; without a due day, the oldest.</summary>
    public required IReadOnlyList<OpenMatter> OpenCases { get; init; }

    /// <summary>The latest first, at most <see cref="ReadClientMatters.MaxContacts"/>.</summary>
    public required IReadOnlyList<PastContact> Contacts { get; init; }

    public required int ContactCount { get; init; }

    public override string ToString() => nameof(ClientMatters);
}

/// <summary>An open case of a client.</summary>
public sealed record OpenMatter
{
    public required NeedReason? Theme { get; init; }

    /// <summary>The unit that answers for it now; null when none does.</summary>
    public required Unit? Unit { get; init; }

    public required DateTime ReceivedAtUtc { get; init; }
    public required DateTime? DueAtUtc { get; init; }

    public override string ToString() => nameof(OpenMatter);
}

/// <summary>A contact of a client, as a colleague sees it.</summary>
public sealed record PastContact
{
    public required Guid Id { get; init; }
    public required DateTime StartedAtUtc { get; init; }
    public required ContactInitiator Initiator { get; init; }
    public required ContactChannel Channel { get; init; }
    public required int? HandlingTimeMinutes { get; init; }
    public required IReadOnlyList<NeedReason> Themes { get; init; }
    public required RepeatReason? RepeatReason { get; init; }
    public required ContactOutcome? Outcome { get; init; }
    public required Unit? Unit { get; init; }

    /// <summary>False for a contact of another unit: its note is not read.</summary>
    public required bool IsOfOwnUnit { get; init; }

    public required string? Note { get; init; }

    public override string ToString() => $"{nameof(PastContact)} {Id}";
}
