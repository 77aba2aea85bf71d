using Microsoft.Extensions.Localization;
using Palveluohjaus.Reporting.Texts;

namespace Palveluohjaus.Reporting.Retention;

/// <summary>Retention in words, for the page and the command.</summary>
public sealed class RetentionWords(IStringLocalizer<ReportingTexts> texts)
{
    private const int MonthsInYear = 12;

    public string Kind(Guidance.Retention.RetainedKind kind) => texts[$"RetainedKind.{kind}"];

    /// <summary>Whole years as years, everything else as months.</summary>
    public string Time(int months) => (months % MonthsInYear, months / MonthsInYear, months) switch
    {
        (0, 1, _) => texts["Retention.OneYear"],
        (0, var years, _) => texts["Retention.Years", years],
        (_, _, 1) => texts["Retention.OneMonth"],
        _ => texts["Retention.Months", months],
    };
}
