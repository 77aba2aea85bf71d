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

        // The facts are counted afresh of the months that answers can still come to.
        builder.HasIndex(answer => answer.AnsweredMonth);
        builder.HasOne<Unit>().WithMany().HasForeignKey(answer => answer.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}
