namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>What a patient reader can work out from the counts that are shown: how low and how high each hidden one may be.</summary>
internal static class CellBounds
{
    // Bounds may creep towards each other; what a hundred rounds have not pinned down is left.
    private const int MostRounds = 100;

    /// <returns>The hidden cells that can have but one count.</returns>
    public static IReadOnlyList<int> Recover(int[] counts, Func<int, bool> isShown, CellSum[] sums) =>
        [.. Recover([new CellLayer([counts], Array.ConvertAll([.. Enumerable.Range(0, counts.Length)], cell => isShown(cell)), [])], sums)];

    /// <param name="layers">The same cells in pieces of time, the finest pieces first.</param>
    /// <param name="sums">What adds up within each piece.</param>
    /// <returns>The hidden cells of which a piece, or what is left of one, can have but one count that is small.</returns>
    public static SortedSet<int> RecoverSmall(IReadOnlyList<CellLayer> layers, CellSum[] sums) => Recover(layers, sums, SmallCells.IsSmall);

    private static SortedSet<int> Recover(IReadOnlyList<CellLayer> layers, CellSum[] sums, Func<int, bool>? isSought = null)
    {
        isSought ??= _ => true;
        var within = new CellsOfSums(sums, layers[0].IsTold.Length);
        var pieces = new Piece[layers.Count][];
        for (var layer = layers.Count - 1; layer >= 0; layer--)
        {
            var (known, longer) = (layers[layer], layer + 1 < layers.Count ? pieces[layer + 1] : []);
            pieces[layer] = [.. known.Pieces.Select((counts, piece) => new Piece(within, counts, known.IsTold, longer.Length > 0 && known.PieceOf[piece] is { } number ? longer[number] : null))];
        }

        var isNarrowing = true;
        for (var round = 0; isNarrowing && round < MostRounds; round++)
        {
            isNarrowing = false;
            for (var layer = 0; layer < layers.Count; layer++)
            {
                foreach (var piece in pieces[layer])
                    isNarrowing |= piece.NarrowBySums();
                foreach (var longer in layer + 1 < layers.Count ? pieces[layer + 1] : [])
                    isNarrowing |= longer.NarrowByShorter();
            }
        }

        var recovered = new SortedSet<int>();
        for (var layer = 0; layer < layers.Count; layer++)
        {
            foreach (var cell in within.Cells)
            {
                if (layers[layer].IsTold[cell])
                    continue;
                if (pieces[layer].Any(piece => piece.IsKnown(cell) && isSought(piece.Low[cell])) || (layer + 1 < layers.Count && pieces[layer + 1].Any(longer => longer.LeftOver(cell) is { } rest && isSought(rest))))
                    recovered.Add(cell);
            }
        }

        return recovered;
    }

    /// <summary>The cells that stand in sums, and in which.</summary>
    private sealed class CellsOfSums
    {
        private readonly int[] _starts;
        private readonly int[] _sums;

        public CellsOfSums(CellSum[] sums, int cellCount)
        {
            Sums = sums;
            _starts = new int[cellCount + 1];
            foreach (var sum in sums)
            {
                _starts[sum.Whole]++;
                foreach (var part in sum.Parts)
                    _starts[part]++;
            }

            Cells = [.. Enumerable.Range(0, cellCount).Where(cell => _starts[cell] > 0)];
            for (var cell = 1; cell <= cellCount; cell++)
                _starts[cell] += _starts[cell - 1];
            _sums = new int[_starts[cellCount]];
            for (var number = 0; number < sums.Length; number++)
            {
                _sums[--_starts[sums[number].Whole]] = number;
                foreach (var part in sums[number].Parts)
                    _sums[--_starts[part]] = number;
            }
        }

        public CellSum[] Sums { get; }

        /// <summary>In order.</summary>
        public int[] Cells { get; }

        public ReadOnlySpan<int> Of(int cell) => _sums.AsSpan(_starts[cell].._starts[cell + 1]);
    }

    /// <summary>The bounds of each cell in one piece of time. Only what has changed since it was last looked at is looked at again: most bounds settle at once, and a few creep.</summary>
    private sealed class Piece
    {
        private readonly CellsOfSums _within;
        private readonly int[] _high;
        private readonly bool[] _isSumChanged;
        private readonly bool[] _isCellChanged;
        private readonly bool[] _isTold;
        private readonly Piece? _longer;
        private readonly List<Piece> _shorter = [];
        private bool _hasChangedSums = true;
        private bool _hasChangedCells = true;

