using Palveluohjaus.Reporting.Catalogue;

namespace Palveluohjaus.Reporting.Dashboards.Comparing;

/// <summary>A figure that is made of a metric's rows.</summary>
/// <param name="Metric">Whose.</param>
/// <param name="Statistic">As the metric names it.</param>
/// <param name="Unit">One of <see cref="Units"/>; a share is in per cent.</param>
/// <param name="Digits">Decimals.</param>
/// <param name="Percentile">0–1; null where the figure is a share or a mean.</param>
internal sealed record RowStatistic(string Metric, string Statistic, string Unit, int Digits, double? Percentile = null)
{
    public bool IsShare => Unit == Units.Percent;

    public string Id => $"{Metric}-{Statistic}";

    /// <summary>Counts that the figure and the number of rows together tell; see <see cref="Measurement.Tells"/>.</summary>
    /// <param name="rows">How many.</param>
    /// <param name="sum">Of their values.</param>
    public IReadOnlyList<int> Tells(int rows, double sum) => Percentile is not null ? [] : IsShare ? [(int)sum, rows - (int)sum] : [(int)sum];
}
