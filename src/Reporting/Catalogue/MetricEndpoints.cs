using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Api;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Reporting.Texts;

namespace Palveluohjaus.Reporting.Catalogue;

/// <summary>Figures for other programs: those of the dashboards, limited and divided as these are, and hidden where these hide them.</summary>
internal static class MetricEndpoints
{
    private const string Problems = "Metrics.Problem";

    /// <summary>What the dashboards' rules can protect: of other metrics, figures beside one another could tell a small number.</summary>
    internal static readonly IReadOnlyList<Metric> Shown = 
        [.. new[] { "contacts", "first-contact-resolution", "lead-time", "deadline-attainment", "work-in-progress", "handoffs-per-case", "ping-pong" }.Select(DashboardFacts.Find)];

    private static readonly Dimension[] Divisions = [Dimension.Municipality, Dimension.Unit, Dimension.LifeStage, Dimension.Language];

    public static void Map(RouteGroupBuilder metrics)
    {
        metrics.MapGet("/", List).WithSummary("List the metrics whose figures can be read").For(AccessRight.ReadFigures).WithoutClientData();
        metrics.MapGet("/{metric}", ReadAsync).WithSummary("Read a metric's figures, limited and divided as on the dashboards; small ones are suppressed")
            .For(AccessRight.ReadFigures).WithoutClientData().Refuses(StatusCodes.Status404NotFound, StatusCodes.Status422UnprocessableEntity);
    }

    private static Ok<List<MetricView>> List(IStringLocalizer<ReportingTexts> texts) => TypedResults.Ok(Shown.Select(metric => metric.Definition).Select(definition => new MetricView(
        definition.Id, texts[$"Metric.{definition.Id}.Name"], texts[$"Metric.{definition.Id}.Meaning"], texts[$"Metric.{definition.Id}.Formula"], texts[$"Metric.{definition.Id}.Guide"],
        definition.Units, Codes.Of(definition.Direction))).ToList());

    private static async Task<Results<Ok<IReadOnlyList<FigureView>>, ProblemHttpResult>> ReadAsync(
        string metric, [AsParameters] FiguresQuery asked, HttpRequest request, CurrentFacts currentFacts, GuidanceReads guidance, ReadShownFigures figures, ApiProblems problems, CancellationToken cancellationToken)
    {
        if (Shown.FirstOrDefault(each => each.Definition.Id == metric) is not { } found)
            return problems.Of(ApiProblemKind.NotFound);

        // A page passes over what it does not know; a program that filters by it would believe the filter held.
        Dimension? by = string.IsNullOrEmpty(asked.By) ? null : Codes.Find<Dimension>(asked.By);
        if (!string.IsNullOrEmpty(asked.By) && (by is not { } dimension || !Divisions.Contains(dimension)))
            return problems.Invalid(Problems, (nameof(asked.By), MetricProblem.FilterUnknown));
        if (!string.IsNullOrEmpty(asked.Grain) && asked.Grain != Codes.Of(TimeGrain.Month))
            return problems.Invalid(Problems, (nameof(asked.Grain), MetricProblem.FilterUnknown));
        var facts = await currentFacts.GetAsync(cancellationToken);
        var names = await DashboardNames.ReadAsync(guidance, cancellationToken);
        var filter = figures.ReadFilter(facts, names, request.Query.ToDictionary(field => field.Key, field => field.Value.ToString()));
        return filter.Ignored is [var field, ..]
            ? problems.Invalid(Problems, (field == DashboardFilter.OrderProblem ? DashboardFilter.FromField : field, MetricProblem.FilterUnknown))
            : TypedResults.Ok(figures.Read(facts, found, filter, by, isByMonth: asked.Grain is { Length: > 0 }));
    }
}

/// <summary>What figures are limited to and divided by: the fields of the dashboards' addresses, and two more.</summary>
internal sealed record FiguresQuery
{
    [FromQuery(Name = DashboardFilter.PeriodField)] public string? Period { get; init; }
    [FromQuery(Name = DashboardFilter.FromField)] public string? From { get; init; }

    /// <summary>The last day.</summary>
    [FromQuery(Name = DashboardFilter.ToField)] public string? To { get; init; }

    [FromQuery(Name = DashboardFilter.MunicipalityField)] public string? Municipality { get; init; }
    [FromQuery(Name = DashboardFilter.UnitField)] public string? Unit { get; init; }
    [FromQuery(Name = DashboardFilter.LifeStageField)] public string? LifeStage { get; init; }
    [FromQuery(Name = DashboardFilter.LanguageField)] public string? Language { get; init; }

