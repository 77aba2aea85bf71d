using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.Feedback;

internal sealed class FeedbackAnswerMapping : IEntityTypeConfiguration<FeedbackAnswer>
{
    public void Configure(EntityTypeBuilder<FeedbackAnswer> builder)
    {
        builder.ToTable("FeedbackAnswers");
        builder.HasKey(answer => answer.LinkDigest);
        builder.Property(answer => answer.LinkDigest).HasMaxLength(44);
        builder.Property(answer => answer.Comment).HasMaxLength(FeedbackAnswer.CommentMaxLength);
        builder.HasOne<Unit>().WithMany().HasForeignKey(answer => answer.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}
