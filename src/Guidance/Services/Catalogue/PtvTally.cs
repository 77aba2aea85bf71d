namespace Palveluohjaus.Guidance.Services.Catalogue;

/// <summary>Counts what of the catalogue was not understood. What a file says is only counted when the file is taken in.</summary>
internal sealed class PtvTally
{
    /// <summary>A file of nonsense must not fill the memory with its values.</summary>
    private const int MostValues = 1000;

    private const int ValueMaxLength = 80;
    private readonly Dictionary<(string Field, string Value), int> _unknown = [];
    private readonly Dictionary<(string Field, string Value), int> _unmapped = [];
    private readonly Dictionary<(string Field, string Value), int> _setAside = [];

    public int PassedOver { get; private set; }

    public int SetAsideCount => _setAside.Values.Sum();

    public IReadOnlyList<CountedValue> UnknownValues => Sort(_unknown);
    public IReadOnlyList<CountedValue> UnmappedClasses => Sort(_unmapped);
    public IReadOnlyList<CountedValue> ItemsSetAside => Sort(_setAside);

    /// <summary>A service nobody is guided to, such as a permit; or one that is not published.</summary>
    public void PassOver() => PassedOver++;

    /// <summary>A value of a known field that is none of those we know.</summary>
    public void Unknown(string field, string value) => Count(_unknown, field, value);

    /// <summary>A class or a group without a theme or a life stage of ours.</summary>
    public void Unmapped(string field, string value) => Count(_unmapped, field, value);

    /// <summary>An element that is no service, or lacks what every service has.</summary>
    public void SetAside(string field, string value) => Count(_setAside, field, value);

    public void Add(PtvTally other)
    {
        PassedOver += other.PassedOver;
        foreach (var (from, to) in ((Dictionary<(string Field, string Value), int>, Dictionary<(string Field, string Value), int>)[])[(other._unknown, _unknown), (other._unmapped, _unmapped), (other._setAside, _setAside)])
        {
            foreach (var (key, count) in from)
                to[key] = to.GetValueOrDefault(key) + count;
        }
    }

    private static void Count(Dictionary<(string Field, string Value), int> counts, string field, string value)
    {
        var key = (field, counts.Count < MostValues ? ServiceTexts.Cut(value, ValueMaxLength) : "…");
        counts[key] = counts.GetValueOrDefault(key) + 1;
    }

    private static IReadOnlyList<CountedValue> Sort(Dictionary<(string Field, string Value), int> counts) =>
        [.. counts.Select(each => new CountedValue(each.Key.Field, each.Key.Value, each.Value)).OrderBy(each => each.Field, StringComparer.Ordinal).ThenByDescending(each => each.Count).ThenBy(each => each.Value, StringComparer.Ordinal)];
}

/// <summary>A value of the catalogue and how many times it came.</summary>
public sealed record CountedValue(string Field, string Value, int Count);
