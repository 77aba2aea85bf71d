using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.Services.Referrals;

internal sealed class ReferralMapping : IEntityTypeConfiguration<Referral>, IEntityTypeConfiguration<ReferralStep>
{
    public void Configure(EntityTypeBuilder<Referral> builder)
    {
        builder.ToTable("Referrals");
        builder.HasKey(referral => referral.Id);
        builder.Ignore(referral => referral.IsOpen);
        builder.Property(referral => referral.Version).IsConcurrencyToken();
        builder.HasIndex(referral => referral.SubmissionKey).IsUnique();
        builder.HasIndex(referral => referral.CaseId);
        builder.HasIndex(referral => new { referral.MadeByWorkerId, referral.State });
        builder.HasIndex(referral => new { referral.UnitId, referral.State });
        builder.HasOne<GuidanceCase>().WithMany().HasForeignKey(referral => referral.CaseId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<GuidanceService>().WithMany().HasForeignKey(referral => referral.ServiceId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Worker>().WithMany().HasForeignKey(referral => referral.MadeByWorkerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Unit>().WithMany().HasForeignKey(referral => referral.UnitId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ReferralStep> builder)
    {
        builder.ToTable("ReferralSteps");
        builder.HasKey(step => step.Sequence);
        builder.Property(step => step.Note).HasMaxLength(ReferralStep.NoteMaxLength);
        builder.HasIndex(step => step.ReferralId);
        builder.HasIndex(step => step.TakesBack).IsUnique().HasFilter("\"TakesBack\" IS NOT NULL");
        builder.HasOne<Referral>().WithMany().HasForeignKey(step => step.ReferralId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Worker>().WithMany().HasForeignKey(step => step.WorkerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Unit>().WithMany().HasForeignKey(step => step.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}
