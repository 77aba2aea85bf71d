using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Boosting;

/// <summary>The direction each segment's logit must keep along each column.</summary>
internal sealed class MonotoneDirections
{
    private readonly int _segmentCount;
    private readonly sbyte[] _directions;

    public MonotoneDirections(ModelSchema schema, IReadOnlyList<MonotoneConstraint> constraints)
    {
        _segmentCount = schema.Segments.Count;
        _directions = new sbyte[schema.Columns.Count * _segmentCount];
        foreach (var constraint in constraints)
        {
            if ((uint)constraint.Column >= (uint)schema.Columns.Count || (uint)constraint.Segment >= (uint)_segmentCount)
                throw new TrainingRefusedException($"A monotone constraint names column {constraint.Column} and segment {constraint.Segment}, and there are {schema.Columns.Count} and {_segmentCount}.");
            if (schema.Columns[constraint.Column].IsCategory)
                throw new TrainingRefusedException($"Column {schema.Columns[constraint.Column].Name} holds categories, which have no order to be monotone in.");
            _directions[(constraint.Column * _segmentCount) + constraint.Segment] = constraint.IsRising ? (sbyte)1 : (sbyte)-1;
        }

        foreach (var column in constraints.Select(constraint => constraint.Column).Distinct())
            Complete(column, schema.Columns[column].Name);
    }

    /// <summary>A probability depends on every logit: a promise about some segments is kept by the others too.</summary>
    private void Complete(int column, string name)
    {
        var ofColumn = _directions.AsSpan(column * _segmentCount, _segmentCount);
        var (hasRising, hasFalling, hasFree) = (ofColumn.Contains((sbyte)1), ofColumn.Contains((sbyte)-1), ofColumn.Contains((sbyte)0));
        if (hasRising && hasFalling && hasFree)
            throw new TrainingRefusedException($"Along column {name} some segments are to rise and some to fall: say of every segment which, or of those of one direction only.");
        if (!hasFree && !(hasRising && hasFalling))
            throw new TrainingRefusedException($"Along column {name} every segment is to go the same way: their chances sum to 1, and cannot.");
        ofColumn.Replace((sbyte)0, hasRising ? (sbyte)-1 : (sbyte)1);
    }

    /// <summary>1 when the logit must not fall, −1 when it must not rise, 0 when it is free.</summary>
    public int Of(int column, int segment) => _directions[(column * _segmentCount) + segment];
}
