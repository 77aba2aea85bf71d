using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.Handoffs;

internal sealed class JointMeetingMapping : IEntityTypeConfiguration<JointMeeting>
{
    private const char Separator = ',';

    public void Configure(EntityTypeBuilder<JointMeeting> builder)
    {
        builder.ToTable("JointMeetings");
        builder.HasKey(meeting => meeting.Id);
        builder.Property(meeting => meeting.Note).HasMaxLength(JointMeeting.NoteMaxLength);
        builder.Property(meeting => meeting.UnitIds).HasMaxLength(37 * AgreeJointMeeting.MaxUnits).HasConversion(
            units => string.Join(Separator, units),
            stored => ReadUnits(stored),
            new ValueComparer<IReadOnlyList<Guid>>(
                (one, other) => one!.SequenceEqual(other!),
                units => units.Aggregate(0, HashCode.Combine),
                units => units));
        builder.Property(meeting => meeting.Result).HasMaxLength(JointMeeting.ResultMaxLength);
        builder.Property(meeting => meeting.Version).IsConcurrencyToken();
        builder.HasIndex(meeting => meeting.CaseId);
        builder.HasIndex(meeting => meeting.State).HasFilter("\"State\" = 'Agreed'");
        builder.HasOne<GuidanceCase>().WithMany().HasForeignKey(meeting => meeting.CaseId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Worker>().WithMany().HasForeignKey(meeting => meeting.AgreedByWorkerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Worker>().WithMany().HasForeignKey(meeting => meeting.EndedByWorkerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Unit>().WithMany().HasForeignKey(meeting => meeting.CarriesOnUnitId).OnDelete(DeleteBehavior.Restrict);
    }

    private static IReadOnlyList<Guid> ReadUnits(string stored) => stored.Length == 0 ? [] : [.. stored.Split(Separator).Select(Guid.Parse)];
}
