using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Reporting.ImportedFigures;

namespace Palveluohjaus.Reporting.Catalogue.Metrics;

/// <summary>
/// The figures of earlier years as municipalities entered them: a series for each metric, a statistic for each period. Counts of several municipalities are
/// added up; of other figures only a single one can be told, as a median of medians is none.
/// </summary>
public sealed class Baseline() : Metric("baseline", BenefitGoal.QualityAndEffect, Direction.Neither)
{
    private const string OtherDefinition = "-other-definition";

    public override FactTable TableOf(FactSnapshot facts) => facts.Figures;

    // Figures of others have no rows here.
    public override bool HasRows => false;

    public override IEnumerable<Measurement> Measure(FactSlice slice)
    {
        var figures = slice.Facts.Figures;
        foreach (var series in FigureSeries.All.Where(series => series.IsBaseline))
        {
            var periods = figures.RowsOf(series.Code, slice.Rows, slice.From, slice.To)
                .GroupBy(row => (From: figures.From[row], Until: figures.Until[row], Period: figures.Period.ValueOf(figures.Period[row])!, IsOther: !figures.HasCatalogueDefinition[row]))
                .OrderBy(period => period.Key);
            foreach (var period in periods)
            {
                int[] rows = [.. period];
                var isOneEach = rows.Select(row => figures.Dimensions[Dimension.Municipality][row]).Distinct().Count() == rows.Length;
                double? value = rows.Length == 1 || (series.IsWhole && isOneEach) ? rows.Sum(row => figures.Value[row]) : null;
                yield return new Measurement(period.Key.Period + (period.Key.IsOther ? OtherDefinition : string.Empty), value, series.Unit, rows.Length, (Dimension.Series, series.Code)) { Reason = value is null ? NotComputableReason.NoSum : null };
            }
        }
    }
}
