using System.Globalization;
using System.Text;
using Palveluohjaus.Segmentation.Evaluation;

namespace Palveluohjaus.Segmentation.Registry;

/// <summary>The card's figures: beside the baselines, by segment and by group.</summary>
internal static class CardFigures
{
    public static void Append(StringBuilder card, VersionMetrics metrics, CardWords words, CardCounts counts)
    {
        AppendQuality(card, metrics);
        AppendPrice(card, metrics);
        AppendSegments(card, metrics.Test, words, counts);
        AppendCalibration(card, metrics.Test, counts);
        AppendGroups(card, metrics.Test, counts);
        AppendAgreement(card, metrics);
        AppendDrift(card, metrics);
    }

    private static void AppendQuality(StringBuilder card, VersionMetrics metrics)
    {
        card.Append(CultureInfo.InvariantCulture, $"## How well it does\n\nOn {metrics.Test.Rows} rows it has not seen, with 95 % bootstrap intervals. Lower is better from log-loss on.\n\n");
        card.Append("| | accuracy | macro-F1 | log-loss | Brier | calibration error |\n|---|---:|---:|---:|---:|---:|\n");
        Row("**this model**", metrics.Test.Overall);
        foreach (var baseline in metrics.Baselines)
            Row($"{CardWords.Escape(baseline.Name)} (baseline)", baseline.Figures);
        foreach (var comparator in metrics.Comparators)
            Row($"{CardWords.Escape(comparator.Name)} (comparator)", comparator.Figures);
        card.Append('\n');

        void Row(string name, QualityFigures figures) => card.Append(
            CultureInfo.InvariantCulture,
            $"| {name} | {CardWords.Figure(figures.Accuracy)} | {CardWords.Figure(figures.MacroF1)} | {CardWords.Figure(figures.LogLoss)} | {CardWords.Figure(figures.Brier)} | {CardWords.Figure(figures.CalibrationError)} |\n");
    }

    private static void AppendPrice(StringBuilder card, VersionMetrics metrics)
    {
        card.Append("## What transparency costs\n\n");
        var best = metrics.Comparators.MaxBy(comparator => comparator.Figures.Accuracy.Value);
        if (best is null)
        {
            card.Append("No comparator without exact explanations was run, so the price is not known.\n\n");
            return;
        }

        var price = (best.Figures.Accuracy.Value - metrics.Test.Overall.Accuracy.Value) * 100;
        card.Append(CultureInfo.InvariantCulture, $"The most accurate comparator is {CardWords.Escape(best.Name)}, of {metrics.Comparators.Count} run. Against it, exact explanations ");
        card.Append(price > 0
            ? $"cost {price.ToString("0.0", CultureInfo.InvariantCulture)} percentage points of accuracy"
            : $"cost no accuracy: this model is {(-price).ToString("0.0", CultureInfo.InvariantCulture)} percentage points above it");
        card.Append(CultureInfo.InvariantCulture, $" (log-loss {CardWords.Figure(metrics.Test.Overall.LogLoss.Value)} against {CardWords.Figure(best.Figures.LogLoss.Value)}).\n\n");
    }

    private static void AppendSegments(StringBuilder card, EvaluationReport report, CardWords words, CardCounts counts)
    {
        card.Append("## By segment\n\n| segment | decided | precision | recall | F1 |\n|---|---:|---:|---:|---:|\n");
        foreach (var (index, segment) in report.BySegment.Index())
        {
            card.Append(CultureInfo.InvariantCulture, $"| {CardWords.Escape(words.SegmentName(segment.Segment))} | {counts.Decided(index)} | ");
            card.Append(counts.AreSharesTold(index)
                ? $"{CardWords.Figure(segment.Precision)} | {CardWords.Figure(segment.Recall)} | {CardWords.Figure(segment.F1)} |\n"
                : "withheld | withheld | withheld |\n");
        }

        card.Append("\nRows are decided by professionals, columns are most probable to the model.\n\n| |");
        foreach (var segment in report.Segments)
            card.Append(CultureInfo.InvariantCulture, $" {CardWords.Escape(segment)} |");
        card.Append("\n|---|").Insert(card.Length, "---:|", report.Segments.Count).Append('\n');
        foreach (var (decided, line) in report.Confusion.Index())
        {
            card.Append(CultureInfo.InvariantCulture, $"| **{CardWords.Escape(report.Segments[decided])}** |");
            for (var probable = 0; probable < line.Count; probable++)
                card.Append(CultureInfo.InvariantCulture, $" {counts.Confusion(decided, probable)} |");
            card.Append('\n');
        }

        card.Append('\n');
    }

