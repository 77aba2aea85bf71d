using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Reporting.FigureRows;

/// <summary>The units where somebody works, as the facts name them.</summary>
internal static class OwnUnits
{
    // A code that an imported log also uses tells no unit: the facts hold the rows of both under it.
    public static async Task<HashSet<string>> ReadCodesAsync(GuidanceReads guidance, Actor actor, CancellationToken cancellationToken) =>
        (await guidance.Units.Select(unit => new { unit.Id, unit.Code }).ToListAsync(cancellationToken))
            .GroupBy(unit => unit.Code).Where(units => units.All(unit => actor.UnitIds.Contains(unit.Id))).Select(units => units.Key).ToHashSet(StringComparer.Ordinal);
}
