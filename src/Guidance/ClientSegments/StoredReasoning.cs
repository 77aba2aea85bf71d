using System.Text.Json;
using System.Text.Json.Serialization;
using Palveluohjaus.Segmentation.Explanation;
using Palveluohjaus.Segmentation.Profiles;
using Palveluohjaus.Segmentation.Suggestions;

namespace Palveluohjaus.Guidance.ClientSegments;

/// <summary>
/// Why a suggestion is what it is, as it stands in <see cref="ScoredClient.Reasoning"/>: codes and numbers, put into words when it is
/// shown. The same for the scorecard and for a trained model. Per segment <see cref="Base"/>, the points of all <see cref="Reasons"/>
/// and <see cref="Others"/> sum to the logit whose softmax is the probability, to the last bits of the round trip.
/// </summary>
public sealed record StoredReasoning
{
    /// <summary>How many reasons are kept one by one. The others are kept as a sum: with every pair of a model each client would take 15 kB.</summary>
    public const int ReasonsKept = 16;

    /// <summary>What a database holds of one.</summary>
    public const int MaxLength = 8000;

    /// <summary>The segments' codes, in the order of every row of numbers below.</summary>
    public required IReadOnlyList<string> Segments { get; init; }

    /// <summary>One share a segment. An expert's confidence from the scorecard, a calibrated one from a trained model.</summary>
    public required IReadOnlyList<double> Probabilities { get; init; }

    /// <summary>Codes of the segments still possible; empty when the model cannot tell.</summary>
    public required IReadOnlyList<string> Possible { get; init; }

    /// <summary>Codes of required items without an answer.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>Code of the item to ask next; null when no question would help, or the model does not know.</summary>
    public string? NextQuestion { get; init; }

    /// <summary>The logits before any reason.</summary>
    public required IReadOnlyList<double> Base { get; init; }

    /// <summary>The strongest reasons, widest spread between the segments first.</summary>
    public required IReadOnlyList<StoredReason> Reasons { get; init; }

    /// <summary>All other reasons together.</summary>
    public required IReadOnlyList<double> Others { get; init; }

    public static StoredReasoning Of(ModelSuggestion suggestion, FeatureCatalogue catalogue)
    {
        var reasons = SuggestionReasons.Of(suggestion, catalogue, ReasonsKept);
        var columns = suggestion.Schema.Columns;
        return new StoredReasoning
        {
            Segments = suggestion.Schema.Segments,
            Probabilities = suggestion.Probabilities,
            Possible = [.. suggestion.Possible.Select(segment => suggestion.Schema.Segments[segment])],
            Missing = [.. suggestion.MissingRequired.Select(column => columns[column].Name)],
            NextQuestion = suggestion.NextQuestion is { } next ? columns[next.Column].Name : null,
            Base = suggestion.Intercepts,
            Reasons = [.. reasons.Named.Select(StoredReason.Of)],
            Others = reasons.Others,
        };
    }

    public static StoredReasoning Read(string stored) => JsonSerializer.Deserialize(stored, StoredReasoningJson.Default.StoredReasoning)
        ?? throw new JsonException("A suggestion's reasoning is empty.");

    public string Write() => JsonSerializer.Serialize(this, StoredReasoningJson.Default.StoredReasoning);

    /// <summary>The reasons as they are put into words. One whose feature the catalogue no longer has joins the others, so that the sum stays.</summary>
    public SuggestionReasons ReasonsIn(FeatureCatalogue catalogue)
    {
        var named = new List<Reason>(Reasons.Count);
        var others = Others.ToArray();
        foreach (var reason in Reasons)
        {
            if (reason.In(catalogue) is { } known)
            {
                named.Add(known);
                continue;
            }

            for (var segment = 0; segment < others.Length; segment++)
                others[segment] += reason.Points[segment];
        }

        return new SuggestionReasons(named, others);
    }
}

/// <summary>One reason as it is stored.</summary>
/// <param name="First">The feature's code.</param>
/// <param name="FirstValue">The answer; null when there is none.</param>
/// <param name="Second">The other feature's code; null when the reason is one answer alone.</param>
/// <param name="SecondValue">The other answer; null when there is none.</param>
/// <param name="Points">Logit points, one a segment.</param>
public sealed record StoredReason(string First, double? FirstValue, string? Second, double? SecondValue, IReadOnlyList<double> Points)
{
    internal static StoredReason Of(Reason reason) =>
        new(reason.First.Code, Known(reason.FirstValue), reason.Second?.Code, Known(reason.SecondValue), reason.Points);

    /// <summary>Null when the catalogue lacks a feature of it.</summary>
    internal Reason? In(FeatureCatalogue catalogue)
    {
        var second = Second is null ? null : catalogue.Find(Second);
        return catalogue.Find(First) is not { } first || (Second is not null && second is null)
            ? null
            : new Reason(first, FirstValue ?? double.NaN, second, SecondValue ?? double.NaN, Points);
    }

    private static double? Known(double value) => double.IsNaN(value) ? null : value;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoredReasoning))]
internal sealed partial class StoredReasoningJson : JsonSerializerContext;
