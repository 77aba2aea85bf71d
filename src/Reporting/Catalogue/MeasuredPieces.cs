using System.Collections;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Catalogue;

/// <summary>What a metric's statistics rest on and tell in each group and piece of time.</summary>
/// <param name="Groups">What each group has in common.</param>
/// <param name="ByStatistic">Of each group and piece of time.</param>
internal sealed record MeasuredPieces(IReadOnlyList<IReadOnlyDictionary<string, string>> Groups, IReadOnlyDictionary<string, MeasuredPieces.OfStatistic> ByStatistic)
{
    private const int FieldsBeforeCounts = 4;

    /// <param name="packed">Group, piece, own code, number of counts and the counts, one after the other: there are hundreds of thousands, and an object for each would take ten times as much.</param>
    /// <param name="ownCodes">By number.</param>
    internal sealed class OfStatistic(int[] packed, Dimension? own, string[] ownCodes) : IEnumerable<MeasuredPiece>
    {
        /// <summary>By what the metric divides each group itself; null when it does not.</summary>
        public Dimension? Own => own;

        public IEnumerator<MeasuredPiece> GetEnumerator()
        {
            for (var at = 0; at < packed.Length; at += FieldsBeforeCounts + packed[at + 3])
                yield return new MeasuredPiece(packed[at], packed[at + 1], packed[at + 2] < 0 ? null : ownCodes[packed[at + 2]], packed.AsMemory(at + FieldsBeforeCounts, packed[at + 3]));
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    internal sealed class Builder
    {
        private readonly List<int> _packed = [];
        private readonly Dictionary<string, int> _ownCodes = [];
        private Dimension? _own;

        public void Add(int group, int piece, Measurement measurement)
        {
            var code = -1;
            if (measurement.By is { } own)
            {
                _own = own.Dimension;
                if (!_ownCodes.TryGetValue(own.Code, out code))
                    _ownCodes.Add(own.Code, code = _ownCodes.Count);
            }

            _packed.AddRange([group, piece, code, 1 + measurement.Tells.Count, measurement.N, .. measurement.Tells]);
        }

        public OfStatistic Build() => new([.. _packed], _own, [.. _ownCodes.Keys]);
    }
}

/// <param name="Group">By number.</param>
/// <param name="Piece">Between which two days, by number.</param>
/// <param name="OwnCode">Where the metric divides the group itself.</param>
/// <param name="Counts">The number of rows first, then what the figure tells.</param>
internal readonly record struct MeasuredPiece(int Group, int Piece, string? OwnCode, ReadOnlyMemory<int> Counts);
