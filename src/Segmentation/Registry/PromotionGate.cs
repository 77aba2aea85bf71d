using System.Globalization;
using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Registry;

/// <summary>
/// Whether a version may become champion. A pure decision on measured evidence, in words that go into the history as they stand.
/// </summary>
/// <remarks>
/// "Better" asks two things of the same held-out rows: the mean log-loss is lower, and the accuracy is not lower beyond noise, that is,
/// the 95 % interval of its difference does not lie wholly under 0. Log-loss decides because it is the finer measure: it counts
/// every row and the whole probability, and probabilities are what a professional is shown. It is not asked to be lower beyond
/// noise, since a county with few decisions could then never follow a change; the words say whether it is.
/// </remarks>
public static class PromotionGate
{
    /// <summary>The largest difference in accuracy between two groups, unless a county sets its own.</summary>
    public const double DefaultMaximumGroupGap = 0.15;

    /// <summary>Decides.</summary>
    /// <param name="evidence">What was measured.</param>
    /// <param name="maximumGroupGap">The largest difference in accuracy between two groups of one dimension, over 0 and at most 1.</param>
    public static GateDecision Decide(GateEvidence evidence, double maximumGroupGap = DefaultMaximumGroupGap)
    {
        if (maximumGroupGap is not (> 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(maximumGroupGap), maximumGroupGap, "The limit is a share over 0 and at most 1.");

        return new GateDecision
        {
            Collection = evidence.Collection,
            Candidate = evidence.Candidate,
            Champion = evidence.Champion,
            Measured = evidence.Measured,
            Findings =
            [
                ExactExplanation(evidence),
                SameSchema(evidence),
                .. Comparisons(evidence),
                GroupGap(evidence, maximumGroupGap),
            ],
        };
    }

    private static GateFinding ExactExplanation(GateEvidence evidence) => new(
        GateCheck.ExactExplanation,
        evidence.HasExactExplanation,
        evidence.HasExactExplanation
            ? "Every suggestion can be explained exactly."
            : "Only models with exact explanations may become champion, and this one has none.");

    private static GateFinding SameSchema(GateEvidence evidence)
    {
        if (evidence.SchemaInUse is not { } inUse || evidence.Schema.Matches(inUse))
            return new GateFinding(GateCheck.SameSchema, true, $"Made for the columns and segments in use ({Named(evidence.Schema)}).");
        return new GateFinding(GateCheck.SameSchema, false, $"Made for {Named(evidence.Schema)}, and {Named(inUse)} is in use: it could not score a client.");
    }

    private static IEnumerable<GateFinding> Comparisons(GateEvidence evidence)
    {
        // Whoever gathers the evidence must not be able to leave the champion out of it.
        if (evidence.Champion is { } champion && evidence.Opponents.All(opponent => opponent.Name != champion))
            yield return new GateFinding(GateCheck.BetterOnSameRows, false, $"It was not compared with the champion {champion}.");
        else if (evidence.Opponents.Count == 0)
            yield return new GateFinding(GateCheck.BetterOnSameRows, false, "It was compared with nothing: with no champion, the majority and the scorecard stand in for one.");

        foreach (var opponent in evidence.Opponents)
            yield return Comparison(evidence, opponent);
    }

    private static GateFinding Comparison(GateEvidence evidence, GateOpponent opponent)
    {
        var rows = evidence.Report.Rows;
        if (opponent.Rows != rows || rows == 0)
            return new GateFinding(GateCheck.BetterOnSameRows, false, Text($"{opponent.Name}: compared on {opponent.Rows} rows, and the version was measured on {rows}."));

        var isLogLossLower = opponent.LogLoss.Value < 0;
        // Said so that an undefined interval fails.
        var isAccuracyKept = opponent.Accuracy.High >= 0;
        var noise = opponent.LogLoss.High < 0 ? "beyond noise" : "within noise";
        var words = Text($"Against {opponent.Name} on the same {rows} rows: log-loss {Signed(opponent.LogLoss, "0.0000")}")
            + (isLogLossLower ? $", lower {noise}; " : ", not lower; ")
            + $"accuracy {Signed(opponent.Accuracy, "0.000")}"
            + (isAccuracyKept ? ", not lower beyond noise." : ", lower beyond noise.");
        return new GateFinding(GateCheck.BetterOnSameRows, isLogLossLower && isAccuracyKept, string.Join(' ', [words, .. evidence.Caveats]));
    }

    private static GateFinding GroupGap(GateEvidence evidence, double maximum)
    {
        if (evidence.Report.LargestGap is not { } gap)
        {
            // A file need not say who its rows are; clients have language, age and sex, and fairness unmeasured is not fairness.
            return evidence.Schema.SchemeId is null
                ? new GateFinding(GateCheck.GroupGap, true, "The rows name no two groups large enough to compare.")
                : new GateFinding(GateCheck.GroupGap, false, "Differences between groups were not measured: no dimension has two groups with enough clients.");
        }

        var isWithin = gap.Accuracy.Value <= maximum;
        return new GateFinding(
            GateCheck.GroupGap,
            isWithin,
            Text($"Largest difference in accuracy among groups of at least {EvaluatePredictions.MinimumGapRows} rows, by {gap.Dimension}: {gap.Best} over {gap.Worst} by {gap.Accuracy.Value:0.000} [{gap.Accuracy.Low:0.000}, {gap.Accuracy.High:0.000}], ")
            + Text($"{(isWithin ? "within" : "over")} the limit {maximum:0.000}."));
    }

    private static string Named(ModelSchema schema) =>
        schema.SchemeId is null ? $"{schema.Columns.Count} columns of a file" : $"{schema.SchemeId} on {schema.CatalogueVersion}";

    private static string Signed(Estimate difference, string format)
    {
        var signed = $"+{format};−{format};{format}";
        return $"{One(difference.Value)} [{One(difference.Low)}, {One(difference.High)}]";

        string One(double value) => value.ToString(signed, CultureInfo.InvariantCulture);
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
