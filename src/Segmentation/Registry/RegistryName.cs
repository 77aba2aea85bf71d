using System.Globalization;
using System.Text;

namespace Palveluohjaus.Segmentation.Registry;

/// <summary>
/// Names of collections and versions. They become folders, and come from the command line: so lower-case letters a–z, digits, dots,
/// hyphens and low lines only, and nothing that a file system reads in a way of its own.
/// </summary>
public static class RegistryName
{
    private const int MaximumLength = 64;

    // Windows opens a device by these names in any folder and with any ending.
    private static readonly string[] Reserved =
        ["con", "prn", "aux", "nul", .. Enumerable.Range(0, 10).SelectMany(number => new[] { $"com{number}", $"lpt{number}" })];

    // These stand in a collection's folder beside its versions.
    private static readonly string[] Taken = [RegistryLayout.ChampionFileName, RegistryLayout.HistoryFileName];

    /// <summary>Whether it can name a collection or a version.</summary>
    public static bool IsValid(string name) =>
        name.Length is > 0 and <= MaximumLength
        && name.All(IsAllowed)
        && char.IsAsciiLetterOrDigit(name[0])
        && name[^1] != '.'
        && !Taken.Contains(name)
        && !Reserved.Contains(name.Split('.')[0]);

    /// <summary>Refuses what cannot name a collection or a version.</summary>
    /// <exception cref="ArgumentException">The message says what a name may be.</exception>
    public static void Require(string name)
    {
        if (!IsValid(name))
            throw new ArgumentException($"'{name}' cannot name a collection or a version: 1–{MaximumLength} of a–z, 0–9, dots, hyphens and low lines, a letter or digit first.", nameof(name));
    }

    /// <summary>The collection of a scheme's models: four-field/1 → four-field-1.</summary>
    public static string CollectionOfScheme(string schemeId) => From(schemeId);

    /// <summary>The collection of models trained on a file, by the file's name without folder and ending: Nursery 2026.csv → nursery-2026.</summary>
    public static string CollectionOfFile(string path) => From(Path.GetFileNameWithoutExtension(path));

    internal static bool IsId(string id) => id.Split('/') is [var collection, var version] && IsValid(collection) && IsValid(version);

    /// <summary>Orders version names: by day and running number, so that 10 comes after 9; other names before them.</summary>
    internal static (DateOnly Day, int Number) OrderOf(string version)
    {
        var at = version.LastIndexOf('-');
        return at > 0
            && DateOnly.TryParseExact(version.AsSpan(0, at), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && int.TryParse(version.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (day, number)
            : (DateOnly.MinValue, 0);
    }

    internal static string VersionOf(DateOnly day, int number) => string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}-{number}");

    private static string From(string text)
    {
        var name = new StringBuilder();
        foreach (var letter in text.Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
                name.Append(IsAllowed(letter) ? letter : '-');
        }

        var slug = name.ToString().Trim('-', '.', '_');
        if (slug.Length > MaximumLength)
            slug = slug[..MaximumLength].TrimEnd('-', '.', '_');

        // What is left can still be a device's name or one of the collection's own files.
        if (slug.Length == 0)
            return "data";
        return IsValid(slug) ? slug : $"data-{slug}";
    }

    private static bool IsAllowed(char letter) => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-' or '.' or '_';
}
