using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Palveluohjaus.Guidance.Teams;

internal sealed class WorkerMapping : IEntityTypeConfiguration<Worker>
{
    public void Configure(EntityTypeBuilder<Worker> builder)
    {
        builder.ToTable("Workers");
        builder.HasKey(worker => worker.Id);
        builder.Property(worker => worker.Source).HasMaxLength(40);
        builder.HasIndex(worker => new { worker.Source, worker.Code }).IsUnique();
        builder.HasOne<Unit>().WithMany().HasForeignKey(worker => worker.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}
