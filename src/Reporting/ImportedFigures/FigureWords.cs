using System.Globalization;
using Microsoft.Extensions.Localization;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Imports;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Texts;
using Palveluohjaus.Web.Components;

namespace Palveluohjaus.Reporting.ImportedFigures;

/// <summary>Says figures, their series and what is wrong with them in the reader's language: pages and the command line in the same words.</summary>
public sealed class FigureWords(IStringLocalizer<ReportingTexts> texts, CountyCalendar calendar)
{
    /// <summary>Of a file so many faults are told one by one.</summary>
    public const int MostProblems = 100;

    private const int FoundMaxLength = 60;

    public string this[string key, params object[] arguments] => texts[key, arguments];

    /// <summary>"Läpimenoaika: mediaani".</summary>
    public string NameOf(FigureSeries series) => series.IsBaseline
        ? texts["ImportedFigures.SeriesName", texts[$"Metric.{series.Id}.Name"].Value, texts[$"ImportedFigures.Statistic.{series.Statistic}"].Value]
        : texts[$"ImportedFigures.Series.{series.Id}"];

    /// <summary>The name with its unit.</summary>
    public string FullNameOf(FigureSeries series) => $"{NameOf(series)} ({UnitOf(series)})";

    public string UnitOf(FigureSeries series) => series.IsWhole ? texts["ImportedFigures.Unit.Count"] : texts[$"ImportedFigures.Unit.{series.Unit}"];

    /// <summary>What the catalogue says it is.</summary>
    public string MeaningOf(FigureSeries series) => series == FigureSeries.Inhabitants ? texts["ImportedFigures.Inhabitants.Meaning"] : texts[$"Metric.{series.Id}.Meaning"];

    public static string Number(double value) => value.ToString("#,##0.####", CultureInfo.CurrentCulture);

    public string ValueOf(double value, FigureSeries? series) => series is null || series.IsWhole ? Number(value)
        : series.Unit == Units.Percent ? Written.Percent(value / 100, Decimals(value))
        : $"{Number(value)}\u00a0{UnitOf(series)}";

    /// <summary>As the reader writes it; on the command line, which writes as files do, in the order in which it sorts.</summary>
    public string Moment(DateTime utc) => calendar.ToLocal(utc).ToString(CultureInfo.CurrentCulture.Equals(CultureInfo.InvariantCulture) ? "yyyy-MM-dd HH:mm" : "g", CultureInfo.CurrentCulture);

    public string NameOf(FigureField field) => texts[$"ImportedFigures.Field.{field}"];

    /// <summary>What is wrong and what to do about it.</summary>
    public string Say(FigureProblem problem)
    {
        var found = VisibleText.Of(problem.Found.Length <= FoundMaxLength ? problem.Found : $"{problem.Found[..FoundMaxLength]}…");
        var key = $"ImportedFigures.Problem.{problem.Kind}";
        return problem.Entered is { } entered
            ? texts[key, ValueOf(entered.Value, entered.FindSeries()), ValueOf(problem.Given, entered.FindSeries()), entered.EnteredBy, Moment(entered.EnteredAtUtc)]
            : texts[key, found, problem.Number];
    }

    /// <summary>The same with the line and the column of a file before it.</summary>
    public string SayOfFile(FigureProblem problem) => (problem.Line, problem.Field) switch
    {
        (null, _) => Say(problem),
        ({ } line, FigureField.File) => texts["ImportedFigures.OnLine", line, Say(problem)],
        ({ } line, _) => texts["ImportedFigures.OnLineInColumn", line, FigureFile.NameOf(problem.Field, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName), Say(problem)],
    };

    /// <summary>All of them, and how many more there are where there are very many.</summary>
    public IReadOnlyList<string> SayAll(IReadOnlyList<FigureProblem> problems)
    {
        List<string> said = [.. problems.Take(MostProblems).Select(SayOfFile)];
        if (problems.Count > MostProblems)
            said.Add(texts["ImportedFigures.More", problems.Count - MostProblems]);
        return said;
    }

    private static int Decimals(double value)
    {
        var decimals = 0;
        while (decimals < 4 && Math.Abs(Math.Round(value, decimals) - value) > 1e-9)
            decimals++;
        return decimals;
    }
}
