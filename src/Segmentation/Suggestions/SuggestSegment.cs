using Palveluohjaus.Segmentation.Profiles;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Suggestions;

/// <summary>Makes suggestions, one row at a time, with a calibrated model whose logits can be taken apart exactly. Safe to use from several threads at once.</summary>
public sealed class SuggestSegment
{
    /// <summary>The coverage where nothing else is set.</summary>
    public const double DefaultCoverage = 0.90;

    private readonly CalibratedModel _calibrated;
    private readonly IExplainableModel _model;
    private readonly double[] _intercepts;
    private readonly int[] _required;
    private readonly AskNext _askNext;

    /// <param name="calibrated">The model.</param>
    /// <param name="coverage">The share of clients whose decided segment should be among the possible ones; over 0 and under 1.</param>
    /// <param name="askable">Columns that the next best question may be taken from; null for all of them.</param>
    /// <exception cref="ArgumentException">
    /// The model cannot be taken apart, names a required column that it does not have, or its reference distribution does not fit it.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The coverage is not a share, or is greater than the model was calibrated for.</exception>
    public SuggestSegment(CalibratedModel calibrated, double coverage = DefaultCoverage, IReadOnlyCollection<int>? askable = null)
    {
        if (coverage is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(coverage), coverage, "A coverage is over 0 and under 1.");
        if (!(double.IsFinite(calibrated.Temperature) && calibrated.Temperature > 0))
            throw new ArgumentException($"The temperature is {calibrated.Temperature}, and must be over 0.", nameof(calibrated));

        _calibrated = calibrated;
        _model = calibrated.Model as IExplainableModel
            ?? throw new ArgumentException($"{calibrated.Id} cannot be taken apart into reasons, so it makes no suggestions.", nameof(calibrated));
        Coverage = coverage;
        _intercepts = [.. _model.Intercepts.Select(intercept => intercept / calibrated.Temperature)];
        _required = [.. calibrated.RequiredColumns.Select(name => Schema.IndexOf(name) is var index and >= 0
            ? index
            : throw new ArgumentException($"{calibrated.Id} requires {name}, which is not among its columns.", nameof(calibrated)))];
        _askNext = new AskNext(calibrated, _model, askable ?? [.. Enumerable.Range(0, Schema.Columns.Count)]);

        // A coverage that the model was not calibrated for is refused here and not at the first client.
        calibrated.Conformal.PossibleSegments(new double[SegmentCount], coverage, new bool[SegmentCount]);
    }

    /// <summary>The model's identity.</summary>
    public string ModelId => _calibrated.Id;

    /// <summary>Columns and segments.</summary>
    public ModelSchema Schema => _model.Schema;

    /// <summary>The share of clients whose decided segment should be among the possible ones.</summary>
    public double Coverage { get; }

    private int SegmentCount => Schema.Segments.Count;

    /// <summary>The columns of a catalogue that a professional can ask about: the items of the assessment.</summary>
    public static IReadOnlyCollection<int> AssessmentItemsOf(FeatureCatalogue catalogue) =>
        [.. catalogue.Features.Where(feature => feature.IsAssessmentItem).Select(feature => feature.Index)];

    /// <summary>Suggests a segment for one row, or says why not.</summary>
    /// <param name="row">One value per column of the schema; NaN is missing.</param>
    /// <exception cref="ArgumentException">The row has another length.</exception>
    /// <exception cref="ArithmeticException">The model's logits for this row are not finite.</exception>
    public ModelSuggestion Suggest(ReadOnlySpan<float> row)
    {
        if (row.Length != Schema.Columns.Count)
            throw new ArgumentException($"A row of {ModelId} has {Schema.Columns.Count} values, and this one {row.Length}.", nameof(row));

        var contributions = new double[_model.Terms.Count * SegmentCount];
        _model.Contribute(row, contributions);
        var logits = _intercepts.ToArray();
        for (var start = 0; start < contributions.Length; start += SegmentCount)
        {
            for (var segment = 0; segment < logits.Length; segment++)
                logits[segment] += contributions[start + segment] /= _calibrated.Temperature;
        }

        var probabilities = new double[SegmentCount];
        Softmax.Apply(logits, 1, probabilities);
        if (!probabilities.All(double.IsFinite))
            throw new ArithmeticException($"{ModelId} gives a row logits that are not finite.");

        var kept = row.ToArray();
        return new ModelSuggestion
        {
            ModelId = ModelId,
            Schema = Schema,
            Row = kept,
            Terms = _model.Terms,
            Intercepts = _intercepts,
            Contributions = contributions,
            Logits = logits,
            Probabilities = probabilities,
            Possible = PossibleAt(probabilities),
            MissingRequired = _required.Where(column => float.IsNaN(kept[column])).ToArray(),
            NextQuestion = _askNext.Find(kept, contributions, logits, probabilities),
        };
    }

    private int[] PossibleAt(double[] probabilities)
    {
        var isPossible = new bool[probabilities.Length];
        _calibrated.Conformal.PossibleSegments(probabilities, Coverage, isPossible);
        return [.. isPossible.Index().Where(each => each.Item).Select(each => each.Index)];
    }
}
