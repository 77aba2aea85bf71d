using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.ChartMarks;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Reporting.Schedules;
using Palveluohjaus.Reporting.Texts;

namespace Palveluohjaus.Reporting.Dashboards.Overview;

/// <summary>What the overview page reads and does.</summary>
public abstract class OverviewPageBase : ComponentBase
{
    [Inject] public required IStringLocalizer<ReportingTexts> Texts { get; set; }
    [Inject] public required CurrentFacts Facts { get; set; }
    [Inject] public required GuidanceReads Guidance { get; set; }
    [Inject] public required KeepMarks Marks { get; set; }
    [Inject] public required BuildOverview BuildOverview { get; set; }
    [Inject] public required DashboardViews Views { get; set; }
    [Inject] public required CurrentActor Actor { get; set; }
    [Inject] public required JobLog Jobs { get; set; }
    [Inject] public required NavigationManager Navigation { get; set; }
    [CascadingParameter] public required HttpContext HttpContext { get; set; }

    protected OverviewView? View { get; private set; }

    protected DashboardNames Names { get; private set; } = new(new Dictionary<string, string>(), new Dictionary<string, string>());

    /// <summary>What was left out of the filter, as sentences.</summary>
    protected IReadOnlyList<string> Ignored { get; private set; } = [];

    protected string PathAndQuery => HttpContext.Request.Path + HttpContext.Request.QueryString;

    protected string Area
    {
        get
        {
            string[] parts = [.. new[] { NameIn(Names.Municipalities, View?.Filter.MunicipalityCode), NameIn(Names.Units, View?.Filter.UnitCode) }.OfType<string>()];
            return parts.Length == 0 ? Texts["Overview.WholeCounty"] : string.Join(", ", parts);
        }
    }

    protected override async Task OnInitializedAsync()
    {
        // A form post is answered with a redirect: its figures would be built for nobody.
        if (HttpMethods.IsPost(HttpContext.Request.Method))
            return;

        var cancellationToken = HttpContext.RequestAborted;
        var facts = await Facts.GetAsync(cancellationToken);
        Names = await DashboardNames.ReadAsync(Guidance, cancellationToken);
        var marks = await Marks.ReadCurrentAsync(cancellationToken);
        View = Views.GetOrBuild(facts, $"{HttpContext.Request.QueryString}#{marks.Stamp}", BuildOverview.Today, () =>
        {
            var query = HttpContext.Request.Query.ToDictionary(field => field.Key, field => field.Value.ToString());
            return BuildOverview.Build(facts, Names, DashboardFilter.Parse(query, Names, BuildOverview.Today, BuildOverview.FirstDay(facts)), marks.Contents);
        });
        Ignored = [.. View.Filter.Ignored.Select(field => Texts[$"Overview.Ignored.{field}"].Value)];
    }

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
        Navigation.NavigateTo(PathAndQuery);
    }

    private static string? NameIn(IReadOnlyDictionary<string, string> names, string? code) =>
        code is null ? null : names.GetValueOrDefault(code, code);
}
