namespace Palveluohjaus.Segmentation.Training;

/// <summary>One column a model reads.</summary>
/// <param name="Name">A feature's code in the catalogue, or a column's heading in a file.</param>
/// <param name="Categories">The known categories in order, the value being the index; empty for a number.</param>
public sealed record ModelColumn(string Name, IReadOnlyList<string> Categories)
{
    /// <summary>A column of numbers.</summary>
    public static ModelColumn Number(string name) => new(name, []);

    /// <summary>True when values are indexes of <see cref="Categories"/> without an order among them.</summary>
    public bool IsCategory => Categories.Count > 0;
}
