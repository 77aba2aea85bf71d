using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Workbench;

namespace Palveluohjaus.Guidance.Deadlines.Forecast;

internal static class ReachedStages
{
    /// <summary>How far some open cases have come, as a forecast tells stages apart.</summary>
    /// <param name="guidance">Read from.</param>
    /// <param name="caseIds">A page of them.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>Each case that has come further than being received.</returns>
    public static async Task<IReadOnlyDictionary<Guid, CaseStage>> ReadReachedStagesAsync(this GuidanceDbContext guidance, IReadOnlyCollection<Guid> caseIds, CancellationToken cancellationToken)
    {
        var kinds = CaseStages.Kinds;
        var events = await guidance.CaseEvents.Standing().Where(happened => caseIds.Contains(happened.CaseId) && kinds.Contains(happened.Kind))
            .Select(happened => new { happened.CaseId, happened.Kind }).Distinct().ToListAsync(cancellationToken);
        return events.GroupBy(happened => happened.CaseId).ToDictionary(each => each.Key, each => each.Max(happened => CaseStages.StageOf(happened.Kind) ?? CaseStage.Received));
    }
}
