using Palveluohjaus.Reporting.Catalogue;

namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>A level that is drawn beside a line: what is aimed at, or what other systems told of an earlier time.</summary>
/// <param name="Key">Of the line it belongs to; see <see cref="ChartLine.Key"/>.</param>
/// <param name="Role"><c>target</c> or <c>baseline</c>.</param>
/// <param name="Name">What it is, in the user's language.</param>
/// <param name="Value">In the unit of the chart.</param>
/// <param name="Written">The value with its unit.</param>
internal sealed record LineLevel(string Key, string Role, string Name, double Value, string Written)
{
    public string Text => $"{Name}: {Written}";

    public DashboardCell Cell => new(MetricState.Ok, Written) { Number = Value };

    public ChartLevel Drawn => new(Text, Math.Round(Value, 3), Role);
}
