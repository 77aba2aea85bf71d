namespace Palveluohjaus.Segmentation.Tables;

/// <summary>
/// Writes suggestions to a comma-separated file: the keys, the most probable segment, each segment's probability with six
/// decimals, and when asked the possible segments and whether the model abstains.
/// </summary>
/// <remarks>Under a temporary name until <see cref="Complete"/>: without it nothing is left behind, and a file that was there stays as it was.</remarks>
public sealed class ScoredCsvWriter : IDisposable
{
    private readonly ScoredCsvLayout _layout;
    private readonly CsvOutput _output;

    // A set of k segments is one of few: each is joined once.
    private readonly Dictionary<ulong, string> _sets = [];

    /// <param name="path">Where the file is to stand.</param>
    /// <param name="layout">Its columns.</param>
    /// <exception cref="TableRefusedException">It would be written over the input, two columns would have one name, or it cannot be written there.</exception>
    public ScoredCsvWriter(string path, ScoredCsvLayout layout)
    {
        _layout = layout;
        if (layout.InputPath is not null && IsSameFile(path, layout.InputPath))
            throw new TableRefusedException(path, null, null, "this is the file that is being scored. Write the result to another file (--out).");
        string[] headings =
        [
            .. layout.KeyColumns,
            "segment",
            .. layout.Segments.Select(segment => "probability." + segment),
            .. layout.WithPossible ? ["possible"] : Array.Empty<string>(),
            .. layout.WithAbstained ? ["abstained"] : Array.Empty<string>(),
        ];
        if (headings.CountBy(heading => heading, StringComparer.Ordinal).FirstOrDefault(pair => pair.Value > 1).Key is { } twice)
            throw new TableRefusedException(path, null, twice, "two columns would have this name. Rename the key column in the input.");

        _output = new CsvOutput(path);
        foreach (var heading in headings)
            _output.Text(heading);
        _output.EndRow();
    }

    /// <summary>Rows written so far.</summary>
    public long RowCount { get; private set; }

    /// <summary>Writes rows in their order.</summary>
    /// <exception cref="ArgumentException">Lengths do not fit the layout, or a probability is not one.</exception>
    public void Write(ScoredRows rows)
    {
        var segmentCount = _layout.Segments.Count;
        RefuseLength(rows, segmentCount);
        for (var row = 0; row < rows.RowCount; row++)
        {
            foreach (var key in rows.Keys)
                _output.Text(key[row]);

            var probabilities = rows.Probabilities.Span.Slice(row * segmentCount, segmentCount);
            var hasAbstained = _layout.WithAbstained && rows.Abstained.Span[row];
            _output.Text(hasAbstained ? "" : _layout.Segments[IndexOfGreatest(probabilities)]);
            foreach (var probability in probabilities)
                _output.Share(probability);
            if (_layout.WithPossible)
                _output.Text(Join(rows.Possible.Span.Slice(row * segmentCount, segmentCount)));
            if (_layout.WithAbstained)
                _output.Text(hasAbstained ? "true" : "false");
            _output.EndRow();
        }

        RowCount += rows.RowCount;
    }

    /// <summary>Puts the file in its place, over one that was there.</summary>
    /// <exception cref="TableRefusedException">It cannot be written there.</exception>
    public void Complete() => _output.PutInPlace();

    /// <summary>Throws away what was not completed.</summary>
    public void Dispose() => _output.Dispose();

    private void RefuseLength(ScoredRows rows, int segmentCount)
    {
        var fits = rows.Keys.Count == _layout.KeyColumns.Count
            && rows.Probabilities.Length == rows.RowCount * segmentCount
            && (!_layout.WithPossible || rows.Possible.Length == rows.RowCount * segmentCount)
            && (!_layout.WithAbstained || rows.Abstained.Length == rows.RowCount);
        if (!fits)
            throw new ArgumentException("The lengths of the rows do not fit the layout.", nameof(rows));
    }

    private string Join(ReadOnlySpan<bool> possible)
    {
        if (possible.Length > 64)
            return JoinAll(possible);
        ulong set = 0;
        for (var segment = 0; segment < possible.Length; segment++)
            set |= possible[segment] ? 1UL << segment : 0;
        if (!_sets.TryGetValue(set, out var joined))
            _sets[set] = joined = JoinAll(possible);
        return joined;
    }

    private string JoinAll(ReadOnlySpan<bool> possible)
    {
        var codes = new List<string>();
        for (var segment = 0; segment < possible.Length; segment++)
        {
            if (possible[segment])
                codes.Add(_layout.Segments[segment]);
        }

        return string.Join('|', codes);
    }

    private static int IndexOfGreatest(ReadOnlySpan<float> values)
    {
        var greatest = 0;
        for (var index = 1; index < values.Length; index++)
        {
            if (values[index] > values[greatest])
                greatest = index;
        }

        return greatest;
    }

    private static bool IsSameFile(string path, string other) => File.Exists(path) && File.Exists(other) && Resolve(path) == Resolve(other);

    private static string Resolve(string path) => File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path);
}
