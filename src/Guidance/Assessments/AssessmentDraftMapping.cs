using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.Assessments;

internal sealed class AssessmentDraftMapping : IEntityTypeConfiguration<AssessmentDraft>
{
    public void Configure(EntityTypeBuilder<AssessmentDraft> builder)
    {
        builder.ToTable("AssessmentDrafts");
        builder.HasKey(draft => draft.Id);
        builder.Property(draft => draft.TemplateId).HasMaxLength(AssessmentColumns.TemplateIdMaxLength);
        builder.Property(draft => draft.Answers).HoldsAnswers();
        builder.Property(draft => draft.NeedReasons).HoldsNeedReasons();
        builder.Property(draft => draft.RedFlags).HoldsRedFlags();
        builder.Property(draft => draft.SuggestedSegment).HasMaxLength(20);
        builder.Property(draft => draft.Version).IsConcurrencyToken();
        builder.HasIndex(draft => draft.ClientId);
        builder.HasOne<Client>().WithMany().HasForeignKey(draft => draft.ClientId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<GuidanceCase>().WithMany().HasForeignKey(draft => draft.CaseId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Unit>().WithMany().HasForeignKey(draft => draft.UnitId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Worker>().WithMany().HasForeignKey(draft => draft.WorkerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Worker>().WithMany().HasForeignKey(draft => draft.SavedByWorkerId).OnDelete(DeleteBehavior.Restrict);
    }
}
