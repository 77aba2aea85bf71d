using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Palveluohjaus.Guidance.Cases;

namespace Palveluohjaus.Guidance.Imports;

internal sealed class ImportFindingMapping : IEntityTypeConfiguration<ImportFinding>
{
    public void Configure(EntityTypeBuilder<ImportFinding> builder)
    {
        builder.ToTable("ImportFindings");
        builder.HasKey(finding => finding.Id);
        builder.HasIndex(finding => new { finding.CaseId, finding.Kind }).IsUnique();
        builder.HasOne<GuidanceCase>().WithMany().HasForeignKey(finding => finding.CaseId).OnDelete(DeleteBehavior.Restrict);
    }
}
