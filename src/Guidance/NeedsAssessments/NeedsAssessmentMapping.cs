using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.NeedsAssessments;

internal sealed class NeedsAssessmentMapping : IEntityTypeConfiguration<NeedsAssessment>
{
    /// <summary>JSON writes a character it must escape, such as a control character or half an emoji, with six.</summary>
    private const int MostPerCharacter = 6;

    /// <summary>Names, codes, day and punctuation of one row.</summary>
    private const int MostAroundRow = 200;

    private const int ParticipantsMaxLength = NeedsAssessment.MaxParticipants * ((MostPerCharacter * NeedsAssessment.NameMaxLength) + MostAroundRow);
    private const int GoalsMaxLength = NeedsAssessment.MaxGoals * ((MostPerCharacter * (NeedsAssessment.TextMaxLength + NeedsAssessment.NameMaxLength)) + MostAroundRow);
    private const int AnswersMaxLength = 40000;

    // It is read back as JSON and shown by pages that encode for themselves: letters and quotes stay short.
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Converters = { new JsonStringEnumConverter() } };

    public void Configure(EntityTypeBuilder<NeedsAssessment> builder)
    {
        builder.ToTable("NeedsAssessments");
        builder.HasKey(assessment => assessment.Id);
        builder.Ignore(assessment => assessment.Content);
        HoldsJson(builder.Property(assessment => assessment.Participants), ParticipantsMaxLength);
        HoldsJson(builder.Property(assessment => assessment.Goals), GoalsMaxLength);
        builder.Property(assessment => assessment.HousingAnswers).HasMaxLength(AnswersMaxLength).HasConversion(
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

    private static void HoldsJson<T>(PropertyBuilder<IReadOnlyList<T>> rows, int maxLength) => rows.HasMaxLength(maxLength).HasConversion(
        listed => JsonSerializer.Serialize(listed, Options),
        stored => JsonSerializer.Deserialize<List<T>>(stored, Options)!,
        new ValueComparer<IReadOnlyList<T>>((one, other) => one!.SequenceEqual(other!), listed => listed.Count, listed => listed));
}
