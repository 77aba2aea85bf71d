using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.Scheme;

namespace Palveluohjaus.Guidance.ModelWatch;

/// <summary>Computes what the watch finds. Pure: decisions and a drift report in, findings out.</summary>
internal static class MeasureWatch
{
    private const string UnitDimension = "unit";
    private static readonly IReadOnlyList<(string Dimension, Func<WatchedDecision, string?> GroupOf)> Dimensions =
    [
        ("language", decision => decision.Language),
        ("sex", decision => decision.Sex),
        ("age-band", decision => decision.AgeBand),
        ("municipality", decision => decision.Municipality),
    ];

    public static List<Found> OfDrift(DriftReport drift) =>
    [
        new(WatchedThing.SuggestionDrift, WatchLimits.OfDrift(drift.SuggestedState)) { Count = drift.Rows, Value = Told(drift.SuggestedState, drift.SuggestedStability) },
        .. drift.Columns.Select(column => new Found(WatchedThing.FeatureDrift, WatchLimits.OfDrift(column.State))
        {
            Group = column.Column,
            Count = drift.Rows,
            Value = Told(column.State, column.Stability),
        }),
    ];

    public static List<Found> OfDecisions(IReadOnlyList<WatchedDecision> decisions, SegmentationScheme scheme)
    {
        var found = new List<Found>();

        // What was confirmed unread says what the model thinks, not what the professional does.
        List<WatchedDecision> weighed = [.. decisions.Where(decision => !decision.IsQuickConfirmation)];
        Segment? Decided(WatchedDecision decision) => scheme.Find(decision.Segment);
        Segment? Suggested(WatchedDecision decision) => decision.Suggested is { } code ? scheme.Find(code) : null;
        List<WatchedDecision> suggested = [.. weighed.Where(decision => Decided(decision) is not null && Suggested(decision) is not null)];
        List<WatchedDecision> needingMuch = [.. suggested.Where(decision => Decided(decision)!.Need == AxisSide.High)];
        List<WatchedDecision> asked = [.. weighed.Where(decision => decision.Suggested is not null || decision.HasAbstained)];

        found.Add(Whole(WatchedThing.Agreement, suggested, IsAgreed, WatchLimits.OfAgreement));
        found.Add(Kappa(suggested, scheme));
        found.Add(Whole(WatchedThing.MissedNeed, needingMuch, IsMissed, _ => WatchLevel.Ok));
        found.Add(Whole(WatchedThing.Abstained, asked, decision => decision.HasAbstained, _ => WatchLevel.Ok));
        foreach (var (dimension, groupOf) in Dimensions)
        {
            found.AddRange(ByGroup(WatchedThing.Agreement, dimension, suggested, groupOf, IsAgreed));
            found.AddRange(ByGroup(WatchedThing.MissedNeed, dimension, needingMuch, groupOf, IsMissed));
            found.AddRange(ByGroup(WatchedThing.Abstained, dimension, asked, groupOf, decision => decision.HasAbstained));
        }

        found.AddRange(OfConfirming(decisions));
        return found;

        bool IsMissed(WatchedDecision decision) => Suggested(decision)!.Need == AxisSide.Low;
    }

    private static bool IsAgreed(WatchedDecision decision) => decision.Suggested == decision.Segment;

    /// <summary>Rubber-stamping: of the whole county, and of each unit.</summary>
    private static IEnumerable<Found> OfConfirming(IReadOnlyList<WatchedDecision> decisions)
    {
        foreach (var finding in Confirming(decisions, group: null))
            yield return finding;

        var units = decisions.Where(decision => decision.UnitId is not null).GroupBy(decision => decision.UnitId!.Value).OrderBy(unit => unit.Key);
        foreach (var unit in units)
        {
            foreach (var finding in Confirming([.. unit], unit.Key.ToString("D")))
                yield return finding;
        }
    }

    private static IEnumerable<Found> Confirming(IReadOnlyList<WatchedDecision> decisions, string? group)
    {
        var dimension = group is null ? null : UnitDimension;
        int[] seconds = [.. decisions.Where(decision => IsAgreed(decision) && decision.SecondsToDecide is not null).Select(decision => decision.SecondsToDecide!.Value).Order()];
        var workers = decisions.Where(decision => IsAgreed(decision) && decision.SecondsToDecide is not null).Select(decision => decision.WorkerId).Distinct().Count();
        var isTooFew = seconds.Length < WatchLimits.MinimumRows || (group is not null && workers < WatchLimits.MinimumWorkers);
        if (isTooFew)
        {
            yield return new Found(WatchedThing.QuickConfirmations, WatchLevel.TooFew) { Dimension = dimension, Group = group };
            yield return new Found(WatchedThing.SecondsToConfirm, WatchLevel.TooFew) { Dimension = dimension, Group = group };
        }
        else
        {
            var quick = Shares.Of(seconds.Count(each => each < ReadConfirmedDecisions.WeighedSeconds), seconds.Length);
            var median = (seconds[(seconds.Length - 1) / 2] + seconds[seconds.Length / 2]) / 2.0;
            yield return new Found(WatchedThing.QuickConfirmations, WatchLimits.OfQuickShare(quick.Value))
            {
                Dimension = dimension, Group = group, Count = seconds.Length, Value = quick.Value, Low = quick.Low, High = quick.High,
            };
            yield return new Found(WatchedThing.SecondsToConfirm, WatchLimits.OfMedianSeconds(median)) { Dimension = dimension, Group = group, Count = seconds.Length, Value = median };
        }

        // Of the county agreement stands among the first findings, over what was weighed; of a unit here, over all it decided.
        if (group is null)
            yield break;
        List<WatchedDecision> suggested = [.. decisions.Where(decision => decision.Suggested is not null)];
        var hasEnough = suggested.Count >= WatchLimits.MinimumRows && suggested.Select(decision => decision.WorkerId).Distinct().Count() >= WatchLimits.MinimumWorkers;
        yield return hasEnough
            ? Whole(WatchedThing.Agreement, suggested, IsAgreed, WatchLimits.OfAgreement) with { Dimension = dimension, Group = group }
            : new Found(WatchedThing.Agreement, WatchLevel.TooFew) { Dimension = dimension, Group = group };
    }

