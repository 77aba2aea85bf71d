using Palveluohjaus.Segmentation.Explanation;
using Palveluohjaus.Segmentation.Profiles;
using Palveluohjaus.Segmentation.Scheme;

namespace Palveluohjaus.Segmentation.Scorecard;

/// <summary>The points of one axis, laid out for scoring millions of rows without allocating.</summary>
internal sealed class AxisPoints
{
    private readonly SchemeAxis _axis;
    private readonly Item[] _items;
    private readonly double _assessmentMaximum;
    private readonly double _historyMaximum;

    public AxisPoints(SchemeAxis axis, IEnumerable<ScorecardItem> items)
    {
        _axis = axis;
        _items = [.. items.Select(item => new Item(item.Feature, item.PointsByValue, item.IsRequired))];
        _assessmentMaximum = _items.Where(item => item.Feature.IsAssessmentItem).Sum(item => item.Maximum);
        _historyMaximum = _items.Where(item => !item.Feature.IsAssessmentItem).Sum(item => item.Maximum);
    }

    /// <param name="row">One feature row.</param>
    /// <param name="lacksRequired">True when a required item has no answer.</param>
    /// <returns>0–100; the threshold when nothing at all is known.</returns>
    public double Score(ReadOnlySpan<double> row, out bool lacksRequired)
    {
        var sums = Add(row);
        lacksRequired = sums.LacksRequired;
        return sums.IsEmpty
            ? _axis.Threshold
            : (sums.AssessmentPoints * sums.AssessmentUnit) + (sums.HistoryPoints * sums.HistoryUnit);
    }

    public void Explain(ReadOnlySpan<double> row, List<Contribution> contributions, List<Feature> missingRequired)
    {
        var sums = Add(row);
        foreach (var item in _items)
        {
            var value = row[item.Feature.Index];
            if (double.IsNaN(value))
            {
                if (item.IsRequired)
                    missingRequired.Add(item.Feature);
                continue;
            }

            // Against the threshold's share of what the item could give, so that a positive contribution
            // pushes over the threshold, a negative one under it, and together they span the distance exactly.
            var unit = item.Feature.IsAssessmentItem ? sums.AssessmentUnit : sums.HistoryUnit;
            var points = unit * (item.PointsOf(value) - (item.Maximum * _axis.Threshold / SchemeAxis.MaximumScore));
            contributions.Add(new Contribution(_axis.Axis, item.Feature, value, points));
        }
    }

    private Sums Add(ReadOnlySpan<double> row)
    {
        double assessmentPoints = 0, assessmentAttainable = 0, historyPoints = 0, historyAttainable = 0;
        var lacksRequired = false;
        foreach (var item in _items)
        {
            var value = row[item.Feature.Index];
            if (double.IsNaN(value))
            {
                lacksRequired |= item.IsRequired;
            }
            else if (item.IsAssessmentItem)
            {
                assessmentPoints += item.PointsOf(value);
                assessmentAttainable += item.Maximum;
            }
            else
            {
                historyPoints += item.PointsOf(value);
                historyAttainable += item.Maximum;
            }
        }

        // Each source keeps its weight however many of its items are unanswered: history is always complete,
        // and without this its zeros would weigh the more, the fewer questions were asked.
        var assessmentWeight = assessmentAttainable > 0 ? _assessmentMaximum : 0;
        var historyWeight = historyAttainable > 0 ? _historyMaximum : 0;
        var perWeight = SchemeAxis.MaximumScore / (assessmentWeight + historyWeight);
        return new Sums(
            assessmentPoints,
            assessmentWeight == 0 ? 0 : perWeight * assessmentWeight / assessmentAttainable,
            historyPoints,
            historyWeight == 0 ? 0 : perWeight * historyWeight / historyAttainable,
            lacksRequired,
            assessmentWeight + historyWeight == 0);
    }

    /// <summary>Points got from each source, and how many axis points one of them is worth.</summary>
    private readonly record struct Sums(
        double AssessmentPoints, double AssessmentUnit, double HistoryPoints, double HistoryUnit, bool LacksRequired, bool IsEmpty);

    private sealed class Item(Feature feature, double[] pointsByValue, bool isRequired)
    {
        public Feature Feature { get; } = feature;
        public bool IsAssessmentItem { get; } = feature.IsAssessmentItem;
        public bool IsRequired { get; } = isRequired;
        public double Maximum { get; } = pointsByValue[^1];

        public double PointsOf(double value)
        {
            // A whole number within the table is the only quick way through; everything else is checked against the catalogue.
            var whole = (int)value;
            if (whole == value && (uint)whole < (uint)pointsByValue.Length)
                return pointsByValue[whole];

            Feature.Require(value);
            return Maximum;
        }
    }
}
