using System.Globalization;
using Palveluohjaus.Reporting.ImportedFigures;

namespace Palveluohjaus.Reporting.Tests.SlowMetrics;

/// <summary>Figures of other systems for the slow county: whole years and months, one municipality whose inhabitants nobody knows, some counted in another way.</summary>
internal static class FiguresOfOthers
{
    private static readonly string[] Municipalities = ["905", "499", "231"];

    public static IEnumerable<ImportedFigure> All()
    {
        var random = new Random(7);
        foreach (var municipality in Municipalities)
        {
            for (var month = new DateOnly(2025, 6, 1); month < new DateOnly(2026, 11, 1); month = month.AddMonths(1))
                yield return Of("emergency-visits", municipality, month.ToString("yyyy-MM", CultureInfo.InvariantCulture), random.Next(20, 400), same: random.Next(6) > 0);
            foreach (var year in municipality == "231" ? Array.Empty<int>() : [2024, 2026])
                yield return Of("inhabitants", municipality, year.ToString(CultureInfo.InvariantCulture), random.Next(5_000, 60_000));
            foreach (var period in new[] { "2018", "2019", "2020-01..10", "2025" })
            {
                yield return Of("contacts/count", municipality, period, random.Next(1_000, 9_000), same: period != "2018");
                yield return Of("lead-time/p50", municipality, period, random.Next(1, 90) + 0.5);
            }
        }

        yield return Of("contacts/count", "905", "2019", 4_321, source: "Lifecare");
    }

    private static ImportedFigure Of(string code, string municipality, string period, double value, bool same = true, string source = "Effica")
    {
        var (series, when) = (FigureSeries.Find(code)!, FigurePeriod.Parse(period)!.Value);
        return new ImportedFigure
        {
            Series = series.Id,
            Statistic = series.Statistic,
            MunicipalityCode = municipality,
            PeriodKind = when.Kind,
            FirstDay = when.FirstDay,
            Until = when.Until,
            Source = source,
            SourceKey = ImportedFigure.KeyOf(source),
            Value = value,
            Definition = same ? string.Empty : "Counted otherwise.",
            HasCatalogueDefinition = same,
            EnteredAtUtc = SlowCounty.NowUtc,
            EnteredBy = "anna",
        };
    }
}
