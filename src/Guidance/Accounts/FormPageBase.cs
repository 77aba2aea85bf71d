using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using Palveluohjaus.Guidance.Texts;
using Palveluohjaus.Web.Components;

namespace Palveluohjaus.Guidance.Accounts;

/// <summary>A page with a form that can be refused: the same page comes back with what was typed and what is wrong with it.</summary>
public abstract class FormPageBase : ComponentBase
{
    [CascadingParameter] public required HttpContext HttpContext { get; set; }
    [Inject] public required NavigationManager Navigation { get; set; }
    [Inject] public required IStringLocalizer<GuidanceTexts> Texts { get; set; }

    protected IReadOnlyList<FieldError> Errors { get; private set; } = [];
    protected CancellationToken Cancelled => HttpContext.RequestAborted;
    protected bool IsPost => HttpMethods.IsPost(HttpContext.Request.Method);

    protected string Field(string name) => HttpContext.Request.Form[name].ToString();

    protected IReadOnlyList<string> Fields(string name) => [.. HttpContext.Request.Form[name].OfType<string>()];

    protected string? Invalid(string control) => Errors.Any(error => error.ControlId == control) ? "true" : null;

    protected void Refuse(params IReadOnlyList<FieldError> errors)
    {
        Errors = errors;
        HttpContext.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
    }
}
