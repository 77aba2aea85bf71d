using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Localization;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.FigureRows;
using Palveluohjaus.Reporting.Texts;

namespace Palveluohjaus.Reporting.Paths;

/// <summary>What the page of clients' paths reads.</summary>
public abstract class PathsPageBase : ComponentBase
{
    [Inject] public required IStringLocalizer<ReportingTexts> Texts { get; set; }
    [Inject] public required CodeNames CodeNames { get; set; }
    [Inject] public required DashboardWords DashboardWords { get; set; }
    [Inject] public required ReadPaths Paths { get; set; }
    [Inject] public required OpenFigureLists OpenLists { get; set; }
    [CascadingParameter] public required HttpContext HttpContext { get; set; }

    protected PathsView? View { get; private set; }

    protected DashboardNames Names { get; private set; } = DashboardNames.None;

    /// <summary>Where the lists behind the figures are; null when they are not for the reader.</summary>
    protected FigureLists? Lists { get; private set; }

    /// <summary>What was left out of the filter, as sentences.</summary>
    protected IReadOnlyList<string> Ignored { get; private set; } = [];

    protected string Scope => CodeNames.ScopeOf(View?.Filter, Names);

    protected override async Task OnInitializedAsync()
    {
        (View, Names) = await Paths.ReadAsync(HttpContext.Request, HttpContext.RequestAborted);
        Lists = await OpenLists.FindAsync(HttpContext, View.Filter);
        Ignored = View.Ignored(DashboardWords);
    }

    /// <summary>The figures of the page as a file.</summary>
    protected string CsvAddress => $"/paths/csv{HttpContext.Request.QueryString}";

    /// <summary>One figure of the page as a file.</summary>
    protected string FileOf(string figure) => $"/paths/csv/{figure}{HttpContext.Request.QueryString}";

    /// <summary>The cases behind the page, where the reader may see them: a case is in <paramref name="metric"/> by when it came, as it is here.</summary>
    protected string? ListOf(string metric) => Lists?.Of(new ListedFigure(metric));

    /// <summary>The cases of one move, path or round, where the reader may see them.</summary>
    protected string? ListOf(DashboardRow row) => Lists?.OfPath(row);

    /// <summary>The same page with more or less of the map.</summary>
    protected string AddressWith(double leastPercent)
    {
        var query = new QueryBuilder(HttpContext.Request.Query.Where(field => field.Key != PathsFilter.LeastField)) { { PathsFilter.LeastField, PathsFilter.Write(leastPercent) } };
        return $"/paths{query}";
    }
}
