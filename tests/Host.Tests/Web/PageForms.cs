using System.Net;
using System.Text.RegularExpressions;

namespace Palveluohjaus.Host.Tests.Web;

/// <summary>Opens a page and sends one of its forms, as a browser without script would.</summary>
internal static partial class PageForms
{
    public static Uri At(string address) => new(address, UriKind.Relative);

    public static async Task<string> OpenAsync(HttpClient browser, string address) => WebUtility.HtmlDecode(await browser.GetStringAsync(At(address)));

    /// <summary>Sends the form with this handler; a change to null leaves the field out, and a name may come many times.</summary>
    public static async Task<HttpResponseMessage> PostAsync(HttpClient browser, string address, string handler, params (string Name, string? Value)[] changes)
    {
        var page = await (await browser.GetAsync(At(address))).Content.ReadAsStringAsync();
        return await SendAsync(browser, page, address, handler, changes);
    }

    /// <summary>The same from a page that was opened earlier.</summary>
    public static Task<HttpResponseMessage> SendAsync(HttpClient browser, string page, string address, string handler, params (string Name, string? Value)[] changes)
    {
        var form = FormPattern().Matches(page).Select(match => match.Value).Single(each => each.Contains($"name=\"_handler\" value=\"{handler}\"", StringComparison.Ordinal));
        var fields = ControlPattern().Matches(form).Select(match => match.Value)
            .Where(control => Attribute(control, "name") is not null && (Attribute(control, "type") is not ("radio" or "checkbox") || CheckedPattern().IsMatch(control)))
            .Select(control => KeyValuePair.Create(Attribute(control, "name")!, Attribute(control, "value") ?? string.Empty))
            .Where(field => changes.All(change => change.Name != field.Key))
            .Concat(changes.Where(change => change.Value is not null).Select(change => KeyValuePair.Create(change.Name, change.Value!)));
        return browser.PostAsync(At(address), new FormUrlEncodedContent(fields));
    }

    public static async Task<string> TextAsync(HttpResponseMessage answer) => WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

    private static string? Attribute(string element, string name)
    {
        var match = Regex.Match(element, $"\\s{name}=\"([^\"]*)\"", RegexOptions.None, TimeSpan.FromSeconds(1));
        return match.Success ? WebUtility.HtmlDecode(match.Groups[1].Value) : null;
    }

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex FormPattern();

    [GeneratedRegex("<input[^>]*>")]
    private static partial Regex ControlPattern();

    [GeneratedRegex(@"\schecked(\s|>|=|/)")]
    private static partial Regex CheckedPattern();
}
