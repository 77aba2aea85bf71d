using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Palveluohjaus.Segmentation.Boosting;

/// <summary>Adds rows to histograms: the innermost loops of training. No allocation, no branch.</summary>
internal static class Histogram
{
    /// <summary>Columns added in one pass: their chains of additions overlap, and a row's derivatives are read once for all.</summary>
    public const int ColumnsPerPass = 4;

    /// <summary>Adds the rows from–to of up to four columns.</summary>
    /// <param name="columns">1–4 columns of bins.</param>
    /// <param name="gradients">The derivatives of every row.</param>
    /// <param name="from">First row.</param>
    /// <param name="to">Row after the last.</param>
    /// <param name="sums">One histogram for each of the columns, at the offset given for it.</param>
    /// <param name="offsets">Where each column's histogram starts.</param>
    public static void AddRange(ReadOnlySpan<byte[]> columns, ReadOnlySpan<RowGradient> gradients, int from, int to, BinSum[] sums, ReadOnlySpan<int> offsets)
    {
        ref var gradient = ref Unsafe.As<RowGradient, long>(ref MemoryMarshal.GetReference(gradients));
        if (columns.Length == ColumnsPerPass)
        {
            ref var a = ref MemoryMarshal.GetArrayDataReference(columns[0]);
            ref var b = ref MemoryMarshal.GetArrayDataReference(columns[1]);
            ref var c = ref MemoryMarshal.GetArrayDataReference(columns[2]);
            ref var d = ref MemoryMarshal.GetArrayDataReference(columns[3]);
            ref var sumA = ref SumsAt(sums, offsets[0]);
            ref var sumB = ref SumsAt(sums, offsets[1]);
            ref var sumC = ref SumsAt(sums, offsets[2]);
            ref var sumD = ref SumsAt(sums, offsets[3]);
            for (nint row = from; row < to; row++)
            {
                var added = Widen(Unsafe.Add(ref gradient, row));
                Unsafe.Add(ref sumA, Unsafe.Add(ref a, row)) += added;
                Unsafe.Add(ref sumB, Unsafe.Add(ref b, row)) += added;
                Unsafe.Add(ref sumC, Unsafe.Add(ref c, row)) += added;
                Unsafe.Add(ref sumD, Unsafe.Add(ref d, row)) += added;
            }

            return;
        }

        for (var index = 0; index < columns.Length; index++)
        {
            ref var column = ref MemoryMarshal.GetArrayDataReference(columns[index]);
            ref var sum = ref SumsAt(sums, offsets[index]);
            for (nint row = from; row < to; row++)
                Unsafe.Add(ref sum, Unsafe.Add(ref column, row)) += Widen(Unsafe.Add(ref gradient, row));
        }
    }

    /// <summary>Adds the listed rows of up to four columns.</summary>
    public static void AddRows(ReadOnlySpan<byte[]> columns, ReadOnlySpan<RowGradient> gradients, ReadOnlySpan<int> rows, BinSum[] sums, ReadOnlySpan<int> offsets)
    {
        ref var gradient = ref Unsafe.As<RowGradient, long>(ref MemoryMarshal.GetReference(gradients));
        if (columns.Length == ColumnsPerPass)
        {
            ref var a = ref MemoryMarshal.GetArrayDataReference(columns[0]);
            ref var b = ref MemoryMarshal.GetArrayDataReference(columns[1]);
            ref var c = ref MemoryMarshal.GetArrayDataReference(columns[2]);
            ref var d = ref MemoryMarshal.GetArrayDataReference(columns[3]);
            ref var sumA = ref SumsAt(sums, offsets[0]);
            ref var sumB = ref SumsAt(sums, offsets[1]);
            ref var sumC = ref SumsAt(sums, offsets[2]);
            ref var sumD = ref SumsAt(sums, offsets[3]);
            foreach (nint row in rows)
            {
                var added = Widen(Unsafe.Add(ref gradient, row));
                Unsafe.Add(ref sumA, Unsafe.Add(ref a, row)) += added;
                Unsafe.Add(ref sumB, Unsafe.Add(ref b, row)) += added;
                Unsafe.Add(ref sumC, Unsafe.Add(ref c, row)) += added;
                Unsafe.Add(ref sumD, Unsafe.Add(ref d, row)) += added;
            }

            return;
        }

        for (var index = 0; index < columns.Length; index++)
        {
            ref var column = ref MemoryMarshal.GetArrayDataReference(columns[index]);
            ref var sum = ref SumsAt(sums, offsets[index]);
            foreach (nint row in rows)
                Unsafe.Add(ref sum, Unsafe.Add(ref column, row)) += Widen(Unsafe.Add(ref gradient, row));
        }
    }

    private static ref Vector128<long> SumsAt(BinSum[] sums, int offset) => ref Unsafe.As<BinSum, Vector128<long>>(ref sums[offset]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<long> Widen(long gradientAndHessian) => Vector128.WidenLower(Vector128.CreateScalar(gradientAndHessian).AsInt32());
}
