using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Reporting.ImportedFigures;

namespace Palveluohjaus.Host.Cli;

/// <summary>
/// Invented figures of other systems for the fictional county, so that the page of baselines shows something: 2018, 2019 and 1–10/2020 near what the county's
/// own records say, emergency visits of two years and of this one until now, and the inhabitants. A few are missing and one municipality counts otherwise, as in life.
/// </summary>
internal sealed class DemoFigures(GuidanceReads guidance, KeepFigures keep, CurrentFacts currentFacts, MeasureMetrics measures, CountyCalendar calendar, TimeProvider clock)
{
    private const int Seed = 2018;
    private const int YearsOfVisits = 2;
    private const double VisitsOfThousandInMonth = 28;
    private const string System = "Keksitty Effica";
    private const string Register = "Keksitty väestötilasto";
    private static readonly string[] Series = ["contacts/count", "lead-time/p85", "waiting-time/p85", "first-contact-resolution/share-7-days"];
    private static readonly (string Period, double Factor, double PartOfYear)[] Periods = [("2018", 1.25, 1), ("2019", 1.15, 1), ("1–10/2020", 1.1, 10 / 12d)];
    private static readonly Actor Actor = new("demo");

    /// <returns>How many were entered; none where there are some already, or the county is not the fictional one.</returns>
    public async Task<int> EnterAsync(CancellationToken cancellationToken)
    {
        if ((await keep.ReadAsync(cancellationToken)).Count > 0 || !await guidance.Counties.AnyAsync(county => county.IsFictional, cancellationToken))
            return 0;
        var municipalities = await guidance.Municipalities.OrderBy(municipality => municipality.Code).ToListAsync(cancellationToken);
        var random = new Random(Seed);
        var today = calendar.DayOf(clock.GetUtcNow().UtcDateTime);
        List<FigureToEnter> figures = [.. Baselines(await currentFacts.GetAsync(cancellationToken), municipalities, random, today), .. Visits(municipalities, random, today)];
        var entered = await keep.EnterAsync(new FigureRows(figures.ConvertAll(figure => new FigureRow(null, figure)), []), Actor, cancellationToken);
        return entered is FiguresEntered.Saved saved ? saved.Added : throw new InvalidOperationException("The demo's own figures were refused.");
    }

    private IEnumerable<FigureToEnter> Baselines(FactSnapshot facts, List<Municipality> municipalities, Random random, DateOnly today)
    {
        foreach (var series in Series.Select(code => FigureSeries.Find(code)!))
        {
            var own = measures.Measure(facts, [series.Metric], new MetricQuery { From = today.AddYears(-1), To = today, By = [Dimension.Municipality] })
                .Where(value => value.Statistic == series.Statistic && value.Value > 0)
                .ToDictionary(value => value.By[Codes.Of(Dimension.Municipality)], value => value.Value!.Value);
            foreach (var (municipality, index) in municipalities.Select((municipality, index) => (municipality, index)).Where(each => own.ContainsKey(each.municipality.Code)))
            {
                // One in seven kept no figures before 2019, and one in five counted times in working days.
                var isOtherwise = index % 5 == 3 && series.Unit == Units.Days;
                foreach (var (period, factor, part) in Periods.Skip(index % 7 == 2 ? 1 : 0))
                {
                    var isBetterHigh = series.Metric.Definition.Direction == Direction.HigherIsBetter;
                    var value = own[municipality.Code] * (isBetterHigh ? 1 / factor : factor) * (0.9 + (0.2 * random.NextDouble())) * (series.IsWhole ? part : 1);
                    yield return Figure(series, municipality, period, series.IsWhole ? Math.Round(value) : Math.Round(Math.Min(value, series.Unit == Units.Percent ? 100 : value), 1), System) with
                    {
                        Definition = isOtherwise ? "Työpäivinä hakemuksen saapumisesta päätökseen (keksitty)" : string.Empty,
                        SameDefinition = isOtherwise ? "no" : "yes",
                    };
                }
            }
        }
    }

    private static IEnumerable<FigureToEnter> Visits(List<Municipality> municipalities, Random random, DateOnly today)
    {
        foreach (var (municipality, index) in municipalities.Select((municipality, index) => (municipality, index)))
        {
            for (var year = today.Year - YearsOfVisits; year <= today.Year; year++)
            {
                if (year < today.Year)
                    yield return Figure(FigureSeries.Inhabitants, municipality, $"{year}", municipality.Population, Register);
                for (var month = 1; month <= 12 && new DateOnly(year, month, 1).AddMonths(1) <= today; month++)
                {
                    // More in the influenza season, and one municipality's system stood still for two months.
                    var season = 1 + (0.12 * Math.Cos(2 * Math.PI * (month - 1) / 12));
                    var visits = Math.Round(municipality.Population / 1_000d * VisitsOfThousandInMonth * season * (0.92 + (0.16 * random.NextDouble())));
                    if (index != 1 || year != today.Year - 1 || month is not (6 or 7))
                        yield return Figure(FigureSeries.EmergencyVisits, municipality, $"{month}/{year}", visits, System);
                }
            }
        }
    }

    private static FigureToEnter Figure(FigureSeries series, Municipality municipality, string period, double value, string source) => new()
    {
        Series = series.Code, Municipality = municipality.Code, Period = period, Value = value.ToString("0.####", CultureInfo.InvariantCulture), Source = source, SameDefinition = "yes",
    };
}
