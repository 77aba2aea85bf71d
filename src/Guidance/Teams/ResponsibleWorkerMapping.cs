using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Palveluohjaus.Guidance.Clients;

namespace Palveluohjaus.Guidance.Teams;

internal sealed class ResponsibleWorkerMapping : IEntityTypeConfiguration<ResponsibleWorker>
{
    public void Configure(EntityTypeBuilder<ResponsibleWorker> builder)
    {
        builder.ToTable("ResponsibleWorkers");
        builder.HasKey(responsible => responsible.Id);
        builder.Property(responsible => responsible.Version).IsConcurrencyToken();
        builder.HasIndex(responsible => responsible.ClientId);
        builder.HasOne<Client>().WithMany().HasForeignKey(responsible => responsible.ClientId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Worker>().WithMany().HasForeignKey(responsible => responsible.WorkerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Worker>().WithMany().HasForeignKey(responsible => responsible.NamedByWorkerId).OnDelete(DeleteBehavior.Restrict);
    }
}
