using System.Globalization;

namespace Palveluohjaus.Reporting.Exports;

internal static class LogTime
{
    private const string Milliseconds = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private const string Everything = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    /// <summary>ISO 8601 in UTC, so that no clock change is in it. Three decimals, which every tool reads, unless there is more to tell.</summary>
    public static string Of(DateTime utc) =>
        utc.ToString(utc.Ticks % TimeSpan.TicksPerMillisecond == 0 ? Milliseconds : Everything, CultureInfo.InvariantCulture);
}
