using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Reporting.FigureRows;
using Palveluohjaus.Reporting.Schedules;
using Palveluohjaus.Reporting.Texts;

namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>What a dashboard's page reads and does.</summary>
public abstract class DashboardPageBase : ComponentBase
{
    [Inject] public required IStringLocalizer<ReportingTexts> Texts { get; set; }
    [Inject] public required CodeNames CodeNames { get; set; }
    [Inject] public required DashboardWords DashboardWords { get; set; }
    [Inject] public required ReadDashboard Dashboards { get; set; }
    [Inject] public required ShownFacts Shown { get; set; }
    [Inject] public required OpenFigureLists OpenLists { get; set; }
    [Inject] public required CurrentActor Actor { get; set; }
    [Inject] public required JobLog Jobs { get; set; }
    [Inject] public required NavigationManager Navigation { get; set; }
    [CascadingParameter] public required HttpContext HttpContext { get; set; }

    /// <summary>The dashboard's own address, on whichever of its pages one is.</summary>
    protected virtual string DashboardAddress => HttpContext.Request.Path.ToString();

    protected Dashboard Dashboard => DashboardCatalogue.Find(DashboardAddress) ?? throw new InvalidOperationException("The page's route is no dashboard's address.");

    protected DashboardView? View { get; private set; }

    protected DashboardNames Names { get; private set; } = DashboardNames.None;

    /// <summary>What was left out of the filter, as sentences.</summary>
    protected IReadOnlyList<string> Ignored { get; private set; } = [];

    /// <summary>Where the lists behind the figures are; null when they are not for the reader.</summary>
    protected FigureLists? Lists { get; private set; }

    protected string Title => Texts[$"Dashboard.{Dashboard.Id}.Title"];

    protected string PathAndQuery => HttpContext.Request.Path + HttpContext.Request.QueryString;

    protected string Scope => CodeNames.ScopeOf(View?.Filter, Names);

    protected override async Task OnInitializedAsync()
    {
        // A form post is answered with a redirect: its figures would be built for nobody.
        if (HttpMethods.IsPost(HttpContext.Request.Method))
            return;

        (View, Names) = await Dashboards.ReadAsync(Dashboard, HttpContext.Request, HttpContext.RequestAborted);
        Lists = await OpenLists.FindAsync(HttpContext, View.Filter);
        Ignored = DashboardWords.Ignored(View.Filter);
    }

    protected string FileOf(DashboardFigure figure) => $"{Dashboard.Address}/csv/{figure.Id}{HttpContext.Request.QueryString}";

    /// <summary>Takes in what has been recorded since the last refresh, and shows the same view again.</summary>
    protected async Task RefreshAsync()
    {
        // Not the request's token: a browser that closes half-way must not leave a failed run behind.
        var started = await Jobs.StartAsync(
            new JobStart(RefreshFactsJob.Name, JobOrigin.Hand, Actor.Find()?.WorkerId),
            (services, token) => RefreshFactsJob.RunAsync(services, rebuild: false, progress: null, token),
            CancellationToken.None);

        // One that goes on already takes in what was recorded before it was asked for; its figures come with the next look.
        if (started is JobStarted.Begun begun)
            await begun.Ended;
        Shown.ShowLatest();
        Navigation.NavigateTo(PathAndQuery);
    }
}
