using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Workbench;

namespace Palveluohjaus.Guidance.Services.Referrals;

/// <summary>A referral on a list or a card.</summary>
public sealed record ReferralRow
{
    public required Guid Id { get; init; }
    public required Guid CaseId { get; init; }
    public required Guid ServiceId { get; init; }

    /// <summary>Named in the reader's language.</summary>
    public required string ServiceName { get; init; }

    /// <summary>Whether the service has been withdrawn since.</summary>
    public required bool IsWithdrawn { get; init; }

    public required ReferralState State { get; init; }
    public required DateTime MadeAtUtc { get; init; }
    public required DateTime LastStepAtUtc { get; init; }
    public required int DaysSinceLastStep { get; init; }

    /// <summary>Who guided; null for a command.</summary>
    public required string? WorkerName { get; init; }

    public required NeedReason? Theme { get; init; }

    /// <summary>Null for an anonymous case.</summary>
    public WorkClient? Client { get; init; }

    /// <summary>What was written at the last step; null when nothing was, or the actor may not read it.</summary>
    public string? LastNote { get; init; }

    public override string ToString() => $"{nameof(ReferralRow)} {Id}";
}

/// <summary>A referral with its history.</summary>
public sealed record ReferralDetails
{
    public required ReferralRow Row { get; init; }
    public required int Version { get; init; }

    /// <summary>The oldest first.</summary>
    public required IReadOnlyList<ReferralStepRow> Steps { get; init; }

    public override string ToString() => $"{nameof(ReferralDetails)} {Row.Id}";
}

/// <summary>A step as it is shown.</summary>
public sealed record ReferralStepRow(ReferralState State, DateTime OccurredAtUtc, string? WorkerName, string? Note)
{
    public override string ToString() => $"{nameof(ReferralStepRow)} {State}";
}
