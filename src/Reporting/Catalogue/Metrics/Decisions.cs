using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Catalogue.Metrics;

/// <summary>Clients whose segment was decided anew in the period: from which to which, and how many of each segment moved.</summary>
public sealed class SegmentTransitions() : Metric("segment-transitions", BenefitGoal.Prevention, Direction.Neither)
{
    // The order of codes, not of the reader's alphabet: files are the same whoever asks for them.
    private static readonly Comparer<(string From, string To)> ByCode = Comparer<(string From, string To)>.Create((one, other) =>
        string.CompareOrdinal(one.From, other.From) is var from and not 0 ? from : string.CompareOrdinal(one.To, other.To));

    public override FactTable TableOf(FactSnapshot facts) => facts.Decisions;

    public override InstantColumn InstantsOf(FactSnapshot facts) => facts.Decisions.DecidedAt;

    public override IEnumerable<Measurement> Measure(FactSlice slice)
    {
        var decisions = slice.Facts.Decisions;
        var segments = decisions.Dimensions[Dimension.Segment];
        var counts = new SortedDictionary<(string From, string To), int>(ByCode);
        foreach (var row in slice.Rows)
        {
            if (!slice.Contains(decisions.DecidedAt[row]) || decisions.Previous.ValueOf(decisions.Previous[row]) is not { } from || segments.ValueOf(segments[row]) is not { } to)
                continue;
            counts[(from, to)] = counts.GetValueOrDefault((from, to)) + 1;
        }

        var (decided, moved) = (counts.Values.Sum(), counts.Where(each => each.Key.From != each.Key.To).Sum(each => each.Value));
        yield return Measurement.Share("moved", moved, decided);
        foreach (var ((from, to), count) in counts)
        {
            var ofSame = counts.Where(each => each.Key.From == from).Sum(each => each.Value);
            yield return new Measurement($"from-{from}", count, Units.Decisions, count, (Dimension.Segment, to));
            yield return Measurement.Share($"share-from-{from}", count, ofSame, (Dimension.Segment, to));
        }
    }
}

/// <summary>Of the decisions of the period that differ from the suggestion, the reasons given.</summary>
public sealed class OverrideReasons() : Metric("override-reasons", BenefitGoal.QualityAndEffect, Direction.Neither)
{
    public override FactTable TableOf(FactSnapshot facts) => facts.Decisions;

    public override InstantColumn InstantsOf(FactSnapshot facts) => facts.Decisions.DecidedAt;

    public override IEnumerable<Measurement> Measure(FactSlice slice)
    {
        var decisions = slice.Facts.Decisions;
        var (segments, reasons) = (decisions.Dimensions[Dimension.Segment], decisions.Dimensions[Dimension.OverrideReason]);
        var counts = new int[reasons.ValueCount];
        foreach (var row in slice.Rows)
        {
            if (slice.Contains(decisions.DecidedAt[row]) && decisions.Suggested.ValueOf(decisions.Suggested[row]) is { } suggested && suggested != segments.ValueOf(segments[row]))
                counts[reasons[row]]++;
        }

        return Mixes.Of(Dimension.OverrideReason, reasons, counts, Units.Decisions);
    }
}

/// <summary>
/// How long professionals look at a suggestion before they agree, and how often they agree in a few seconds. Who agrees at once and always does not decide.
/// </summary>
public sealed class RubberStamp() : Metric("rubber-stamp", BenefitGoal.QualityAndEffect, Direction.LowerIsBetter)
{
    /// <summary>Nobody reads a suggestion with its reasons faster.</summary>
    public const int FewSeconds = 5;

    public override FactTable TableOf(FactSnapshot facts) => facts.Decisions;

    public override InstantColumn InstantsOf(FactSnapshot facts) => facts.Decisions.DecidedAt;

    public override IEnumerable<Measurement> Measure(FactSlice slice)
    {
        var decisions = slice.Facts.Decisions;
        var segments = decisions.Dimensions[Dimension.Segment];
        var (seconds, atOnce) = (new List<double>(), 0);
        foreach (var row in slice.Rows)
        {
            if (!slice.Contains(decisions.DecidedAt[row])
                || decisions.SecondsToDecide[row] is not { } taken
                || decisions.Suggested.ValueOf(decisions.Suggested[row]) is not { } suggested
                || suggested != segments.ValueOf(segments[row]))
            {
                continue;
            }

            seconds.Add(taken);
            if (taken < FewSeconds)
                atOnce++;
        }

        var inOrder = Percentiles.InOrder(seconds);
        yield return Measurement.Share("at-once", atOnce, inOrder.Length);
        yield return new Measurement("seconds-p50", Percentiles.Of(inOrder, 0.50), Units.Seconds, inOrder.Length);
    }
}
