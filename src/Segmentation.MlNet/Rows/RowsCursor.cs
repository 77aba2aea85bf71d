using Microsoft.ML;
using Microsoft.ML.Data;

namespace Palveluohjaus.Segmentation.MlNet.Rows;

/// <summary>Passes through a view's rows, in their own order or a shuffled one.</summary>
internal sealed class RowsCursor : DataViewRowCursor
{
    private readonly RowsView _view;
    private readonly int[]? _order;
    private readonly bool[] _isActive;
    private long _position = -1;
    private bool _isPastEnd;

    public RowsCursor(RowsView view, IEnumerable<DataViewSchema.Column> columnsNeeded, int[]? order)
    {
        _view = view;
        _order = order;
        _isActive = new bool[view.Schema.Count];
        foreach (var column in columnsNeeded)
            _isActive[column.Index] = true;
    }

    public override DataViewSchema Schema => _view.Schema;

    public override long Position => _position;

    public override long Batch => 0;

    private int Row => _order is null ? (int)_position : _order[_position];

    public override bool MoveNext()
    {
        if (!_isPastEnd && _position + 1 < _view.Table.RowCount)
        {
            _position++;
            return true;
        }

        _isPastEnd = true;
        _position = -1;
        return false;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => _isActive[column.Index];

    // The row's own number, in whatever order the cursor passes: SDCA keeps a variable for each row by it.
    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => value = new DataViewRowId((ulong)Row, 0);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
            throw new ArgumentOutOfRangeException(nameof(column), column.Name, "The column was not asked for when the cursor was opened.");
        Delegate getter = column.Index == 0
            ? new ValueGetter<VBuffer<float>>(GetFeatures)
            : _view.Labels!.CreateGetter(() => Row);
        return getter as ValueGetter<TValue>
            ?? throw new InvalidOperationException($"{column.Name} is {column.Type}, not {typeof(TValue).Name}.");
    }

    private void GetFeatures(ref VBuffer<float> value)
    {
        var slots = _view.Slots;
        if (slots.IsSparse)
        {
            var sparse = VBufferEditor.Create(ref value, slots.Count, slots.Columns.Length);
            var count = 0;
            for (var column = 0; column < slots.Columns.Length; column++)
            {
                var slot = slots.Columns[column].Find(_view.Table.Column(column)[Row], out var slotValue);
                if (slot < 0)
                    continue;
                sparse.Indices[count] = slot;
                sparse.Values[count++] = slotValue;
            }

            value = sparse.CommitTruncated(count);
            return;
        }

        var dense = VBufferEditor.Create(ref value, slots.Count);
        dense.Values.Clear();
        for (var column = 0; column < slots.Columns.Length; column++)
        {
            var slot = slots.Columns[column].Find(_view.Table.Column(column)[Row], out var slotValue);
            if (slot >= 0)
                dense.Values[slot] = slotValue;
        }

        value = dense.Commit();
    }
}
