using System.Globalization;

namespace Palveluohjaus.Reporting.Paths;

/// <summary>How much of the map is drawn: the least share of all cases that an edge must have. It stands in the address.</summary>
public static class PathsFilter
{
    public const string LeastField = "least";
    public const double UsualLeastPercent = 2;

    /// <summary>From the main paths to all of them, in percent of the cases.</summary>
    public static readonly IReadOnlyList<double> LeastPercents = [20, 10, 5, 2, 0.5, 0];

    /// <param name="text">What stands in the address; anything may.</param>
    /// <returns>Null when it makes no sense.</returns>
    public static double? Find(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return UsualLeastPercent;
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && LeastPercents.Contains(percent) ? percent : null;
    }

    public static string Write(double percent) => percent.ToString("0.#", CultureInfo.InvariantCulture);
}
