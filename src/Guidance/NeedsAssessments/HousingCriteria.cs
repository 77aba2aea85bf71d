using System.Text.Json;
using System.Text.Json.Serialization;
using Palveluohjaus.Segmentation.Texts;

namespace Palveluohjaus.Guidance.NeedsAssessments;

/// <summary>The criteria for housing services for older people, from housing-criteria.json: every required one is met, and enough of the others.</summary>
public sealed class HousingCriteria
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };
    private readonly int _fewestOfOthers;

    private HousingCriteria(string id, int fewestOfOthers, IReadOnlyList<HousingCriterion> criteria) => (Id, _fewestOfOthers, All) = (id, fewestOfOthers, criteria);

    public static HousingCriteria Shipped { get; } = ReadShipped();

    public string Id { get; }
    public IReadOnlyList<HousingCriterion> All { get; }

    /// <param name="answers">By the criterion's code; one that was not answered is not met.</param>
    public bool AreMet(IReadOnlyDictionary<string, bool> answers) =>
        All.Where(each => each.IsRequired).All(each => answers.GetValueOrDefault(each.Code)) && All.Count(each => !each.IsRequired && answers.GetValueOrDefault(each.Code)) >= _fewestOfOthers;

    private static HousingCriteria ReadShipped()
    {
        using var json = typeof(HousingCriteria).Assembly.GetManifestResourceStream("Palveluohjaus.Guidance.NeedsAssessments.housing-criteria.json")
            ?? throw new InvalidOperationException("The housing criteria are not in the assembly.");
        var file = JsonSerializer.Deserialize<CriteriaFile>(json, Options)!;
        return new HousingCriteria(file.Id, file.FewestOfOthers, [.. file.Criteria.Select(each => new HousingCriterion(each.Code, each.IsRequired, new LocalizedText(each.Name.Fi, each.Name.Sv, each.Name.En)))]);
    }

    private sealed record CriteriaFile(string Id, int FewestOfOthers, IReadOnlyList<CriterionInFile> Criteria);

    private sealed record CriterionInFile(string Code, bool IsRequired, NameInFile Name);

    private sealed record NameInFile(string Fi, string Sv, string En);
}

/// <summary>One criterion, answered yes or no.</summary>
public sealed record HousingCriterion(string Code, bool IsRequired, LocalizedText Name);
