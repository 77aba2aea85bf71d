namespace Palveluohjaus.Reporting.Facts;

/// <summary>The rows of each client's cases.</summary>
public sealed class CasesByClient
{
    private readonly int[] _firsts;
    private readonly int[] _rows;

    internal CasesByClient(CaseTable cases)
    {
        // Counted, then placed: clients are numbered from 1.
        var identified = cases.AllRows.Where(cases.IsIdentified);
        _firsts = new int[identified.Select(row => cases.ClientNumber[row]).DefaultIfEmpty(0).Max() + 2];
        foreach (var row in identified)
            _firsts[cases.ClientNumber[row] + 1]++;
        for (var client = 1; client < _firsts.Length; client++)
            _firsts[client] += _firsts[client - 1];
        var next = _firsts.ToArray();
        _rows = new int[_firsts[^1]];
        foreach (var row in identified)
            _rows[next[cases.ClientNumber[row]]++] = row;
    }

    public ReadOnlySpan<int> RowsOf(int clientNumber) => clientNumber + 1 < _firsts.Length ? _rows.AsSpan(_firsts[clientNumber].._firsts[clientNumber + 1]) : [];
}
