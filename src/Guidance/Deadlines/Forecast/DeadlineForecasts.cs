using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Workbench;

namespace Palveluohjaus.Guidance.Deadlines.Forecast;

/// <summary>The newest forecast, kept in memory until there is a newer one.</summary>
public sealed class DeadlineForecasts
{
    private volatile ForecastInUse? _latest;

    /// <returns>Null when none has been fitted.</returns>
    public async Task<ForecastInUse?> FindAsync(GuidanceDbContext guidance, CancellationToken cancellationToken)
    {
        var newest = await guidance.DeadlineForecasts.OrderByDescending(each => each.FittedAtUtc).ThenByDescending(each => each.Id).Select(each => (Guid?)each.Id).FirstOrDefaultAsync(cancellationToken);
        if (newest is not { } id)
            return null;
        if (_latest is { } latest && latest.Id == id)
            return latest;
        var rules = await guidance.ForecastRules.AsNoTracking().Where(rule => rule.ForecastId == id).ToListAsync(cancellationToken);
        var cells = await guidance.ForecastCells.AsNoTracking().Where(cell => cell.ForecastId == id).ToListAsync(cancellationToken);
        var loads = await guidance.ForecastLoads.AsNoTracking().Where(load => load.ForecastId == id).ToDictionaryAsync(load => load.UnitId, load => load.Load, cancellationToken);
        return _latest = new ForecastInUse(id, new MissRates(rules.Select(rule => (rule.RuleCode, rule.Known, rule.Missed)), cells.Select(cell => (new ForecastSituation(cell.RuleCode, cell.AgeBand, cell.Stage, cell.Load, cell.Segment), cell.Known, cell.Missed))), loads);
    }
}

/// <summary>Tells the chance that a running deadline is missed.</summary>
public sealed class ForecastInUse
{
    private readonly MissRates _rates;
    private readonly IReadOnlyDictionary<Guid, UnitLoad> _loads;

    internal ForecastInUse(Guid id, MissRates rates, IReadOnlyDictionary<Guid, UnitLoad> loads)
    {
        (Id, _rates, _loads) = (id, rates, loads);
    }

    public Guid Id { get; }

    /// <param name="due">What is owed; null when nothing is.</param>
    /// <param name="stage">Where the case stands, as <see cref="ForecastSituation.StageOf"/> tells it.</param>
    /// <param name="unitId">Who has it.</param>
    /// <param name="segment">The client's confirmed one.</param>
    /// <returns>Null when nothing is owed, when it is late already, or when there is too little history of its rule.</returns>
    public MissChance? Find(DueTime? due, CaseStage stage, Guid? unitId, string? segment) => due is not { RuleCode: { } ruleCode, Group: not WorkGroup.Late } || due.UsedShare >= 1
        ? null
        : _rates.Find(new ForecastSituation(ruleCode, ForecastSituation.AgeBandOf(due.UsedShare), stage, unitId is { } unit ? _loads.GetValueOrDefault(unit) : UnitLoad.Unknown, segment ?? ""));
}
