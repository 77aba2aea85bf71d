using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;

namespace Palveluohjaus.Testing;

/// <summary>Compares the languages of one family of texts: the same keys, the same placeholders, no blanks.</summary>
public static partial class TextFamily
{
    /// <param name="marker">The class that names the family.</param>
    public static void RequireAgreement(Type marker)
    {
        var resources = new ResourceManager(marker.FullName!, marker.Assembly);
        var finnish = Read(resources, CultureInfo.InvariantCulture);
        var faults = new List<string>();
        foreach (var language in new[] { "sv", "en" })
        {
            var other = Read(resources, CultureInfo.GetCultureInfo(language));
            faults.AddRange(finnish.Keys.Except(other.Keys).Select(key => $"{language} lacks {key}"));
            faults.AddRange(other.Keys.Except(finnish.Keys).Select(key => $"fi lacks {key}, which {language} has"));
            faults.AddRange(finnish.Keys.Intersect(other.Keys)
                .Where(key => Placeholders(finnish[key]) != Placeholders(other[key]))
                .Select(key => $"{key}: fi has {Placeholders(finnish[key])}, {language} has {Placeholders(other[key])}"));
            faults.AddRange(other.Where(text => string.IsNullOrWhiteSpace(text.Value)).Select(text => $"{language} {text.Key} is blank"));
        }

        Assert.AreNotEqual(0, finnish.Count, $"{marker.Name} holds no text.");
        Assert.IsEmpty(faults, string.Join(Environment.NewLine, faults));
    }

    /// <summary>Fails when a code of the enumeration has no name in the family.</summary>
    public static void RequireNames<T>(Type marker, string prefix, string separator = ".")
        where T : struct, Enum
    {
        var keys = Read(new ResourceManager(marker.FullName!, marker.Assembly), CultureInfo.InvariantCulture).Keys;
        var missing = Enum.GetNames<T>().Select(name => $"{prefix}{separator}{name}").Except(keys).ToList();
        Assert.IsEmpty(missing, string.Join(", ", missing));
    }

    private static Dictionary<string, string> Read(ResourceManager resources, CultureInfo language) => resources
        .GetResourceSet(language, createIfNotExists: true, tryParents: false)!
        .Cast<DictionaryEntry>()
        .ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);

    private static string Placeholders(string text) =>
        string.Join(' ', PlaceholderPattern().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal));

    [GeneratedRegex(@"\{[0-9]+[^}]*\}")]
    private static partial Regex PlaceholderPattern();
}
