using System.Globalization;
using Palveluohjaus.Reporting.Dashboards;

namespace Palveluohjaus.Reporting.PowerBi;

/// <summary>
/// What Power BI is given: one table of figures with a star of what they are of around it, as the dashboards have them. It is the same in every county: units,
/// municipalities and periods are rows.
/// </summary>
internal sealed class DescribeSemanticModel
{
    /// <summary>Its one row comes last: while it is not there, figures may be half filled, and no measure answers.</summary>
    public const string Push = "Push";

    public const string Metric = "Metric";
    public const string Period = "Period";
    public const string Figure = "Figure";

    /// <summary>The role of everyone who looks at the report: the codes of one's units stand in the effective user name, with | between; * is the whole county.</summary>
    public const string UnitsRole = "Units";

    private readonly SemanticModel _model = new([PushTable(), MetricTable(), PeriodTable(), .. ModelDivision.All.Select(DivisionTable), FigureTable()], [.. Relationships()], [UnitsOnly()]);

    public SemanticModel Describe() => _model;

    private static ModelTable PushTable() => new(Push, [new("UpdatedAt", ModelDataType.DateTime) { FormatString = "d.M.yyyy H:mm" }], []);

    private static ModelTable MetricTable() => new(
        Metric,
        [
            new("Key", ModelDataType.String) { IsHidden = true, IsKey = true },
            new("MetricId", ModelDataType.String) { IsHidden = true },
            new("Statistic", ModelDataType.String) { IsHidden = true },
            .. InEachLanguage("Name", _ => "Order"),
            .. InEachLanguage("Meaning", _ => null),
            new("Unit", ModelDataType.String),
            new("Target", ModelDataType.Double),
            new("Order", ModelDataType.Int64) { IsHidden = true },
        ],
        []);

    private static ModelTable PeriodTable() => new(
        Period,
        [
            new("Code", ModelDataType.String) { IsHidden = true, IsKey = true },
            new("Kind", ModelDataType.String) { IsHidden = true },
            .. InEachLanguage("Name", _ => "Order"),
            new("FirstDay", ModelDataType.DateTime) { FormatString = "d.M.yyyy" },
            new("LastDay", ModelDataType.DateTime) { FormatString = "d.M.yyyy" },
            new("IsOver", ModelDataType.Boolean) { IsHidden = true },
            new("Order", ModelDataType.Int64) { IsHidden = true },
        ],
        []);

    private static ModelTable DivisionTable(ModelDivision division) => new(
        division.Table,
        [
            new("Code", ModelDataType.String) { IsHidden = true, IsKey = true },
            .. InEachLanguage("Name", ModelWords.OrderOf),
            new("IsWhole", ModelDataType.Boolean) { IsHidden = true },
            .. ModelWords.Languages.Select(language => new ModelColumn(ModelWords.OrderOf(language), ModelDataType.Int64) { IsHidden = true }),
        ],
        []);

    private static ModelTable FigureTable() => new(
        Figure,
        [
            new("Metric", ModelDataType.String) { IsHidden = true },
            new("Period", ModelDataType.String) { IsHidden = true },
            .. ModelDivision.All.Select(division => new ModelColumn(division.Table, ModelDataType.String) { IsHidden = true }),
            new("Value", ModelDataType.Double) { IsHidden = true },
            new("N", ModelDataType.Int64) { IsHidden = true },
            new("State", ModelDataType.String) { IsHidden = true },
        ],
        [.. ModelMeasures.All]);

    private static IEnumerable<ModelRelationship> Relationships()
    {
        yield return To(Metric, "Key");
        yield return To(Period, "Code");
        foreach (var division in ModelDivision.All)
            yield return To(division.Table, "Code");

        static ModelRelationship To(string table, string key) => new($"{Figure}{table}", Figure, table, table, key);
    }

    private static ModelRole UnitsOnly() => new(UnitsRole, ModelDivision.Unit.Table, $"PATHCONTAINS ( USERNAME (), 'Unit'[Code] ) || USERNAME () = \"{CellLattice.Whole}\"");

    private static IEnumerable<ModelColumn> InEachLanguage(string name, Func<CultureInfo, string?> sortBy) =>
        ModelWords.Languages.Select(language => new ModelColumn(name + ModelWords.SuffixOf(language), ModelDataType.String) { SortByColumn = sortBy(language) });
}
