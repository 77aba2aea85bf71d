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

/// <summary>Referrals that were declined and call for another service.</summary>
/// <param name="Own">That one made oneself.</param>
/// <param name="OfAway">That colleagues who are away made.</param>
public sealed record DeclinedReferrals(int Own, int OfAway);

/// <summary>A referral with its history.</summary>
public sealed record ReferralDetails
{
    public required ReferralRow Row { get; init; }
    public required int Version { get; init; }

    /// <summary>The oldest first.</summary>
    public required IReadOnlyList<ReferralStepRow> Steps { get; init; }

    /// <summary>The last step that counts, when it may be taken back; null while the referral is only made.</summary>
    public ReferralState? LastStep => Steps.Count(step => step is { TakesBack: null, IsTakenBack: false }) > 1 ? Row.State : null;

    public override string ToString() => $"{nameof(ReferralDetails)} {Row.Id}";
}

/// <summary>A step as it is shown.</summary>
/// <param name="State">What it brought the referral to.</param>
/// <param name="OccurredAtUtc">When it happened.</param>
/// <param name="WorkerName">Who recorded it.</param>
/// <param name="Note">What was written at it.</param>
/// <param name="TakesBack">Which state it took back as a mistake; null for an ordinary step.</param>
/// <param name="IsTakenBack">Whether it was itself a mistake.</param>
public sealed record ReferralStepRow(ReferralState State, DateTime OccurredAtUtc, string? WorkerName, string? Note, ReferralState? TakesBack = null, bool IsTakenBack = false)
{
    public override string ToString() => $"{nameof(ReferralStepRow)} {State}";
}
