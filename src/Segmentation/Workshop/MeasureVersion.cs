using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.Registry;
using Palveluohjaus.Segmentation.Suggestions;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Workshop;

/// <summary>Measures versions anew, and holds one against another, on rows that neither has seen.</summary>
public static class MeasureVersion
{
    /// <summary>One version's figures beside the plain models', and how far the rows have moved from its training.</summary>
    /// <param name="model">The version.</param>
    /// <param name="data">What it was made of.</param>
    /// <param name="rows">All rows of the source at hand.</param>
    /// <param name="options">How it is measured.</param>
    /// <param name="cancellationToken">Stops the training of baselines.</param>
    /// <exception cref="TrainingRefusedException">Too few rows are left that it has not seen.</exception>
    public static VersionEvaluation Evaluate(
        CalibratedModel model, DataDescription data, WorkshopRows rows, WorkshopOptions options, CancellationToken cancellationToken)
    {
        var unseen = HeldOutRows.FindIndexes(rows, [(model.Id, data)], options);
        var (held, groups) = rows.Take(unseen);
        var suggestedShares = QualityMetrics.SuggestedShares(Predictions.Of(model, held).Probabilities, held.Schema.Segments.Count);
        var baselines = Baselines.PredictWhereFitted(rows.Take(Others(rows, unseen)).Rows, held, options.Seed, cancellationToken);
        return new VersionEvaluation
        {
            Report = Report(model, held, groups, options),
            Baselines = [.. baselines.Select(each => Baselines.Measure(each.Name, each.Predictions, options))],
            Drift = Drift.Measure(model.Reference, held.Table, suggestedShares),
        };
    }

    /// <summary>Two versions on the same rows; differences are the first's − the second's.</summary>
    public static ModelComparison Compare(
        (CalibratedModel Model, DataDescription Data) first, (CalibratedModel Model, DataDescription Data) second, WorkshopRows rows, WorkshopOptions options)
    {
        var (held, _) = HeldOutRows.Find(rows, [(first.Model.Id, first.Data), (second.Model.Id, second.Data)], options);
        return CompareModels.Measure(Predictions.Of(first.Model, held), Predictions.Of(second.Model, held), options.Seed, options.Resamples);
    }

    /// <summary>What the gate needs to decide on a candidate: against the champion, or against the baselines when there is none.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="data">What it was made of.</param>
    /// <param name="champion">The champion, if there is one.</param>
    /// <param name="schemaInUse">What will be scored; null when nothing is settled.</param>
    /// <param name="rows">All rows of the source at hand.</param>
    /// <param name="options">How it is measured.</param>
    /// <param name="cancellationToken">Stops the training of baselines.</param>
    public static GateEvidence ForGate(
        CalibratedModel candidate,
        DataDescription data,
        (CalibratedModel Model, DataDescription Data)? champion,
        ModelSchema? schemaInUse,
        WorkshopRows rows,
        WorkshopOptions options,
        CancellationToken cancellationToken)
    {
        var versions = new List<(string Name, DataDescription Data)> { (candidate.Id, data) };
        if (champion is { } current)
            versions.Add((current.Model.Id, current.Data));
        var unseen = HeldOutRows.FindIndexes(rows, versions, options);
        var (held, groups) = rows.Take(unseen);
        var predictions = Predictions.Of(candidate, held);
        var (collection, version) = Parts(candidate.Id);
        return new GateEvidence
        {
            Collection = collection,
            Candidate = version,
            Champion = champion is null ? null : Parts(champion.Value.Model.Id).Version,
            Schema = candidate.Model.Schema,
            SchemaInUse = schemaInUse,
            HasExactExplanation = candidate.Model is IExplainableModel,
            Measured = new MeasuredRows(rows.Source, rows.SourceSha256, DivideRows.Describe(rows, unseen)),
            Caveats = HeldOutRows.Caveats(rows, versions),
            Report = Report(candidate, held, groups, options),
            Opponents = [.. Opponents().Select(opponent => Against(opponent.Name, predictions, opponent.Predictions, options))],
        };

        IEnumerable<(string Name, Predictions Predictions)> Opponents()
        {
            if (champion is { } current)
                return [(Parts(current.Model.Id).Version, Predictions.Of(current.Model, held))];

            // Baselines are fitted to the rows not held out. Where the candidate came from elsewhere and all are, the majority knows
            // the very rows it is measured on, which only makes it harder to beat.
            var others = Others(rows, unseen);
            return Baselines.PredictForGate(others.Length == 0 ? held : rows.Take(others).Rows, held, options.Seed, cancellationToken);
        }
    }

    /// <summary>Collection and version of an id.</summary>
    public static (string Collection, string Version) Parts(string id)
    {
        var slash = id.IndexOf('/', StringComparison.Ordinal);
        return (id[..slash], id[(slash + 1)..]);
    }

    private static int[] Others(WorkshopRows rows, int[] unseen) => [.. Enumerable.Range(0, rows.Rows.Count).Except(unseen)];

    private static GateOpponent Against(string name, Predictions candidate, Predictions opponent, WorkshopOptions options)
    {
        var comparison = CompareModels.Measure(candidate, opponent, options.Seed, options.Resamples);
        return new GateOpponent(name, comparison.Rows, comparison.LogLossDifference, comparison.AccuracyDifference);
    }

    private static EvaluationReport Report(CalibratedModel model, LabelledRows held, IReadOnlyList<GroupColumn> groups, WorkshopOptions options) =>
        EvaluatePredictions.Measure(Predictions.Of(model, held), groups, new EvaluationOptions(options.Seed, options.Resamples, model.Conformal, options.Coverage));
}
