using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Catalogue.Metrics;

/// <summary>Clients by the segment a professional has confirmed, as it stood at the end of the period (or now).</summary>
public sealed class SegmentMix() : Metric("segment-mix", BenefitGoal.Prevention, Direction.Neither)
{
    public override FactTable TableOf(FactSnapshot facts) => facts.Decisions;

    public override IEnumerable<Measurement> Measure(FactSlice slice)
    {
        var decisions = slice.Facts.Decisions;
        var segments = decisions.Dimensions[Dimension.Segment];
        var counts = new int[segments.ValueCount];
        foreach (var row in slice.Rows)
        {
            if (decisions.DecidedAt[row] < slice.End && decisions.NextDecidedAt[row] >= slice.End)
                counts[segments[row]]++;
        }

        return Mixes.Of(Dimension.Segment, segments, counts, Units.Clients);
    }
}

/// <summary>Of the decisions made in the period on a suggestion, the share in which the professional agreed with it.</summary>
public sealed class SuggestionAgreement() : Metric("suggestion-agreement", BenefitGoal.QualityAndEffect, Direction.Neither)
{
    public override FactTable TableOf(FactSnapshot facts) => facts.Decisions;

    public override InstantColumn InstantsOf(FactSnapshot facts) => facts.Decisions.DecidedAt;

    public override IEnumerable<Measurement> Measure(FactSlice slice)
    {
        var decisions = slice.Facts.Decisions;
        var segments = decisions.Dimensions[Dimension.Segment];
        var onSuggestion = 0;
        var agreed = 0;
        foreach (var row in slice.Rows)
        {
            if (!slice.Contains(decisions.DecidedAt[row]) || decisions.Suggested.ValueOf(decisions.Suggested[row]) is not { } suggested)
                continue;
            onSuggestion++;
            if (suggested == segments.ValueOf(segments[row]))
                agreed++;
        }

        yield return Measurement.Share("share", agreed, onSuggestion);
    }
}
