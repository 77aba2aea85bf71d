using System.Globalization;

namespace Palveluohjaus.Guidance.Storage.Backups;

/// <summary>A backup's folder is named after the moment it was begun, in UTC: names sort in the order of time, also over a night when clocks go back.</summary>
internal static class BackupName
{
    /// <summary>A folder that ends so is half made or half removed, and nobody's backup.</summary>
    public const string UnfinishedEnding = ".part";

    private const string Prefix = "palveluohjaus-";
    private const string Format = "yyyyMMdd'T'HHmmss'Z'";

    public static string Of(DateTime madeAtUtc) => Prefix + madeAtUtc.ToString(Format, CultureInfo.InvariantCulture);

    /// <returns>Null for a name that is none of ours.</returns>
    public static DateTime? Parse(string name) => name.StartsWith(Prefix, StringComparison.Ordinal)
        && DateTime.TryParseExact(name[Prefix.Length..], Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var madeAtUtc)
            ? madeAtUtc
            : null;
}
