using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Palveluohjaus.Guidance.Teams;

internal sealed class UnitMapping : IEntityTypeConfiguration<Unit>
{
    public void Configure(EntityTypeBuilder<Unit> builder)
    {
        builder.ToTable("Units");
        builder.HasKey(unit => unit.Id);
        builder.Property(unit => unit.Source).HasMaxLength(40);
        builder.Property(unit => unit.Phone).HasMaxLength(KeepUnits.PhoneMaxLength);
        builder.HasIndex(unit => new { unit.Source, unit.Code }).IsUnique();
    }
}