    private static Found Whole(WatchedThing kind, List<WatchedDecision> decisions, Func<WatchedDecision, bool> counts, Func<double, WatchLevel> levelOf)
    {
        if (decisions.Count < WatchLimits.MinimumRows)
            return new Found(kind, WatchLevel.TooFew);
        var share = Shares.Of(decisions.Count(counts), decisions.Count);
        return new Found(kind, levelOf(share.Value)) { Count = decisions.Count, Value = share.Value, Low = share.Low, High = share.High };
    }

    private static Found Kappa(List<WatchedDecision> suggested, SegmentationScheme scheme)
    {
        if (suggested.Count < WatchLimits.MinimumRows)
            return new Found(WatchedThing.AgreementKappa, WatchLevel.TooFew);
        int[] decided = [.. suggested.Select(decision => scheme.Find(decision.Segment)!.Index)];
        int[] said = [.. suggested.Select(decision => scheme.Find(decision.Suggested!)!.Index)];
        var kappa = ProfessionalAgreement.Measure(decided, said, SegmentationScheme.SegmentCount).Kappa;
        return double.IsFinite(kappa.Value)
            ? new Found(WatchedThing.AgreementKappa, WatchLevel.Ok) { Count = suggested.Count, Value = kappa.Value, Low = kappa.Low, High = kappa.High }
            : new Found(WatchedThing.AgreementKappa, WatchLevel.TooFew);
    }

    /// <summary>Each group against all others of its dimension.</summary>
    private static IEnumerable<Found> ByGroup(
        WatchedThing kind, string dimension, List<WatchedDecision> decisions, Func<WatchedDecision, string?> groupOf, Func<WatchedDecision, bool> counts)
    {
        var groups = decisions.Where(decision => groupOf(decision) is not null)
            .GroupBy(decision => groupOf(decision)!)
            .Select(group => (Group: group.Key, Total: group.Count(), Part: group.Count(counts)))
            .OrderBy(group => group.Group, StringComparer.Ordinal)
            .ToList();
        var (total, part) = (groups.Sum(group => group.Total), groups.Sum(group => group.Part));
        var withheld = Withhold(groups.ToDictionary(group => group.Group, group => group.Total));
        foreach (var group in groups)
        {
            var others = total - group.Total;
            if (withheld.Contains(group.Group) || others < WatchLimits.MinimumRows)
            {
                yield return new Found(kind, WatchLevel.TooFew) { Dimension = dimension, Group = group.Group };
                continue;
            }

            var difference = Shares.Difference(group.Part, group.Total, part - group.Part, others);
            yield return new Found(kind, WatchLimits.OfDifference(difference))
            {
                Dimension = dimension,
                Group = group.Group,
                Count = group.Total,
                Value = (double)group.Part / group.Total,
                Reference = (double)(part - group.Part) / others,
                Low = difference.Low,
                High = difference.High,
            };
        }
    }

    /// <summary>Groups with too few decisions; and where what is withheld could be told from the sum, the smallest of the others too.</summary>
    internal static IReadOnlySet<string> Withhold(IReadOnlyDictionary<string, int> totals)
    {
        var withheld = totals.Where(each => each.Value < WatchLimits.MinimumRows).Select(each => each.Key).ToHashSet();
        var others = new Queue<string>(totals.Where(each => !withheld.Contains(each.Key)).OrderBy(each => each.Value).ThenBy(each => each.Key, StringComparer.Ordinal).Select(each => each.Key));
        while (withheld.Count > 0 && others.Count > 0 && (withheld.Count < 2 || withheld.Sum(each => totals[each]) < WatchLimits.MinimumWithheld))
            withheld.Add(others.Dequeue());
        return withheld;
    }

    private static double? Told(DriftState state, double stability) => state == DriftState.TooFewRows ? null : stability;
}

/// <summary>One decision as the watch sees it. Whose it was it does not say.</summary>
internal sealed record WatchedDecision
{
    public required string Segment { get; init; }
    public required string? Suggested { get; init; }
    public required bool HasAbstained { get; init; }
    public required int? SecondsToDecide { get; init; }

    /// <summary>Counted, never told.</summary>
    public required Guid? WorkerId { get; init; }

    public required Guid? UnitId { get; init; }
    public required string Language { get; init; }
    public required string Sex { get; init; }
    public required string? AgeBand { get; init; }

    /// <summary>Null for a protected client.</summary>
    public required string? Municipality { get; init; }

    public bool IsQuickConfirmation => Suggested == Segment && SecondsToDecide < ReadConfirmedDecisions.WeighedSeconds;
}

/// <summary>A finding before it is stored.</summary>
internal sealed record Found(WatchedThing Kind, WatchLevel Level)
{
    public string? Dimension { get; init; }
    public string? Group { get; init; }
    public int? Count { get; init; }
    public double? Value { get; init; }
    public double? Reference { get; init; }
    public double? Low { get; init; }
    public double? High { get; init; }
}
