using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.NeedsAssessments;

internal sealed class NeedsAssessmentMapping : IEntityTypeConfiguration<NeedsAssessment>
{
    private const int JsonMaxLength = 40000;
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), Converters = { new JsonStringEnumConverter() } };

    public void Configure(EntityTypeBuilder<NeedsAssessment> builder)
    {
        builder.ToTable("NeedsAssessments");
        builder.HasKey(assessment => assessment.Id);
        builder.Ignore(assessment => assessment.Content);
        HoldsJson(builder.Property(assessment => assessment.Participants));
        HoldsJson(builder.Property(assessment => assessment.Goals));
        builder.Property(assessment => assessment.HousingAnswers).HasMaxLength(JsonMaxLength).HasConversion(
            answers => JsonSerializer.Serialize(answers, Options),
            stored => JsonSerializer.Deserialize<Dictionary<string, bool>>(stored, Options)!,
            new ValueComparer<IReadOnlyDictionary<string, bool>>(
                (one, other) => one!.Count == other!.Count && !one.Except(other).Any(),
                answers => answers.Count,
                answers => answers));
        builder.Property(assessment => assessment.Conclusion).HasMaxLength(NeedsAssessment.ConclusionMaxLength);
        builder.Property(assessment => assessment.UnnecessaryReason).HasMaxLength(NeedsAssessment.TextMaxLength);
        builder.Property(assessment => assessment.Version).IsConcurrencyToken();

        // A case is assessed once: two desks that begin at once share one assessment.
        builder.HasIndex(assessment => assessment.CaseId).IsUnique();
        builder.HasIndex(assessment => assessment.HousingDecidedOn).HasFilter("\"HousingDecidedOn\" IS NOT NULL AND \"HousingEndedOn\" IS NULL");
        builder.HasOne<GuidanceCase>().WithMany().HasForeignKey(assessment => assessment.CaseId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Worker>().WithMany().HasForeignKey(assessment => assessment.StartedByWorkerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Worker>().WithMany().HasForeignKey(assessment => assessment.SavedByWorkerId).OnDelete(DeleteBehavior.Restrict);
    }

    private static void HoldsJson<T>(PropertyBuilder<IReadOnlyList<T>> rows) => rows.HasMaxLength(JsonMaxLength).HasConversion(
        listed => JsonSerializer.Serialize(listed, Options),
        stored => JsonSerializer.Deserialize<List<T>>(stored, Options)!,
        new ValueComparer<IReadOnlyList<T>>((one, other) => one!.SequenceEqual(other!), listed => listed.Count, listed => listed));
}
