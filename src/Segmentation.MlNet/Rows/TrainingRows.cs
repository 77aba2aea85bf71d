using Microsoft.ML;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.MlNet.Rows;

/// <summary>Rows to learn from, as ML.NET wants to see them. A class is a segment that occurs among them.</summary>
internal sealed class TrainingRows
{
    private readonly FeatureTable _table;
    private readonly int[] _classOfRow;
    private readonly string[] _classNames;

    /// <param name="learned">The segments that occur, rising: the segment of each class.</param>
    public TrainingRows(LabelledRows rows, FeatureSlots slots, int[] learned)
    {
        _table = rows.Table;
        _classOfRow = [.. rows.Labels.Select(segment => Array.BinarySearch(learned, segment))];
        _classNames = [.. learned.Select(segment => rows.Schema.Segments[segment])];
        Slots = slots;
    }

    public FeatureSlots Slots { get; }

    public int ClassCount => _classNames.Length;

    /// <summary>The label is a key: the class of each row.</summary>
    public IDataView WithClasses() => new RowsView(_table, Slots, new ClassLabels(_classOfRow, _classNames));

    /// <summary>The label is true for one class.</summary>
    public IDataView WithOneAgainstTheRest(int positive) => new RowsView(_table, Slots, new TruthLabels(_classOfRow, positive));
}
