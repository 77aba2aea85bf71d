using System.Globalization;
using Palveluohjaus.Segmentation.Texts;

namespace Palveluohjaus.Segmentation.Profiles;

/// <summary>One column of a client's feature row.</summary>
/// <param name="Index">The column, from 0.</param>
/// <param name="Code">The stable code, as in stored assessments and model files.</param>
/// <param name="Kind">What the number means.</param>
/// <param name="Minimum">The least value accepted.</param>
/// <param name="Maximum">The greatest value accepted; positive infinity for a count, which has no natural limit.</param>
public sealed record Feature(int Index, string Code, FeatureKind Kind, double Minimum, double Maximum)
{
    /// <summary>True for an item of the first assessment, false for what is computed from history.</summary>
    public bool IsAssessmentItem => Kind is FeatureKind.NeedRating or FeatureKind.ResourcesRating;

    /// <summary>What the feature is called in the culture's language.</summary>
    public string NameIn(CultureInfo culture) => SegmentationTexts.Get($"Profiles.{Code}", culture);

    /// <summary>Whether <paramref name="value"/> can stand in a row: a finite whole number within the limits, or NaN for missing.</summary>
    public bool Accepts(double value) =>
        double.IsNaN(value) || (double.IsInteger(value) && value >= Minimum && value <= Maximum);

    /// <summary>Refuses what <see cref="Accepts"/> does not.</summary>
    /// <exception cref="ArgumentException">The value is outside the limits or not whole; the message names the item and the limits.</exception>
    public void Require(double value)
    {
        if (!Accepts(value))
        {
            var limits = double.IsPositiveInfinity(Maximum)
                ? string.Create(CultureInfo.InvariantCulture, $"{Minimum} or more")
                : string.Create(CultureInfo.InvariantCulture, $"{Minimum}–{Maximum}");
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{Code} must be a whole number {limits}, and is {value}."), nameof(value));
        }
    }
}
