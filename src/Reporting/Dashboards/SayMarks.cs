namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>Says what a chart draws beside its values, for those who read its table or its file, or hear the page.</summary>
internal static class SayMarks
{
    /// <summary>"rajattu pois: lakko; muutoskohta: uusi malli"; empty where nothing is marked.</summary>
    /// <param name="words">In the user's language.</param>
    /// <param name="marks">As they are drawn.</param>
    /// <param name="index">Of the period.</param>
    public static string At(DashboardWords words, PlacedMarks marks, int index) => string.Join("; ", new[] { ExcludedAt(words, marks, index), ChangeAt(words, marks, index) }.Where(said => said.Length > 0));

    /// <summary>Why a period is left out; empty where it is not.</summary>
    public static string ExcludedAt(DashboardWords words, PlacedMarks marks, int index) =>
        marks.IsExcluded(index) ? words["ControlCharts.Excluded", string.Join(", ", marks.Bands.Where(band => index >= band.First && index <= band.Last).Select(band => band.Name).Distinct())] : string.Empty;

    /// <summary>What has changed since the period before; empty where nothing has.</summary>
    public static string ChangeAt(DashboardWords words, PlacedMarks marks, int index) =>
        marks.Changes.FirstOrDefault(change => change.At == index) is { } change ? words["ControlCharts.ChangeAt", change.Name] : string.Empty;

    /// <summary>What is said in place of the plot: what it is, and everything drawn beside the values.</summary>
    /// <param name="words">In the user's language.</param>
    /// <param name="plot">What it is.</param>
    /// <param name="marks">As they are drawn.</param>
    /// <param name="levels">As they are drawn.</param>
    /// <param name="nameOf">The name of the period of an index.</param>
    public static string InPlaceOfPlot(DashboardWords words, string plot, PlacedMarks marks, IEnumerable<ChartLevel> levels, Func<int, string> nameOf) => string.Join(
        ' ',
        [
            plot,
            .. marks.Bands.Select(band => words["Dashboard.Plot.Excluded", band.Name, band.First == band.Last ? nameOf(band.First) : $"{nameOf(band.First)}–{nameOf(band.Last)}"]),
            .. marks.Changes.Select(change => words["Dashboard.Plot.Change", change.Name, nameOf(change.At)]),
            .. levels.Select(level => $"{level.Text}."),
        ]);
}
