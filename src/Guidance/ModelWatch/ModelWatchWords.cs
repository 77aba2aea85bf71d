using System.Globalization;
using Microsoft.Extensions.Localization;
using Palveluohjaus.Guidance.Texts;
using Palveluohjaus.Segmentation.Profiles;

namespace Palveluohjaus.Guidance.ModelWatch;

/// <summary>Says what the watch has found in the reader's language: the figure, what it is compared with, and what to do when there is something to do.</summary>
public sealed class ModelWatchWords(IStringLocalizer<GuidanceTexts> texts)
{
    public string Level(WatchLevel level) => texts[$"ModelWatch.Level.{level}"];

    public string Name(WatchedThing kind) => texts[$"ModelWatch.Kind.{kind}"];

    public string Describe(ModelWatchFinding finding, ModelWatchReport report)
    {
        var whom = Whom(finding, report);
        string said = finding switch
        {
            { Level: WatchLevel.TooFew } => texts["ModelWatch.TooFew", whom],
            { Kind: WatchedThing.FeatureDrift or WatchedThing.SuggestionDrift } => texts[$"ModelWatch.Drift.{finding.Level}", whom, Number(finding.Value, "0.00")],
            { Kind: WatchedThing.AgreementKappa } => texts["ModelWatch.Kappa", Number(finding.Value, "0.00"), Number(finding.Low, "0.00"), Number(finding.High, "0.00"), Whole(finding.Count)],
            { Kind: WatchedThing.SecondsToConfirm } => texts["ModelWatch.Seconds", whom, Number(finding.Value, "0.#"), Whole(finding.Count)],
            { Reference: { } others } => texts["ModelWatch.Group", whom, Percent(finding.Value), Percent(others), Points(finding.Low), Points(finding.High), Whole(finding.Count)],
            _ => texts["ModelWatch.Share", whom, Percent(finding.Value), Percent(finding.Low), Percent(finding.High), Whole(finding.Count)],
        };
        return Advice(finding) is { } advice ? $"{said} {advice}" : said;
    }

    private string? Advice(ModelWatchFinding finding)
    {
        if (finding.Level is not (WatchLevel.Look or WatchLevel.Act))
            return null;
        var kind = finding switch
        {
            { Reference: not null } => "Group",
            { Kind: WatchedThing.Agreement, Value: > 0.9 } => "AgreementHigh",
            _ => finding.Kind.ToString(),
        };
        return texts[$"ModelWatch.Advice.{kind}"];
    }

    private string Whom(ModelWatchFinding finding, ModelWatchReport report) => (finding.Dimension, finding.Group) switch
    {
        (null, null) when finding.Kind == WatchedThing.SuggestionDrift => texts["ModelWatch.SuggestedSegments"],
        (null, null) => texts["ModelWatch.All"],
        (null, { } feature) => FeatureCatalogue.Default.Find(feature)?.NameIn(CultureInfo.CurrentUICulture) ?? feature,
        ("unit", { } unit) => report.Units.TryGetValue(unit, out var found) ? found.NameIn(CultureInfo.CurrentUICulture) : unit,
        ("municipality", { } code) => report.Municipalities.TryGetValue(code, out var found) ? found.NameIn(CultureInfo.CurrentUICulture) : code,
        ("age-band", [.. var from, '+']) => texts["ModelWatch.AgeFrom", from],
        ("age-band", { } band) => texts["ModelWatch.AgeBand", band.Replace('-', '–')],
        (_, { } group) => texts[$"ModelWatch.Group.{group}"],
        (_, null) => texts["ModelWatch.All"],
    };

    private static string Percent(double? share) => (share ?? double.NaN).ToString("P1", CultureInfo.CurrentCulture);

    /// <summary>A difference of shares in percentage points.</summary>
    private static string Points(double? difference) => ((difference ?? double.NaN) * 100).ToString("+0.0;−0.0;0.0", CultureInfo.CurrentCulture);

    private static string Number(double? value, string format) => (value ?? double.NaN).ToString(format, CultureInfo.CurrentCulture);

    private static string Whole(int? count) => (count ?? 0).ToString("N0", CultureInfo.CurrentCulture);
}
