using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Handoffs;

/// <summary>
/// How often "something else" is the reason given for a handoff, for a return, and for declining one. It counts in the database and tells of nobody, and is
/// therefore not audited; whoever shows it hides small counts.
/// </summary>
public sealed class CountHandoffReasons(GuidanceDbContext guidance)
{
    /// <summary>Stands before the commands, by which a test tells these counts from the reading of clients.</summary>
    public const string Tag = "How often which reason of handoffs is given";

    /// <param name="fromUtc">The beginning of the period.</param>
    /// <param name="toUtc">Its end, which is no more in it.</param>
    /// <param name="cancellationToken">Cancels the counting.</param>
    /// <returns>
    /// By who gave the reason and the municipality of the case. A return counts by its own reason and among returns only: parts of one another would tell small
    /// numbers by their difference. A reason that nobody chose, as that of a handoff at the end of a contact, is none.
    /// </returns>
    public async Task<IReadOnlyList<ReasonCount>> CountAsync(DateTime fromUtc, DateTime toUtc, CancellationToken cancellationToken)
    {
        var handoffs = from handoff in guidance.Handoffs.AsNoTracking().TagWith(Tag)
                       join of in guidance.Cases on handoff.CaseId equals of.Id
                       select new { Handoff = handoff, of.MunicipalityCode };
        var offered = handoffs.Where(each => each.Handoff.OfferedAtUtc >= fromUtc && each.Handoff.OfferedAtUtc < toUtc);
        var given = await offered.Where(each => each.Handoff.ReasonKind != HandoffReason.AtContact && each.Handoff.ReturnReasonKind == null)
            .GroupBy(each => new { each.Handoff.FromUnitId, each.MunicipalityCode, each.Handoff.ReasonKind })
            .Select(group => new { group.Key.FromUnitId, group.Key.MunicipalityCode, group.Key.ReasonKind, Count = group.Count() }).ToListAsync(cancellationToken);
        var returned = await offered.Where(each => each.Handoff.ReturnReasonKind != null)
            .GroupBy(each => new { each.Handoff.FromUnitId, each.MunicipalityCode, each.Handoff.ReturnReasonKind })
            .Select(group => new { group.Key.FromUnitId, group.Key.MunicipalityCode, group.Key.ReturnReasonKind, Count = group.Count() }).ToListAsync(cancellationToken);
        var declined = await handoffs.Where(each => each.Handoff.DeclineReasonKind != null && each.Handoff.AnsweredAtUtc >= fromUtc && each.Handoff.AnsweredAtUtc < toUtc)
            .GroupBy(each => new { each.Handoff.ToUnitId, each.MunicipalityCode, each.Handoff.DeclineReasonKind })
            .Select(group => new { group.Key.ToUnitId, group.Key.MunicipalityCode, group.Key.DeclineReasonKind, Count = group.Count() }).ToListAsync(cancellationToken);
        return
        [
            .. given.Select(each => new ReasonCount(HandoffStep.Offered, each.FromUnitId, each.MunicipalityCode, each.ReasonKind == HandoffReason.Other, each.Count)),
            .. returned.Select(each => new ReasonCount(HandoffStep.Returned, each.FromUnitId, each.MunicipalityCode, each.ReturnReasonKind == ReturnReason.Other, each.Count)),
            .. declined.Select(each => new ReasonCount(HandoffStep.Declined, each.ToUnitId, each.MunicipalityCode, each.DeclineReasonKind == DeclineReason.Other, each.Count)),
        ];
    }
}

/// <param name="Step">What the reason was given for.</param>
/// <param name="UnitId">Who gave it; null for a case that no unit had.</param>
/// <param name="MunicipalityCode">The case's; null when not known.</param>
/// <param name="IsOther">Whether it was something else than the reasons on the list.</param>
/// <param name="Count">How many.</param>
public sealed record ReasonCount(HandoffStep Step, Guid? UnitId, string? MunicipalityCode, bool IsOther, int Count);

/// <summary>What of a handoff asks for a reason.</summary>
public enum HandoffStep
{
    Offered,

    /// <summary>Offered to a unit that has had the case.</summary>
    Returned,
    Declined,
}
