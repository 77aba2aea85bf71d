using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Texts;
using Palveluohjaus.Guidance.Workbench;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Texts;

namespace Palveluohjaus.Reporting.FigureRows;

/// <summary>What the page of the list behind a figure reads.</summary>
public abstract class FigureRowsPageBase : ComponentBase
{
    [Inject] public required IStringLocalizer<ReportingTexts> Texts { get; set; }
    [Inject] public required IStringLocalizer<GuidanceTexts> GuidanceTexts { get; set; }
    [Inject] public required ReadFigureRows Read { get; set; }
    [Inject] public required WorkWords Words { get; set; }
    [Inject] public required DashboardWords DashboardWords { get; set; }
    [Inject] public required CodeNames CodeNames { get; set; }
    [Inject] public required CurrentActor Actor { get; set; }
    [CascadingParameter] public required HttpContext HttpContext { get; set; }

    /// <summary>Null until it has been read.</summary>
    protected FigureRowsView? View { get; private set; }

    /// <summary>What was left out of the filter, as sentences.</summary>
    protected IReadOnlyList<string> Ignored { get; private set; } = [];

    protected string MetricName => View?.Metric is { } metric ? Texts[$"Metric.{metric.Id}.Name"].Value : string.Empty;

    /// <summary>Which of the metric's figures where that changes the rows, the period, what it is limited to and whose rows they are, in one line.</summary>
    protected string WhatOf(FigureRowsView view) => string.Join(" · ", new[]
    {
        Texts[$"FigureRows.Statistic.{view.Statistic}"] is { ResourceNotFound: false } statistic ? statistic.Value : null,
        DashboardWords.Days(view.Filter.From, view.Filter.LastDay),
        view.Filter.MunicipalityCode is { } municipality ? DashboardNames.NameOf(view.Names.Municipalities, municipality) : null,
        view.Filter.LifeStage is { } lifeStage ? Texts[$"Overview.LifeStage.{lifeStage}"].Value : null,
        view.Filter.Language is { } language ? Texts[$"Overview.Language.{language}"].Value : null,
        view.Part is { } part ? CodeNames.NameOf(part.Dimension, part.Code, view.Names) : null,
        view.PathName,
        view.Units.Count > 0 ? Texts["FigureRows.OwnUnits", string.Join(", ", view.Units.Select(unit => DashboardNames.NameOf(view.Names.Units, unit)))].Value : null,
    }.OfType<string>());

    protected override async Task OnInitializedAsync()
    {
        View = await Read.ReadAsync(HttpContext.Request.Query, Actor.Actor, HttpContext.RequestAborted);
        // Not 404: that would put the page of every unknown address in place of this one, which says where lists are opened from.
        if (View.Problem == FigureRowsProblem.NoSuchMetric)
            HttpContext.Response.StatusCode = StatusCodes.Status400BadRequest;
        Ignored = View.IsPartIgnored ? [.. DashboardWords.Ignored(View.Filter), Texts["FigureRows.Ignored.part"]] : DashboardWords.Ignored(View.Filter);
    }

    /// <summary>The dashboard one came from, with its filter; the overview with the list's own where that is not known.</summary>
    protected (string Address, string Title) Back
    {
        get
        {
            if (Uri.TryCreate(HttpContext.Request.Headers.Referer.ToString(), UriKind.Absolute, out var from) && from.Authority == HttpContext.Request.Host.Value)
            {
                if (from.AbsolutePath == "/paths")
                    return (from.PathAndQuery, Texts["Paths.Title"]);
                if (DashboardCatalogue.Find(from.AbsolutePath) is { } dashboard)
                    return (from.PathAndQuery, Texts[$"Dashboard.{dashboard.Id}.Title"]);
            }

            return ($"{DashboardCatalogue.All[0].Address}{HttpContext.Request.QueryString}", Texts[$"Dashboard.{DashboardCatalogue.All[0].Id}.Title"]);
        }
    }

    /// <summary>The same list of the same period, of all that is the reader's own; null where nothing limits it.</summary>
    protected string? AddressWithoutLimits => View is { Metric: { } metric, Filter: var filter } view && (filter.Only.Count > 0 || view.Part is not null || view.Path is not null)
        ? FigureRowsAddress.For(metric.Id, view.Statistic.Length > 0 ? view.Statistic : null, filter with { MunicipalityCode = null, UnitCode = null, LifeStage = null, Language = null })
        : null;

    protected string AddressOf(int page) => FigureRowsAddress.Of(new ListedFigure(View!.Metric!.Id, View.Statistic), View.Filter, View.Part, View.Path, page);

    protected string? MunicipalityOf(ListedCase listed) => listed is { IsMunicipalityHidden: false, MunicipalityCode: { } code } ? DashboardNames.NameOf(View!.Names.Municipalities, code) : null;

    protected string Day(DateTime? instant) => instant is { } known ? Words.FullDay(known) : "–";
}
