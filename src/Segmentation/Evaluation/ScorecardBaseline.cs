using Palveluohjaus.Segmentation.Scorecard;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Evaluation;

/// <summary>What the expert scorecard would have said of the same rows: the model that a trained one must beat to be worth having.</summary>
public static class ScorecardBaseline
{
    // Far below any difference the points can make, far above what single precision rounds away.
    private const double TieBreak = 1e-5;

    /// <summary>
    /// Scores the rows. A row on which the scorecard abstains counts with the segment its scores fall nearest to, so that every
    /// model is measured on the same rows.
    /// </summary>
    /// <param name="scorecard">The scorecard.</param>
    /// <param name="rows">Rows of the scorecard's catalogue and scheme.</param>
    /// <exception cref="ArgumentException">The rows are of another catalogue or scheme, or a value is outside its feature's limits.</exception>
    /// <remarks>Its probabilities are the experts' confidence, not fitted to anything: its log-loss and calibration say how far that can be believed.</remarks>
    public static Predictions Predict(ExpertScorecard scorecard, LabelledRows rows)
    {
        if (!rows.Schema.Matches(ModelSchema.Of(scorecard.Catalogue, scorecard.Scheme)))
            throw new ArgumentException($"The rows are of catalogue {rows.Schema.CatalogueVersion ?? "none"} and scheme {rows.Schema.SchemeId ?? "none"}, the scorecard of {scorecard.Catalogue.Version} and {scorecard.Scheme.Id}.", nameof(rows));

        var segmentCount = rows.Schema.Segments.Count;
        var probabilities = new float[rows.Count * segmentCount];
        var values = new float[rows.Schema.Columns.Count];
        var row = new double[values.Length];
        for (var index = 0; index < rows.Count; index++)
        {
            rows.Table.CopyRow(index, values);
            for (var column = 0; column < row.Length; column++)
                row[column] = values[column];
            var score = scorecard.Score(row);
            var confidence = scorecard.ProbabilitiesOf(score.Need, score.Resources);

            // On a threshold both its sides are equally probable, and the scheme still puts the client on one.
            confidence[scorecard.Scheme.SegmentOf(score.Need, score.Resources).Index] += TieBreak;
            for (var segment = 0; segment < segmentCount; segment++)
                probabilities[(index * segmentCount) + segment] = (float)(confidence[segment] / (1 + TieBreak));
        }

        return new Predictions(rows.Schema.Segments, probabilities, [.. rows.Labels]);
    }
}
