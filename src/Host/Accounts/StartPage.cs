using Palveluohjaus.Guidance.Accounts;

namespace Palveluohjaus.Host.Accounts;

/// <summary>Where each one's work begins.</summary>
internal static class StartPage
{
    public static IResult Open(HttpContext context) => Results.LocalRedirect(context.Features.Get<SignedIn>()?.Actor switch
    {
        null => SessionCookies.SignInPath,
        var actor when actor.May(AccessRight.LogContacts) => "/workbench",
        var actor when actor.May(AccessRight.ReadFigures) => "/overview",
        var actor when actor.May(AccessRight.AdministerAccounts) => "/accounts",
        _ => "/settings",
    });
}
