using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.Assessments;

internal sealed class AssessmentMapping : IEntityTypeConfiguration<Assessment>
{
    public void Configure(EntityTypeBuilder<Assessment> builder)
    {
        builder.ToTable("Assessments");
        builder.HasKey(assessment => assessment.Id);
        builder.Property(assessment => assessment.Answers).HasMaxLength(2000).HasConversion(
            answers => JsonSerializer.Serialize(answers, JsonSerializerOptions.Default),
            stored => JsonSerializer.Deserialize<Dictionary<string, int>>(stored, JsonSerializerOptions.Default)!,
            new ValueComparer<IReadOnlyDictionary<string, int>>(
                (one, other) => one!.Count == other!.Count && !one.Except(other).Any(),
                answers => answers.Count,
                answers => answers));
        builder.HasIndex(assessment => new { assessment.ClientId, assessment.AssessedAtUtc });
        builder.HasOne<Client>().WithMany().HasForeignKey(assessment => assessment.ClientId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<GuidanceCase>().WithMany().HasForeignKey(assessment => assessment.CaseId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Worker>().WithMany().HasForeignKey(assessment => assessment.WorkerId).OnDelete(DeleteBehavior.Restrict);
    }
}
