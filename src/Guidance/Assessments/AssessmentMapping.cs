using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.Assessments;

internal sealed class AssessmentMapping : IEntityTypeConfiguration<Assessment>
{
    public void Configure(EntityTypeBuilder<Assessment> builder)
    {
        builder.ToTable("Assessments");
        builder.HasKey(assessment => assessment.Id);
        builder.Property(assessment => assessment.TemplateId).HasMaxLength(AssessmentColumns.TemplateIdMaxLength);
        builder.Property(assessment => assessment.Answers).HoldsAnswers();
        builder.Property(assessment => assessment.NeedReasons).HoldsNeedReasons();
        builder.Property(assessment => assessment.RedFlags).HoldsRedFlags();
        builder.HasIndex(assessment => new { assessment.ClientId, assessment.AssessedAtUtc });
        builder.HasOne<Client>().WithMany().HasForeignKey(assessment => assessment.ClientId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<GuidanceCase>().WithMany().HasForeignKey(assessment => assessment.CaseId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Worker>().WithMany().HasForeignKey(assessment => assessment.WorkerId).OnDelete(DeleteBehavior.Restrict);
    }
}

/// <summary>What finished assessments and drafts store alike.</summary>
internal static class AssessmentColumns
{
    public const int TemplateIdMaxLength = 60;
    private const char Separator = ',';

    extension(PropertyBuilder<IReadOnlyDictionary<string, int>> answers)
    {
        public void HoldsAnswers() => answers.HasMaxLength(2000).HasConversion(
            ratings => JsonSerializer.Serialize(ratings, JsonSerializerOptions.Default),
            stored => JsonSerializer.Deserialize<Dictionary<string, int>>(stored, JsonSerializerOptions.Default)!,
            new ValueComparer<IReadOnlyDictionary<string, int>>(
                (one, other) => one!.Count == other!.Count && !one.Except(other).Any(),
                ratings => ratings.Count,
                ratings => ratings));
    }

    extension(PropertyBuilder<IReadOnlyList<NeedReason>> reasons)
    {
        public void HoldsNeedReasons() => reasons.HasMaxLength(300).HasConversion(
            listed => string.Join(Separator, listed),
            stored => ReadNeedReasons(stored),
            new ValueComparer<IReadOnlyList<NeedReason>>((one, other) => one!.SequenceEqual(other!), listed => listed.Count, listed => listed));
    }

    extension(PropertyBuilder<IReadOnlyList<RaisedFlag>> flags)
    {
        public void HoldsRedFlags() => flags.HasMaxLength(4000).HasConversion(
            raised => JsonSerializer.Serialize(raised, JsonSerializerOptions.Default),
            stored => JsonSerializer.Deserialize<List<RaisedFlag>>(stored, JsonSerializerOptions.Default)!,
            new ValueComparer<IReadOnlyList<RaisedFlag>>((one, other) => one!.SequenceEqual(other!), raised => raised.Count, raised => raised));
    }

    private static IReadOnlyList<NeedReason> ReadNeedReasons(string stored) =>
        stored.Length == 0 ? [] : [.. stored.Split(Separator).Select(Enum.Parse<NeedReason>)];
}
