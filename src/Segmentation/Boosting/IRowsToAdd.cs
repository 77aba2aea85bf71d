namespace Palveluohjaus.Segmentation.Boosting;

/// <summary>The rows that go into a histogram.</summary>
internal interface IRowsToAdd
{
    int Count { get; }

    /// <summary>The row's index; not checked, because the innermost loop asks for every one.</summary>
    nint this[int index] { get; }
}

/// <summary>Rows that stand side by side.</summary>
internal readonly struct RowRange(int from, int to) : IRowsToAdd
{
    public int Count => to - from;

    public nint this[int index] => from + index;
}

/// <summary>Rows named one by one.</summary>
internal readonly ref struct ListedRows(ReadOnlySpan<int> rows) : IRowsToAdd
{
    private readonly ReadOnlySpan<int> _rows = rows;

    public int Count => _rows.Length;

    public nint this[int index] => System.Runtime.CompilerServices.Unsafe.Add(ref System.Runtime.InteropServices.MemoryMarshal.GetReference(_rows), index);
}
