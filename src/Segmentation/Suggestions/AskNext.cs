using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.GlassBox;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Suggestions;

/// <summary>
/// Finds the unanswered question with the largest expected drop in entropy (Lindley 1956, "On a measure of the information
/// provided by an experiment", Annals of Mathematical Statistics 27(4)). An answer v of column j is as likely as
/// P(v | known) ≈ Σₖ pₖ · P(v | k): the training rows' answers in each segment, as if the answer depended on what is known only
/// through the segment. The entropy after it is that of the model's probabilities with v in the row.
/// </summary>
internal sealed class AskNext
{
    /// <summary>Added to each count, so that an answer that a segment never gave stays possible: Jeffreys' prior (1946, Proceedings of the Royal Society A 186).</summary>
    private const double Smoothing = 0.5;

    private readonly IExplainableModel _model;
    private readonly TermTable[]? _tables;
    private readonly double _temperature;
    private readonly Question[] _questions;

    /// <exception cref="ArgumentException">The reference distribution does not fit the model, or a column to ask is not among its columns.</exception>
    public AskNext(CalibratedModel calibrated, IExplainableModel model, IEnumerable<int> askable)
    {
        _model = model;
        _tables = model is GlassBoxModel glassBox ? [.. glassBox.Tables] : null;
        _temperature = calibrated.Temperature;
        if (calibrated.Reference.Columns.Count != model.Schema.Columns.Count)
            throw new ArgumentException($"The model has {model.Schema.Columns.Count} columns and the reference distribution {calibrated.Reference.Columns.Count}.", nameof(calibrated));

        _questions = [.. askable.Order().Distinct().Select(MakeQuestion).Where(question => question.Terms.Length > 0 && question.Values.Length > 1)];

        Question MakeQuestion(int column)
        {
            if ((uint)column >= (uint)model.Schema.Columns.Count)
                throw new ArgumentException($"Column {column} cannot be asked: the model has {model.Schema.Columns.Count}.", nameof(askable));
            int[] terms = [.. model.Terms.Index().Where(each => each.Item.First == column || each.Item.Second == column).Select(each => each.Index)];
            var (values, chances) = AnswersOf(calibrated.Reference.Columns[column], column, model.Schema.Segments.Count);
            return new Question(column, terms, values, chances);
        }
    }

    /// <param name="row">The row; changed while looking, and left as it was.</param>
    /// <param name="contributions">Row-major term × k, ÷ temperature.</param>
    /// <param name="logits">k logits, ÷ temperature.</param>
    /// <param name="probabilities">Their softmax: the chances of the segments before the answer.</param>
    /// <returns>Of equally good questions the one whose column comes first; null when none is expected to help.</returns>
    public NextQuestion? Find(Span<float> row, ReadOnlySpan<double> contributions, ReadOnlySpan<double> logits, ReadOnlySpan<double> probabilities)
    {
        NextQuestion? best = null;
        var now = Entropy(logits);
        var after = new double[logits.Length];
        var spare = _tables is null ? new double[contributions.Length] : [];
        foreach (var question in _questions)
        {
            if (!float.IsNaN(row[question.Column]))
                continue;

            double expected = 0;
            for (var answer = 0; answer < question.Values.Length; answer++)
            {
                row[question.Column] = question.Values[answer];
                logits.CopyTo(after);
                Answer(question, row, contributions, after, spare);
                expected += question.ChanceOf(answer, probabilities) * Entropy(after);
            }

            row[question.Column] = float.NaN;
            if (now - expected > (best?.ExpectedDropNats ?? 0))
                best = new NextQuestion(question.Column, now - expected);
        }

        return best;
    }

    /// <summary>Takes the terms that look at the question's column off the logits and puts back what they say with the answer.</summary>
    private void Answer(Question question, ReadOnlySpan<float> row, ReadOnlySpan<double> contributions, double[] logits, double[] spare)
    {
        var segmentCount = logits.Length;
        if (_tables is null)
            _model.Contribute(row, spare);
        foreach (var term in question.Terms)
        {
            var said = contributions.Slice(term * segmentCount, segmentCount);
            var says = _tables is null
                ? spare.AsSpan(term * segmentCount, segmentCount)
                : _tables[term].Values.AsSpan(_tables[term].CellOf(row) * segmentCount, segmentCount);
            for (var segment = 0; segment < segmentCount; segment++)
                logits[segment] += (says[segment] / _temperature) - said[segment];
        }
    }

    /// <summary>
    /// The entropy of the softmax of the logits, in nats, as ln Σ eˡ − Σ p·l: one logarithm in place of one a segment, in the loop
    /// where most of a suggestion's time goes.
    /// </summary>
    private static double Entropy(ReadOnlySpan<double> logits)
    {
        var greatest = double.NegativeInfinity;
        foreach (var logit in logits)
            greatest = Math.Max(greatest, logit);
        double sum = 0, weighted = 0;
        foreach (var logit in logits)
        {
            var share = Math.Exp(logit - greatest);
            sum += share;
            weighted += share * (logit - greatest);
        }

        return Math.Log(sum) - (weighted / sum);
    }

    /// <summary>The answers that occur in the training rows, and for each P(answer | segment): row-major answer × k.</summary>
    private static (float[] Values, double[] Chances) AnswersOf(ReferenceColumn column, int index, int segmentCount)
    {
        // The last line of counts is the rows without a value: those tell nothing of what an answer would be.
        if (column.Counts.Count != column.Representatives.Count + 1 || column.Counts.Any(line => line.Count != segmentCount))
            throw new ArgumentException($"The counts of column {index} in the reference distribution do not fit its bins and the {segmentCount} segments.", nameof(column));

        int[] bins = [.. Enumerable.Range(0, column.Representatives.Count).Where(bin => column.Counts[bin].Any(count => count > 0))];
        var chances = new double[bins.Length * segmentCount];
        for (var segment = 0; segment < segmentCount; segment++)
        {
            var total = bins.Sum(bin => column.Counts[bin][segment] + Smoothing);
            for (var answer = 0; answer < bins.Length; answer++)
                chances[(answer * segmentCount) + segment] = (column.Counts[bins[answer]][segment] + Smoothing) / total;
        }

        return ([.. bins.Select(bin => column.Representatives[bin])], chances);
    }

    private sealed record Question(int Column, int[] Terms, float[] Values, double[] Chances)
    {
        public double ChanceOf(int answer, ReadOnlySpan<double> probabilities)
        {
            double chance = 0;
            for (var segment = 0; segment < probabilities.Length; segment++)
                chance += probabilities[segment] * Chances[(answer * probabilities.Length) + segment];
            return chance;
        }
    }
}
