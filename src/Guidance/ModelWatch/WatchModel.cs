using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.Scorecard;
using Palveluohjaus.Segmentation.Suggestions;

namespace Palveluohjaus.Guidance.ModelWatch;

/// <summary>
/// Looks every week how the model in use does at the desk: whether clients have moved from those it was trained on, whether it serves some groups worse,
/// and whether its suggestions are weighed or only confirmed. It looks at the 13 weeks before the week's Monday, so that every run of a week finds the same.
/// </summary>
public sealed class WatchModel(
    GuidanceDbContext guidance, ReadConfirmedDecisions confirmed, ExpertScorecard scorecard, SegmentModelInUse inUse, CountyCalendar calendar, TimeProvider clock)
{
    private const int Weeks = 13;
    private const int DaysInWeek = 7;
    private const string Purpose = "model watch";

    /// <returns>Findings stored.</returns>
    /// <exception cref="ChampionUnusableException">There is a champion, and it cannot be used: nothing is watched, and nothing stored.</exception>
    public async Task<int> RunAsync(Actor actor, CancellationToken cancellationToken)
    {
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        var until = MondayOf(calendar.DayOf(nowUtc));
        var from = until.AddDays(-Weeks * DaysInWeek);
        var (fromUtc, untilUtc) = (calendar.StartOfDayUtc(from), calendar.StartOfDayUtc(until));
        var champion = inUse.FindChampion();

        var rows = await confirmed.ReadSinceAsync(actor, Purpose, fromUtc, untilUtc, cancellationToken);
        var decisions = await ReadAsync(fromUtc, untilUtc, champion?.Id, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        List<Found> found = [.. MeasureDrift(champion, rows), .. MeasureWatch.OfDecisions(decisions.Watched, scorecard.Scheme)];
        var run = new ModelWatchRun
        {
            RanAtUtc = nowUtc,
            FromDay = from,
            UntilDay = until,
            Model = champion?.Id ?? scorecard.Id,
            Scheme = scorecard.Scheme.Id,
            Decisions = decisions.Watched.Count,
            DecisionsOfModel = decisions.OfModel,
            Level = found.Max(each => each.Level),
        };
        await StoreAsync(run, found, cancellationToken);
        return found.Count;
    }

    private static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + DaysInWeek - 1) % DaysInWeek));

    /// <summary>The scorecard was not trained, so there is nothing that clients could have moved from.</summary>
    private static List<Found> MeasureDrift(CalibratedModel? champion, ConfirmedDecisions confirmed)
    {
        if (champion is null || confirmed.Rows.Count == 0)
            return [new Found(WatchedThing.SuggestionDrift, WatchLevel.TooFew)];
        var probabilities = Predictions.Of(champion, confirmed.Rows).Probabilities;
        return MeasureWatch.OfDrift(Drift.Measure(champion.Reference, confirmed.Rows.Table, QualityMetrics.SuggestedShares(probabilities, confirmed.Rows.Schema.Segments.Count)));
    }

    /// <summary>What stood beside each decision. Reading it is in the audit with the features.</summary>
    private async Task<(List<WatchedDecision> Watched, int OfModel)> ReadAsync(DateTime fromUtc, DateTime untilUtc, string? championId, CancellationToken cancellationToken)
    {
        var read = await (
            from decision in guidance.SegmentDecisions.AsNoTracking()
            join client in guidance.Clients on decision.ClientId equals client.Id
            where decision.DecidedAtUtc >= fromUtc && decision.DecidedAtUtc < untilUtc
            select new
            {
                decision.Segment,
                decision.SuggestedSegment,
                decision.Abstained,
                decision.SecondsToDecide,
                decision.WorkerId,
                decision.ModelVersion,
                decision.DecidedAtUtc,
                UnitId = guidance.Workers.Where(worker => worker.Id == decision.WorkerId).Select(worker => worker.UnitId).FirstOrDefault(),
                client.ServiceLanguage,
                client.Sex,
                client.DateOfBirth,
                client.MunicipalityCode,
                client.IsProtected,
            }).ToListAsync(cancellationToken);
        var watched = read.ConvertAll(row => new WatchedDecision
        {
            Segment = row.Segment,
            Suggested = row.SuggestedSegment,
            HasAbstained = row.Abstained is not null,
            SecondsToDecide = row.SecondsToDecide,
            WorkerId = row.WorkerId,
            UnitId = row.UnitId,
            Language = ClientGroups.CodeOf(row.ServiceLanguage),
            Sex = ClientGroups.CodeOf(row.Sex),
            AgeBand = ClientGroups.AgeBandOf(Client.AgeOn(row.DateOfBirth, calendar.DayOf(row.DecidedAtUtc))),
            Municipality = row.IsProtected ? null : row.MunicipalityCode,
        });
        return (watched, championId is null ? 0 : read.Count(row => row.ModelVersion == championId));
    }

    private Task StoreAsync(ModelWatchRun run, List<Found> found, CancellationToken cancellationToken) => guidance.InTransactionAsync(
        async transaction =>
        {
            var earlier = guidance.Set<ModelWatchRun>().Where(each => each.UntilDay == run.UntilDay);
            await guidance.Set<ModelWatchFinding>().Where(finding => earlier.Any(each => each.Id == finding.RunId)).ExecuteDeleteAsync(cancellationToken);
            await earlier.ExecuteDeleteAsync(cancellationToken);
            guidance.Add(run);
            guidance.AddRange(found.Select((each, number) => new ModelWatchFinding
            {
                RunId = run.Id,
                Number = number,
                Kind = each.Kind,
                Level = each.Level,
                Dimension = each.Dimension,
                Group = each.Group,
                Count = each.Count,
                Value = each.Value,
                Reference = each.Reference,
                Low = each.Low,
                High = each.High,
            }));
            await guidance.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        },
        cancellationToken);
}
