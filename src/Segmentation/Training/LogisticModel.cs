namespace Palveluohjaus.Segmentation.Training;

/// <summary>A fitted multinomial logistic regression: one term for each column, 0 on average over the training rows.</summary>
internal sealed class LogisticModel : IExplainableModel
{
    private readonly LogisticLayout _layout;
    private readonly double[] _weights;
    private readonly double[] _shifts;
    private readonly double[] _intercepts;
    private readonly bool[] _isMet;
    private readonly ModelTerm[] _terms;

    /// <param name="layout">Where the weights stand.</param>
    /// <param name="weights">Line after line of k, the intercepts first.</param>
    /// <param name="rows">The training rows, over which every term is centred.</param>
    public LogisticModel(LogisticLayout layout, double[] weights, LabelledRows rows)
    {
        Schema = rows.Schema;
        _layout = layout;
        _weights = weights;
        _terms = [.. Enumerable.Range(0, Schema.Columns.Count).Select(column => new ModelTerm(column))];
        _isMet = new bool[layout.LineCount];
        var segmentCount = Schema.Segments.Count;
        _intercepts = weights[..segmentCount];
        _shifts = new double[_terms.Length * segmentCount];

        for (var column = 0; column < _terms.Length; column++)
        {
            foreach (var value in rows.Table.Column(column))
            {
                var line = layout.LineOf(column, value, out var weight);
                _isMet[line] = true;
                for (var segment = 0; segment < segmentCount; segment++)
                    _shifts[(column * segmentCount) + segment] += weight * weights[(line * segmentCount) + segment] / rows.Count;
            }

            for (var segment = 0; segment < segmentCount; segment++)
                _intercepts[segment] += _shifts[(column * segmentCount) + segment];
        }

        // No probability depends on what all segments have in common, and no minimiser settles it.
        var common = _intercepts.Average();
        for (var segment = 0; segment < segmentCount; segment++)
            _intercepts[segment] -= common;
    }

    /// <inheritdoc/>
    public ModelSchema Schema { get; }

    /// <inheritdoc/>
    public IReadOnlyList<ModelTerm> Terms => _terms;

    /// <inheritdoc/>
    public IReadOnlyList<double> Intercepts => _intercepts;

    /// <inheritdoc/>
    public void Contribute(ReadOnlySpan<float> row, Span<double> contributions)
    {
        var segmentCount = _intercepts.Length;
        if (row.Length != _terms.Length || contributions.Length != _terms.Length * segmentCount)
            throw new ArgumentException($"{_terms.Length} columns of {segmentCount} segments are given {row.Length} values and room for {contributions.Length} contributions.", nameof(contributions));
        for (var column = 0; column < row.Length; column++)
        {
            var target = contributions.Slice(column * segmentCount, segmentCount);
            target.Clear();
            Add(column, row[column], target);
        }
    }

    /// <inheritdoc/>
    public void Score(FeatureTable table, Span<float> logits)
    {
        RequireFit(Schema, table, logits.Length);
        var segmentCount = _intercepts.Length;
        var sums = new double[segmentCount];
        var row = new float[_terms.Length];
        for (var index = 0; index < table.RowCount; index++)
        {
            table.CopyRow(index, row);
            _intercepts.CopyTo(sums);
            for (var column = 0; column < row.Length; column++)
                Add(column, row[column], sums);
            for (var segment = 0; segment < segmentCount; segment++)
                logits[(index * segmentCount) + segment] = (float)sums[segment];
        }
    }

    internal static void RequireFit(ModelSchema schema, FeatureTable table, int logitCount)
    {
        if (!schema.Matches(table.Schema))
            throw new ArgumentException("The table has other columns or segments than the model was trained on.", nameof(table));
        if (logitCount != (long)table.RowCount * schema.Segments.Count)
            throw new ArgumentException($"{table.RowCount} rows of {schema.Segments.Count} segments need {(long)table.RowCount * schema.Segments.Count} logits, and there are {logitCount}.", nameof(logitCount));
    }

    private void Add(int column, float value, Span<double> target)
    {
        var line = _layout.LineOf(column, value, out var weight);

        // Nothing is known of a category, or of a gap, that no training row had: it says as little as the average client.
        if (!_isMet[line])
            return;
        var segmentCount = target.Length;
        for (var segment = 0; segment < segmentCount; segment++)
            target[segment] += (weight * _weights[(line * segmentCount) + segment]) - _shifts[(column * segmentCount) + segment];
    }
}
