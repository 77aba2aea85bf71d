using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Deadlines.Forecast;

/// <summary>
/// Fits the deadline-risk forecast anew to the county's last two years, and tries it: fitted to the older deadlines, against the newest fifth. Nothing is
/// changed but the forecast; a run that is cut short leaves the former one in use.
/// </summary>
public sealed class FitDeadlineForecast(GuidanceDbContext guidance, CountyCalendar calendar, TimeProvider clock)
{
    /// <summary>Older practice tells less of today than it adds certainty.</summary>
    private const int YearsBack = 2;

    /// <summary>Enough for every situation that matters; more only takes longer to read.</summary>
    private const int MostDeadlines = 60_000;

    /// <summary>How well each of the last fits did stays to be looked at. A night's fit adds about a dozen rows.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    /// <returns>How many deadlines it rests on.</returns>
    public async Task<int> RunAsync(Actor actor, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        guidance.AuditOf(AuditAction.Read, nameof(DeadlineForecast), null, null, actor, AuditReasons.DeadlineForecastFitted, now);
        await guidance.SaveChangesAsync(cancellationToken);
        var past = await new ReadPastMoments(guidance, calendar, MostDeadlines).ReadAsync(calendar.StartOfDayUtc(calendar.DayOf(now).AddYears(-YearsBack)), now, cancellationToken);
        var quality = ForecastQuality.Measure(past.Moments);
        var forecast = new DeadlineForecast
        {
            FittedAtUtc = now,
            FirstDueAtUtc = past.FirstDueAtUtc,
            LastDueAtUtc = past.LastDueAtUtc,
            Deadlines = past.Deadlines,
            Missed = past.Missed,
            MiddleLoadFromWeeks = past.Thirds.MiddleFromWeeks,
            HighLoadFromWeeks = past.Thirds.HighFromWeeks,
            TestDeadlines = quality?.Deadlines ?? 0,
            Brier = quality?.Brier ?? 0,
            BrierOfRate = quality?.BrierOfRate ?? 0,
            CalibrationError = quality?.CalibrationError ?? 0,
        };
        await StoreAsync(forecast, past, quality, cancellationToken);
        return past.Deadlines;
    }

    private Task StoreAsync(DeadlineForecast forecast, PastMoments past, ForecastQuality? quality, CancellationToken cancellationToken) => guidance.InBulkTransactionAsync(
        async transaction =>
        {
            await guidance.BulkInsertAsync([forecast], cancellationToken);
            await guidance.BulkInsertAsync(MissRates.RulesOf(past.Moments).Select(rule => new ForecastRule { ForecastId = forecast.Id, RuleCode = rule.RuleCode, Known = rule.Known, Missed = rule.Missed }), cancellationToken);
            await guidance.BulkInsertAsync(MissRates.CellsOf(past.Moments).Select(cell => new ForecastCell
            {
                ForecastId = forecast.Id,
                RuleCode = cell.Situation.RuleCode!,
                AgeBand = cell.Situation.AgeBand!.Value,
                Stage = cell.Situation.Stage!.Value,
                Load = cell.Situation.Load!.Value,
                Segment = cell.Situation.Segment!,
                Known = cell.Known,
                Missed = cell.Missed,
            }), cancellationToken);
            await guidance.BulkInsertAsync(past.Loads.Select(unit => new ForecastLoad { ForecastId = forecast.Id, UnitId = unit.Key, WeeksOfWork = unit.Value, Load = past.Thirds.Of(unit.Value) }), cancellationToken);
            if (quality is not null)
            {
                await guidance.BulkInsertAsync(quality.Bins.Select((bin, index) => RowOf(forecast.Id, "", index, bin)), cancellationToken);
                await guidance.BulkInsertAsync(quality.Rules.Select(rule => RowOf(forecast.Id, rule.Key, 0, rule.Value)), cancellationToken);
            }

            // Whoever has just seen which forecast is the newest may still be reading it when a newer one comes: the last but one stays whole.
            var former = await guidance.DeadlineForecasts.OrderByDescending(each => each.FittedAtUtc).ThenByDescending(each => each.Id).Skip(1).Select(each => (Guid?)each.Id).FirstOrDefaultAsync(cancellationToken);
            await guidance.ForecastRules.Where(rule => rule.ForecastId != forecast.Id && rule.ForecastId != former).ExecuteDeleteAsync(cancellationToken);
            await guidance.ForecastCells.Where(cell => cell.ForecastId != forecast.Id && cell.ForecastId != former).ExecuteDeleteAsync(cancellationToken);
            await guidance.ForecastLoads.Where(load => load.ForecastId != forecast.Id && load.ForecastId != former).ExecuteDeleteAsync(cancellationToken);
            var oldest = forecast.FittedAtUtc - Kept;
            await guidance.DeadlineForecasts.Where(each => each.FittedAtUtc < oldest).ExecuteDeleteAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        },
        cancellationToken);

    private static ForecastBin RowOf(Guid forecastId, string ruleCode, int index, ForecastQuality.Bin bin) => new()
    {
        ForecastId = forecastId,
        RuleCode = ruleCode,
        Index = index,
        Moments = bin.Moments,
        Deadlines = bin.Deadlines,
        Forecast = bin.Forecast,
        Observed = bin.Observed,
    };
}
