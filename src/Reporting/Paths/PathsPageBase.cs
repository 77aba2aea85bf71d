using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Localization;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Texts;

namespace Palveluohjaus.Reporting.Paths;

/// <summary>What the page of clients' paths reads.</summary>
public abstract class PathsPageBase : ComponentBase
{
    [Inject] public required IStringLocalizer<ReportingTexts> Texts { get; set; }
    [Inject] public required ReadPaths Paths { get; set; }
    [CascadingParameter] public required HttpContext HttpContext { get; set; }

    protected PathsView? View { get; private set; }

    protected DashboardNames Names { get; private set; } = DashboardNames.None;

    /// <summary>What was left out of the filter, as sentences.</summary>
    protected IReadOnlyList<string> Ignored { get; private set; } = [];

    protected string Area => Names.AreaOf(View?.Filter) ?? Texts["Overview.WholeCounty"];

    protected override async Task OnInitializedAsync()
    {
        (View, Names) = await Paths.ReadAsync(HttpContext.Request, HttpContext.RequestAborted);
        Ignored = [.. View.Filter.Ignored.Select(field => Texts[$"Overview.Ignored.{field}"].Value), .. View.IsLeastIgnored ? [Texts["Paths.Ignored.least"].Value] : Array.Empty<string>()];
    }

    /// <summary>The figures of the page as a file.</summary>
    protected string CsvAddress => $"/paths/csv{HttpContext.Request.QueryString}";

    /// <summary>The same page with more or less of the map.</summary>
    protected string AddressWith(double leastPercent)
    {
        var query = new QueryBuilder(HttpContext.Request.Query.Where(field => field.Key != PathsFilter.LeastField)) { { PathsFilter.LeastField, PathsFilter.Write(leastPercent) } };
        return $"/paths{query}";
    }
}
