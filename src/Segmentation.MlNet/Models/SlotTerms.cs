using System.Text.Json.Serialization;

namespace Palveluohjaus.Segmentation.MlNet.Models;

/// <summary>A model whose logits are its biases plus one term for each slot, in double precision.</summary>
[JsonDerivedType(typeof(LinearTerms), "linear")]
[JsonDerivedType(typeof(ShapeTerms), "steps")]
internal abstract record SlotTerms
{
    /// <summary>One for each class.</summary>
    public required double[] Biases { get; init; }

    /// <summary>Number of slots.</summary>
    [JsonIgnore]
    public abstract int SlotCount { get; }

    /// <summary>What a slot adds to a class's logit at a value.</summary>
    public abstract double Effect(int slot, int classIndex, float value);

    /// <summary>Whether there is a term for each class in every slot, in a model of so many classes.</summary>
    public abstract bool IsComplete(int classCount);
}

/// <summary>A weight times the value.</summary>
internal sealed record LinearTerms : SlotTerms
{
    [JsonConstructor]
    public LinearTerms()
    {
    }

    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public LinearTerms(double[] biases, double[][] weights)
    {
        Biases = biases;
        Weights = weights;
    }

    /// <summary>By slot and class.</summary>
    public required double[][] Weights { get; init; }

    public override int SlotCount => Weights.Length;

    public override double Effect(int slot, int classIndex, float value) => Weights[slot][classIndex] * value;

    public override bool IsComplete(int classCount) =>
        Biases.Length == classCount && Weights.All(weights => weights.Length == classCount);
}

/// <summary>A step function of the value.</summary>
internal sealed record ShapeTerms : SlotTerms
{
    [JsonConstructor]
    public ShapeTerms()
    {
    }

    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public ShapeTerms(double[] biases, Shape[][] shapes)
    {
        Biases = biases;
        Shapes = shapes;
    }

    /// <summary>By slot and class.</summary>
    public required Shape[][] Shapes { get; init; }

    public override int SlotCount => Shapes.Length;

    public override double Effect(int slot, int classIndex, float value) => Shapes[slot][classIndex].At(value);

    public override bool IsComplete(int classCount) =>
        Biases.Length == classCount
        && Shapes.All(shapes => shapes.Length == classCount && shapes.All(shape => shape.Effects.Length == shape.Edges.Length + 1));
}
