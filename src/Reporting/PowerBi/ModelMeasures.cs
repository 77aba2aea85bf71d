using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.PowerBi;

/// <summary>What is reckoned of figures in Power BI, in DAX.</summary>
/// <remarks>
/// <para>
/// A division that nobody has chosen from is looked at as a whole, so that the rows of its parts are not counted beside it. Whoever may see some units only has no
/// whole of units; for them those units are chosen.
/// </para>
/// <para>
/// Where a hidden row is in sight there is no figure: a sum of the others would read as all of them. Where nothing is chosen the whole's own row answers.
/// </para>
/// </remarks>
internal static class ModelMeasures
{
    private static readonly Dictionary<Adding, string> Bases = new()
    {
        [Adding.Up] = "Added up",
        [Adding.UpAtOneMoment] = "Added up at one moment",
        [Adding.ByWeight] = "Weighted mean",
        [Adding.Never] = "Single figure",
    };

    public static IEnumerable<ModelMeasure> All =>
    [
        .. ModelFigure.All.Select(Of),
        Base(Bases[Adding.Up], "SUMX ( InSight, 'Figure'[Value] )", "PeriodsAddUp"),
        Base(Bases[Adding.UpAtOneMoment], "SUMX ( InSight, 'Figure'[Value] )", "OnePeriod"),
        Base(Bases[Adding.ByWeight], "DIVIDE ( SUMX ( InSight, 'Figure'[Value] * 'Figure'[N] ), SUMX ( InSight, 'Figure'[N] ) )", "PeriodsAddUp"),
        Base(Bases[Adding.Never], "MAXX ( InSight, 'Figure'[Value] )", "COUNTROWS ( InSight ) = 1"),
        Base("Rows behind", "SUMX ( InSight, 'Figure'[N] )", "PeriodsAddUp") with { IsHidden = false, FormatString = "#,0" },
        new("Hidden figures", Over("IF ( NOT ISEMPTY ( 'Push' ), COUNTROWS ( Hidden ) )"), "PowerBi.HiddenFigures") { FormatString = "#,0" },
        new("Updated at", "MAX ( 'Push'[UpdatedAt] )", "PowerBi.UpdatedAt") { FormatString = "d.M.yyyy H:mm" },
    ];

    private static ModelMeasure Of(ModelFigure figure) => new(figure.MeasureName, $"CALCULATE ( [{Bases[figure.Adding]}], KEEPFILTERS ( 'Figure'[Metric] = \"{figure.Key}\" ) )", $"Metric.{figure.MetricId}")
    {
        FormatString = figure.FormatString,
        NameTextKey = figure.HasOwnName ? $"PowerBi.Figure.{figure.Key}" : null,
        PartTextKey = figure.IsNamedByMetric || figure.HasOwnName ? null : $"ImportedFigures.Statistic.{figure.Statistic}",
    };

    private static ModelMeasure Base(string name, string value, string condition) =>
        new(name, Over($"IF ( NOT ISEMPTY ( 'Push' ) && ISEMPTY ( Hidden ) && HASONEVALUE ( 'Figure'[Metric] ) && {condition}, {value} )"), $"PowerBi.{string.Concat(name.Split(' ').Select(word => char.ToUpperInvariant(word[0]) + word[1..]))}") { IsHidden = true };

    private static string Over(string answer)
    {
        var lines = new List<string>
        {
            "VAR ByPeriod = ISFILTERED ( 'Period' )",
            "VAR OnePeriod = NOT ByPeriod || HASONEVALUE ( 'Period'[Code] )",
            $"VAR PeriodsAddUp = OnePeriod || ( HASONEVALUE ( 'Period'[Kind] ) && SELECTEDVALUE ( 'Period'[Kind] ) <> \"{ModelPeriod.ReadyMade}\" )",
        };
        foreach (var table in ModelDivision.All.Select(division => division.Table))
        {
            var isChosen = table == ModelDivision.Unit.Table ? $"ISFILTERED ( 'Unit' ) || NOT CONTAINS ( ALL ( 'Unit'[Code] ), 'Unit'[Code], \"{ModelDivision.Whole}\" )" : $"ISFILTERED ( '{table}' )";
            lines.Add($"VAR By{table} = {isChosen}");
        }

        lines.Add("VAR InSight =");
        lines.Add("    CALCULATETABLE (");
        lines.Add("        'Figure',");
        lines.Add($"        KEEPFILTERS ( FILTER ( ALL ( 'Figure'[Period] ), ByPeriod || 'Figure'[Period] = \"{ModelPeriod.Usual}\" ) ),");
        var tables = ModelDivision.All.Select(division => division.Table).ToArray();
        lines.AddRange(tables.Select(table => $"        KEEPFILTERS ( FILTER ( ALL ( 'Figure'[{table}] ), ( 'Figure'[{table}] = \"{ModelDivision.Whole}\" ) <> By{table} ) ){(table == tables[^1] ? string.Empty : ",")}"));
        lines.Add("    )");
        lines.Add($"VAR Hidden = FILTER ( InSight, 'Figure'[State] = \"{Codes.Of(MetricState.Suppressed)}\" )");
        lines.Add("RETURN");
        lines.Add($"    {answer}");
        return string.Join('\n', lines);
    }
}
