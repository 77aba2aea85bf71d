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

        // Work lists read open cases only, a small share of all, apart from those nobody has taken, and count them by when they are due and to be warned
        // of. Whose, of which source and open come first: with fewer of these, SQLite has been seen to look through all cases of the source instead.
        builder.HasIndex(guidanceCase => new
        {
            guidanceCase.ResponsibleWorkerId, guidanceCase.Source, guidanceCase.ClosedAtUtc, guidanceCase.DueAtUtc, guidanceCase.MostAtUtc, guidanceCase.HalfAtUtc,
        }).HasFilter("\"ClosedAtUtc\" IS NULL");
        builder.HasIndex(guidanceCase => new { guidanceCase.ResponsibleUnitId, guidanceCase.ResponsibleWorkerId, guidanceCase.DueAtUtc, guidanceCase.Source }).HasFilter("\"ClosedAtUtc\" IS NULL");

        // A queue is ordered by what every one of its open cases tells, tens of thousands at most: all of it lies in the index, and no row is looked up. The
        // last two are for counting what the team is warned of.
        builder.HasIndex(guidanceCase => new
        {
            guidanceCase.ResponsibleUnitId, guidanceCase.Source, guidanceCase.ClosedAtUtc, guidanceCase.Id, guidanceCase.ClientId, guidanceCase.ResponsibleWorkerId, guidanceCase.ReceivedAtUtc,
            guidanceCase.DueAtUtc, guidanceCase.DueFromUtc, guidanceCase.Urgency, guidanceCase.Theme, guidanceCase.HalfAtUtc, guidanceCase.MostAtUtc,
        }).HasDatabaseName("IX_Cases_Queue").HasFilter("\"ClosedAtUtc\" IS NULL");

        // What a unit got and closed in the last weeks is counted.
        builder.HasIndex(guidanceCase => new { guidanceCase.ResponsibleUnitId, guidanceCase.ReceivedAtUtc, guidanceCase.Source });
        builder.HasIndex(guidanceCase => new { guidanceCase.ResponsibleUnitId, guidanceCase.ClosedAtUtc, guidanceCase.Source }).HasFilter("\"ClosedAtUtc\" IS NOT NULL");
        builder.HasOne<Client>().WithMany().HasForeignKey(guidanceCase => guidanceCase.ClientId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Municipality>().WithMany().HasForeignKey(guidanceCase => guidanceCase.MunicipalityCode).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Unit>().WithMany().HasForeignKey(guidanceCase => guidanceCase.ResponsibleUnitId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Worker>().WithMany().HasForeignKey(guidanceCase => guidanceCase.ResponsibleWorkerId).OnDelete(DeleteBehavior.Restrict);
    }
}
