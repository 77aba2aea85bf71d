using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Web.Layout;

namespace Palveluohjaus.Reporting.PowerBi.Embedding;

/// <summary>
/// A dashboard's report in Power BI, with the built-in dashboard at hand for when it cannot be shown. The page itself asks Power BI nothing, so that it opens at
/// once; its script asks us for what opens the report.
/// </summary>
public abstract class PowerBiPageBase : DashboardPageBase
{
    /// <summary>What power-bi.js may have to say, by the attribute where it finds it.</summary>
    private static readonly string[] States = ["Loading", "Waiting", "Shown", "Renewing", "Expired", "SignedOut", "Refused", "Away", "Busy", "PeriodNotPassed"];

    private ReaderRows? _rows;
    private PassedFilter? _passed;

    [Inject] public required PowerBiInUse PowerBi { get; set; }

    [Inject] public required ReadReaderRows ReaderRows { get; set; }

    protected override string DashboardAddress => PowerBiAddress.DashboardOf(base.DashboardAddress);

    protected string BuiltInAddress => Dashboard.Address + HttpContext.Request.QueryString;

    /// <summary>Why no report can be shown, as a sentence; null when it is to be asked for.</summary>
    protected string? Obstacle { get; private set; }

    protected bool HasCharts => View?.Figures.Any(figure => figure is DashboardLines or ControlFigure) is true;

    /// <summary>By what the report is limited other than the page says, as sentences.</summary>
    protected IReadOnlyList<string> Limits
    {
        get
        {
            var limits = new List<string>();
            if (_rows?.Units is { } units)
                limits.Add(Say("PowerBiPage.OwnUnits", string.Join(", ", units.Select(unit => DashboardNames.NameOf(Names.Units, unit)))));
            if (_passed is { LeftOut.Count: > 0 })
                limits.Add(Say("PowerBiPage.NotPassed", string.Join(", ", _passed.LeftOut.Select(name => Texts[$"Overview.Field.{name}"].Value))));
            return limits;
        }
    }

    /// <summary>Power BI's own word for the language: it has no Swedish of Finland, whose numbers and days it does write.</summary>
    protected static string PowerBiLanguage => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "sv" ? "sv-SE" : CultureInfo.CurrentUICulture.Name;

    protected string PassedJson => ChartJson.Write(_passed);

    protected IReadOnlyDictionary<string, object> SaidByState => States.ToDictionary(state => $"data-{JsonNamingPolicy.KebabCaseLower.ConvertName(state)}", state => (object)Texts[$"PowerBiPage.{state}"].Value);

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        if (View is not { } view)
            return;
        if (PowerBi.Settings is not { } settings || !settings.Reports.ContainsKey(Dashboard.Id))
        {
            Obstacle = Texts["PowerBiPage.NotConfigured"];
            return;
        }

        _rows = await ReaderRows.ReadAsync(Dashboard, Actor.Actor, HttpContext.RequestAborted);
        if (_rows is null)
        {
            Obstacle = Texts["PowerBiPage.NoRows"];
            return;
        }

        _passed = PassedFilter.Of(view.Filter, CultureInfo.CurrentUICulture);
        HttpContext.Features.Set(new FramedSite(settings.EmbedUrl.GetLeftPart(UriPartial.Authority)));
    }

    private string Say(string key, string what) => string.Format(CultureInfo.CurrentCulture, Texts[key], what);
}
