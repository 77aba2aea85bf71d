using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.Warnings;

/// <summary>A deadline that has come to a level, as a mail may tell of it: nothing here says whose matter it is or what it is about.</summary>
internal sealed record WarningToTell
{
    public required Guid CaseId { get; init; }
    public required string RuleCode { get; init; }
    public required DateOnly RuleValidFrom { get; init; }
    public required bool IsStatutory { get; init; }
    public required WarningLevel Level { get; init; }
    public required DateTime FromUtc { get; init; }
    public required DateTime DueAtUtc { get; init; }
    public required Unit Unit { get; init; }

    /// <summary>Who has the case; null for nobody.</summary>
    public required Guid? WorkerId { get; init; }
}

/// <summary>One who is to be told.</summary>
internal sealed record WarningRecipient(Guid AccountId, string Address, string? Language)
{
    public static WarningRecipient Of(Account account) => new(account.Id, account.MailAddress!, account.Language);

    public override string ToString() => $"{nameof(WarningRecipient)} {AccountId}";
}
