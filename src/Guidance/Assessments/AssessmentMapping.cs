using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
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

        // Looked for when a case goes with its client.
        builder.HasIndex(assessment => assessment.CaseId).HasFilter("\"CaseId\" IS NOT NULL");
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

    /// <summary>Every step at its longest, with each of its characters escaped in six, and what stands around them.</summary>
    private const int RedFlagsMaxLength = 16000;

    /// <summary>Flags by name, so that another order of the names changes no stored row; letters as they are, since nobody reads this as markup.</summary>
    private static readonly JsonSerializerOptions FlagOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Converters = { new JsonStringEnumConverter() } };

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
        public void HoldsRedFlags() => flags.HasMaxLength(RedFlagsMaxLength).HasConversion(
            raised => JsonSerializer.Serialize(raised, FlagOptions),
            stored => JsonSerializer.Deserialize<List<RaisedFlag>>(stored, FlagOptions)!,
            new ValueComparer<IReadOnlyList<RaisedFlag>>((one, other) => one!.SequenceEqual(other!), raised => raised.Count, raised => raised));
    }

    private static IReadOnlyList<NeedReason> ReadNeedReasons(string stored) =>
        stored.Length == 0 ? [] : [.. stored.Split(Separator).Select(Enum.Parse<NeedReason>)];
}
