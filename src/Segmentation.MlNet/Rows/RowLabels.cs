using Microsoft.ML;
using Microsoft.ML.Data;

namespace Palveluohjaus.Segmentation.MlNet.Rows;

/// <summary>The label column of a view.</summary>
internal abstract record RowLabels
{
    public abstract void AddColumn(DataViewSchema.Builder builder, string name);

    /// <summary>What gives the label of the row that the cursor stands on.</summary>
    public abstract Delegate CreateGetter(Func<int> currentRow);
}

/// <summary>A key for each row; ML.NET counts keys from 1 and keeps 0 for a missing one.</summary>
internal sealed record ClassLabels(int[] ClassOfRow, string[] Names) : RowLabels
{
    public override void AddColumn(DataViewSchema.Builder builder, string name)
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        TextAnnotation.Add(annotations, "KeyValues", Names);
        builder.AddColumn(name, new KeyDataViewType(typeof(uint), (ulong)Names.Length), annotations.ToAnnotations());
    }

    public override Delegate CreateGetter(Func<int> currentRow) =>
        new ValueGetter<uint>((ref uint value) => value = (uint)ClassOfRow[currentRow()] + 1);
}

/// <summary>True where a row is of one class.</summary>
internal sealed record TruthLabels(int[] ClassOfRow, int Positive) : RowLabels
{
    public override void AddColumn(DataViewSchema.Builder builder, string name) => builder.AddColumn(name, BooleanDataViewType.Instance);

    public override Delegate CreateGetter(Func<int> currentRow) =>
        new ValueGetter<bool>((ref bool value) => value = ClassOfRow[currentRow()] == Positive);
}
