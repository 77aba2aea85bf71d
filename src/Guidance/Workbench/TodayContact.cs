using Palveluohjaus.Guidance.Contacts;

namespace Palveluohjaus.Guidance.Workbench;

/// <summary>A contact on a list of the day.</summary>
public sealed record TodayContact
{
    public required Guid Id { get; init; }
    public required Guid? ClientId { get; init; }

    /// <summary>Null for an anonymous contact.</summary>
    public WorkClient? Client { get; init; }

    public required ContactChannel Channel { get; init; }
    public required DateTime StartedAtUtc { get; init; }
    public required int? HandlingTimeMinutes { get; init; }
    public required DateTime RecordedAtUtc { get; init; }
    public required bool IsFromDesk { get; init; }
    public required IReadOnlyList<NeedReason> Themes { get; init; }
    public required RepeatReason? RepeatReason { get; init; }
    public required ContactOutcome? Outcome { get; init; }
    public required DateTime? CallbackPromisedAtUtc { get; init; }
    public required DateTime? CallbackDoneAtUtc { get; init; }

    public bool IsSolved => Outcome == ContactOutcome.SolvedHere;

    public bool IsFailureDemand => RepeatReason is not (null or Contacts.RepeatReason.NewNeed);

    public bool IsCallbackKept => CallbackDoneAtUtc is { } done && done <= CallbackPromisedAtUtc;

    /// <summary>Recorded while it went on, there is no delay.</summary>
    public int DelayMinutes => Math.Max(0, (int)(RecordedAtUtc - StartedAtUtc.AddMinutes(HandlingTimeMinutes ?? 0)).TotalMinutes);

    public override string ToString() => $"{nameof(TodayContact)} {Id}";
}
