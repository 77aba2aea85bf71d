using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>
/// What the rows of a file are of: the period, the limits of the page and what of its address was left out, in columns after the row's own, as the API's CSV
/// says what an answer says beside its list. A limit that does not hold for a row is empty there: a table of municipalities holds them all.
/// </summary>
internal sealed class FileLimits(FigureDays days, IReadOnlyDictionary<Dimension, string> only, DashboardNames names, IReadOnlyList<string> ignored, CodeNames codes, DashboardWords words)
{
    private static readonly (string Field, Dimension Dimension)[] Limits =
    [
        (DashboardFilter.MunicipalityField, Dimension.Municipality),
        (DashboardFilter.UnitField, Dimension.Unit),
        (DashboardFilter.LifeStageField, Dimension.LifeStage),
        (DashboardFilter.LanguageField, Dimension.Language),
    ];

    public FileLimits(DashboardFilter filter, DashboardNames names, IReadOnlyList<string> ignored, CodeNames codes, DashboardWords words)
        : this(new FigureDays(filter.From, filter.LastDay), filter.Only, names, ignored, codes, words)
    {
    }

    /// <summary>Of a figure of the whole county with a period of its own: nothing of the page's filter holds for it.</summary>
    public static FileLimits OfOwnDays(FigureDays days, DashboardNames names, CodeNames codes, DashboardWords words) =>
        new(days, new Dictionary<Dimension, string>(), names, [words["File.OwnPeriod"]], codes, words);

    public IEnumerable<string> Columns =>
        [.. Limits.Select(limit => limit.Field).Prepend(DashboardFilter.ToField).Prepend(DashboardFilter.FromField).Select(name => words["File.Limit", words[$"Overview.Field.{name}"]]), words["File.Ignored"]];

    /// <param name="parts">What the row is one part of.</param>
    public IEnumerable<object?> Cells(IReadOnlyList<RowPart> parts) =>
    [
        days.From is { } from ? DashboardWords.Day(from) : null,
        days.LastDay is { } lastDay ? DashboardWords.Day(lastDay) : null,
        .. Limits.Select(limit => Holds(limit.Dimension, parts) && only.TryGetValue(limit.Dimension, out var code) ? codes.NameOf(limit.Dimension, code, names) : null),
        string.Join(' ', ignored),
    ];

    private static bool Holds(Dimension limit, IReadOnlyList<RowPart> parts) => !parts.Any(part => part.Limit == limit);
}
