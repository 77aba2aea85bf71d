using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Palveluohjaus.Segmentation.Boosting;

/// <summary>
/// Logits of the training rows and the derivatives of the multinomial log-loss by them: p − y and k/(k − 1) · p(1 − p), the
/// diagonal of the Hessian scaled up because the k trees of a round step together.
/// </summary>
internal sealed class Gradients
{
    /// <summary>Whole numbers in one unit of a derivative; |p − y| ≤ 1 then fits an int, and 2³² rows a long.</summary>
    public const double Scale = 1 << 30;

    private const int RowsPerBlock = 1 << 14;
    private readonly int _count;
    private readonly int _stride;
    private readonly byte[] _labels;
    private readonly float[] _logits;
    private readonly RowGradient[] _gradients;
    private readonly float[] _weightOfSegment;
    private readonly bool _isWeighted;

    /// <param name="labels">n segments.</param>
    /// <param name="start">k logits to start from.</param>
    /// <param name="weightOfSegment">k weights, the greatest of them 1.</param>
    public Gradients(byte[] labels, ReadOnlySpan<double> start, float[] weightOfSegment)
    {
        _count = labels.Length;
        _stride = (labels.Length + Vector256<float>.Count - 1) / Vector256<float>.Count * Vector256<float>.Count;
        _labels = labels;
        _weightOfSegment = weightOfSegment;
        _isWeighted = weightOfSegment.Any(weight => weight != 1);
        _logits = new float[start.Length * _stride];
        _gradients = new RowGradient[start.Length * _stride];
        for (var segment = 0; segment < start.Length; segment++)
            _logits.AsSpan(segment * _stride, _stride).Fill((float)start[segment]);
    }

    /// <summary>The n logits of one segment.</summary>
    public Span<float> Logits(int segment) => _logits.AsSpan(segment * _stride, _count);

    /// <summary>The n derivatives by one segment's logits.</summary>
    public ReadOnlySpan<RowGradient> Of(int segment) => _gradients.AsSpan(segment * _stride, _count);

    /// <summary>Computes the derivatives at the logits as they stand.</summary>
    public void Update(ParallelOptions parallel)
    {
        var blocks = (_stride + RowsPerBlock - 1) / RowsPerBlock;
        Parallel.For(0, blocks, parallel, block => Update(block * RowsPerBlock, Math.Min(_stride, (block + 1) * RowsPerBlock)));
    }

    private void Update(int from, int to)
    {
        var segmentCount = _weightOfSegment.Length;
        var hessianFactor = Vector256.Create(segmentCount / (segmentCount - 1f));
        var scale = Vector256.Create((float)Scale);
        var one = Vector256<float>.One;
        Span<Vector256<float>> shares = stackalloc Vector256<float>[segmentCount];
        Span<float> labels = stackalloc float[Vector256<float>.Count];
        Span<float> weights = stackalloc float[Vector256<float>.Count];
        weights.Fill(1);
        ref var logits = ref MemoryMarshal.GetArrayDataReference(_logits);
        ref var gradients = ref Unsafe.As<RowGradient, ulong>(ref MemoryMarshal.GetArrayDataReference(_gradients));
        for (var row = from; row < to; row += Vector256<float>.Count)
        {
            for (var lane = 0; lane < labels.Length; lane++)
            {
                // Rows beyond the last only fill the vector.
                var label = row + lane < _count ? _labels[row + lane] : 0;
                labels[lane] = label;
                if (_isWeighted)
                    weights[lane] = _weightOfSegment[label];
            }

            var greatest = Vector256.LoadUnsafe(ref logits, (nuint)row);
            for (var segment = 1; segment < segmentCount; segment++)
                greatest = Vector256.Max(greatest, Vector256.LoadUnsafe(ref logits, (nuint)((segment * _stride) + row)));
            var sum = Vector256<float>.Zero;
            for (var segment = 0; segment < segmentCount; segment++)
                sum += shares[segment] = Vector256.Exp(Vector256.LoadUnsafe(ref logits, (nuint)((segment * _stride) + row)) - greatest);

            var label8 = Vector256.Create<float>(labels);
            var scaledWeight = Vector256.Create<float>(weights) * scale;
            for (var segment = 0; segment < segmentCount; segment++)
            {
                var share = shares[segment] / sum;
                var isOwn = Vector256.Equals(label8, Vector256.Create((float)segment)) & one;
                var gradient = Vector256.ConvertToInt32((share - isOwn) * scaledWeight);
                // At least one: a leaf of rows that are all but certain must not divide by nothing.
                var hessian = Vector256.Max(Vector256.ConvertToInt32(hessianFactor * share * (one - share) * scaledWeight), Vector256<int>.One);

                var target = (nuint)((segment * _stride) + row);
                (Vector256.WidenLower(gradient.AsUInt32()) | (Vector256.WidenLower(hessian.AsUInt32()) << 32)).StoreUnsafe(ref gradients, target);
                (Vector256.WidenUpper(gradient.AsUInt32()) | (Vector256.WidenUpper(hessian.AsUInt32()) << 32)).StoreUnsafe(ref gradients, target + 4);
            }
        }
    }
}
