using System.Globalization;
using Palveluohjaus.Segmentation.Texts;

namespace Palveluohjaus.Guidance.County;

/// <summary>The county this database belongs to: one row. It says whether its people are invented, so that every page can say so too.</summary>
public sealed class WellbeingCounty
{
    public const int OnlyId = 1;

    public int Id { get; private set; } = OnlyId;
    public required string NameFi { get; init; }
    public required string NameSv { get; init; }
    public required string NameEn { get; init; }

    /// <summary>True when every client, contact and decision was generated. Nothing may show such figures without saying so.</summary>
    public required bool IsFictional { get; init; }

    /// <summary>The share of segment decisions that a second professional is asked of, blind; 0–1.</summary>
    public double SecondOpinionShare { get; set; } = 0.05;

    public string NameIn(CultureInfo culture) => new LocalizedText(NameFi, NameSv, NameEn).In(culture);
}
