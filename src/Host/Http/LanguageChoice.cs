using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Web.Layout;

namespace Palveluohjaus.Host.Http;

/// <summary>The switch in the menu's foot: remembers the language, on the account of who has signed in too, and goes back to where one was.</summary>
internal static class LanguageChoice
{
    public static async Task<IResult> SetAsync(HttpContext context, KeepAccounts accounts, string? to, string? returnUrl)
    {
        if (Languages.Find(to) is { } language)
        {
            LanguageCookie.Append(context, language);
            if (context.Features.Get<SignedIn>() is { } signedIn)
                await accounts.SetOwnAsync(language.TwoLetterISOLanguageName, signedIn.UsesSingleKeys, signedIn.Actor, context.RequestAborted);
        }

        // A header holds ASCII only; what was escaped already stays as it is.
        return Results.LocalRedirect(Escape(LocalUrl.OrHome(returnUrl)));
    }

    private static string Escape(string url) => string.Concat(url.EnumerateRunes().Select(rune => rune.IsAscii ? rune.ToString() : Uri.EscapeDataString(rune.ToString())));
}
