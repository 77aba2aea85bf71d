using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Catalogue.Metrics;

/// <summary>Clients whose segment was decided anew in the period: from which to which, and how many of each segment moved.</summary>
public sealed class SegmentTransitions() : Metric("segment-transitions", BenefitGoal.Prevention, Direction.Neither)
{
    private const string From = "from-";
    private const string Moved = "moved";
    private const string ShareFrom = "share-from-";

    // The order of codes, not of the reader's alphabet: files are the same whoever asks for them.
    private static readonly Comparer<(string From, string To)> ByCode = Comparer<(string From, string To)>.Create((one, other) =>
        string.CompareOrdinal(one.From, other.From) is var from and not 0 ? from : string.CompareOrdinal(one.To, other.To));

    public override FactTable TableOf(FactSnapshot facts) => facts.Decisions;

    public override InstantColumn InstantsOf(FactSnapshot facts) => facts.Decisions.DecidedAt;

    public override IEnumerable<Measurement> Measure(FactSlice slice)
    {
        var decisions = slice.Facts.Decisions;
        var counts = new SortedDictionary<(string From, string To), int>(ByCode);
        foreach (var row in slice.Rows)
        {
            if (slice.Contains(decisions.DecidedAt[row]) && MoveOf(decisions, row) is { } move)
                counts[move] = counts.GetValueOrDefault(move) + 1;
        }

        var (decided, moved) = (counts.Values.Sum(), counts.Where(each => each.Key.From != each.Key.To).Sum(each => each.Value));
        yield return Measurement.Share(Moved, moved, decided);
        foreach (var ((from, to), count) in counts)
        {
            var ofSame = counts.Where(each => each.Key.From == from).Sum(each => each.Value);
            yield return new Measurement($"{From}{from}", count, Units.Decisions, count, (Dimension.Segment, to));
            yield return Measurement.Share($"{ShareFrom}{from}", count, ofSame, (Dimension.Segment, to));
        }
    }

    public override bool RestsOn(FactSlice slice, int row, string statistic) =>
        base.RestsOn(slice, row, statistic) && MoveOf(slice.Facts.Decisions, row) is var (from, _) && (statistic == Moved || statistic == $"{From}{from}" || statistic == $"{ShareFrom}{from}");

    public override bool? IsPart(FactSlice slice, int row, string statistic) => statistic == Moved && MoveOf(slice.Facts.Decisions, row) is var (from, to) ? from != to : null;

    /// <returns>Null for a client's first decision.</returns>
    private static (string From, string To)? MoveOf(DecisionTable decisions, int row)
    {
        var segments = decisions.Dimensions[Dimension.Segment];
        return decisions.Previous.ValueOf(decisions.Previous[row]) is { } from && segments.ValueOf(segments[row]) is { } to ? (from, to) : null;
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
        var reasons = decisions.Dimensions[Dimension.OverrideReason];
        var counts = new int[reasons.ValueCount];
        foreach (var row in slice.Rows)
        {
            if (slice.Contains(decisions.DecidedAt[row]) && decisions.AgreesWithSuggestion(row) is false)
                counts[reasons[row]]++;
        }

        return Mixes.Of(Dimension.OverrideReason, reasons, counts, Units.Decisions);
    }

    public override bool RestsOn(FactSlice slice, int row, string statistic) => base.RestsOn(slice, row, statistic) && slice.Facts.Decisions.AgreesWithSuggestion(row) is false;
}

/// <summary>
/// How long professionals look at a suggestion before they agree, and how often they agree in a few seconds. Who agrees at once and always does not decide.
/// </summary>
public sealed class RubberStamp() : Metric("rubber-stamp", BenefitGoal.QualityAndEffect, Direction.LowerIsBetter)
{
    /// <summary>Nobody reads a suggestion with its reasons faster.</summary>
    public const int FewSeconds = 5;

    private const string AtOnce = "at-once";

    public override FactTable TableOf(FactSnapshot facts) => facts.Decisions;

    public override InstantColumn InstantsOf(FactSnapshot facts) => facts.Decisions.DecidedAt;

    public override IEnumerable<Measurement> Measure(FactSlice slice)
    {
        var decisions = slice.Facts.Decisions;
        var (seconds, atOnce) = (new List<double>(), 0);
        foreach (var row in slice.Rows)
        {
            if (!slice.Contains(decisions.DecidedAt[row]) || decisions.SecondsToDecide[row] is not { } taken || decisions.AgreesWithSuggestion(row) is not true)
                continue;
            seconds.Add(taken);
            if (IsAtOnce(decisions, row))
                atOnce++;
        }

        var inOrder = Percentiles.InOrder(seconds);
        yield return Measurement.Share(AtOnce, atOnce, inOrder.Length);
        yield return new Measurement("seconds-p50", Percentiles.Of(inOrder, 0.50), Units.Seconds, inOrder.Length);
    }

    public override bool RestsOn(FactSlice slice, int row, string statistic) =>
        base.RestsOn(slice, row, statistic) && slice.Facts.Decisions is var decisions && decisions.SecondsToDecide[row] is not null && decisions.AgreesWithSuggestion(row) is true;

    public override bool? IsPart(FactSlice slice, int row, string statistic) => statistic == AtOnce ? IsAtOnce(slice.Facts.Decisions, row) : null;

    private static bool IsAtOnce(DecisionTable decisions, int row) => decisions.SecondsToDecide[row] < FewSeconds;
}
