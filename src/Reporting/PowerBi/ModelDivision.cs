using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.PowerBi;

/// <summary>
/// What the rows of figures are divided by: one dimension table each. A row is of the whole on all of them but at most a unit and one more, as pages limited to
/// a unit are.
/// </summary>
/// <remarks>
/// Age bands are not among them. Life stages are bands put together, so that the two less one another would tell what either hides.
/// </remarks>
/// <param name="Table">Also the column of the figures that refers to it.</param>
/// <param name="Dimension">Of the facts.</param>
internal sealed record ModelDivision(string Table, Dimension Dimension)
{
    /// <summary>The code of all together.</summary>
    public const string Whole = CellLattice.Whole;

    public static readonly ModelDivision Unit = new("Unit", Dimension.Unit);

    /// <summary>Methods and measures of interventions, by which their effect always divides itself.</summary>
    public static readonly ModelDivision Intervention = new("Intervention", Dimension.Measure);

    public static readonly IReadOnlyList<ModelDivision> All =
    [
        Unit,
        new("Municipality", Dimension.Municipality),
        new("Language", Dimension.Language) { Order = Enum.GetValues<ServiceLanguage>().Select(language => Codes.Of(language)) },
        new("LifeStage", Dimension.LifeStage) { Order = Enum.GetValues<LifeStage>().Select(stage => Codes.Of(stage)) },
        new("Segment", Dimension.Segment) { Order = Segments.Order },
        new("Channel", Dimension.Channel),
        new("Sector", Dimension.Sector),
        Intervention,
    ];

    /// <summary>The codes that always come in the same order; others go by name.</summary>
    public IEnumerable<string> Order { get; init; } = [];

    /// <summary>What is asked together: nothing, each by itself, and each with the unit.</summary>
    public static IEnumerable<IReadOnlyList<ModelDivision>> Asked
    {
        get
        {
            ModelDivision[] others = [.. All.Where(division => division != Unit)];
            return [[], [Unit], .. others.Select(other => (ModelDivision[])[other]), .. others.Select(other => (ModelDivision[])[Unit, other])];
        }
    }
}
