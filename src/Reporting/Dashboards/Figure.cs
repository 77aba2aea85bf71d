using Palveluohjaus.Reporting.Catalogue;

namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>One figure as it may be shown: a hidden one has lost its value here, so that no page, table or chart can leak it.</summary>
/// <param name="Value">Null unless <paramref name="State"/> is ok.</param>
/// <param name="State">Whether there is a value, and if not, why.</param>
/// <param name="N">How many rows it rests on; 0 when hidden.</param>
public sealed record Figure(double? Value, MetricState State, int N)
{
    public static Figure NotComputable { get; } = new(null, MetricState.NotComputable, 0);

    public static Figure Hidden { get; } = new(null, MetricState.Suppressed, 0);

    /// <summary>A share or a percentile of fewer than five is as telling as the count itself.</summary>
    public static Figure Of(MetricValue? value) => value switch
    {
        null => NotComputable,
        { N: { } n } when SmallCells.IsSmall(n) => Hidden,
        { State: MetricState.Ok, Value: { } known, N: { } n } => new Figure(known, MetricState.Ok, n),
        { State: MetricState.Suppressed } => Hidden,
        _ => NotComputable,
    };

    /// <summary>One that cannot be computed is hidden too: that there is nothing tells that the count is nought.</summary>
    public Figure HiddenIf(bool isHidden) => isHidden ? Hidden : this;
}
