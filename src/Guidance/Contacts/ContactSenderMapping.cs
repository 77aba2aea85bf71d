using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Palveluohjaus.Guidance.Contacts;

internal sealed class ContactSenderMapping : IEntityTypeConfiguration<ContactSender>
{
    public void Configure(EntityTypeBuilder<ContactSender> builder)
    {
        builder.ToTable("ContactSenders");
        builder.HasKey(sender => sender.ContactId);
        builder.Property(sender => sender.Protected).HasMaxLength(4000);
        builder.HasOne<Contact>().WithOne().HasForeignKey<ContactSender>(sender => sender.ContactId).OnDelete(DeleteBehavior.Restrict);
    }
}
