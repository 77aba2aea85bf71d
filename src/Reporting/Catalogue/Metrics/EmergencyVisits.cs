using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Reporting.ImportedFigures;

namespace Palveluohjaus.Reporting.Catalogue.Metrics;

/// <summary>
/// Emergency visits as other systems count them, by the month: how many, and how many for a thousand inhabitants. A month counts when all of it is in the
/// period. Figures counted in another way than the catalogue says are left out.
/// </summary>
public sealed class EmergencyVisits() : Metric(FigureSeries.EmergencyVisitsId, BenefitGoal.QualityAndEffect, Direction.LowerIsBetter)
{
    private const double PerThousand = 1_000;

    public override FactTable TableOf(FactSnapshot facts) => facts.Figures;

    // Figures of others have no rows here.
    public override bool HasRows => false;

    public override IEnumerable<Measurement> Measure(FactSlice slice)
    {
        var figures = slice.Facts.Figures;
        var visits = figures.RowsOf(FigureSeries.EmergencyVisitsId, slice.Rows, slice.From, slice.To).Where(row => figures.HasCatalogueDefinition[row]).ToList();
        var inhabitants = Inhabitants(figures);
        var (rate, covered) = (0d, 0d);
        var hasRate = false;
        foreach (var month in visits.GroupBy(row => figures.From[row]))
        {
            // Of a municipality whose inhabitants nobody entered, neither side counts.
            var (ofMonth, among) = (0d, 0d);
            foreach (var municipality in month.GroupBy(row => figures.Dimensions[Dimension.Municipality][row]))
            {
                if (InhabitantsOf(inhabitants[municipality.Key], month.Key) is not { } people)
                    continue;
                ofMonth += municipality.Sum(row => figures.Value[row]);
                among += people;
            }

            if (among <= 0)
                continue;
            (rate, covered, hasRate) = (rate + (PerThousand * ofMonth / among), covered + ofMonth, true);
        }

        var total = visits.Sum(row => figures.Value[row]);
        yield return new Measurement("count", visits.Count == 0 ? null : total, Units.Visits, ToCount(total));
        yield return new Measurement("per-1000", hasRate ? rate : null, Units.VisitsPerThousand, ToCount(covered));
        yield return Measurement.Count("months", visits.Select(row => figures.From[row]).Distinct().Count(), Units.Months);
    }

    private static ILookup<ushort, (long From, double People)> Inhabitants(FigureTable figures) => figures
        .RowsOf(FigureSeries.InhabitantsId, figures.AllRows, long.MinValue, long.MaxValue)
        .Where(row => figures.HasCatalogueDefinition[row])
        .ToLookup(row => figures.Dimensions[Dimension.Municipality][row], row => (figures.From[row], figures.Value[row]));

    /// <summary>Of the latest year that had begun; where two systems told of it, as was entered last.</summary>
    private static double? InhabitantsOf(IEnumerable<(long From, double People)> years, long month)
    {
        var (from, people) = (long.MinValue, (double?)null);
        foreach (var year in years)
        {
            if (year.From <= month && year.From >= from)
                (from, people) = (year.From, year.People);
        }

        return people;
    }

    private static int ToCount(double sum) => (int)Math.Min(sum, int.MaxValue);
}
