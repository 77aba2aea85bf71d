using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using Palveluohjaus.Guidance.Texts;
using Palveluohjaus.Web.Components;

namespace Palveluohjaus.Guidance.Accounts;

/// <summary>A page where a password is chosen by a one-time link.</summary>
public abstract class PasswordPageBase : ComponentBase
{
    [SupplyParameterFromQuery] public string? Token { get; set; }
    [CascadingParameter] public required HttpContext HttpContext { get; set; }
    [Inject] public required NavigationManager Navigation { get; set; }
    [Inject] public required IStringLocalizer<GuidanceTexts> Texts { get; set; }

    protected IReadOnlyList<FieldError> Errors { get; private set; } = [];
    protected CancellationToken Cancelled => HttpContext.RequestAborted;

    protected string Field(string name) => HttpContext.Request.Form[name].ToString();

    protected string? Invalid(string control) => Errors.Any(error => error.ControlId == control) ? "true" : null;

    /// <summary>Whether the password was typed twice alike; says so when it was not.</summary>
    protected bool AreAlike()
    {
        if (Field("NewPassword") == Field("Again"))
            return true;
        Refuse([new FieldError("Again", Texts["Password.NotAlike"])]);
        return false;
    }

    protected Task ConcludeAsync(AccountResult result)
    {
        if (result is AccountResult.Refused refused)
            Refuse([.. refused.Problems.Select(problem => new FieldError(problem.Field == "password" ? "NewPassword" : problem.Field, Texts[$"Account.Problem.{problem.Kind}"]))]);
        else
            Navigation.NavigateTo("/sign-in");
        return Task.CompletedTask;
    }

    private void Refuse(IReadOnlyList<FieldError> errors)
    {
        Errors = errors;
        HttpContext.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
    }
}
