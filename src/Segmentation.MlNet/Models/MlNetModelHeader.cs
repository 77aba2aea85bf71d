using Palveluohjaus.Segmentation.MlNet.Rows;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.MlNet.Models;

/// <summary>Everything of a model that is ours and not ML.NET's.</summary>
internal sealed record MlNetModelHeader
{
    public const int CurrentFormat = 1;

    public required int Format { get; init; }

    /// <summary>The name of the trainer.</summary>
    public required string Trainer { get; init; }

    public required ModelSchema Schema { get; init; }

    /// <summary>The slots of each column.</summary>
    public required ColumnSlots[] Columns { get; init; }

    /// <summary>The segments that occurred in the training rows, rising: the segment of each of ML.NET's classes.</summary>
    public required int[] Learned { get; init; }

    /// <summary>The logit of every other segment.</summary>
    public required double UnseenLogit { get; init; }

    /// <summary>The model as terms, or null when it is not additive.</summary>
    public required AdditivePart? Additive { get; init; }

    /// <summary>What does not hold together, or null.</summary>
    public string? FindFault()
    {
        if (Columns.Length != Schema.Columns.Count)
            return $"there are {Schema.Columns.Count} columns, and slots for {Columns.Length}";
        if (Columns.Zip(Schema.Columns).Any(pair => pair.First.Categories.Length != pair.Second.Categories.Count))
            return "a column has categories other than its slots";
        var slotCount = 0;
        if (Columns.SelectMany(column => column.All()).Any(slot => slot != slotCount++))
            return "the slots are not in order";
        if (Learned.Length < 2 || Learned[0] < 0 || Learned[^1] >= Schema.Segments.Count || Learned.Zip(Learned.Skip(1)).Any(pair => pair.First >= pair.Second))
            return "the learned segments are not among the model's";
        if (Additive is { } additive
            && (additive.Terms.SlotCount != slotCount || !additive.Terms.IsComplete(Learned.Length)
                || additive.Intercepts.Length != Learned.Length
                || additive.AtZero.Length != Columns.Length || additive.AtZero.Any(zero => zero.Length != Learned.Length)))
            return "there are terms too few or too many";
        return null;
    }
}
