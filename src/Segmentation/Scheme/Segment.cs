using Palveluohjaus.Segmentation.Texts;

namespace Palveluohjaus.Segmentation.Scheme;

/// <summary>A named group of clients: one quarter of the four-field.</summary>
/// <param name="Index">Its place in the scheme, from 0; the column of a probability.</param>
/// <param name="Code">The stable code, as stored.</param>
/// <param name="Name">What it is called.</param>
/// <param name="NameInSentence">The name as it stands after "the chance of": genitive in Finnish.</param>
/// <param name="Need">Its side of the need axis.</param>
/// <param name="Resources">Its side of the resources axis.</param>
public sealed record Segment(int Index, string Code, LocalizedText Name, LocalizedText NameInSentence, AxisSide Need, AxisSide Resources)
{
    /// <summary>Its side of the given axis.</summary>
    public AxisSide SideOf(Axis axis) => axis == Axis.Need ? Need : Resources;
}
