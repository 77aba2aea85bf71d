using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Audit;

namespace Palveluohjaus.Host.Accounts;

/// <summary>The button in the menu's foot.</summary>
internal static class SignOut
{
    /// <param name="signIn">Ends the session.</param>
    /// <param name="current">Whose session it is.</param>
    /// <param name="form">Bound so that its token is checked: another site must not sign anyone out.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<IResult> RunAsync(SignIn signIn, CurrentActor current, IFormCollection form, CancellationToken cancellationToken)
    {
        await signIn.OutAsync(current.Actor, cancellationToken);
        return Results.LocalRedirect(SessionCookies.SignInPath);
    }
}
