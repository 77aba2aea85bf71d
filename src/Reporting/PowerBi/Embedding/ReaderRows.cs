namespace Palveluohjaus.Reporting.PowerBi.Embedding;

/// <summary>
/// Which rows of a report its reader may see: the whole county's, or those of the units where they work. In Power BI they are the effective user name, which the
/// role <see cref="DescribeSemanticModel.UnitsRole"/> compares with the codes of units; nothing tells who the reader is.
/// </summary>
public sealed record ReaderRows
{
    private const char Between = '|';
    private const int MostLetters = 256;

    private ReaderRows(string userName, IReadOnlyList<string>? units) => (UserName, Units) = (userName, units);

    public static ReaderRows Whole { get; } = new(ModelDivision.Whole, null);

    public string UserName { get; }

    /// <summary>Codes; null for the whole county.</summary>
    public IReadOnlyList<string>? Units { get; }

    /// <summary>
    /// A unit whose code cannot stand in a user name is left out, and so are those for which there is no room: a reader then sees fewer rows, and never another
    /// unit's.
    /// </summary>
    /// <returns>Null when no unit is left.</returns>
    public static ReaderRows? Of(IEnumerable<string> units)
    {
        var (named, letters) = (new List<string>(), 0);
        foreach (var unit in units.Where(MayStand).Order(StringComparer.Ordinal))
        {
            if (letters + unit.Length + 1 > MostLetters + 1)
                continue;
            letters += unit.Length + 1;
            named.Add(unit);
        }

        return named.Count == 0 ? null : new ReaderRows(string.Join(Between, named), named);
    }

    /// <remarks>Of the API's <c>EffectiveIdentity</c>: any ASCII, and no spaces.</remarks>
    private static bool MayStand(string code) => code.Length > 0 && code != ModelDivision.Whole && code.All(letter => letter is > ' ' and <= '~' && letter != Between);
}
