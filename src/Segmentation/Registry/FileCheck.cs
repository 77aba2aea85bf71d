namespace Palveluohjaus.Segmentation.Registry;

/// <summary>Checks what a file's types cannot say, and names the file and the place that is wrong.</summary>
internal sealed class FileCheck(string fileName)
{
    public static bool Rises<T>(IReadOnlyList<T> numbers)
        where T : IComparable<T>
    {
        for (var index = 1; index < numbers.Count; index++)
        {
            if (numbers[index].CompareTo(numbers[index - 1]) <= 0)
                return false;
        }

        return true;
    }

    public void Require(bool isRight, string where, string what)
    {
        if (!isRight)
            throw Wrong(where, what);
    }

    public InvalidDataException Wrong(string where, string what, Exception? inner = null) => new($"{fileName}, {where}: {what}.", inner);

    /// <summary>The serializer refuses null where a member may not be null, but not inside a list.</summary>
    public void Items<T>(IReadOnlyList<T> items, string where)
    {
        for (var index = 0; index < items.Count; index++)
            Require(items[index] is not null, $"{where}[{index}]", "must not be null");
    }

    public void Names(IReadOnlyList<string> names, string where)
    {
        Items(names, where);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, name) in names.Index())
            Require(seen.Add(name), $"{where}[{index}]", $"{name} stands twice");
    }

    public void Edges(IReadOnlyList<float> edges, string where) =>
        Require(edges.All(float.IsFinite) && Rises(edges), where, "must be finite and always rise");
}
