using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Palveluohjaus.Segmentation.Boosting;

/// <summary>Adds rows to histograms: the innermost loops of training. No allocation, no branch.</summary>
internal static class Histogram
{
    /// <summary>Columns added in one pass: their chains of additions overlap, and a row's derivatives are read once for all.</summary>
    public const int ColumnsPerPass = 4;

    /// <summary>Adds rows of up to four columns.</summary>
    /// <param name="columns">1–4 columns of bins.</param>
    /// <param name="gradients">The derivatives of every row.</param>
    /// <param name="rows">Which rows; a type of its own for each way of saying it, so that the loop is compiled for each.</param>
    /// <param name="sums">One histogram for each of the columns, at the offset given for it.</param>
    /// <param name="offsets">Where each column's histogram starts.</param>
    public static void Add<TRows>(ReadOnlySpan<byte[]> columns, ReadOnlySpan<RowGradient> gradients, TRows rows, BinSum[] sums, ReadOnlySpan<int> offsets)
        where TRows : struct, IRowsToAdd, allows ref struct
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
            for (var index = 0; index < rows.Count; index++)
            {
                var row = rows[index];
                var added = Widen(Unsafe.Add(ref gradient, row));
                Unsafe.Add(ref sumA, Unsafe.Add(ref a, row)) += added;
                Unsafe.Add(ref sumB, Unsafe.Add(ref b, row)) += added;
                Unsafe.Add(ref sumC, Unsafe.Add(ref c, row)) += added;
                Unsafe.Add(ref sumD, Unsafe.Add(ref d, row)) += added;
            }

            return;
        }

        for (var column = 0; column < columns.Length; column++)
        {
            ref var bins = ref MemoryMarshal.GetArrayDataReference(columns[column]);
            ref var sum = ref SumsAt(sums, offsets[column]);
            for (var index = 0; index < rows.Count; index++)
                Unsafe.Add(ref sum, Unsafe.Add(ref bins, rows[index])) += Widen(Unsafe.Add(ref gradient, rows[index]));
        }
    }

    private static ref Vector128<long> SumsAt(BinSum[] sums, int offset) => ref Unsafe.As<BinSum, Vector128<long>>(ref sums[offset]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<long> Widen(long gradientAndHessian) => Vector128.WidenLower(Vector128.CreateScalar(gradientAndHessian).AsInt32());
}