        public Piece(CellsOfSums within, int[] counts, bool[] isTold, Piece? longer)
        {
            (_within, _isTold, _longer) = (within, isTold, longer);
            (Low, _high) = (new int[counts.Length], new int[counts.Length]);
            (_isSumChanged, _isCellChanged) = (new bool[within.Sums.Length], new bool[counts.Length]);
            longer?._shorter.Add(this);
            Array.Fill(_isSumChanged, true);
            Array.Fill(_isCellChanged, true);
            var highest = counts.DefaultIfEmpty(0).Max();
            foreach (var cell in within.Cells)
                (Low[cell], _high[cell]) = isTold[cell] ? (counts[cell], counts[cell]) : (0, highest);
        }

        public int[] Low { get; }

        public bool IsKnown(int cell) => Low[cell] == _high[cell];

        /// <summary>What a longer piece that is known leaves when the shorter ones in it that are known are taken away.</summary>
        public int? LeftOver(int cell) =>
            _shorter.Count > 0 && IsKnown(cell) ? Low[cell] - _shorter.Where(piece => piece.IsKnown(cell)).Sum(piece => piece.Low[cell]) : null;

        public bool NarrowBySums()
        {
            if (!_hasChangedSums)
                return false;
            (_hasChangedSums, var hasNarrowed) = (false, false);
            for (var number = 0; number < _isSumChanged.Length; number++)
            {
                if (!_isSumChanged[number])
                    continue;
                _isSumChanged[number] = false;
                var sum = _within.Sums[number];
                var (leastSum, mostSum) = (0L, 0L);
                foreach (var part in sum.Parts)
                {
                    leastSum += Low[part];
                    mostSum += _high[part];
                }

                hasNarrowed |= Narrow(sum.Whole, leastSum, mostSum);
                var (leastWhole, mostWhole) = (Low[sum.Whole], _high[sum.Whole]);
                foreach (var part in sum.Parts)
                    hasNarrowed |= Narrow(part, leastWhole - (mostSum - _high[part]), mostWhole - (leastSum - Low[part]));
            }

            return hasNarrowed;
        }

        /// <summary>A longer piece is the sum of the shorter ones in it.</summary>
        public bool NarrowByShorter()
        {
            if (_shorter.Count == 0 || !_hasChangedCells)
                return false;
            (_hasChangedCells, var hasNarrowed) = (false, false);
            foreach (var cell in _within.Cells)
            {
                if (!_isCellChanged[cell] || _shorter[0]._isTold[cell])
                    continue;
                _isCellChanged[cell] = false;
                var (leastSum, mostSum) = (0L, 0L);
                foreach (var part in _shorter)
                {
                    leastSum += part.Low[cell];
                    mostSum += part._high[cell];
                }

                hasNarrowed |= Narrow(cell, leastSum, mostSum);
                var (leastWhole, mostWhole) = (Low[cell], _high[cell]);
                foreach (var part in _shorter)
                    hasNarrowed |= part.Narrow(cell, leastWhole - (mostSum - part._high[cell]), mostWhole - (leastSum - part.Low[cell]));
            }

            return hasNarrowed;
        }

        private bool Narrow(int cell, long least, long most)
        {
            if (least <= Low[cell] && most >= _high[cell])
                return false;
            Low[cell] = (int)Math.Max(Low[cell], least);
            _high[cell] = (int)Math.Min(_high[cell], most);
            _hasChangedSums = true;
            foreach (var sum in _within.Of(cell))
                _isSumChanged[sum] = true;
            _hasChangedCells = _isCellChanged[cell] = true;
            if (_longer is not null)
                _longer._hasChangedCells = _longer._isCellChanged[cell] = true;
            return true;
        }
    }
}

/// <summary>A cell that is the sum of others.</summary>
internal sealed record CellSum(int Whole, int[] Parts);

/// <param name="Pieces">By piece of time, then by cell, the counts.</param>
/// <param name="IsTold">By cell, whether all its pieces are shown.</param>
/// <param name="PieceOf">Of each piece, which longer one of the next layer it lies in; null when in none.</param>
internal sealed record CellLayer(int[][] Pieces, bool[] IsTold, int?[] PieceOf);
