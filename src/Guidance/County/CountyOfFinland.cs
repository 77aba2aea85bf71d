using System.Globalization;
using Palveluohjaus.Segmentation.Texts;

namespace Palveluohjaus.Guidance.County;

/// <summary>A county as the classification has it, with its municipalities.</summary>
public sealed record CountyOfFinland(string Code, string NameFi, string NameSv, string NameEn, IReadOnlyList<Municipality> Municipalities)
{
    public string NameIn(CultureInfo culture) => new LocalizedText(NameFi, NameSv, NameEn).In(culture);
}
