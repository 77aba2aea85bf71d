using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.Cases;

internal sealed class GuidanceCaseMapping : IEntityTypeConfiguration<GuidanceCase>
{
    public void Configure(EntityTypeBuilder<GuidanceCase> builder)
    {
        builder.ToTable("Cases");
        builder.HasKey(guidanceCase => guidanceCase.Id);
        builder.Property(guidanceCase => guidanceCase.Source).HasMaxLength(40);
        builder.Property(guidanceCase => guidanceCase.MunicipalityCode).HasMaxLength(3);
        builder.Property(guidanceCase => guidanceCase.DueRuleCode).HasMaxLength(DeadlineRules.CodeMaxLength);
        builder.Property(guidanceCase => guidanceCase.Version).IsConcurrencyToken();
        builder.HasIndex(guidanceCase => new { guidanceCase.Source, guidanceCase.ExternalId }).IsUnique();
        builder.HasIndex(guidanceCase => guidanceCase.ClientId);

        // Work lists read open cases only, a small share of all, apart from those nobody has taken, and count them by when they are due.
        builder.HasIndex(guidanceCase => new { guidanceCase.ResponsibleWorkerId, guidanceCase.DueAtUtc, guidanceCase.Source }).HasFilter("\"ClosedAtUtc\" IS NULL");
        builder.HasIndex(guidanceCase => new { guidanceCase.ResponsibleUnitId, guidanceCase.ResponsibleWorkerId, guidanceCase.DueAtUtc, guidanceCase.Source }).HasFilter("\"ClosedAtUtc\" IS NULL");
        builder.HasOne<Client>().WithMany().HasForeignKey(guidanceCase => guidanceCase.ClientId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Municipality>().WithMany().HasForeignKey(guidanceCase => guidanceCase.MunicipalityCode).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Unit>().WithMany().HasForeignKey(guidanceCase => guidanceCase.ResponsibleUnitId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Worker>().WithMany().HasForeignKey(guidanceCase => guidanceCase.ResponsibleWorkerId).OnDelete(DeleteBehavior.Restrict);
    }
}
