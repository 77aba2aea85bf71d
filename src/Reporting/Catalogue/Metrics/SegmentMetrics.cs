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
            if (Holds(slice, row))
                counts[segments[row]]++;
        }

        return Mixes.Of(Dimension.Segment, segments, counts, Units.Clients);
    }

    public override bool RestsOn(FactSlice slice, int row, string statistic) => Holds(slice, row);

    private static bool Holds(FactSlice slice, int row) => slice.Facts.Decisions.DecidedAt[row] < slice.End && slice.Facts.Decisions.NextDecidedAt[row] >= slice.End;
}

/// <summary>Of the decisions made in the period on a suggestion, the share in which the professional agreed with it.</summary>
public sealed class SuggestionAgreement() : Metric("suggestion-agreement", BenefitGoal.QualityAndEffect, Direction.Neither)
{
    public override FactTable TableOf(FactSnapshot facts) => facts.Decisions;

    public override InstantColumn InstantsOf(FactSnapshot facts) => facts.Decisions.DecidedAt;

    public override IEnumerable<Measurement> Measure(FactSlice slice)
    {
        var decisions = slice.Facts.Decisions;
        var onSuggestion = 0;
        var agreed = 0;
        foreach (var row in slice.Rows)
        {
            if (!slice.Contains(decisions.DecidedAt[row]) || decisions.AgreesWithSuggestion(row) is not { } agrees)
                continue;
            onSuggestion++;
            if (agrees)
                agreed++;
        }

        yield return Measurement.Share("share", agreed, onSuggestion);
    }

    public override bool RestsOn(FactSlice slice, int row, string statistic) => base.RestsOn(slice, row, statistic) && slice.Facts.Decisions.AgreesWithSuggestion(row) is not null;

    public override bool? IsPart(FactSlice slice, int row, string statistic) => slice.Facts.Decisions.AgreesWithSuggestion(row);
}
