using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Palveluohjaus.Guidance.County;

internal sealed class WellbeingCountyMapping : IEntityTypeConfiguration<WellbeingCounty>
{
    public void Configure(EntityTypeBuilder<WellbeingCounty> builder)
    {
        builder.ToTable("Counties");
        builder.HasKey(county => county.Id);
        builder.Property(county => county.Id).ValueGeneratedNever();
    }
}
