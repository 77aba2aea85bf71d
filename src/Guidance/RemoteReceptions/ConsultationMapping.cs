using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Palveluohjaus.Guidance.Contacts;

namespace Palveluohjaus.Guidance.RemoteReceptions;

internal sealed class ConsultationMapping : IEntityTypeConfiguration<Consultation>
{
    public void Configure(EntityTypeBuilder<Consultation> builder)
    {
        builder.ToTable("Consultations");
        builder.HasKey(consultation => consultation.ContactId);
        builder.Property(consultation => consultation.ConsultedName).HasMaxLength(Consultation.NameMaxLength);
        builder.Property(consultation => consultation.ConsultedProfession).HasMaxLength(Consultation.NameMaxLength);
        builder.Property(consultation => consultation.Question).HasMaxLength(Consultation.TextMaxLength);
        builder.Property(consultation => consultation.Answer).HasMaxLength(Consultation.TextMaxLength);
        builder.HasOne<Contact>().WithOne().HasForeignKey<Consultation>(consultation => consultation.ContactId).OnDelete(DeleteBehavior.Restrict);
    }
}
