using System.Globalization;
using System.Resources;

namespace Palveluohjaus.Segmentation.Texts;

/// <summary>
/// The family of texts of this module: Finnish neutral, Swedish and English beside it. Keys are <c>Capability.Thing</c>.
/// Answers are whole phrases rather than a noun and an adjective put together, because neither Finnish nor Swedish bends that way.
/// </summary>
public sealed class SegmentationTexts
{
    private static readonly ResourceManager Resources = new(typeof(SegmentationTexts));

    private SegmentationTexts()
    {
    }

    internal static string Get(string key, CultureInfo culture) =>
        Resources.GetString(key, culture) ?? throw new InvalidOperationException($"There is no text {key}.");
}
