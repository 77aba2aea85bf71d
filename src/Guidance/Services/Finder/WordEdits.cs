namespace Palveluohjaus.Guidance.Services.Finder;

/// <summary>How many letters are wrong, missing, extra or swapped with their neighbour between what was typed and a word of the directory.</summary>
internal static class WordEdits
{
    /// <summary>An ending that one of the two may have more than the other.</summary>
    private const int LongestEnding = 3;

    /// <summary>From this length on a word may be the beginning of a longer one although a letter of it is wrong: omaishoitja, omaishoitajien.</summary>
    private const int ShortestBeginning = 6;

    /// <summary>Words are compared by their beginning.</summary>
    private const int LongestCompared = 32;

    /// <summary>How many edits are forgiven: none in short words, one in those of 4–7 letters, two in longer ones.</summary>
    public static int ForgivenIn(string typed) => typed.Length switch
    {
        < 4 => 0,
        < 8 => 1,
        _ => 2,
    };

    /// <summary>The letters a folded word has, as bits: every one that the other lacks costs an edit, which tells most words apart without comparing them.</summary>
    public static ulong LettersOf(ReadOnlySpan<char> word)
    {
        var letters = 0UL;
        foreach (var letter in word)
            letters |= 1UL << (letter & 63);
        return letters;
    }

    /// <returns>The edits between the two, endings apart; null when there are more than <paramref name="most"/>.</returns>
    /// <remarks>Optimal string alignment (Boytsov 2011, Indexing methods for approximate dictionary searching), read along the last row and column so that an ending on either side is free.</remarks>
    public static int? Between(string typed, string known, int most)
    {
        var one = typed.AsSpan(0, Math.Min(typed.Length, LongestCompared));
        var other = known.AsSpan(0, Math.Min(known.Length, LongestCompared));
        // The first letter is seldom the wrong one: a word that begins otherwise is forgiven one edit at most.
        if (one[0] != other[0])
            most = Math.Min(most, 1);
        if (most == 0)
            return null;

        var width = other.Length + 1;
        Span<int> rows = stackalloc int[3 * (LongestCompared + 1)];
        var before = rows[..width];
        var above = rows.Slice(width, width);
        var row = rows.Slice(2 * width, width);
        for (var column = 0; column < width; column++)
            above[column] = column;

        var least = int.MaxValue;
        for (var line = 1; line <= one.Length; line++)
        {
            row[0] = line;
            var leastOfRow = line;
            for (var column = 1; column < width; column++)
            {
                var cost = one[line - 1] == other[column - 1] ? 0 : 1;
                var edits = Math.Min(above[column - 1] + cost, Math.Min(above[column], row[column - 1]) + 1);
                if (line > 1 && column > 1 && one[line - 1] == other[column - 2] && one[line - 2] == other[column - 1])
                    edits = Math.Min(edits, before[column - 2] + 1);
                row[column] = edits;
                leastOfRow = Math.Min(leastOfRow, edits);
            }

            // What was typed may have an ending that the word lacks: then the word itself must be long enough to be forgiven so much.
            if (line == one.Length || (one.Length - line <= LongestEnding && row[width - 1] <= Math.Min(most - 1, ForgivenIn(known))))
                least = Math.Min(least, row[width - 1]);
            if (leastOfRow > most + 1)
                return least <= most ? least : null;
            var spare = before;
            before = above;
            above = row;
            row = spare;
        }

        // And the word an ending, or a second part, that was not typed.
        var shortest = one.Length >= ShortestBeginning ? 1 : Math.Max(1, other.Length - LongestEnding);
        for (var column = shortest; column < width; column++)
            least = Math.Min(least, above[column]);
        return least <= most ? least : null;
    }
}
