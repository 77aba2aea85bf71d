using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.Queues;

internal sealed class DutyTurnMapping : IEntityTypeConfiguration<DutyTurn>
{
    public void Configure(EntityTypeBuilder<DutyTurn> builder)
    {
        builder.ToTable("DutyTurns");
        builder.HasKey(turn => turn.Id);

        // Two who plan the same half day at once: the second is refused by the database, whichever it is.
        builder.HasIndex(turn => new { turn.UnitId, turn.Day, turn.Half, turn.Place }).IsUnique();
        builder.HasOne<Unit>().WithMany().HasForeignKey(turn => turn.UnitId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Worker>().WithMany().HasForeignKey(turn => turn.WorkerId).OnDelete(DeleteBehavior.Restrict);
    }
}
