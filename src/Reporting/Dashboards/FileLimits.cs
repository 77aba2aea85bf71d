using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>
/// What the rows of a file are of: the period, the limits of the page and what of its address was left out, in columns after the row's own, as the API's CSV
/// says what an answer says beside its list. A limit that does not hold for a row is empty there: a table of municipalities holds them all.
/// </summary>
internal sealed class FileLimits(DashboardFilter filter, DashboardNames names, IReadOnlyList<string> ignored, CodeNames codes, DashboardWords words)
{
    private static readonly (string Field, Dimension Dimension)[] Limits =
    [
        (DashboardFilter.MunicipalityField, Dimension.Municipality),
        (DashboardFilter.UnitField, Dimension.Unit),
        (DashboardFilter.LifeStageField, Dimension.LifeStage),
        (DashboardFilter.LanguageField, Dimension.Language),
    ];

    /// <summary>Of a figure of the whole county: the period alone limits it, and what else the page is limited to was left out.</summary>
    public static FileLimits OfPeriod(DashboardFilter filter, DashboardNames names, CodeNames codes, DashboardWords words) => new(
        filter with { MunicipalityCode = null, UnitCode = null, LifeStage = null, Language = null },
        names,
        filter.Only.Count == 0 ? words.Ignored(filter) : [.. words.Ignored(filter), words["File.WholeCounty"]],
        codes,
        words);

    public IEnumerable<string> Columns =>
        [.. Limits.Select(limit => limit.Field).Prepend(DashboardFilter.ToField).Prepend(DashboardFilter.FromField).Select(name => words["File.Limit", words[$"Overview.Field.{name}"]]), words["File.Ignored"]];

    /// <param name="parts">What the row is one part of.</param>
    public IEnumerable<object?> Cells(IReadOnlyList<RowPart> parts) =>
    [
        DashboardWords.Day(filter.From),
        DashboardWords.Day(filter.LastDay),
        .. Limits.Select(limit => Holds(limit.Dimension, parts) && filter.Only.TryGetValue(limit.Dimension, out var code) ? codes.NameOf(limit.Dimension, code, names) : null),
        string.Join(' ', ignored),
    ];

    private static bool Holds(Dimension limit, IReadOnlyList<RowPart> parts) => !parts.Any(part => part.Limit == limit);
}
