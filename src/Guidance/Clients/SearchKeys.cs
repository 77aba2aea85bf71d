namespace Palveluohjaus.Guidance.Clients;

/// <summary>
/// The keys a client is found by. <c>n</c> and the folded name once with each word in front, every word closed by a space, so that a beginning finds
/// the word and a beginning with its space finds exactly the word; the rest of the name follows, so that other words are checked without reading the client.
/// <c>p</c> and a phone number's digits.
/// </summary>
internal static class SearchKeys
{
    public const int MaxLength = 400;
    public const char Name = 'n';
    public const char Phone = 'p';

    /// <summary>Nobody is looked for by a ninth name.</summary>
    private const int MostWords = 8;

    /// <summary>The keys that begin so. A range, because a pattern match uses no index on SQLite; the last character of Unicode closes it.</summary>
    public static IQueryable<ClientSearchKey> BeginningWith(this IQueryable<ClientSearchKey> keys, char kind, string beginning)
    {
        var (from, below) = ($"{kind}{beginning}", $"{kind}{beginning}\U0010FFFF");
#pragma warning disable CA1309 // The overloads with a comparison have no translation to SQL; the columns compare character by character.
        return keys.Where(key => string.Compare(key.Key, from) >= 0 && string.Compare(key.Key, below) < 0);
#pragma warning restore CA1309
    }

    public static IEnumerable<string> Of(string familyName, string givenName, IEnumerable<string> phones) =>
        OfName(familyName, givenName).Concat(phones.Select(phone => Phone + phone.TrimStart('+'))).Distinct(StringComparer.Ordinal);

    /// <summary>Every word of the name, and each hyphenated one also written as one: Maj-Britt is looked for as majbritt too.</summary>
    public static IReadOnlyList<string> Words(string familyName, string givenName) =>
        [.. Plain(familyName, givenName).Concat(Joined(familyName, givenName)).Distinct(StringComparer.Ordinal).Take(MostWords)];

    private static IEnumerable<string> OfName(string familyName, string givenName)
    {
        var plain = Plain(familyName, givenName);
        foreach (var word in Words(familyName, givenName))
        {
            var key = $"{Name}{word} {string.Concat(plain.Where(other => other != word).Select(other => $"{other} "))}";
            yield return key.Length <= MaxLength ? key : key[..MaxLength];
        }
    }

    private static string[] Plain(string familyName, string givenName) =>
        [.. NameFolding.Fold(familyName, givenName).Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<string> Joined(string familyName, string givenName) =>
        $"{familyName} {givenName}".Split(' ')
            .Where(part => part.Contains('-', StringComparison.Ordinal))
            .Select(part => NameFolding.Fold(part).Replace(" ", string.Empty, StringComparison.Ordinal))
            .Where(word => word.Length > 0);
}
