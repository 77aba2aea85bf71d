using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Texts;
using Palveluohjaus.Web.Components;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>What the pages where clients are searched, recorded and changed share.</summary>
public abstract class ClientPageBase : ComponentBase
{
    /// <summary>The name that every form of these pages is sent under; which one it is, its <c>action</c> says.</summary>
    public const string FormName = "client";

    [CascadingParameter] public required HttpContext HttpContext { get; set; }
    [Inject] public required GuidanceReads Guidance { get; set; }
    [Inject] public required CurrentActor CurrentActor { get; set; }
    [Inject] public required CountyCalendar Calendar { get; set; }
    [Inject] public required TimeProvider Clock { get; set; }
    [Inject] public required NavigationManager Navigation { get; set; }
    [Inject] public required IStringLocalizer<GuidanceTexts> Texts { get; set; }

    protected IReadOnlyList<FieldError> Errors { get; private set; } = [];
    protected IReadOnlyList<Municipality> Municipalities { get; private set; } = [];

    /// <summary>True until what was sent has been acted on: nothing of a client is read before that.</summary>
    protected bool IsPosting { get; set; }

    protected DateTime NowUtc { get; private set; }
    protected DateOnly Today => Calendar.DayOf(NowUtc);
    protected CancellationToken Cancelled => HttpContext.RequestAborted;
    protected IFormCollection Posted => HttpContext.Request.Form;

    protected override async Task OnInitializedAsync()
    {
        NowUtc = Clock.GetUtcNow().UtcDateTime;
        IsPosting = HttpMethods.IsPost(HttpContext.Request.Method);
        var comparer = StringComparer.Create(CultureInfo.CurrentCulture, ignoreCase: true);
        Municipalities = [.. (await Guidance.Municipalities.ToListAsync(Cancelled)).OrderBy(each => each.NameIn(CultureInfo.CurrentUICulture), comparer)];
    }

    protected int AgeOf(DateOnly dateOfBirth) => Client.AgeOn(dateOfBirth, Today);

    protected string MunicipalityName(string? code) => Municipalities.FirstOrDefault(each => each.Code == code)?.NameIn(CultureInfo.CurrentUICulture) ?? code ?? string.Empty;

    protected static string DayText(DateOnly day) => day.ToString("d", CultureInfo.CurrentCulture);

    protected string DayText(DateTime utc) => DayText(Calendar.DayOf(utc));

    protected string TimeText(DateTime utc) => Calendar.ToLocal(utc).ToString("t", CultureInfo.CurrentCulture);

    protected string? Invalid(string control) => Errors.Any(error => error.ControlId == control) ? "true" : null;

    protected IReadOnlyList<Choice> Choices<T>()
        where T : struct, Enum => [.. Enum.GetNames<T>().Select(name => new Choice(name, Texts[$"{typeof(T).Name}.{name}"]))];

    protected void Refuse(IEnumerable<ClientProblem> problems) =>
        Refuse([.. ClientFormFields.InOrder(problems).Select(problem => new FieldError(problem.Field, Texts[$"Client.Problem.{problem.Kind}"]))]);

    protected void Refuse(IReadOnlyList<FieldError> errors)
    {
        Errors = errors;
        HttpContext.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
    }
}