    /// <summary>One of the four above.</summary>
    [FromQuery(Name = "by")] public string? By { get; init; }

    /// <summary><c>month</c>.</summary>
    [FromQuery(Name = "grain")] public string? Grain { get; init; }
}

internal enum MetricProblem
{
    FilterUnknown,
}

/// <summary>A metric, in the caller's language.</summary>
internal sealed record MetricView(string Id, string Name, string Meaning, string Formula, string RecordingGuide, string Units, string Direction);

/// <summary>One figure, as <c>metrics show</c> prints it, but hidden where the dashboards hide it.</summary>
internal sealed record FigureView
{
    public required string Metric { get; init; }
    public required string Statistic { get; init; }

    /// <summary>Null unless the state is <c>ok</c>.</summary>
    public required double? Value { get; init; }

    public required string Unit { get; init; }

    /// <summary>How many rows it rests on; null when it is suppressed.</summary>
    public required int? N { get; init; }

    public required DateOnly? From { get; init; }

    /// <summary>The day after the last.</summary>
    public required DateOnly? To { get; init; }

    public required FigurePlace By { get; init; }

    /// <summary><c>ok</c>, <c>suppressed</c> or <c>not-computable</c>.</summary>
    public required string State { get; init; }

    /// <summary>Why it is not computable.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }
}

/// <summary>Of which part of the county and the period a figure is; what was not divided by is left out.</summary>
internal sealed record FigurePlace
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Municipality { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Unit { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("life-stage")]
    public string? LifeStage { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Language { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Month { get; init; }

    public static FigurePlace Of(IReadOnlyDictionary<string, string> by) => new()
    {
        Municipality = by.GetValueOrDefault(Codes.Of(Dimension.Municipality)),
        Unit = by.GetValueOrDefault(Codes.Of(Dimension.Unit)),
        LifeStage = by.GetValueOrDefault(Codes.Of(Dimension.LifeStage)),
        Language = by.GetValueOrDefault(Codes.Of(Dimension.Language)),
        Month = by.GetValueOrDefault(Codes.Of(TimeGrain.Month)),
    };
}

/// <summary>Figures of a metric as the dashboards would show them.</summary>
internal sealed class ReadShownFigures(MeasureMetrics measures, DashboardDays days, DashboardViews views)
{
    public DashboardFilter ReadFilter(FactSnapshot facts, DashboardNames names, IReadOnlyDictionary<string, string> query) =>
        DashboardFilter.Parse(query, names, days.Today, days.FirstDay(facts));

    public IReadOnlyList<FigureView> Read(FactSnapshot facts, Metric metric, DashboardFilter filter, Dimension? by, bool isByMonth) => views.GetOrBuild<IReadOnlyList<FigureView>>(
        facts, $"{metric.Definition.Id} {by} {isByMonth} {filter with { Ignored = [] }}", days.Today, () => Build(facts, metric, filter, by, isByMonth));

    private List<FigureView> Build(FactSnapshot facts, Metric metric, DashboardFilter filter, Dimension? by, bool isByMonth)
    {
        // Divided by what it is limited to, a figure has its peers beside it, as on the dashboards' tables.
        var query = new MetricQuery
        {
            From = filter.From,
            To = filter.To,
            By = by is { } dimension ? [dimension] : [],
            Grain = isByMonth ? TimeGrain.Month : null,
            Only = filter.Only.Where(limit => limit.Key != by).ToDictionary(),
        };
        var disclosure = new Disclosure(measures, facts, [metric], query);
        return
        [
            .. measures.Measure(facts, [metric], query)
                .GroupBy(value => string.Join('\u0001', value.By.Values))
                .SelectMany(group => Show([.. group], disclosure)),
        ];
    }

    private static IEnumerable<FigureView> Show(List<MetricValue> values, Disclosure disclosure)
    {
        if (values is [{ State: MetricState.NotComputable, By.Count: 0, Statistic: "all" } nothing])
            return [ViewOf(nothing, Figure.NotComputable)];
        return disclosure.ShowTogether(values).Select(shown => ViewOf(shown.Value, shown.Figure));
    }

    private static FigureView ViewOf(MetricValue value, Figure figure) => new()
    {
        Metric = value.Metric,
        Statistic = value.Statistic,
        Value = figure.Value,
        Unit = value.Unit,
        N = figure.State == MetricState.Suppressed ? null : figure.N,
        From = value.From,
        To = value.To,
        By = FigurePlace.Of(value.By),
        State = Codes.Of(figure.State),
        Reason = figure.State == MetricState.NotComputable ? Codes.Of(value.Reason) : null,
    };
}
