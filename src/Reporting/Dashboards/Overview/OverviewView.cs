using Palveluohjaus.Web.Components;

namespace Palveluohjaus.Reporting.Dashboards.Overview;

/// <summary>The overview as it is shown: every word and number in the user's language, every hidden figure already gone.</summary>
public sealed record OverviewView
{
    public required DashboardFilter Filter { get; init; }

    /// <summary>"1.4.2025–15.3.2026".</summary>
    public required string Period { get; init; }

    /// <summary>False when nothing has been measured yet.</summary>
    public required bool HasFacts { get; init; }

    /// <summary>When the facts were last known to be up to date, in words; null when never.</summary>
    public required string? Updated { get; init; }

    public required IReadOnlyList<DashboardTile> Tiles { get; init; }
    public required IReadOnlyList<ControlFigure> Controls { get; init; }
    public required IReadOnlyList<DashboardLines> Lines { get; init; }
    public required UnitTable Units { get; init; }
    public required SegmentTable Segments { get; init; }
    public required DashboardTable Municipalities { get; init; }
}

/// <summary>Handoffs and ping-pong by unit.</summary>
public sealed record UnitTable(DashboardTable Table, IReadOnlyList<UnitRow> Rows);

/// <param name="Row">Cases, handoffs per case, returned, two or more handoffs.</param>
/// <param name="ReturnedShare">0–1 of the widest bar; null when hidden.</param>
/// <param name="StandsOut">True when it is far from the others.</param>
public sealed record UnitRow(DashboardRow Row, double? ReturnedShare, bool StandsOut);

/// <summary>Confirmed segments by municipality.</summary>
public sealed record SegmentTable(DashboardTable Table, IReadOnlyList<SegmentRow> Rows, bool IsComputable);

/// <param name="Name">The municipality.</param>
/// <param name="State">Hidden rows say why in words.</param>
/// <param name="Clients">In words; empty when hidden.</param>
/// <param name="Parts">The four shares in order; empty when hidden.</param>
/// <param name="IsChosen">True for the municipality the page is limited to.</param>
public sealed record SegmentRow(string Name, CellState State, string Clients, IReadOnlyList<MixPart> Parts, bool IsChosen);
