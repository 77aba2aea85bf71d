using Palveluohjaus.Segmentation.Explanation;
using Palveluohjaus.Segmentation.Profiles;
using Palveluohjaus.Segmentation.Scheme;
using Palveluohjaus.Segmentation.Suggestions;
using Palveluohjaus.Segmentation.Texts;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Scorecard;

/// <summary>
/// Expert points: the model that needs no labels, and the baseline every trained model is held against.
/// <para>
/// An axis score is 100 × points got ÷ points that could have been got with the items answered, taken apart for the
/// assessment's items and for history and put together with the weights the two have in the file. An unanswered item thus
/// counts as the average of the answered ones of its kind. That is unbiased when items are left out for reasons that have
/// nothing to do with their answers; where they are not, the required items, without which the scorecard abstains, limit the harm.
/// </para>
/// </summary>
public sealed class ExpertScorecard
{
    private readonly AxisPoints _need;
    private readonly AxisPoints _resources;
    private readonly double _confidenceScalePoints;

    private ExpertScorecard(ScorecardFile file, IReadOnlyList<ScorecardItem> items, SegmentationScheme scheme, FeatureCatalogue catalogue)
    {
        Id = $"{file.Code}/{file.Version}";
        Scheme = scheme;
        Catalogue = catalogue;
        Items = items;
        Schema = ModelSchema.Of(catalogue, scheme);
        _confidenceScalePoints = file.ConfidenceScalePoints;
        _need = new AxisPoints(scheme.Need, items.Where(item => item.Axis == Axis.Need));
        _resources = new AxisPoints(scheme.Resources, items.Where(item => item.Axis == Axis.Resources));
    }

    /// <summary>The scorecard the product ships, on the default scheme and catalogue.</summary>
    public static ExpertScorecard Default { get; } = DataFile.ReadEmbedded(
        "default-scorecard.json",
        (json, fileName) => Read(json, fileName, SegmentationScheme.Default, FeatureCatalogue.Default));

    /// <summary>Code and version, as stored beside every suggestion.</summary>
    public string Id { get; }

    /// <summary>Where the thresholds and segments come from.</summary>
    public SegmentationScheme Scheme { get; }

    /// <summary>The columns of the rows it scores.</summary>
    public FeatureCatalogue Catalogue { get; }

    /// <summary>The catalogue's columns and the scheme's segments, as a trained model names them.</summary>
    public ModelSchema Schema { get; }

    /// <summary>Every line of the file, need first.</summary>
    public IReadOnlyList<ScorecardItem> Items { get; }

    /// <summary>Reads a scorecard and checks it whole.</summary>
    /// <param name="json">UTF-8 JSON.</param>
    /// <param name="fileName">What to call the file in messages.</param>
    /// <param name="scheme">The scheme whose axes it scores.</param>
    /// <param name="catalogue">The features it may use.</param>
    /// <exception cref="InvalidDataException">The file is not a scorecard; the message names the file, the place and what was expected.</exception>
    public static ExpertScorecard Read(Stream json, string fileName, SegmentationScheme scheme, FeatureCatalogue catalogue)
    {
        var (file, items) = ScorecardFile.Read(json, fileName, catalogue);
        return new ExpertScorecard(file, items, scheme, catalogue);
    }

    /// <summary>Scores one row. Allocates nothing.</summary>
    /// <param name="row">One value per feature of the catalogue, in its order; NaN is missing.</param>
    /// <exception cref="ArgumentException">The row has another length, or a value is outside its feature's limits.</exception>
    public ScorecardScore Score(ReadOnlySpan<double> row)
    {
        if (row.Length != Catalogue.Features.Count)
            throw new ArgumentException($"A row of catalogue {Catalogue.Version} has {Catalogue.Features.Count} values, and this one {row.Length}.", nameof(row));

        var need = _need.Score(row, out var lacksNeed);
        var resources = _resources.Score(row, out var lacksResources);
        var segment = lacksNeed || lacksResources ? ScorecardScore.Abstained : Scheme.SegmentOf(need, resources).Index;
        return new ScorecardScore(need, resources, segment);
    }

    /// <summary>Scores many rows. Allocates nothing.</summary>
    /// <param name="rows">Row-major n × k, one row per client, one column per feature of the catalogue; NaN is missing.</param>
    /// <param name="scores">n scores, in the order of the rows.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a value is outside its feature's limits.</exception>
    public void ScoreMany(ReadOnlySpan<double> rows, Span<ScorecardScore> scores)
    {
        var width = Catalogue.Features.Count;
        if (rows.Length != (long)scores.Length * width)
            throw new ArgumentException($"{scores.Length} rows of {width} values are {(long)scores.Length * width} values, and {rows.Length} were given.", nameof(rows));

        for (var index = 0; index < scores.Length; index++)
            scores[index] = Score(rows.Slice(index * width, width));
    }

