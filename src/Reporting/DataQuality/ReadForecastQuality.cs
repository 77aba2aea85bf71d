using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Deadlines.Forecast;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Dashboards;

namespace Palveluohjaus.Reporting.DataQuality;

/// <summary>Reads how well the deadline-risk forecast tells what comes.</summary>
public sealed class ReadForecastQuality(GuidanceReads guidance)
{
    /// <returns>Null when no forecast has been drawn.</returns>
    public async Task<ForecastQualityView?> ReadAsync(CancellationToken cancellationToken)
    {
        if (await guidance.DeadlineForecasts.OrderByDescending(each => each.FittedAtUtc).ThenByDescending(each => each.Id).FirstOrDefaultAsync(cancellationToken) is not { } forecast)
            return null;
        var bins = await guidance.ForecastBins.Where(bin => bin.ForecastId == forecast.Id).OrderBy(bin => bin.RuleCode).ThenBy(bin => bin.Index).ToListAsync(cancellationToken);
        var rules = bins.FindAll(bin => bin.RuleCode.Length > 0);
        return new ForecastQualityView(forecast, bins.FindAll(bin => bin.RuleCode.Length == 0), [.. rules.Zip(ShownOf(rules), (rule, isShown) => new RuleQuality(rule, isShown))]);
    }

    /// <summary>Hides what rests on a handful of deadlines, and as much more as keeps that from being computed.</summary>
    private static List<bool> ShownOf(List<ForecastBin> rules)
    {
        var counts = rules.ConvertAll(rule => rule.Deadlines).ToArray();
        var states = Array.ConvertAll(counts, count => SmallCells.IsSmall(count) ? CellState.Small : CellState.Shown);
        SmallCells.AddPartners([counts], states, [.. Enumerable.Range(0, counts.Length)], isWholeKnown: true);
        return [.. states.Select(state => state == CellState.Shown)];
    }
}

/// <param name="Forecast">The newest.</param>
/// <param name="Bins">What was forecast against what came, by what was forecast; empty when there was too little to try it on.</param>
/// <param name="Rules">The same by rule.</param>
public sealed record ForecastQualityView(DeadlineForecast Forecast, IReadOnlyList<ForecastBin> Bins, IReadOnlyList<RuleQuality> Rules)
{
    /// <summary>How much smaller the squared error is than that of each rule's plain share, 0–1; at most 0 when the forecast adds nothing.</summary>
    public double Skill => Forecast.BrierOfRate > 0 ? 1 - Forecast.Brier / Forecast.BrierOfRate : 0;

    /// <summary>The share that was missed over what was forecast: over 0 when the forecast was too low.</summary>
    public double Leaning => Bins.Count == 0 ? 0 : Bins.Sum(bin => bin.Moments * (bin.Observed - bin.Forecast)) / Bins.Sum(bin => bin.Moments);
}

/// <param name="Quality">The rule's.</param>
/// <param name="IsShown">False where it rests on so few that it is hidden.</param>
public sealed record RuleQuality(ForecastBin Quality, bool IsShown);
