using System.Text;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>When two words of folded names are the same name spelt otherwise: one letter wrong, missing, extra or swapped with its neighbour, or alike to the ear.</summary>
internal static class NameSpelling
{
    /// <summary>Shorter words are all within a letter of each other.</summary>
    public const int ShortestForgiven = 4;

    /// <summary>Longer words are compared by their beginning.</summary>
    public const int LongestCompared = 32;

    private const char SoundMark = '~';

    // Old and foreign spellings first, then doubled letters. Both sides go through the same, so a rule only has to be consistent.
    private static readonly (string From, string To)[] Sounds =
    [
        ("sch", "s"), ("ch", "k"), ("ck", "k"), ("ph", "f"), ("th", "t"), ("dt", "t"), ("hj", "j"), ("lj", "j"), ("gj", "j"), ("ae", "a"), ("oe", "o"),
        ("ce", "se"), ("ci", "si"), ("cy", "sy"), ("c", "k"), ("q", "k"), ("w", "v"), ("x", "ks"), ("z", "s"),
    ];

    /// <summary>
    /// The keys under which a word is stored and looked up: itself, itself less each letter, and its sound. Two words within one letter of each
    /// other share a key, so a look-up by equality finds them on any database.
    /// </summary>
    /// <remarks>The symmetric delete of Garbe (2012), SymSpell.</remarks>
    public static IReadOnlyCollection<string> Keys(string word)
    {
        var compared = Cut(word);
        var keys = new HashSet<string>(StringComparer.Ordinal) { compared, SoundMark + Sound(compared) };
        if (compared.Length >= ShortestForgiven - 1)
        {
            for (var index = 0; index < compared.Length; index++)
                keys.Add(compared.Remove(index, 1));
        }

        return keys;
    }

    /// <summary>True for a word spelt otherwise, and for the word itself.</summary>
    public static bool IsAlike(string one, string other)
    {
        var (left, right) = (Cut(one), Cut(other));
        return left == right
            || (Math.Min(left.Length, right.Length) >= ShortestForgiven - 1 && Math.Max(left.Length, right.Length) >= ShortestForgiven && IsWithinOneEdit(left, right))
            || Sound(left) == Sound(right);
    }

    public static string Cut(string word) => word.Length <= LongestCompared ? word : word[..LongestCompared];

    internal static bool IsWithinOneEdit(string one, string other)
    {
        if (Math.Abs(one.Length - other.Length) > 1)
            return false;

        var start = one.AsSpan().CommonPrefixLength(other);
        var left = one.AsSpan(start);
        var right = other.AsSpan(start);
        if (left.Length != right.Length)
            return left.Length > right.Length ? left[1..].SequenceEqual(right) : right[1..].SequenceEqual(left);
        if (left.Length == 0 || left[1..].SequenceEqual(right[1..]))
            return true;
        return left.Length >= 2 && left[0] == right[1] && left[1] == right[0] && left[2..].SequenceEqual(right[2..]);
    }

    internal static string Sound(string word)
    {
        var sound = new StringBuilder(word);
        foreach (var (from, to) in Sounds)
            sound.Replace(from, to);
        for (var index = sound.Length - 1; index > 0; index--)
        {
            if (sound[index] == sound[index - 1])
                sound.Remove(index, 1);
        }

        return sound.ToString();
    }
}
