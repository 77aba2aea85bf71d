using System.Globalization;
using Palveluohjaus.Segmentation.Scheme;

namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>The segments as dashboards show them.</summary>
internal static class Segments
{
    /// <summary>Light need to heavy, strong resources first: the order of every mix on every page.</summary>
    public static readonly IReadOnlyList<string> Order = [.. SegmentationScheme.Default.Segments.Select(segment => segment.Code)];

    public static string NameOf(string segment) => SegmentationScheme.Default.Find(segment)!.Name.In(CultureInfo.CurrentUICulture);
}
