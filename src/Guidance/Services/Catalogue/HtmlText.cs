using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Palveluohjaus.Guidance.Services.Catalogue;

/// <summary>Makes plain text of a description that may hold HTML: its lines and list items stay, its tags, scripts and comments go.</summary>
internal static partial class HtmlText
{
    private const int TimeoutMilliseconds = 1000;

    public static string ToText(string html)
    {
        var text = html.Replace("\r", string.Empty, StringComparison.Ordinal);
        if (text.Contains('<', StringComparison.Ordinal))
        {
            text = Hidden().Replace(text, " ");
            text = Item().Replace(text, "\n– ");
            text = Break().Replace(text, "\n");
            text = Tag().Replace(text, string.Empty);
        }

        return Tidy(WebUtility.HtmlDecode(text));
    }

    /// <summary>One space between words, no empty lines but one, no invisible characters.</summary>
    private static string Tidy(string text)
    {
        var tidy = new StringBuilder(text.Length);
        var empty = 0;
        foreach (var line in text.Split('\n'))
        {
            var cleaned = Clients.ClientText.Clean(line);
            empty = cleaned.Length == 0 ? empty + 1 : 0;
            if (empty > 1 || (empty == 1 && tidy.Length == 0))
                continue;
            tidy.Append(cleaned).Append('\n');
        }

        return tidy.ToString().Trim();
    }

    [GeneratedRegex("<!--.*?(-->|$)|<(script|style)\\b.*?(</\\2\\s*>|$)", RegexOptions.Singleline | RegexOptions.IgnoreCase, TimeoutMilliseconds)]
    private static partial Regex Hidden();

    [GeneratedRegex("<li\\b[^>]*>", RegexOptions.IgnoreCase, TimeoutMilliseconds)]
    private static partial Regex Item();

    [GeneratedRegex("<(br|/p|/div|/h[1-6]|/ul|/ol|/tr)\\b[^>]*>", RegexOptions.IgnoreCase, TimeoutMilliseconds)]
    private static partial Regex Break();

    // A tag begins with a letter or a slash: "alle < 18 v" is text.
    [GeneratedRegex("</?[a-zA-Z][^>]*>", RegexOptions.None, TimeoutMilliseconds)]
    private static partial Regex Tag();
}
