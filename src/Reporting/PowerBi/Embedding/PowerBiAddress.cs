using Palveluohjaus.Reporting.Dashboards;

namespace Palveluohjaus.Reporting.PowerBi.Embedding;

/// <summary>Where a dashboard's report is: below the dashboard, with the same filter.</summary>
internal static class PowerBiAddress
{
    public const string Ending = "/power-bi";

    public static string Of(Dashboard dashboard) => dashboard.Address + Ending;

    /// <param name="path">Of the report's page.</param>
    public static string DashboardOf(string path) => path.TrimEnd('/')[..^Ending.Length];
}
