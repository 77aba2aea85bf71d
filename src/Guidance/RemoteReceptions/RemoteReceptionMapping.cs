using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.RemoteReceptions;

internal sealed class RemoteReceptionMapping : IEntityTypeConfiguration<RemoteReception>
{
    public void Configure(EntityTypeBuilder<RemoteReception> builder)
    {
        builder.ToTable("RemoteReceptions");
        builder.HasKey(reception => reception.Id);
        builder.Property(reception => reception.JudgementReason).HasMaxLength(RemoteReception.ReasonMaxLength);
        builder.Property(reception => reception.Email).HasMaxLength(RemoteReception.EmailMaxLength);
        builder.HasIndex(reception => reception.ClientId);
        builder.HasIndex(reception => reception.SubmissionKey).IsUnique();
        builder.HasOne<Client>().WithMany().HasForeignKey(reception => reception.ClientId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<GuidanceCase>().WithMany().HasForeignKey(reception => reception.CaseId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Unit>().WithMany().HasForeignKey(reception => reception.UnitId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Worker>().WithMany().HasForeignKey(reception => reception.WorkerId).OnDelete(DeleteBehavior.Restrict);
    }
}
