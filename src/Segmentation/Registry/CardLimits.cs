using System.Globalization;
using System.Text;
using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.Suggestions;

namespace Palveluohjaus.Segmentation.Registry;

/// <summary>Whom the model fails, and what the figures cannot say.</summary>
internal static class CardLimits
{
    private const int FewRows = 1_000;
    private const double PoorRecall = 0.7;

    public static void Append(StringBuilder card, CalibratedModel model, VersionMetrics metrics, CardWords words, CardCounts counts)
    {
        card.Append("## Who it fails\n\n");
        var failed = FailedGroups(metrics.Test, counts).Concat(PoorlyFound(metrics.Test, words, counts)).ToList();
        if (failed.Count == 0)
            card.Append(CultureInfo.InvariantCulture, $"No measured group is, beyond noise, more than {CardWords.Percent(ModelCard.FailingGap)} less accurate than all rows together, and no segment is found in under {CardWords.Percent(PoorRecall)} of its clients.\n");
        foreach (var line in failed)
            card.Append(CultureInfo.InvariantCulture, $"- {line}\n");
        var unmeasured = metrics.Test.Groups.Index().Where(group => group.Item.Figures is null).ToList();
        if (unmeasured.Count > 0)
            card.Append(CultureInfo.InvariantCulture, $"- Not known, for too few rows: {string.Join(", ", unmeasured.Select(group => $"{CardWords.Escape(group.Item.Dimension)} {CardWords.Escape(group.Item.Group)} ({counts.Group(group.Index)})"))}.\n");

        card.Append("\n## Known limits\n\n");
        foreach (var limit in Limits(model, metrics, counts))
            card.Append(CultureInfo.InvariantCulture, $"- {limit}\n");
    }

    private static IEnumerable<string> FailedGroups(EvaluationReport report, CardCounts counts)
    {
        var overall = report.Overall.Accuracy.Value;
        foreach (var (index, group) in report.Groups.Index())
        {
            if (group.Figures is { } figures && overall - figures.Accuracy.Value > ModelCard.FailingGap && figures.Accuracy.High < overall)
                yield return $"**{CardWords.Escape(group.Dimension)} {CardWords.Escape(group.Group)}**: accuracy {CardWords.Figure(figures.Accuracy)} against {CardWords.Figure(overall)} for all, {counts.Group(index)} rows.";
        }
    }

    private static IEnumerable<string> PoorlyFound(EvaluationReport report, CardWords words, CardCounts counts)
    {
        foreach (var (index, segment) in report.BySegment.Index())
        {
            if (segment.Recall < PoorRecall)
                yield return $"**Clients decided into {CardWords.Escape(words.SegmentName(segment.Segment))}**: found in {(counts.AreSharesTold(index) ? CardWords.Percent(segment.Recall) : $"under {CardWords.Percent(PoorRecall)}")} of {counts.Decided(index)}.";
        }
    }

    private static IEnumerable<string> Limits(CalibratedModel model, VersionMetrics metrics, CardCounts counts)
    {
        if (metrics.IsSynthetic)
            yield return "SYNTHETIC: the people, their answers and the decisions are invented by a program. The figures show that the machinery works, not that the model does.";
        yield return "It learned from decisions that were made, and repeats the habits in them, good and bad.";
        yield return "Contributions say what the model does, not what causes a need.";
        yield return "The coverage of its sets holds over all clients together, not within each group, and only while new clients resemble the calibration rows.";
        if (model.RequiredColumns.Count > 0)
            yield return $"It abstains when one of these is missing: {string.Join(", ", model.RequiredColumns.Select(CardWords.Escape))}.";
        if (metrics.Test.Rows < FewRows)
            yield return $"Measured on {metrics.Test.Rows.ToString(CultureInfo.InvariantCulture)} rows only: differences within the intervals mean nothing.";
        if (metrics.Test.LargestGap is { } gap && gap.Accuracy.Value > metrics.MaximumGroupGap)
            yield return $"The largest gap between groups is over the limit of {CardWords.Figure(metrics.MaximumGroupGap)}.";
        if (counts.IsWithholding)
            yield return "Counts under 5 are not told, so that nobody can be recognised; others are withheld where a small one could be found from them by subtraction, and shares where they would tell a count.";
        if (metrics.DoubleCoded is null)
            yield return "Nothing is known of how consistent the decisions it learned from are.";
    }
}
