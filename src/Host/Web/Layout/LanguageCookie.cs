using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;

namespace Palveluohjaus.Web.Layout;

/// <summary>The language of a desk, kept by its browser: it also holds before anyone has signed in.</summary>
public static class LanguageCookie
{
    public const string Name = "palveluohjaus.language";
    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    public static void Append(HttpContext context, CultureInfo language) => context.Response.Cookies.Append(
        Name,
        CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language)),
        new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, IsEssential = true, MaxAge = Kept, Path = "/" });
}
