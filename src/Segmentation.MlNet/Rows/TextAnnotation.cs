using Microsoft.ML;
using Microsoft.ML.Data;

namespace Palveluohjaus.Segmentation.MlNet.Rows;

/// <summary>Names that ML.NET keeps beside a column: KeyValues for the values of a key, SlotNames for the slots of a vector.</summary>
internal static class TextAnnotation
{
    public static void Add(DataViewSchema.Annotations.Builder builder, string kind, string[] names) =>
        builder.Add(
            kind,
            new VectorDataViewType(TextDataViewType.Instance, names.Length),
            new ValueGetter<VBuffer<ReadOnlyMemory<char>>>((ref VBuffer<ReadOnlyMemory<char>> value) =>
            {
                var editor = VBufferEditor.Create(ref value, names.Length);
                for (var index = 0; index < names.Length; index++)
                    editor.Values[index] = names[index].AsMemory();
                value = editor.Commit();
            }));
}
