using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Localization;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Reporting.Texts;

namespace Palveluohjaus.Reporting.Paths;

/// <summary>What the page of clients' paths reads.</summary>
public abstract class PathsPageBase : ComponentBase
{
    [Inject] public required IStringLocalizer<ReportingTexts> Texts { get; set; }
    [Inject] public required CurrentFacts Facts { get; set; }
    [Inject] public required GuidanceReads Guidance { get; set; }
    [Inject] public required BuildOverview Overview { get; set; }
    [Inject] public required BuildPaths BuildPaths { get; set; }
    [Inject] public required OverviewViews Views { get; set; }
    [CascadingParameter] public required HttpContext HttpContext { get; set; }

    protected PathsView? View { get; private set; }

    protected OverviewNames Names { get; private set; } = new(new Dictionary<string, string>(), new Dictionary<string, string>());

    /// <summary>What was left out of the filter, as sentences.</summary>
    protected IReadOnlyList<string> Ignored { get; private set; } = [];

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
        var cancellationToken = HttpContext.RequestAborted;
        var facts = await Facts.GetAsync(cancellationToken);
        Names = await OverviewNames.ReadAsync(Guidance, cancellationToken);
        View = Views.GetOrBuild(facts, HttpContext.Request.QueryString.ToString(), Overview.Today, () =>
        {
            var query = HttpContext.Request.Query.ToDictionary(field => field.Key, field => field.Value.ToString());
            return BuildPaths.Build(facts, Names, OverviewFilter.Parse(query, Names, Overview.Today, Overview.FirstDay(facts)), query.GetValueOrDefault(PathsFilter.LeastField));
        });
        Ignored = [.. View.Filter.Ignored.Select(field => Texts[$"Overview.Ignored.{field}"].Value), .. View.IsLeastIgnored ? [Texts["Paths.Ignored.least"].Value] : Array.Empty<string>()];
    }

    /// <summary>The same page with more or less of the map.</summary>
    protected string AddressWith(double leastPercent)
    {
        var query = new QueryBuilder(HttpContext.Request.Query.Where(field => field.Key != PathsFilter.LeastField)) { { PathsFilter.LeastField, PathsFilter.Write(leastPercent) } };
        return $"/paths{query}";
    }

    private static string? NameIn(IReadOnlyDictionary<string, string> names, string? code) =>
        code is null ? null : names.GetValueOrDefault(code, code);
}
