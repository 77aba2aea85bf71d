using System.Globalization;
using Microsoft.Extensions.Localization;
using Palveluohjaus.Guidance.Texts;

namespace Palveluohjaus.Guidance.Interventions;

/// <summary>Says scores, scales and changes in the reader's language.</summary>
public sealed class InterventionWords(IStringLocalizer<GuidanceTexts> texts, InterventionMethods methods)
{
    private const string Minus = "\u2212";

    private static CultureInfo Language => CultureInfo.CurrentUICulture;

    /// <summary>The method's name; its code where no file has it any more.</summary>
    public string Method(string code, int version) => methods.FindToName(code, version)?.Name.In(Language) ?? code;

    public static string Measure(InterventionMethod? method, string code) => method?.FindMeasure(code)?.Name.In(Language) ?? code;

    public static string Number(double number) => (number < 0 ? Minus : string.Empty) + Math.Abs(number).ToString("0.##", CultureInfo.CurrentCulture);

    /// <summary>With its sign.</summary>
    public static string WithSign(double number) => number > 0 ? $"+{Number(number)}" : Number(number);

    public string Scale(MeasureScale scale) => texts[scale.Better == BetterScore.Higher ? "Interventions.Scale.HigherIsBetter" : "Interventions.Scale.LowerIsBetter", Number(scale.Minimum), Number(scale.Maximum)];

    public string SmallestChange(MeasureScale scale) => scale.SmallestChange is { } smallest ? texts["Interventions.SmallestChange", Number(smallest)] : texts["Interventions.SmallestChange.ToBeConfirmed"];

    /// <summary>Before, after and the change, in one sentence.</summary>
    public string Result(MeasureResult result)
    {
        var before = result.Before is { } first ? texts["Interventions.Before", Number(first.Score), Day(first.Day)].Value : texts["Interventions.Before.Missing"].Value;
        var after = result.After is { } last ? texts["Interventions.After", Number(last.Score), Day(last.Day)].Value : texts["Interventions.After.Missing"].Value;
        return $"{before} {after}";
    }

    /// <returns>Null until both scores are there.</returns>
    public string? Change(MeasureResult result) => result.Change is not { } change ? null
        : result.Direction == ChangeDirection.None ? texts["Interventions.Change.None"].Value
        : texts[$"Interventions.Change.{result.Direction}", WithSign(change)].Value;

    /// <summary>Whether the change is large enough to matter.</summary>
    /// <returns>Null where there is no change to speak of.</returns>
    public string? Weight(MeasureResult result) => result.Direction is null or ChangeDirection.None ? null
        : result.Matters switch
        {
            true => texts["Interventions.Matters", Number(result.Scale.SmallestChange!.Value)].Value,
            false => texts["Interventions.MattersNot", Number(result.Scale.SmallestChange!.Value)].Value,
            null => texts["Interventions.Matters.Unknown"].Value,
        };

    public string Sessions(InterventionResult result) => texts["Interventions.Sessions", result.SessionsHeld, result.PlannedSessions];

    public string Stages(InterventionMethod method) => string.Join(", ", method.LifeStages.Select(stage => texts[$"LifeStage.{stage}"].Value));

    /// <returns>Null for any age.</returns>
    public string? Ages(InterventionMethod method) => (method.MinAge, method.MaxAge) switch
    {
        (null, null) => null,
        ({ } from, null) => texts["Interventions.Age.From", from].Value,
        (null, { } to) => texts["Interventions.Age.To", to].Value,
        ({ } from, { } to) => texts["Interventions.Age.Between", from, to].Value,
    };

    public static string Day(DateOnly day) => day.ToString("d", CultureInfo.CurrentCulture);
}
