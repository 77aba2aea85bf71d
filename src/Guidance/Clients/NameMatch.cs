namespace Palveluohjaus.Guidance.Clients;

/// <summary>How well the words of a query fit the words of a name.</summary>
internal static class NameMatch
{
    private const int Beginning = 1;
    private const int Alike = 3;

    /// <summary>0 when each word is a word of the name; more the worse it fits; null when one of them does not fit at all.</summary>
    public static int? Score(IReadOnlyList<string> queryWords, IReadOnlyList<string> nameWords)
    {
        var score = 0;
        foreach (var sought in queryWords)
        {
            if (nameWords.Contains(sought))
                continue;
            if (nameWords.Any(word => word.StartsWith(sought, StringComparison.Ordinal)))
                score += Beginning;
            else if (nameWords.Any(word => NameSpelling.IsAlike(word, sought)))
                score += Alike;
            else
                return null;
        }

        return score;
    }
}
