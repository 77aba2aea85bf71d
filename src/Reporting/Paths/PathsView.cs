using Palveluohjaus.Reporting.Dashboards;

namespace Palveluohjaus.Reporting.Paths;

/// <summary>Everything on the page of clients' paths, as words and numbers ready to show.</summary>
public sealed record PathsView
{
    public required DashboardFilter Filter { get; init; }
    public required double LeastPercent { get; init; }
    public required bool IsLeastIgnored { get; init; }

    /// <summary>What of the address was left out, as sentences.</summary>
    public IReadOnlyList<string> Ignored(DashboardWords words) => IsLeastIgnored ? [.. words.Ignored(Filter), words["Paths.Ignored.least"]] : words.Ignored(Filter);

    public required string Period { get; init; }
    public required string? Updated { get; init; }

    /// <summary>Why there is nothing to show; null when there is.</summary>
    public required string? Nothing { get; init; }

    public PathMapView? Map { get; init; }
    public PathFlowView? Flow { get; init; }
    public VariantsView? Variants { get; init; }

    /// <summary>Cases that went to another unit and straight back.</summary>
    public DashboardTable? Returns { get; init; }

    /// <summary>All that may be shown, as numbers.</summary>
    public IReadOnlyList<PathRow> Rows { get; init; } = [];
}

/// <summary>A process map, drawn by the server.</summary>
public sealed record PathMapView
{
    public required string Title { get; init; }
    public required string Finding { get; init; }

    /// <summary>What a screen reader says in place of the picture.</summary>
    public required string Summary { get; init; }

    public required string Source { get; init; }
    public required double Width { get; init; }
    public required double Height { get; init; }
    public required IReadOnlyList<MapBox> Boxes { get; init; }
    public required IReadOnlyList<MapLine> Lines { get; init; }
    public required DashboardTable Steps { get; init; }
    public required DashboardTable Edges { get; init; }
}

/// <param name="Name">One line or two.</param>
public sealed record MapBox(double X, double Y, IReadOnlyList<string> Name, string Count, string Meta, bool IsUnit, bool IsPingPong);

/// <param name="Label">One line or two.</param>
public sealed record MapLine(string Data, double Width, double LabelX, double LabelY, IReadOnlyList<string> Label, bool IsSkip, bool IsPingPong, bool IsBothWays = false);

/// <summary>Contact channel, first unit, how it went and who gives the service, drawn by the server.</summary>
public sealed record PathFlowView(DashboardTable Table, string Summary, double Width, double Height, IReadOnlyList<FlowNode> Nodes, IReadOnlyList<FlowBand> Bands)
{
    /// <summary>Too wide for one column of the page.</summary>
    public bool IsWide { get; init; }
}

/// <param name="IsOutcome">How it went, rather than where it came.</param>
public sealed record FlowNode(double X, double Y, double Height, string Name, string Count, bool IsOutcome);

/// <param name="Data">The <c>d</c> of an SVG path.</param>
public sealed record FlowBand(string Data, double Width, string Title, bool IsWorse);

public sealed record VariantsView(DashboardTable Table, IReadOnlyList<VariantRow> Rows);

/// <param name="Row">Path, cases, share, median.</param>
/// <param name="Share">0–1 of the most common path.</param>
/// <param name="IsPingPong">True when the case came straight back to a unit.</param>
public sealed record VariantRow(DashboardRow Row, double Share, bool IsPingPong);

/// <param name="Kind">What is counted.</param>
/// <param name="Name">The step, the move, the path or the round, in the user's language.</param>
/// <param name="Cases">How many.</param>
/// <param name="Percent">Of all cases.</param>
/// <param name="MedianSeconds">Null where no time was measured.</param>
public sealed record PathRow(PathRowKind Kind, string Name, int Cases, double Percent, double? MedianSeconds);

public enum PathRowKind
{
    Step,
    Move,
    Flow,
    Path,
    Return,
}
