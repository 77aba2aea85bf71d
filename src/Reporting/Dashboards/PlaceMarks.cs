using System.Globalization;
using System.Text.Json.Serialization;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.ChartMarks;

namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>Where marks fall on a chart's periods.</summary>
/// <param name="Bands">Excluded periods that reach any of the chart's periods.</param>
/// <param name="Changes">Known changes between two of the chart's periods; those at the same place as one.</param>
public sealed record PlacedMarks(IReadOnlyList<PlacedBand> Bands, IReadOnlyList<PlacedChange> Changes)
{
    public static PlacedMarks None { get; } = new([], []);

    [JsonIgnore]
    public bool IsEmpty => Bands.Count + Changes.Count == 0;

    /// <summary>Whether a period is drawn and not counted.</summary>
    /// <param name="index">Of the period.</param>
    public bool IsExcluded(int index) => Bands.Any(band => index >= band.First && index <= band.Last);
}

/// <param name="First">Index of the first period that is left out.</param>
/// <param name="Last">Index of the last.</param>
/// <param name="Name">In the reader's language.</param>
public sealed record PlacedBand(int First, int Last, string Name);

/// <param name="At">Index of the first period that holds nothing from before the change.</param>
/// <param name="Name">In the reader's language; several with a comma between.</param>
public sealed record PlacedChange(int At, string Name);

/// <summary>Finds where marks fall.</summary>
internal static class PlaceMarks
{
    /// <summary>
    /// A period is left out when any of its days is: half a month of a strike is no ordinary month. A change in the middle of a period counts from the next
    /// one, for the period holds both the old and the new.
    /// </summary>
    /// <param name="marks">Those that concern the chart.</param>
    /// <param name="firstDays">Of the chart's periods, in order.</param>
    /// <param name="grain">How long each period is.</param>
    public static PlacedMarks Of(IEnumerable<ChartMarkContent> marks, IReadOnlyList<DateOnly> firstDays, TimeGrain grain)
    {
        var (bands, changes) = (new List<PlacedBand>(), new List<(int At, string Name)>());
        foreach (var mark in marks)
        {
            var name = mark.NameIn(CultureInfo.CurrentUICulture);
            if (mark.Kind == ChartMarkKind.Change)
            {
                if (firstDays.Count > 0 && mark.FirstDay > firstDays[0] && IndexFrom(firstDays, mark.FirstDay) is { } at)
                    changes.Add((at, name));
                continue;
            }

            int[] reached = [.. Enumerable.Range(0, firstDays.Count).Where(index => firstDays[index] <= mark.LastDay && Until(firstDays[index], grain) > mark.FirstDay)];
            if (reached.Length > 0)
                bands.Add(new PlacedBand(reached[0], reached[^1], name));
        }

        return new PlacedMarks(
            bands,
            [.. changes.GroupBy(change => change.At).OrderBy(group => group.Key).Select(group => new PlacedChange(group.Key, string.Join(", ", group.Select(change => change.Name).Distinct())))]);
    }

    private static int? IndexFrom(IReadOnlyList<DateOnly> firstDays, DateOnly day)
    {
        for (var index = 0; index < firstDays.Count; index++)
        {
            if (firstDays[index] >= day)
                return index;
        }

        return null;
    }

    private static DateOnly Until(DateOnly from, TimeGrain grain) => grain switch
    {
        TimeGrain.Day => from.AddDays(1),
        TimeGrain.Week => from.AddDays(7),
        TimeGrain.Month => from.AddMonths(1),
        TimeGrain.Year => from.AddYears(1),
        _ => throw new ArgumentOutOfRangeException(nameof(grain), grain, "Not a period."),
    };
}
