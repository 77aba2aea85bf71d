using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Catalogue;

namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>What municipalities and units are called in the user's language, by code, in that language's order.</summary>
public sealed record DashboardNames(IReadOnlyDictionary<string, string> Municipalities, IReadOnlyDictionary<string, string> Units)
{
    public static async Task<DashboardNames> ReadAsync(GuidanceReads guidance, CancellationToken cancellationToken)
    {
        var municipalities = await guidance.Municipalities.ToListAsync(cancellationToken);
        var units = await guidance.Units.ToListAsync(cancellationToken);
        return new DashboardNames(
            InOrder(municipalities.Select(municipality => KeyValuePair.Create(municipality.Code, municipality.NameIn(CultureInfo.CurrentUICulture)))),
            InOrder(units.Select(unit => KeyValuePair.Create(unit.Code, unit.NameIn(CultureInfo.CurrentUICulture)))));
    }

    /// <returns>The name; the code itself where nobody named it; null for what was not recorded.</returns>
    public static string? NameOf(IReadOnlyDictionary<string, string> names, string code) =>
        code == MetricValue.NotKnown ? null : names.GetValueOrDefault(code, code);

    public static DashboardNames None { get; } = new(new Dictionary<string, string>(), new Dictionary<string, string>());

    private static OrderedDictionary<string, string> InOrder(IEnumerable<KeyValuePair<string, string>> names)
    {
        var ordered = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        // Two sources may use the same unit code; the facts do not tell them apart, so the first name stands for both.
        foreach (var (code, name) in names.OrderBy(pair => pair.Value, StringComparer.Create(CultureInfo.CurrentCulture, ignoreCase: true)))
            ordered.TryAdd(code, name);
        return ordered;
    }
}
