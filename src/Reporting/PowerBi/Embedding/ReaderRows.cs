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

    /// <summary>With a unit left out, what is added up would read as the reader's own whole: so it is all of them or none.</summary>
    /// <returns>Null when there is no unit, or one that cannot stand in a user name, or more than there is room for.</returns>
    public static ReaderRows? Of(IEnumerable<string> units)
    {
        List<string> named = [.. units.Order(StringComparer.Ordinal)];
        return named.Count > 0 && named.TrueForAll(MayStand) && string.Join(Between, named) is { Length: <= MostLetters } userName ? new ReaderRows(userName, named) : null;
    }

    /// <remarks>Of the API's <c>EffectiveIdentity</c>: any ASCII, and no spaces.</remarks>
    private static bool MayStand(string code) => code.Length > 0 && code != ModelDivision.Whole && code.All(letter => letter is > ' ' and <= '~' && letter != Between);
}
