namespace Palveluohjaus.Guidance.Deadlines.Forecast;

/// <summary>
/// How often deadlines were missed in each situation. A situation seldom seen leans on the wider one around it: what all deadlines of the rule came to,
/// then those as old, at the same stage, in a unit as loaded, of clients of the same segment. Everything is a count that can be shown.
/// </summary>
internal sealed class MissRates
{
    /// <summary>
    /// How many deadlines of one's own a situation needs to count as much as the wider one around it (a beta prior of that many observations). Twenty is
    /// about where a share is known to ten percentage points.
    /// </summary>
    public const double PriorWeight = 20;

    /// <summary>With fewer, what is shown as alike is the wider situation; a rule with fewer has no forecast.</summary>
    public const int Enough = 30;

    /// <summary>The level that speaks of a rule's deadlines as a whole; the narrower ones speak of those that were running in a tenth of their time.</summary>
    private const int OfRule = 1;

    private readonly Dictionary<ForecastSituation, Tally> _tallies = [];

    /// <param name="rules">How many deadlines each rule had, and how many of them were missed.</param>
    /// <param name="cells">The same of each situation: a deadline is in one of each tenth in which it ran.</param>
    public MissRates(IEnumerable<(string RuleCode, int Known, int Missed)> rules, IEnumerable<(ForecastSituation Situation, int Known, int Missed)> cells)
    {
        foreach (var (ruleCode, known, missed) in rules)
            Add(new ForecastSituation(ruleCode, null, null, null, null), known, missed, from: 0, to: OfRule);
        foreach (var (situation, known, missed) in cells)
            Add(situation, known, missed, from: OfRule + 1, to: ForecastSituation.LevelCount);
    }

    public static MissRates Of(IReadOnlyCollection<PastMoment> moments) => new(RulesOf(moments), CellsOf(moments));

    /// <summary>Each deadline once, however many moments it has.</summary>
    public static IEnumerable<(string RuleCode, int Known, int Missed)> RulesOf(IEnumerable<PastMoment> moments) => moments
        .DistinctBy(moment => (moment.CaseId, moment.Situation.RuleCode))
        .GroupBy(moment => moment.Situation.RuleCode!).Select(group => (group.Key, group.Count(), group.Count(moment => moment.WasMissed)));

    public static IEnumerable<(ForecastSituation Situation, int Known, int Missed)> CellsOf(IEnumerable<PastMoment> moments) => moments
        .GroupBy(moment => moment.Situation).Select(group => (group.Key, group.Count(), group.Count(moment => moment.WasMissed)));

    /// <summary>The chance by the rule alone: what a forecast must beat.</summary>
    /// <returns>A share in 0–1; null when the rule has too little history.</returns>
    public double? RateOf(string ruleCode)
    {
        var tally = _tallies.GetValueOrDefault(new ForecastSituation(ruleCode, null, null, null, null));
        return tally.Known < Enough ? null : (double)tally.Missed / tally.Known;
    }

    /// <returns>Null when the rule has too little history.</returns>
    public MissChance? Find(ForecastSituation situation)
    {
        if (situation.RuleCode is not { } ruleCode || RateOf(ruleCode) is null)
            return null;
        var all = _tallies[default];
        var share = (all.Missed + 0.5) / (all.Known + 1);
        var (alike, level) = (default(Tally), OfRule);
        for (var each = 1; each <= ForecastSituation.LevelCount; each++)
        {
            var tally = _tallies.GetValueOrDefault(situation.At(each));
            share = (tally.Missed + PriorWeight * share) / (tally.Known + PriorWeight);
            if (tally.Known >= Enough)
                (alike, level) = (tally, each);
        }

        return new MissChance { Share = share, Situation = situation.At(level), Alike = alike.Known, AlikeMissed = alike.Missed };
    }

    private void Add(ForecastSituation situation, int known, int missed, int from, int to)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(missed);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(missed, known);
        for (var level = from; level <= to; level++)
        {
            var key = situation.At(level);
            var tally = _tallies.GetValueOrDefault(key);
            _tallies[key] = new Tally(tally.Known + known, tally.Missed + missed);
        }
    }

    private readonly record struct Tally(int Known, int Missed);
}
