using Palveluohjaus.Segmentation.MlNet.Rows;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.MlNet.Models;

/// <summary>Exact contributions of an additive model, by column and segment.</summary>
internal sealed class ColumnContributions
{
    private readonly FeatureSlots _slots;
    private readonly AdditivePart _additive;
    private readonly int[] _segmentOfClass;
    private readonly int _segmentCount;

    public ColumnContributions(FeatureSlots slots, AdditivePart additive, MlNetModelHeader header)
    {
        _slots = slots;
        _additive = additive;
        _segmentOfClass = header.Learned;
        _segmentCount = header.Schema.Segments.Count;
        Terms = [.. slots.Columns.Index().Where(column => column.Item.All().Any()).Select(column => new ModelTerm(column.Index))];
        var intercepts = Enumerable.Repeat(header.UnseenLogit, _segmentCount).ToArray();
        foreach (var (index, segment) in _segmentOfClass.Index())
            intercepts[segment] = additive.Intercepts[index];
        Intercepts = intercepts;
    }

    public IReadOnlyList<ModelTerm> Terms { get; }

    public IReadOnlyList<double> Intercepts { get; }

    /// <summary>Row-major term × segment.</summary>
    public void Contribute(ReadOnlySpan<float> row, Span<double> contributions)
    {
        contributions.Clear();
        Span<double> added = _segmentOfClass.Length <= 16 ? stackalloc double[_segmentOfClass.Length] : new double[_segmentOfClass.Length];
        for (var term = 0; term < Terms.Count; term++)
        {
            var column = Terms[term].First;
            _additive.AtZero[column].CopyTo(added);
            AdditivePart.AddActive(_additive.Terms, _slots.Columns[column], row[column], added);
            for (var index = 0; index < added.Length; index++)
                contributions[(term * _segmentCount) + _segmentOfClass[index]] = added[index];
        }
    }

    /// <summary>The intercepts and all contributions.</summary>
    public void Sum(ReadOnlySpan<float> row, Span<float> logits)
    {
        var contributions = new double[Terms.Count * _segmentCount];
        Contribute(row, contributions);
        for (var segment = 0; segment < _segmentCount; segment++)
        {
            var logit = Intercepts[segment];
            for (var term = 0; term < Terms.Count; term++)
                logit += contributions[(term * _segmentCount) + segment];
            logits[segment] = (float)logit;
        }
    }
}
