using Microsoft.AspNetCore.Components;
using Palveluohjaus.Web.Components;

namespace Palveluohjaus.Guidance.Accounts;

/// <summary>A page where a password is chosen by a one-time link.</summary>
public abstract class PasswordPageBase : FormPageBase
{
    [SupplyParameterFromQuery] public string? Token { get; set; }

    /// <summary>Whether the password was typed twice alike; says so when it was not.</summary>
    protected bool AreAlike()
    {
        if (Field("NewPassword") == Field("Again"))
            return true;
        Refuse(new FieldError("Again", Texts["Password.NotAlike"]));
        return false;
    }

    protected void Conclude(AccountResult result)
    {
        if (result is AccountResult.Refused refused)
            Refuse([.. refused.Problems.Select(problem => new FieldError(problem.Field is "password" or "token" ? "NewPassword" : problem.Field, Texts[$"Account.Problem.{problem.Kind}"]))]);
        else
            Navigation.NavigateTo("/sign-in?passwordSet=true");
    }
}
