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

    protected string AddressOf(int page) => FigureRowsAddress.Of(new ListedFigure(View!.Metric!.Id, View.Statistic), View.Filter, View.Part, View.Path, page);

    protected string? MunicipalityOf(ListedCase listed) => listed is { IsMunicipalityHidden: false, MunicipalityCode: { } code } ? DashboardNames.NameOf(View!.Names.Municipalities, code) : null;

    protected string Day(DateTime? instant) => instant is { } known ? Words.FullDay(known) : "–";
}
