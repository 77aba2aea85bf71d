using System.Text.Json;
using System.Text.Json.Serialization;
using Palveluohjaus.Segmentation.Explanation;
using Palveluohjaus.Segmentation.Profiles;
using Palveluohjaus.Segmentation.Scheme;

namespace Palveluohjaus.Guidance.ClientSegments;

/// <summary>One contribution as it stands in <see cref="ScoredClient.Contributions"/>.</summary>
/// <param name="Axis">The axis it acts on.</param>
/// <param name="Feature">The feature's code.</param>
/// <param name="Value">The answer.</param>
/// <param name="Points">Axis points, exact: they survive the round trip to the last bit.</param>
public sealed record StoredContribution(Axis Axis, string Feature, double Value, double Points)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static string Write(IEnumerable<Contribution> contributions) => JsonSerializer.Serialize(
        contributions.Select(contribution => new StoredContribution(contribution.Axis, contribution.Feature.Code, contribution.Value, contribution.Points)),
        Options);

    /// <summary>The contributions of a stored suggestion, in the model's order, without those whose feature the catalogue no longer has.</summary>
    public static IReadOnlyList<Contribution> Read(string stored, FeatureCatalogue catalogue)
    {
        var contributions = new List<Contribution>();
        foreach (var contribution in JsonSerializer.Deserialize<StoredContribution[]>(stored, Options) ?? [])
        {
            if (catalogue.Find(contribution.Feature) is { } feature)
                contributions.Add(new Contribution(contribution.Axis, feature, contribution.Value, contribution.Points));
        }

        return contributions;
    }
}
