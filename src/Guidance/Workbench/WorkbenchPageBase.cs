using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Texts;

namespace Palveluohjaus.Guidance.Workbench;

/// <summary>What the workbench and its lists share. The markup is in the pages.</summary>
public abstract class WorkbenchPageBase : ComponentBase
{
    /// <summary>The name of the form by which a matter is taken.</summary>
    public const string FormName = "take";

    [CascadingParameter] public required HttpContext HttpContext { get; set; }
    [Inject] public required GuidanceReads Guidance { get; set; }
    [Inject] public required CurrentActor CurrentActor { get; set; }
    [Inject] public required TimeProvider Clock { get; set; }
    [Inject] public required CountyCalendar Calendar { get; set; }
    [Inject] public required NavigationManager Navigation { get; set; }
    [Inject] public required WorkWords Words { get; set; }
    [Inject] public required IStringLocalizer<GuidanceTexts> Texts { get; set; }

    [SupplyParameterFromQuery(Name = "view")] public string? ViewText { get; set; }
    [SupplyParameterFromQuery(Name = "page")] public string? PageText { get; set; }

    protected WorkView View => WorkbenchAddresses.Read<WorkView>(ViewText) ?? WorkView.Mine;
    protected int PageNumber => WorkbenchAddresses.ReadPage(PageText);
    protected DateTime NowUtc { get; private set; }
    protected Actor Actor => CurrentActor.Actor;
    protected CancellationToken Cancelled => HttpContext.RequestAborted;

    private Dictionary<string, Municipality> _municipalities = [];

    protected override async Task OnInitializedAsync()
    {
        NowUtc = Clock.GetUtcNow().UtcDateTime;
        _municipalities = await Guidance.Municipalities.ToDictionaryAsync(each => each.Code, Cancelled);
    }

    protected string Municipality(string? code) =>
        code is null ? string.Empty : _municipalities.GetValueOrDefault(code)?.NameIn(CultureInfo.CurrentUICulture) ?? code;
}
