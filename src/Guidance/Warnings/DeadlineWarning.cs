using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Mail;

namespace Palveluohjaus.Guidance.Warnings;

/// <summary>
/// That somebody is or was told by mail of a deadline's level: there is one row of each, so that they are told once. Whoever is to send takes the row
/// first. A row taken and never said to be sent belongs to one who was stopped; it may be taken again after a while, so that a warning comes twice
/// rather than never. It knows which due time it told of: what was told of one that was wrong says nothing of the true one.
/// </summary>
public sealed class DeadlineWarning
{
    /// <summary>After so many refusals of the same address nobody tries again.</summary>
    public const int MostAttempts = 5;

    /// <summary>Longer than any one mail takes: it has three steps of five minutes at most.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromHours(1);

    /// <summary>A due time that moves on by no more is still the one that was told of.</summary>
    public static readonly TimeSpan SameDue = TimeSpan.FromDays(1);

    public required Guid CaseId { get; init; }
    public required string RuleCode { get; init; }
    public required WarningLevel Level { get; init; }
    public required Guid AccountId { get; init; }

    /// <summary>The due time that is told of.</summary>
    public DateTime DueAtUtc { get; private set; }

    /// <summary>When it was last taken to be sent; null when it was given back.</summary>
    public DateTime? TakenAtUtc { get; private set; }

    public DateTime? SentAtUtc { get; private set; }

    /// <summary>How often the server refused the address.</summary>
    public int Refusals { get; private set; }

    public int Version { get; private set; }

    /// <summary>Whether there is nothing to send of a due time, now or ever.</summary>
    public bool IsSettledFor(DateTime dueAtUtc, DateTime nowUtc) => IsSettled(DueAtUtc, TakenAtUtc, SentAtUtc, Refusals, dueAtUtc, nowUtc);

    /// <inheritdoc cref="IsSettledFor"/>
    public static bool IsSettled(DateTime toldDueAtUtc, DateTime? takenAtUtc, DateTime? sentAtUtc, int refusals, DateTime dueAtUtc, DateTime nowUtc) =>
        (sentAtUtc is null && takenAtUtc > nowUtc - Lease) || ((sentAtUtc is not null || refusals >= MostAttempts) && dueAtUtc - toldDueAtUtc <= SameDue);

    public DeadlineWarning TakeFor(DateTime dueAtUtc, DateTime nowUtc)
    {
        if (dueAtUtc - DueAtUtc > SameDue)
            (SentAtUtc, Refusals) = (null, 0);
        DueAtUtc = dueAtUtc;
        TakenAtUtc = nowUtc;
        Version++;
        return this;
    }

    public void BeSentAt(DateTime nowUtc)
    {
        SentAtUtc = nowUtc;
        Version++;
    }

    public void GiveBack(bool wasRefused)
    {
        TakenAtUtc = null;
        Refusals += wasRefused ? 1 : 0;
        Version++;
    }
}

/// <summary>How the latest run went, for whoever keeps the service. One row.</summary>
public sealed class WarningMailState
{
    public const int OnlyId = 1;
    public int Id { get; init; } = OnlyId;
    public required DateTime LastRunAtUtc { get; set; }
    public int LastRunSent { get; set; }

    /// <summary>Mails that were left for the next run.</summary>
    public int LastRunWaiting { get; set; }

    public long SentInAll { get; set; }

    /// <summary>The latest thing that went wrong; it stays when the next run goes well.</summary>
    public MailFault? LastFault { get; set; }

    public DateTime? LastFaultAtUtc { get; set; }
}

internal sealed class DeadlineWarningMapping : IEntityTypeConfiguration<DeadlineWarning>
{
    public void Configure(EntityTypeBuilder<DeadlineWarning> builder)
    {
        builder.ToTable("DeadlineWarnings");
        builder.HasKey(warning => new { warning.CaseId, warning.RuleCode, warning.Level, warning.AccountId });
        builder.Property(warning => warning.RuleCode).HasMaxLength(DeadlineRules.CodeMaxLength);
        builder.Property(warning => warning.Version).IsConcurrencyToken();
        builder.HasOne<GuidanceCase>().WithMany().HasForeignKey(warning => warning.CaseId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Account>().WithMany().HasForeignKey(warning => warning.AccountId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class WarningMailStateMapping : IEntityTypeConfiguration<WarningMailState>
{
    public void Configure(EntityTypeBuilder<WarningMailState> builder)
    {
        builder.ToTable("WarningMailState");
        builder.HasKey(state => state.Id);
        builder.Property(state => state.Id).ValueGeneratedNever();
    }
}
