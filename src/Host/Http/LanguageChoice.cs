using Microsoft.AspNetCore.Localization;
using Palveluohjaus.Web.Layout;

namespace Palveluohjaus.Host.Http;

/// <summary>The switch in the menu's foot: remembers the language in a cookie and goes back to where one was.</summary>
internal static class LanguageChoice
{
    public const string CookieName = "palveluohjaus.language";
    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    public static IResult Set(HttpContext context, string? to, string? returnUrl)
    {
        if (Languages.Find(to) is { } language)
        {
            context.Response.Cookies.Append(
                CookieName,
                CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language)),
                new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, IsEssential = true, MaxAge = Kept, Path = "/" });
        }

        // A header holds ASCII only; what was escaped already stays as it is.
        return Results.LocalRedirect(Escape(LocalUrl.OrHome(returnUrl)));
    }

    private static string Escape(string url) => string.Concat(url.EnumerateRunes().Select(rune => rune.IsAscii ? rune.ToString() : Uri.EscapeDataString(rune.ToString())));
}
