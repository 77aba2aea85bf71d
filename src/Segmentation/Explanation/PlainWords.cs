using System.Globalization;
using Palveluohjaus.Segmentation.Profiles;
using Palveluohjaus.Segmentation.Scheme;
using Palveluohjaus.Segmentation.Texts;

namespace Palveluohjaus.Segmentation.Explanation;

/// <summary>Contributions and abstaining as sentences that client and professional can read together.</summary>
public static class PlainWords
{
    /// <summary>For example: "Lähipiirin tuki on vähäistä: nostaa huolenpitoasiakkuuden mahdollisuutta".</summary>
    /// <param name="contribution">The contribution to put into words.</param>
    /// <param name="segment">The segment the sentence speaks of, usually the suggested one.</param>
    /// <param name="culture">Finnish, Swedish or English; any other reads Finnish.</param>
    public static string Describe(Contribution contribution, Segment segment, CultureInfo culture)
    {
        var key = contribution.DirectionTowards(segment) switch
        {
            > 0 => "Explanation.Raises",
            < 0 => "Explanation.Lowers",
            _ => "Explanation.Neutral",
        };
        return string.Format(
            culture,
            SegmentationTexts.Get(key, culture),
            Describe(contribution.Feature, contribution.Value, culture),
            segment.NameInSentence.In(culture));
    }

    /// <summary>An answer in words, for example "Lähipiirin tuki on vähäistä".</summary>
    /// <exception cref="ArgumentException">The value is missing or outside the feature's limits.</exception>
    public static string Describe(Feature feature, double value, CultureInfo culture)
    {
        if (double.IsNaN(value))
            throw new ArgumentException($"{feature.Code} has no answer to describe.", nameof(value));
        feature.Require(value);

        var level = feature.IsAssessmentItem || value <= 1 ? value.ToString(CultureInfo.InvariantCulture) : "many";
        return string.Format(culture, SegmentationTexts.Get($"Explanation.{feature.Code}.{level}", culture), value);
    }

    /// <summary>Why there is no suggestion, naming the unanswered items; null when none is missing.</summary>
    /// <param name="missingRequired">The required items without an answer, as a suggestion lists them.</param>
    /// <param name="culture">Finnish, Swedish or English; any other reads Finnish.</param>
    public static string? DescribeAbstaining(IReadOnlyList<Feature> missingRequired, CultureInfo culture) =>
        missingRequired.Count == 0
            ? null
            : string.Format(
                culture,
                SegmentationTexts.Get("Explanation.Abstained", culture),
                string.Join(", ", missingRequired.Select(feature => feature.NameIn(culture))));
}
