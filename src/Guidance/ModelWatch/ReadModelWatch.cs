using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.ModelWatch;

/// <summary>What the weekly watch has found, with the names that its findings are told by.</summary>
public sealed class ReadModelWatch(GuidanceDbContext guidance)
{
    /// <returns>Null before the first run.</returns>
    public async Task<ModelWatchReport?> ReadLatestAsync(CancellationToken cancellationToken)
    {
        var run = await guidance.Set<ModelWatchRun>().AsNoTracking().OrderByDescending(each => each.UntilDay).FirstOrDefaultAsync(cancellationToken);
        if (run is null)
            return null;
        return new ModelWatchReport(
            run,
            await guidance.Set<ModelWatchFinding>().AsNoTracking().Where(finding => finding.RunId == run.Id).OrderBy(finding => finding.Number).ToListAsync(cancellationToken),
            (await guidance.Units.AsNoTracking().ToListAsync(cancellationToken)).ToDictionary(unit => unit.Id.ToString("D")),
            await guidance.Municipalities.AsNoTracking().ToDictionaryAsync(municipality => municipality.Code, cancellationToken));
    }

    /// <summary>The runs and what each found of all decisions, the latest first.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<IReadOnlyList<WatchedRun>> ReadRunsAsync(int most, CancellationToken cancellationToken)
    {
        var runs = await guidance.Set<ModelWatchRun>().AsNoTracking().OrderByDescending(each => each.UntilDay).Take(most).ToListAsync(cancellationToken);
        var ids = runs.ConvertAll(run => run.Id);
        var findings = (await guidance.Set<ModelWatchFinding>().AsNoTracking()
            .Where(finding => EF.Parameter(ids).Contains(finding.RunId) && finding.Dimension == null && finding.Group == null)
            .ToListAsync(cancellationToken)).ToLookup(finding => finding.RunId);
        return [.. runs.Select(run => new WatchedRun(run, Of(run, WatchedThing.Agreement), Of(run, WatchedThing.QuickConfirmations), Of(run, WatchedThing.SuggestionDrift)))];

        ModelWatchFinding? Of(ModelWatchRun run, WatchedThing kind) => findings[run.Id].FirstOrDefault(finding => finding.Kind == kind);
    }
}

public sealed record ModelWatchReport(
    ModelWatchRun Run, IReadOnlyList<ModelWatchFinding> Findings, IReadOnlyDictionary<string, Unit> Units, IReadOnlyDictionary<string, County.Municipality> Municipalities);

/// <summary>A run, and what it found of all decisions; null where there was too little to say.</summary>
public sealed record WatchedRun(ModelWatchRun Run, ModelWatchFinding? Agreement, ModelWatchFinding? QuickConfirmations, ModelWatchFinding? SuggestionDrift);
