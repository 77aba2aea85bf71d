using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.GlassBox;

/// <summary>
/// A model that is its tables: intercepts, one table for each column it uses and one for each pair. Logits are centred, summing to
/// 0 over the segments in every cell (which no probability depends on), and no pair hides what one of its columns says alone.
/// </summary>
public sealed class GlassBoxModel : IExplainableModel
{
    private readonly double[] _intercepts;
    private readonly ModelTerm[] _terms;
    private readonly TableScorer _scorer;

    /// <param name="schema">Columns and segments.</param>
    /// <param name="intercepts">k logits.</param>
    /// <param name="tables">Tables of one column first, then pairs, each in the order of columns; no two of the same columns.</param>
    /// <exception cref="ArgumentException">A table does not fit the schema, or stands twice.</exception>
    public GlassBoxModel(ModelSchema schema, double[] intercepts, IReadOnlyList<TermTable> tables)
    {
        if (intercepts.Length != schema.Segments.Count)
            throw new ArgumentException($"There are {intercepts.Length} intercepts for {schema.Segments.Count} segments.", nameof(intercepts));
        foreach (var table in tables)
        {
            if (table.Values.Length != table.CellCount * intercepts.Length)
                throw new ArgumentException($"The table of {table.Term} has {table.Values.Length} values for {table.CellCount} cells of {intercepts.Length} segments.", nameof(tables));
            foreach (var axis in table.Second is null ? [table.First] : new[] { table.First, table.Second })
            {
                if ((uint)axis.Column >= (uint)schema.Columns.Count
                    || schema.Columns[axis.Column].Categories.Count != axis.BinOfCategory.Length)
                {
                    throw new ArgumentException($"The bins of column {axis.Column} do not fit the schema.", nameof(tables));
                }
            }
        }

        Schema = schema;
        Tables = tables;
        _intercepts = intercepts;
        _terms = [.. tables.Select(table => table.Term)];
        if (_terms.Distinct().Count() != _terms.Length)
            throw new ArgumentException("Two tables look at the same columns.", nameof(tables));
        _scorer = new TableScorer(this);
    }

    /// <inheritdoc/>
    public ModelSchema Schema { get; }

    /// <summary>The tables, in the order of <see cref="Terms"/>.</summary>
    public IReadOnlyList<TermTable> Tables { get; }

    /// <inheritdoc/>
    public IReadOnlyList<ModelTerm> Terms => _terms;

    /// <inheritdoc/>
    public IReadOnlyList<double> Intercepts => _intercepts;

    /// <inheritdoc/>
    public void Contribute(ReadOnlySpan<float> row, Span<double> contributions)
    {
        var segmentCount = _intercepts.Length;
        for (var term = 0; term < _terms.Length; term++)
        {
            var table = Tables[term];
            table.Values.AsSpan(table.CellOf(row) * segmentCount, segmentCount).CopyTo(contributions[(term * segmentCount)..]);
        }
    }

    /// <inheritdoc/>
    /// <remarks>Sums in single precision, a few millionths from the contributions' exact sum.</remarks>
    public void Score(FeatureTable table, Span<float> logits)
    {
        var segmentCount = _intercepts.Length;
        if (table.Schema.Columns.Count != Schema.Columns.Count)
            throw new ArgumentException($"The model reads {Schema.Columns.Count} columns, and the table has {table.Schema.Columns.Count}.", nameof(table));
        if (logits.Length != table.RowCount * segmentCount)
            throw new ArgumentException($"{table.RowCount} rows of {segmentCount} segments need {table.RowCount * segmentCount} logits, and there are {logits.Length}.", nameof(logits));

        _scorer.Score(table, logits);
    }
}
