using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.Interventions;

internal sealed class InterventionMapping : IEntityTypeConfiguration<Intervention>, IEntityTypeConfiguration<InterventionEntry>
{
    public void Configure(EntityTypeBuilder<Intervention> builder)
    {
        builder.ToTable("Interventions");
        builder.HasKey(intervention => intervention.Id);
        builder.Ignore(intervention => intervention.IsOngoing);
        builder.Property(intervention => intervention.MethodCode).HasMaxLength(InterventionMethods.CodeMaxLength);
        builder.Property(intervention => intervention.Version).IsConcurrencyToken();
        builder.HasIndex(intervention => intervention.SubmissionKey).IsUnique();
        builder.HasIndex(intervention => intervention.ClientId);
        builder.HasOne<Client>().WithMany().HasForeignKey(intervention => intervention.ClientId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<GuidanceCase>().WithMany().HasForeignKey(intervention => intervention.CaseId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Worker>().WithMany().HasForeignKey(intervention => intervention.WorkerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Unit>().WithMany().HasForeignKey(intervention => intervention.UnitId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<InterventionEntry> builder)
    {
        builder.ToTable("InterventionEntries");
        builder.HasKey(entry => entry.Sequence);
        builder.Ignore(entry => entry.Scale);
        builder.Property(entry => entry.MeasureCode).HasMaxLength(InterventionMethods.CodeMaxLength);
        builder.Property(entry => entry.Note).HasMaxLength(InterventionEntry.NoteMaxLength);
        builder.HasIndex(entry => entry.InterventionId);
        builder.HasOne<Intervention>().WithMany().HasForeignKey(entry => entry.InterventionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Worker>().WithMany().HasForeignKey(entry => entry.WorkerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Unit>().WithMany().HasForeignKey(entry => entry.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}
