using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.GlassBox;

/// <summary>
/// A glass box laid out for scoring millions of rows: values are binned once per column, the cells of all tables are found with
/// byte comparisons of 32 rows at a time, and what is left is one addition of a vector of segments for each row and table.
/// </summary>
internal sealed class TableScorer
{
    /// <summary>Bins of a block, the sums and the cells in work stay in the first-level cache.</summary>
    private const int RowsPerBlock = 512;

    private const int TablesPerPass = 4;
    private readonly int _segmentCount;
    private readonly int _vectorsPerCell;
    private readonly float[] _start;
    private readonly ColumnBinner[] _columns;
    private readonly Table[] _tables;
    private readonly ConcurrentBag<Workspace> _free = [];

    public TableScorer(GlassBoxModel model)
    {
        _segmentCount = model.Intercepts.Count;
        _vectorsPerCell = (_segmentCount + Vector128<float>.Count - 1) / Vector128<float>.Count;
        _start = new float[_vectorsPerCell * Vector128<float>.Count];
        for (var segment = 0; segment < _segmentCount; segment++)
            _start[segment] = (float)model.Intercepts[segment];

        var used = model.Tables.SelectMany(table => new[] { table.First, table.Second }).OfType<TermAxis>().ToLookup(axis => axis.Column);
        _columns = [.. used.OrderBy(axes => axes.Key).Select(axes => new ColumnBinner([.. axes], model.Schema.Columns[axes.Key].Categories.Count))];
        var placeOfColumn = _columns.Index().ToDictionary(each => each.Item.Column, each => each.Index);
        _tables = [.. model.Tables.Select(table => new Table(
            placeOfColumn[table.First.Column],
            _columns[placeOfColumn[table.First.Column]].To(table.First),
            table.Second is null ? -1 : placeOfColumn[table.Second.Column],
            table.Second is null ? null : _columns[placeOfColumn[table.Second.Column]].To(table.Second),
            Padded(table)))];
    }

    /// <param name="table">n rows.</param>
    /// <param name="logits">Row-major n × k.</param>
    public void Score(FeatureTable table, Span<float> logits)
    {
        var work = _free.TryTake(out var free) ? free : new Workspace(_columns.Length, RowsPerBlock, TablesPerPass, _start.Length);
        for (var from = 0; from < table.RowCount; from += RowsPerBlock)
        {
            var count = Math.Min(RowsPerBlock, table.RowCount - from);
            for (var place = 0; place < _columns.Length; place++)
                _columns[place].Bin(table.Column(_columns[place].Column).Slice(from, count), work.Bins[place]);
            ScoreBlock(work);
            Unpad(work.Sums, logits.Slice(from * _segmentCount, count * _segmentCount));
        }

        _free.Add(work);
    }

    private void ScoreBlock(Workspace work)
    {
        for (var index = 0; index < work.Sums.Length; index += _start.Length)
            _start.CopyTo(work.Sums, index);

        for (var first = 0; first < _tables.Length; first += TablesPerPass)
        {
            var tables = _tables.AsSpan(first, Math.Min(TablesPerPass, _tables.Length - first));
            for (var index = 0; index < tables.Length; index++)
                tables[index].FindCells(work.Bins, work.Cells[index]);
            if (tables.Length == TablesPerPass && _vectorsPerCell == 1)
                AddFour(tables, work);
            else
                AddEach(tables, work);
        }
    }

    private static void AddFour(ReadOnlySpan<Table> tables, Workspace work)
    {
        ref var sums = ref Unsafe.As<float, Vector128<float>>(ref MemoryMarshal.GetArrayDataReference(work.Sums));
        ref var valuesA = ref tables[0].FirstCell;
        ref var valuesB = ref tables[1].FirstCell;
        ref var valuesC = ref tables[2].FirstCell;
        ref var valuesD = ref tables[3].FirstCell;
        ref var cellsA = ref MemoryMarshal.GetArrayDataReference(work.Cells[0]);
        ref var cellsB = ref MemoryMarshal.GetArrayDataReference(work.Cells[1]);
        ref var cellsC = ref MemoryMarshal.GetArrayDataReference(work.Cells[2]);
        ref var cellsD = ref MemoryMarshal.GetArrayDataReference(work.Cells[3]);
        for (nint row = 0; row < RowsPerBlock; row++)
        {
            Unsafe.Add(ref sums, row) += Unsafe.Add(ref valuesA, Unsafe.Add(ref cellsA, row)) + Unsafe.Add(ref valuesB, Unsafe.Add(ref cellsB, row))
                + (Unsafe.Add(ref valuesC, Unsafe.Add(ref cellsC, row)) + Unsafe.Add(ref valuesD, Unsafe.Add(ref cellsD, row)));
        }
    }

    private void AddEach(ReadOnlySpan<Table> tables, Workspace work)
    {
        ref var sums = ref Unsafe.As<float, Vector128<float>>(ref MemoryMarshal.GetArrayDataReference(work.Sums));
        for (var index = 0; index < tables.Length; index++)
        {
            ref var values = ref tables[index].FirstCell;
            var cells = work.Cells[index];
            for (var row = 0; row < cells.Length; row++)
            {
                for (var vector = 0; vector < _vectorsPerCell; vector++)
                    Unsafe.Add(ref sums, (row * _vectorsPerCell) + vector) += Unsafe.Add(ref values, (cells[row] * _vectorsPerCell) + vector);
            }
        }
    }

    private void Unpad(float[] sums, Span<float> logits)
    {
        if (_segmentCount == _start.Length)
        {
            sums.AsSpan(0, logits.Length).CopyTo(logits);
            return;
        }

        for (int row = 0, from = 0; row < logits.Length; row += _segmentCount, from += _start.Length)
            sums.AsSpan(from, _segmentCount).CopyTo(logits[row..]);
    }

    private float[] Padded(TermTable table)
    {
        var padded = new float[table.CellCount * _start.Length];
        for (var cell = 0; cell < table.CellCount; cell++)
        {
            for (var segment = 0; segment < _segmentCount; segment++)
                padded[(cell * _start.Length) + segment] = (float)table.Values[(cell * _segmentCount) + segment];
        }

        return padded;
    }

    private sealed class Table(int first, BinMap ofFirst, int second, BinMap? ofSecond, float[] values)
    {
        public ref Vector128<float> FirstCell => ref Unsafe.As<float, Vector128<float>>(ref MemoryMarshal.GetArrayDataReference(values));

        public void FindCells(byte[][] bins, ushort[] cells)
        {
            if (ofSecond is null)
                ofFirst.Map(bins[first], cells);
            else
                ofFirst.Map(bins[first], ofSecond, bins[second], cells);
        }
    }

    private sealed class Workspace(int columns, int rows, int tables, int floatsPerRow)
    {
        public byte[][] Bins { get; } = [.. Enumerable.Range(0, columns).Select(_ => new byte[rows])];
        public ushort[][] Cells { get; } = [.. Enumerable.Range(0, tables).Select(_ => new ushort[rows])];
        public float[] Sums { get; } = new float[rows * floatsPerRow];
    }
}
