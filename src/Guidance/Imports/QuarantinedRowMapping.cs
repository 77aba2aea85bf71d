using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Palveluohjaus.Guidance.Imports;

internal sealed class QuarantinedRowMapping : IEntityTypeConfiguration<QuarantinedRow>
{
    public void Configure(EntityTypeBuilder<QuarantinedRow> builder)
    {
        builder.ToTable("QuarantinedRows");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Profile).HasMaxLength(ImportProfile.NameMaxLength);
        builder.Property(row => row.FileName).HasMaxLength(ImportRun.FileNameMaxLength);
        builder.Property(row => row.RawText).HasMaxLength(QuarantinedRow.RawTextMaxLength);
        builder.Property(row => row.RowDigest).HasMaxLength(44);
        builder.Property(row => row.Found).HasMaxLength(QuarantinedRow.FoundMaxLength);
        builder.Property(row => row.Expected).HasMaxLength(QuarantinedRow.ExpectedMaxLength);
        builder.HasIndex(row => new { row.Profile, row.RowDigest }).IsUnique();
    }
}
