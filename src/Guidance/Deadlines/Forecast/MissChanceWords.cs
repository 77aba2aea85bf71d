using System.Globalization;
using Microsoft.Extensions.Localization;
using Palveluohjaus.Guidance.Texts;
using Palveluohjaus.Guidance.Workbench;
using Palveluohjaus.Web.Components;

namespace Palveluohjaus.Guidance.Deadlines.Forecast;

/// <summary>Says a chance, and what it rests on, in the reader's language.</summary>
public sealed class MissChanceWords(IStringLocalizer<GuidanceTexts> texts, WorkWords work, DeadlineRules rules)
{
    /// <summary>Shares nearer to 0 or 1 are not told to the percentage point: no history makes that certain.</summary>
    private const double LeastTold = 0.01;

    /// <summary>Such as 31 %, under 1 % or over 99 %.</summary>
    public string Share(double share) => share < LeastTold ? texts["Forecast.Under", Written.Percent(LeastTold)]
        : share > 1 - LeastTold ? texts["Forecast.Over", Written.Percent(1 - LeastTold)]
        : Written.Percent(share);

    /// <summary>What the chance rests on: how many earlier deadlines, alike in what, and what came of them.</summary>
    public string Explain(MissChance chance)
    {
        var alike = chance.Situation;
        var parts = new List<string>();
        if (alike.AgeBand is { } band)
            parts.Add(texts["Forecast.Alike.Age", Written.Percent(band / (double)ForecastSituation.AgeBandCount), Written.Percent((band + 1) / (double)ForecastSituation.AgeBandCount)]);
        if (alike.Stage is { } stage)
            parts.Add(texts["Forecast.Alike.Stage", texts[$"Forecast.Stage.{stage}"].Value]);
        if (alike.Load is { } load and not UnitLoad.Unknown)
            parts.Add(texts[$"Forecast.Alike.Load.{load}"]);
        if (alike.Segment is { } segment)
            parts.Add(segment.Length == 0 ? texts["Forecast.Alike.NoSegment"] : texts["Forecast.Alike.Segment", work.Segment(segment)]);
        var rule = alike.RuleCode is { } code ? rules.VersionsOf(code).FirstOrDefault()?.Name.In(CultureInfo.CurrentUICulture) ?? code : "";
        return texts["Forecast.Rests", chance.Alike, chance.AlikeMissed, rule, parts.Count == 0 ? texts["Forecast.Alike.RuleOnly"].Value : string.Join(", ", parts)];
    }
}
