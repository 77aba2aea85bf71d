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
}

public sealed record ModelWatchReport(
    ModelWatchRun Run, IReadOnlyList<ModelWatchFinding> Findings, IReadOnlyDictionary<string, Unit> Units, IReadOnlyDictionary<string, County.Municipality> Municipalities);
