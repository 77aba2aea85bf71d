using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Palveluohjaus.Guidance.Imports;

internal sealed class ImportRunMapping : IEntityTypeConfiguration<ImportRun>
{
    public void Configure(EntityTypeBuilder<ImportRun> builder)
    {
        builder.ToTable("ImportRuns");
        builder.HasKey(run => run.Id);
        builder.Property(run => run.Profile).HasMaxLength(ImportProfile.NameMaxLength);
        builder.Property(run => run.FileName).HasMaxLength(ImportRun.FileNameMaxLength);
    }
}
