using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.Deadlines;

internal sealed class CaseDeadlineMapping : IEntityTypeConfiguration<CaseDeadline>
{
    public void Configure(EntityTypeBuilder<CaseDeadline> builder)
    {
        builder.ToTable("CaseDeadlines");
        builder.HasKey(deadline => new { deadline.CaseId, deadline.RuleCode });
        builder.Ignore(deadline => deadline.IsOpen);
        builder.Property(deadline => deadline.RuleCode).HasMaxLength(DeadlineRules.CodeMaxLength);

        // What is to be warned of is looked for every quarter of an hour.
        builder.HasIndex(deadline => deadline.HalfAtUtc).HasFilter("\"MetAtUtc\" IS NULL AND \"EndedAtUtc\" IS NULL");
        builder.HasOne<GuidanceCase>().WithMany().HasForeignKey(deadline => deadline.CaseId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class DeadlinePauseMapping : IEntityTypeConfiguration<DeadlinePause>
{
    public void Configure(EntityTypeBuilder<DeadlinePause> builder)
    {
        builder.ToTable("DeadlinePauses");
        builder.HasKey(pause => pause.Id);
        builder.HasIndex(pause => pause.CaseId);

        // One at a time, whoever asks at the same moment.
        builder.HasIndex(pause => pause.CaseId, "IX_DeadlinePauses_Open").IsUnique().HasFilter("\"UntilUtc\" IS NULL");
        builder.HasOne<GuidanceCase>().WithMany().HasForeignKey(pause => pause.CaseId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Worker>().WithMany().HasForeignKey(pause => pause.WorkerId).OnDelete(DeleteBehavior.Restrict);
    }
}
