using System.Globalization;
using Palveluohjaus.Segmentation.Evaluation;

namespace Palveluohjaus.Segmentation.Registry;

/// <summary>
/// Which counts of people a card may tell. Of a count under <see cref="Smallest"/> it says no more than that; and where it could be found by
/// subtraction from a sum that is known, further counts are withheld, the smallest first, until what is withheld of the sum is two
/// counts or more and <see cref="Smallest"/> people or more. Invented people need no protection: a synthetic version's card tells all.
/// </summary>
/// <remarks>
/// Known sums: a dimension's groups, the reliability bins and the decided segments each add up to all rows; the confusion's lines add up to
/// the decided, its columns follow from the precision, and its diagonal from the accuracy.
/// </remarks>
internal sealed class CardCounts
{
    /// <summary>Counts under this are not told.</summary>
    public const int Smallest = 5;

    private readonly EvaluationReport _report;
    private readonly bool[] _groups;
    private readonly bool[] _decided;
    private readonly bool[] _bins;
    private readonly bool[,] _confusion;

    public CardCounts(VersionMetrics metrics)
    {
        _report = metrics.Test;
        _groups = new bool[_report.Groups.Count];
        _decided = new bool[_report.BySegment.Count];
        _bins = new bool[_report.Reliability.Count];
        _confusion = new bool[_report.Confusion.Count, _report.Confusion.Count];
        if (metrics.IsSynthetic)
            return;

        foreach (var dimension in _report.Groups.Index().GroupBy(group => group.Item.Dimension, StringComparer.Ordinal))
            Withhold([.. dimension.Select(group => new Cell(group.Item.Rows, () => _groups[group.Index], () => _groups[group.Index] = true))]);
        Withhold([.. _report.BySegment.Select((segment, index) => new Cell(segment.Decided, () => _decided[index], () => _decided[index] = true))]);
        Withhold([.. _report.Reliability.Select((bin, index) => new Cell(bin.Rows, () => _bins[index], () => _bins[index] = true))]);
        WithholdConfusion();
    }

    /// <summary>Whether anything is withheld, and the card has to say why.</summary>
    public bool IsWithholding => _groups.Contains(true) || _decided.Contains(true) || _bins.Contains(true) || _confusion.Cast<bool>().Contains(true);

    public string Group(int index) => Word(_report.Groups[index].Rows, _groups[index]);

    public string Decided(int segment) => Word(_report.BySegment[segment].Decided, _decided[segment]);

    public string Confusion(int decided, int probable) => Word(_report.Confusion[decided][probable], _confusion[decided, probable]);

    public string Bin(int index) => Word(_report.Reliability[index].Rows, _bins[index]);

    /// <summary>A share of a handful of people tells of each of them.</summary>
    public bool IsBinTold(int index) => !_bins[index];

    /// <summary>Whether precision and recall are: recall times the decided is the count on the diagonal.</summary>
    public bool AreSharesTold(int segment) => !_decided[segment] && !_confusion[segment, segment];

    private static string Word(long count, bool isWithheld) =>
        !isWithheld ? count.ToString(CultureInfo.InvariantCulture) : count < Smallest ? "under 5" : "withheld";

    // A cell withheld for one sum opens a gap in another: round again until nothing changes. Cells are only ever added, so it ends.
    private void WithholdConfusion()
    {
        var count = _report.Confusion.Count;
        var all = Enumerable.Range(0, count).ToList();
        bool hasChanged;
        do
        {
            hasChanged = Withhold([.. all.Select(index => At(index, index))]);
            foreach (var index in all)
            {
                hasChanged |= Withhold([.. all.Select(probable => At(index, probable))]);
                hasChanged |= Withhold([.. all.Select(decided => At(decided, index))]);
            }
        }
        while (hasChanged);
    }

    private Cell At(int decided, int probable) =>
        new(_report.Confusion[decided][probable], () => _confusion[decided, probable], () => _confusion[decided, probable] = true);

    /// <summary>Withholds of cells whose sum is known; true when it changed anything.</summary>
    private static bool Withhold(IReadOnlyList<Cell> cells)
    {
        var hasChanged = false;
        foreach (var small in cells.Where(cell => cell.Count < Smallest && !cell.IsWithheld()))
        {
            small.Withhold();
            hasChanged = true;
        }

        while (cells.Where(cell => cell.IsWithheld()).ToList() is { Count: > 0 } withheld
            && (withheld.Count < 2 || withheld.Sum(cell => cell.Count) < Smallest)
            && cells.Where(cell => !cell.IsWithheld()).MinBy(cell => cell.Count) is { } next)
        {
            next.Withhold();
            hasChanged = true;
        }

        return hasChanged;
    }

    private sealed record Cell(long Count, Func<bool> IsWithheld, Action Withhold);
}
