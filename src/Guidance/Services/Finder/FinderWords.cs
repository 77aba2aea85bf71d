using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;

namespace Palveluohjaus.Guidance.Services.Finder;

/// <summary>Everyday words for the directory's themes, in Finnish and Swedish: what to offer when no service holds the word itself. Data, which a county may replace with a file of its own.</summary>
public sealed class FinderWords
{
    /// <summary>The county's own file, in the data directory.</summary>
    public const string FileName = "finder-words.json";

    public const int MostWords = 1000;
    private const int WordMaxLength = 60;

    private readonly IReadOnlyList<(string Folded, NeedReason Theme)> _words;

    private FinderWords(IReadOnlyList<(string, NeedReason)> words) => _words = words;

    /// <summary>What is shipped.</summary>
    public static FinderWords Shipped { get; } = CountyDataFile.ReadShipped($"Finder.{FileName}", Read);

    /// <param name="dataDirectory">Where the county's own file may lie; what is shipped holds where there is none.</param>
    /// <exception cref="InvalidDataException">The file is there and holds no such words; the message says where.</exception>
    public static FinderWords ReadOf(string dataDirectory) => CountyDataFile.ReadOwnOr(dataDirectory, FileName, Shipped, Read);

    /// <inheritdoc cref="ReadOf"/>
    public static FinderWords Read(Stream json, string fileName)
    {
        var errors = new List<string>();
        if (CountyDataFile.Parse<FileContent>(json, fileName, "these are not words of themes", errors) is not { } file)
            throw CountyDataFile.Refusal(errors);

        var words = new List<(string Folded, NeedReason Theme)>();
        foreach (var (index, row) in file.Themes.Index())
        {
            foreach (var (number, word) in row.Words.Index())
            {
                if (string.IsNullOrWhiteSpace(word) || word.Length > WordMaxLength || NameFolding.Fold(word).Length == 0)
                    errors.Add($"{fileName}, themes[{index}].words[{number}]: must have 1–{WordMaxLength} characters, a letter or a digit among them.");
                else
                    words.Add((NameFolding.Fold(word), row.Theme));
            }
        }

        if (words.Count > MostWords)
            errors.Add($"{fileName}, themes: must hold no more than {MostWords} words.");
        return errors.Count == 0 ? new FinderWords(words) : throw CountyDataFile.Refusal(errors);
    }

    /// <returns>The themes that what was typed is an everyday word for, or that one of its words is, misspelt or inflected as may be.</returns>
    public IReadOnlyList<NeedReason> ThemesOf(string text)
    {
        var typed = ServiceWords.WordsOf(text).Distinct().ToList();
        var whole = string.Join(' ', typed);
        return [.. _words.Where(each => each.Folded == whole || typed.Exists(word => ServiceWords.IsAlike(word, each.Folded))).Select(each => each.Theme).Distinct().Order()];
    }

    private sealed record FileContent
    {
        public int Version { get; init; }
        public required IReadOnlyList<RowInFile> Themes { get; init; }
    }

    private sealed record RowInFile
    {
        public required NeedReason Theme { get; init; }
        public required IReadOnlyList<string> Words { get; init; }
    }
}
