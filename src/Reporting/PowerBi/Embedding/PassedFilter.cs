using System.Globalization;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.PowerBi.Embedding;

/// <summary>What the report is limited to, from the filter in the address of its page.</summary>
/// <param name="Filters">Of the whole report, by codes: they hold in the county's own reports too.</param>
/// <param name="Period">
/// Set in the slicer of this name, so that charts over months go on showing all months; null for what the report shows by itself. Only reports with
/// our own pages have the slicer.
/// </param>
/// <param name="LeftOut">Fields of the address by which the report cannot be limited together with the others.</param>
internal sealed record PassedFilter(IReadOnlyList<PassedValues> Filters, PassedValues Period, IReadOnlyList<string> LeftOut)
{
    private const string Code = nameof(Code);

    private static readonly (Dimension Dimension, string Field)[] Fields =
    [
        (Dimension.Unit, DashboardFilter.UnitField),
        (Dimension.Municipality, DashboardFilter.MunicipalityField),
        (Dimension.LifeStage, DashboardFilter.LifeStageField),
        (Dimension.Language, DashboardFilter.LanguageField),
    ];

    /// <remarks>
    /// The model's figures are of a unit and at most one more, and by months of one: see <see cref="ModelDivision.Asked"/>. What goes beyond that would leave
    /// the report without figures, so it is left out and told.
    /// </remarks>
    public static PassedFilter Of(DashboardFilter filter, CultureInfo language)
    {
        var (isOwn, passed, leftOut) = (filter.Period == DashboardPeriod.Own, new List<PassedValues>(), new List<string>());
        foreach (var (dimension, field) in Fields.Where(each => filter.Only.ContainsKey(each.Dimension)))
        {
            if (passed.Count == 0 || (passed.Count == 1 && filter.UnitCode is not null && !isOwn))
                passed.Add(new PassedValues(ModelDivision.All.Single(division => division.Dimension == dimension).Table, Code, [filter.Only[dimension]]));
            else
                leftOut.Add(field);
        }

        return new PassedFilter(passed, new PassedValues(DescribeSemanticModel.Period, $"Name{ModelWords.SuffixOf(language)}", [.. PeriodNames(filter, language)]), leftOut);
    }

    private static IEnumerable<string> PeriodNames(DashboardFilter filter, CultureInfo language)
    {
        if (filter.Period != DashboardPeriod.Own)
            return [ModelWords.Find($"Overview.Period.{filter.Period}", language)];
        var months = ((filter.LastDay.Year - filter.From.Year) * 12) + filter.LastDay.Month - filter.From.Month + 1;
        return Enumerable.Range(0, months).Select(month => filter.From.AddMonths(month).ToString("M'/'yyyy", CultureInfo.InvariantCulture));
    }
}

/// <param name="Table">Of the semantic model.</param>
/// <param name="Column">Of the table.</param>
/// <param name="Values">Any of them.</param>
internal sealed record PassedValues(string Table, string Column, IReadOnlyList<string> Values);
