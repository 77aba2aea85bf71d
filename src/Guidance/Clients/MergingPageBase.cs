using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Texts;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>What the pages share on which clients recorded twice are found and made one.</summary>
public abstract class MergingPageBase : ComponentBase
{
    private IReadOnlyDictionary<string, string> _municipalities = new Dictionary<string, string>();

    [CascadingParameter] public required HttpContext HttpContext { get; set; }
    [Inject] public required IStringLocalizer<GuidanceTexts> Texts { get; set; }
    [Inject] public required GuidanceReads Guidance { get; set; }
    [Inject] public required CurrentActor CurrentActor { get; set; }
    [Inject] public required ClientGrounds Grounds { get; set; }
    [Inject] public required CountyCalendar Calendar { get; set; }
    [Inject] public required NavigationManager Navigation { get; set; }

    protected Actor Actor => CurrentActor.Actor;
    protected CancellationToken Cancelled => HttpContext.RequestAborted;
    protected bool IsPost => HttpMethods.IsPost(HttpContext.Request.Method);

    protected async Task ReadMunicipalitiesAsync() =>
        _municipalities = (await Guidance.Municipalities.ToListAsync(Cancelled)).ToDictionary(each => each.Code, each => each.NameIn(CultureInfo.CurrentUICulture));

    protected string MunicipalityName(string code) => _municipalities.GetValueOrDefault(code, code);

    protected string Moment(DateTime utc) => Texts["LogContact.Moment", Day(utc), Calendar.ToLocal(utc).ToString("t", CultureInfo.CurrentCulture)];

    protected string Day(DateTime utc) => Calendar.ToLocal(utc).ToString("d", CultureInfo.CurrentCulture);

    protected Guid? Posted(string field) => Guid.TryParse(HttpContext.Request.Form[field], out var id) ? id : null;

    /// <summary>The page for 404 is then shown in place of this one.</summary>
    protected void ShowNotFound() => HttpContext.Response.StatusCode = StatusCodes.Status404NotFound;

    protected void Refuse(int statusCode) => HttpContext.Response.StatusCode = statusCode;

    /// <summary>To the two side by side. Ids tell nothing of a person, so they may stand in an address.</summary>
    protected async Task CompareAsync(Guid oneId, Guid otherId, CompareClients compare)
    {
        if (await compare.StateAsync(oneId, otherId, Actor, Cancelled))
            Navigation.NavigateTo($"/clients/merge?a={oneId}&b={otherId}");
        else
            ShowNotFound();
    }
}
