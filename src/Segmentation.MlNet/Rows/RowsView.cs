using Microsoft.ML;
using Microsoft.ML.Data;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.MlNet.Rows;

/// <summary>
/// A feature table as ML.NET reads data: a vector of slots, made of the columns as a cursor passes, and perhaps a label. ML.NET's
/// LoadFromEnumerable would do with an object and an array for every row; millions of rows would be copied before the first is seen.
/// </summary>
internal sealed class RowsView : IDataView
{
    public const string FeaturesColumn = "Features";
    public const string LabelColumn = "Label";

    public RowsView(FeatureTable table, FeatureSlots slots, RowLabels? labels = null)
    {
        Table = table;
        Slots = slots;
        Labels = labels;
        var annotations = new DataViewSchema.Annotations.Builder();
        TextAnnotation.Add(annotations, "SlotNames", slots.Names(table.Schema));
        var builder = new DataViewSchema.Builder();
        builder.AddColumn(FeaturesColumn, new VectorDataViewType(NumberDataViewType.Single, slots.Count), annotations.ToAnnotations());
        labels?.AddColumn(builder, LabelColumn);
        Schema = builder.ToSchema();
    }

    public FeatureTable Table { get; }

    public FeatureSlots Slots { get; }

    public RowLabels? Labels { get; }

    public DataViewSchema Schema { get; }

    /// <summary>SDCA goes through the rows in a new order each time; without this it would shuffle within a small pool instead.</summary>
    public bool CanShuffle => true;

    public long? GetRowCount() => Table.RowCount;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        int[]? order = null;
        if (rand is not null)
        {
            order = [.. Enumerable.Range(0, Table.RowCount)];
            rand.Shuffle(order);
        }

        return new RowsCursor(this, columnsNeeded, order);
    }

    // One cursor, whatever the number of threads asked for: rows come in order, and sums are taken in one.
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];
}