    private static void AppendCalibration(StringBuilder card, EvaluationReport report, CardCounts counts)
    {
        card.Append("## Does it keep its word\n\n![Reliability](reliability.svg)\n\n");
        card.Append("| stated | rows | mean stated | observed |\n|---|---:|---:|---:|\n");
        foreach (var (index, bin) in report.Reliability.Index())
        {
            card.Append(CultureInfo.InvariantCulture, $"| {CardWords.Percent(bin.From)} – {CardWords.Percent(bin.To)} | {counts.Bin(index)} | ");
            card.Append(counts.IsBinTold(index) ? $"{CardWords.Percent(bin.MeanProbability)} | {CardWords.Percent(bin.ObservedShare)} |\n" : "withheld | withheld |\n");
        }

        card.Append('\n');

        if (report.Sets is not { } sets)
        {
            card.Append("Its sets of possible segments were not measured.\n\n");
            return;
        }

        card.Append(CultureInfo.InvariantCulture, $"Asked to hold the decided segment in {CardWords.Percent(sets.AskedCoverage)} of sets, its sets hold it in **{CardWords.Percent(sets.Coverage)}**. ");
        card.Append(CultureInfo.InvariantCulture, $"It abstains on **{CardWords.Percent(1 - sets.SingleShare)}** of rows because more than one segment stays possible ({Mean(sets.MeanSize)} on average); clients who lack a required answer come on top. ");
        card.Append(CultureInfo.InvariantCulture, $"Where it does suggest, it is right in {CardWords.Percent(sets.AccuracyOfSingles)}.\n\n");
    }

    private static void AppendGroups(StringBuilder card, EvaluationReport report, CardCounts counts)
    {
        card.Append("## By group\n\n");
        if (report.Groups.Count == 0)
        {
            card.Append("The rows name no groups, so nothing is known of differences between them.\n\n");
            return;
        }

        card.Append(report.LargestGap is { } gap
            ? $"**Largest gap among groups of at least {LeastRows} rows: by {CardWords.Escape(gap.Dimension)}, {CardWords.Escape(gap.Best)} over {CardWords.Escape(gap.Worst)} by {CardWords.Figure(gap.Accuracy)} in accuracy.**\n\n"
            : $"No dimension has two groups of at least {LeastRows} rows to compare.\n\n");
        card.Append("| dimension | group | rows | accuracy | log-loss | calibration error |\n|---|---|---:|---:|---:|---:|\n");
        foreach (var (index, group) in report.Groups.Index())
        {
            card.Append(CultureInfo.InvariantCulture, $"| {CardWords.Escape(group.Dimension)} | {CardWords.Escape(group.Group)} | {counts.Group(index)} | ");
            card.Append(group.Figures is { } figures
                ? $"{CardWords.Figure(figures.Accuracy)} | {CardWords.Figure(figures.LogLoss)} | {CardWords.Figure(figures.CalibrationError)} |\n"
                : "too few rows | | |\n");
        }

        card.Append('\n');
    }

    private static void AppendAgreement(StringBuilder card, VersionMetrics metrics)
    {
        card.Append("## How well professionals agree\n\n");
        card.Append(metrics.DoubleCoded is { } agreement
            ? agreement.Clients < CardCounts.Smallest && !metrics.IsSynthetic ? "Two professionals decided on under 5 clients: too few to say how well they agree.\n\n"
            : $"Two professionals decided on {agreement.Clients.ToString(CultureInfo.InvariantCulture)} clients: Cohen's kappa {CardWords.Figure(agreement.Kappa.Value)} ({CardWords.Figure(agreement.Kappa.Low)}–{CardWords.Figure(agreement.Kappa.High)}), the same segment in {CardWords.Percent(agreement.AgreementShare)}. No model can be expected to agree with them better than they do with each other.\n\n"
            : "No client was decided on by two professionals, so it is not known how well they agree with each other.\n\n");
    }

    private static void AppendDrift(StringBuilder card, VersionMetrics metrics)
    {
        if (metrics.Drift is not { } drift)
            return;

        card.Append("## Drift\n\n");
        card.Append(CultureInfo.InvariantCulture, $"Population stability index of the test rows against the training rows (under 0.1 little, over 0.25 much): suggested segments {CardWords.Figure(drift.SuggestedStability)}. ");
        var most = drift.Columns.OrderByDescending(column => column.Stability).Take(3).Select(column => $"{CardWords.Escape(column.Column)} {CardWords.Figure(column.Stability)}");
        card.Append(CultureInfo.InvariantCulture, $"Columns that drifted most: {string.Join(", ", most)}. {drift.Columns.Count(column => column.State == DriftState.Large)} of {drift.Columns.Count} over 0.25.\n\n");
    }

    private static string LeastRows => EvaluatePredictions.MinimumGapRows.ToString(CultureInfo.InvariantCulture);

    private static string Mean(double size) => size.ToString("0.00", CultureInfo.InvariantCulture);
}
