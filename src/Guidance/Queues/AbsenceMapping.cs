using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.Queues;

internal sealed class AbsenceMapping : IEntityTypeConfiguration<Absence>
{
    public void Configure(EntityTypeBuilder<Absence> builder)
    {
        builder.ToTable("Absences");
        builder.HasKey(absence => absence.Id);
        builder.Property(absence => absence.Version).IsConcurrencyToken();
        builder.HasIndex(absence => new { absence.UnitId, absence.ToDay });
        builder.HasIndex(absence => new { absence.CoverWorkerId, absence.ToDay });
        builder.HasOne<Unit>().WithMany().HasForeignKey(absence => absence.UnitId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Worker>().WithMany().HasForeignKey(absence => absence.WorkerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Worker>().WithMany().HasForeignKey(absence => absence.CoverWorkerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Worker>().WithMany().HasForeignKey(absence => absence.NotedByWorkerId).OnDelete(DeleteBehavior.Restrict);
    }
}
