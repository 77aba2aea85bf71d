using System.Globalization;
using System.Text;
using Microsoft.Extensions.Localization;
using Palveluohjaus.Guidance.Texts;
using Palveluohjaus.Reporting.Texts;
using Palveluohjaus.Web.Components;

namespace Palveluohjaus.Reporting.WaitingTimes;

/// <summary>Says a statement in the reader's language, on a page and as a table for other programs.</summary>
public sealed class WaitingTimesWords(IStringLocalizer<ReportingTexts> texts, IStringLocalizer<GuidanceTexts> guidance)
{
    private const char Separator = ';';
    private const char Quote = '"';
    private const string FormulaStarts = "=+-@\t\r";

    public static string Period(HalfYear half) => string.Create(CultureInfo.CurrentCulture, $"{half.FirstDay:d}–{half.LastDay:d}");

    public static string County(WaitingTimesContent content) => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName switch
    {
        "sv" => content.CountySv,
        "en" => content.CountyEn,
        _ => content.CountyFi,
    };

    public string Name(WaitingKind kind, WaitingRow row) => row switch
    {
        { Theme: { } theme } => guidance[$"NeedReason.{theme}"],
        { Service: { } service } => NameOf(service),
        _ => kind == WaitingKind.ServiceByService ? texts["WaitingTimes.OtherServices"] : texts["WaitingTimes.NoTheme"],
    };

    public string Days(double days) => texts["WaitingTimes.Days", Written.Number(days, double.IsInteger(days) ? 0 : 1)];

    /// <summary>What stands under a table: who still waits, and what was counted otherwise. Empty when there is nothing to say.</summary>
    public IReadOnlyList<string> Notes(WaitingMeasure measure)
    {
        var notes = new List<string>();
        if (measure.Kind == WaitingKind.NeedsAssessment)
        {
            notes.Add(measure.StillWaiting is { } waiting ? texts["WaitingTimes.StillWaiting", Written.Number(waiting)] : texts["WaitingTimes.StillWaiting.Few"]);
            if (measure is { StillWaiting: > 0, StillWaitingOverThreeMonths: { } overdue })
                notes.Add(texts["WaitingTimes.OverThreeMonths", Written.Number(overdue)]);
        }

        if (measure.CountedFromFirstContact is { } first and > 0)
            notes.Add(texts["WaitingTimes.FromFirstContact", Written.Number(first)]);
        return notes;
    }

    /// <summary>Semicolons, as programs set to Finnish or Swedish expect; whole days and halves with the language's own decimal sign.</summary>
    public string ToCsv(HalfYear half, WaitingTimesContent content)
    {
        var csv = new StringBuilder();
        Line(texts["WaitingTimes.Csv.Period"], texts["WaitingTimes.Csv.Measure"], texts["WaitingTimes.Csv.What"], texts["WaitingTimes.Median"], texts["WaitingTimes.NineInTen"], texts["WaitingTimes.Count"], texts["WaitingTimes.Csv.State"]);
        foreach (var measure in content.Measures)
        {
            Row(measure, texts["WaitingTimes.All"], measure.All);
            foreach (var row in measure.Rows)
                Row(measure, Name(measure.Kind, row), row);
        }

        return csv.ToString();

        void Row(WaitingMeasure measure, string name, WaitingRow row) => Line(
            half.ToString(), texts[$"WaitingTimes.{measure.Kind}"], name,
            row.MedianDays?.ToString(CultureInfo.CurrentCulture) ?? "", row.NineInTenDays?.ToString(CultureInfo.CurrentCulture) ?? "", row.Count?.ToString(CultureInfo.CurrentCulture) ?? "",
            texts[$"WaitingTimes.State.{row.State}"]);

        void Line(params ReadOnlySpan<string> cells)
        {
            for (var index = 0; index < cells.Length; index++)
                csv.Append(index == 0 ? "" : Separator.ToString()).Append(Cell(cells[index]));
            csv.Append("\r\n");
        }
    }

    /// <summary>A name that begins like a formula would be run as one where the file is opened.</summary>
    private static string Cell(string text)
    {
        var harmless = text.Length > 0 && FormulaStarts.Contains(text[0], StringComparison.Ordinal) && !double.TryParse(text, CultureInfo.CurrentCulture, out _) ? $"'{text}" : text;
        return harmless.AsSpan().IndexOfAny(Separator, Quote, '\n') < 0 ? harmless : $"{Quote}{harmless.Replace("\"", "\"\"", StringComparison.Ordinal)}{Quote}";
    }

    /// <summary>Services are seldom named in every language.</summary>
    private static string NameOf(ServiceName service)
    {
        string[] inOrder = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName switch
        {
            "sv" => [service.Sv, service.Fi, service.En],
            "en" => [service.En, service.Fi, service.Sv],
            _ => [service.Fi, service.Sv, service.En],
        };
        return Array.Find(inOrder, name => name.Length > 0) ?? "–";
    }
}
