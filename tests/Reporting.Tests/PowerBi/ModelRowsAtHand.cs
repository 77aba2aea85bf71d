using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Interventions;
using Palveluohjaus.Guidance.Texts;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Reporting.PowerBi;
using Palveluohjaus.Reporting.Texts;

namespace Palveluohjaus.Reporting.Tests.PowerBi;

/// <summary>The rows that a small county gives to Power BI.</summary>
internal sealed class ModelRowsAtHand
{
    private static readonly ServiceProvider Services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
    private readonly SemanticModel _model = new DescribeSemanticModel().Describe();
    private readonly ReadModelRows _rows;

    public ModelRowsAtHand(FactSnapshot facts, TimeProvider clock, DashboardNames? names = null)
    {
        var words = new DashboardWords(Services.GetRequiredService<IStringLocalizer<ReportingTexts>>(), CountyCalendar.Helsinki);
        var codes = new CodeNames(Services.GetRequiredService<IStringLocalizer<GuidanceTexts>>(), words, InterventionMethods.Shipped);
        Measures = new MeasureMetrics(CountyCalendar.Helsinki, clock);
        _rows = new ReadModelRows(facts, Measures, ModelWords.Languages.ToDictionary(language => language, _ => names ?? DashboardNames.None), codes);
    }

    public MeasureMetrics Measures { get; }

    public IEnumerable<object?[]> Read(string table) => _rows.Read(_model.Find(table));

    /// <summary>By the names of the columns.</summary>
    public IEnumerable<IReadOnlyDictionary<string, object?>> ReadNamed(string table)
    {
        string[] columns = [.. _model.Find(table).Columns.Select(column => column.Name)];
        return Read(table).Select(row => columns.Zip(row).ToDictionary(pair => pair.First, pair => pair.Second));
    }

    /// <summary>The days of a period.</summary>
    public (DateOnly From, DateOnly To) DaysOf(string period)
    {
        var row = ReadNamed(DescribeSemanticModel.Period).Single(row => (string)row["Code"]! == period);
        return (DateOnly.FromDateTime((DateTime)row["FirstDay"]!), DateOnly.FromDateTime((DateTime)row["LastDay"]!).AddDays(1));
    }

    public static string Write(object? value) => value switch
    {
        null => string.Empty,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