    /// <summary>Scores one client and explains it.</summary>
    /// <exception cref="ArgumentException">The profile is of another catalogue.</exception>
    public SegmentSuggestion Suggest(ClientProfile profile)
    {
        if (profile.Catalogue.Version != Catalogue.Version)
            throw new ArgumentException($"The profile is of catalogue {profile.Catalogue.Version}, the scorecard of {Catalogue.Version}.", nameof(profile));

        var score = Score(profile.Row);
        var contributions = new List<Contribution>(Items.Count);
        var missingRequired = new List<Feature>();
        _need.Explain(profile.Row, contributions, missingRequired);
        _resources.Explain(profile.Row, contributions, missingRequired);

        return new SegmentSuggestion
        {
            SchemeId = Scheme.Id,
            ModelId = Id,
            Need = score.Need,
            Resources = score.Resources,
            NearestSegment = Scheme.SegmentOf(score.Need, score.Resources),
            MissingRequired = missingRequired,
            Probabilities = ProbabilitiesOf(score.Need, score.Resources),
            MarginPoints = Math.Min(Math.Abs(score.Need - Scheme.Need.Threshold), Math.Abs(score.Resources - Scheme.Resources.Threshold)),
            Contributions = contributions,
            NeedBase = Scheme.Need.Threshold,
            ResourcesBase = Scheme.Resources.Threshold,
        };
    }

    /// <summary>
    /// The experts' confidence in each segment: for each axis a logistic curve of the distance to the threshold, as if
    /// the axes were independent, multiplied. It has not been calibrated against decisions and must not be read as a frequency.
    /// </summary>
    /// <param name="need">0–100.</param>
    /// <param name="resources">0–100.</param>
    /// <returns>One share per segment, in the scheme's order, summing to 1.</returns>
    public double[] ProbabilitiesOf(double need, double resources)
    {
        var highNeed = Logistic((need - Scheme.Need.Threshold) / _confidenceScalePoints);
        var highResources = Logistic((resources - Scheme.Resources.Threshold) / _confidenceScalePoints);
        var probabilities = new double[Scheme.Segments.Count];
        foreach (var segment in Scheme.Segments)
        {
            probabilities[segment.Index] = (segment.Need == AxisSide.High ? highNeed : 1 - highNeed)
                * (segment.Resources == AxisSide.High ? highResources : 1 - highResources);
        }

        return probabilities;
    }

    /// <summary>
    /// The same suggestion in the form of a trained model's, exactly. A share σ(n) · σ(r) of two logistic curves is the softmax over the
    /// four segments of ±n/2 ± r/2, so an answer's axis points ÷ (2 × confidence scale), with the sign of the segment's side, are its
    /// logit points. The scorecard keeps no distribution of answers, so it names no next question; what it misses it names itself.
    /// </summary>
    /// <param name="suggestion">A suggestion of this scorecard.</param>
    public ModelSuggestion InLogits(SegmentSuggestion suggestion)
    {
        var segmentCount = Scheme.Segments.Count;
        var byFeature = suggestion.Contributions.GroupBy(contribution => contribution.Feature.Index).OrderBy(group => group.Key).ToArray();
        var row = new float[Catalogue.Features.Count];
        Array.Fill(row, float.NaN);
        var contributions = new double[byFeature.Length * segmentCount];
        var logits = new double[segmentCount];
        foreach (var (term, group) in byFeature.Index())
        {
            foreach (var contribution in group)
            {
                row[group.Key] = (float)contribution.Value;
                foreach (var segment in Scheme.Segments)
                {
                    var sign = segment.SideOf(contribution.Axis) == AxisSide.High ? 1 : -1;
                    var points = sign * contribution.Points / (2 * _confidenceScalePoints);
                    contributions[(term * segmentCount) + segment.Index] += points;
                    logits[segment.Index] += points;
                }
            }
        }

        return new ModelSuggestion
        {
            ModelId = Id,
            Schema = Schema,
            Row = row,
            Terms = [.. byFeature.Select(group => new ModelTerm(group.Key))],
            Intercepts = new double[segmentCount],
            Contributions = contributions,
            Logits = logits,
            Probabilities = suggestion.Probabilities,
            Possible = suggestion.Segment is { } suggested ? [suggested.Index] : [],
            MissingRequired = [.. suggestion.MissingRequired.Select(feature => feature.Index)],
        };
    }

    private static double Logistic(double distance) => 1 / (1 + Math.Exp(-distance));
}
