using Palveluohjaus.Segmentation.MlNet.Rows;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.MlNet.Models;

/// <summary>A model as terms, each column's centred on its mean in the training rows, so that the intercepts are an average client's logits.</summary>
internal sealed record AdditivePart
{
    public required SlotTerms Terms { get; init; }

    /// <summary>The biases and every column's mean, by class.</summary>
    public required double[] Intercepts { get; init; }

    /// <summary>What a column adds while all its slots are zero, less its mean in the training rows, by column and class.</summary>
    public required double[][] AtZero { get; init; }

    public static AdditivePart Learn(SlotTerms terms, FeatureSlots slots, FeatureTable table)
    {
        var classCount = terms.Biases.Length;
        var intercepts = terms.Biases.ToArray();
        var atZero = new double[slots.Columns.Length][];
        var added = new double[classCount];
        for (var index = 0; index < atZero.Length; index++)
        {
            var column = slots.Columns[index];
            var zero = new double[classCount];
            foreach (var slot in column.All())
            {
                for (var each = 0; each < classCount; each++)
                    zero[each] += terms.Effect(slot, each, 0);
            }

            var means = new double[classCount];
            foreach (var value in table.Column(index))
            {
                AddActive(terms, column, value, added);
                for (var each = 0; each < classCount; each++)
                    means[each] += added[each];
                Array.Clear(added);
            }

            for (var each = 0; each < classCount; each++)
            {
                means[each] /= table.RowCount;
                intercepts[each] += zero[each] + means[each];
                zero[each] = -means[each];
            }

            atZero[index] = zero;
        }

        return new AdditivePart { Terms = terms, Intercepts = intercepts, AtZero = atZero };
    }

    /// <summary>Adds what the slot that a value sets adds beyond what it added at zero.</summary>
    public static void AddActive(SlotTerms terms, ColumnSlots column, float value, Span<double> logits)
    {
        var slot = column.Find(value, out var slotValue);
        if (slot < 0)
            return;
        for (var each = 0; each < logits.Length; each++)
            logits[each] += terms.Effect(slot, each, slotValue) - terms.Effect(slot, each, 0);
    }
}
