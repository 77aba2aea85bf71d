using System.Globalization;
using Palveluohjaus.Segmentation.GlassBox;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Registry;

/// <summary>A table of two columns: for each segment a field of cells, blue where two answers together raise its logit and ochre where they lower it.</summary>
internal static class PairChart
{
    private const double PlotWidth = 216;
    private const double PlotHeight = 168;
    private const double PanelWidth = 320;
    private const double PanelHeight = 262;
    private const double Left = 84;
    private const double Top = 96;
    private const double RoomForNumber = 30;
    private const double LabelHeight = 13;
    private const int PanelsAtMost = 4;
    private const int LongestLabel = 10;

    public static string Draw(TermTable table, ModelSchema schema, CardWords words, string rank)
    {
        var (first, second) = (words.ColumnName(table.First.Column), words.ColumnName(table.Second!.Column));
        var (rows, columns) = (words.Bins(table.First), words.Bins(table.Second));
        var segments = TellingSegments(table, schema.Segments.Count);
        var most = Math.Max(table.Values.Max(Math.Abs), 1e-9);
        var panelRows = (segments.Count + 1) / 2;

        var svg = new Svg(
            (2 * PanelWidth) + 16,
            Top + (panelRows * PanelHeight),
            $"{first} with {second}",
            $"Logit points added by two answers together beyond each alone, {rows.Count} by {columns.Count} cells, at most {CardWords.Points(most)}.");
        svg.Text(16, 24, $"{schema.Columns[table.First.Column].Name} ↓  with  {schema.Columns[table.Second.Column].Name} →", fill: Svg.Ink, size: 14, weight: 600);
        svg.Text(16, 43, rank);
        DrawScale(svg, most);

        foreach (var (place, segment) in segments.Index())
        {
            var left = Left + (place % 2 * PanelWidth);
            var top = Top + (place / 2 * PanelHeight);
            svg.Text(left, top - 8, words.SegmentName(schema.Segments[segment]), fill: Svg.Ink, weight: 600);
            DrawPanel(svg, table, (rows, columns), schema.Segments.Count, segment, most, left, top);
        }

        return svg.ToString();
    }

    private static void DrawPanel(
        Svg svg, TermTable table, (IReadOnlyList<string> Rows, IReadOnlyList<string> Columns) bins, int segmentCount, int segment, double most, double left, double top)
    {
        var (width, height) = (PlotWidth / bins.Columns.Count, PlotHeight / bins.Rows.Count);
        for (var row = 0; row < bins.Rows.Count; row++)
        {
            for (var column = 0; column < bins.Columns.Count; column++)
            {
                var value = table.Values[(((row * bins.Columns.Count) + column) * segmentCount) + segment];
                var (x, y) = (left + (column * width), top + (row * height));
                svg.Rectangle(x, y, width - 1, height - 1, Colour(value / most), $"{bins.Rows[row]}, {bins.Columns[column]}: {CardWords.Points(value)}");
                if (width >= RoomForNumber && height >= LabelHeight)
                    svg.Text(x + (width / 2), y + (height / 2) + 4, value.ToString("+0.00;−0.00;0", CultureInfo.InvariantCulture), "middle", Math.Abs(value / most) > 0.6 ? "#ffffff" : Svg.Ink, 10);
            }
        }

        var everyRow = (int)Math.Ceiling(LabelHeight / height);
        for (var row = 0; row < bins.Rows.Count; row += everyRow)
            svg.Text(left - 6, top + ((row + 0.5) * height) + 4, Shortened(bins.Rows[row]), "end", size: 11);
        var everyColumn = (int)Math.Ceiling(LabelHeight / width);
        for (var column = 0; column < bins.Columns.Count; column += everyColumn)
            svg.Text(left + ((column + 0.5) * width) + 4, top + PlotHeight + 12, Shortened(bins.Columns[column]), "end", size: 11, turn: -40);
    }

    private static void DrawScale(Svg svg, double most)
    {
        const int Steps = 9;
        const double StepWidth = 18;
        var left = (2 * PanelWidth) - (Steps * StepWidth) - 110;
        svg.Text(left - 8, 66, $"lowers {CardWords.Points(-most)}", "end");
        for (var step = 0; step < Steps; step++)
            svg.Rectangle(left + (step * StepWidth), 56, StepWidth - 1, 12, Colour((step - (Steps / 2)) / (double)(Steps / 2)));
        svg.Text(left + (Steps * StepWidth) + 6, 66, $"{CardWords.Points(most)} raises");
    }

    private static List<int> TellingSegments(TermTable table, int segmentCount) =>
        [.. Enumerable.Range(0, segmentCount)
            .OrderByDescending(segment => Enumerable.Range(0, table.CellCount).Sum(cell => table.Weights[cell] * Math.Abs(table.Values[(cell * segmentCount) + segment])))
            .Take(PanelsAtMost)
            .Order()];

    // From white to the accent, and from white to the darker ochre of the segments: both sides equally dark at their ends.
    private static string Colour(double share)
    {
        var (red, green, blue) = share >= 0 ? (0x00, 0x57, 0x99) : (0x8a, 0x53, 0x00);
        var strength = Math.Min(1, Math.Abs(share));
        return string.Create(CultureInfo.InvariantCulture, $"#{Mix(red):x2}{Mix(green):x2}{Mix(blue):x2}");

        // Not quite white in the middle, so that a cell of nothing is still seen to be a cell.
        int Mix(int end) => (int)Math.Round(0xf3 + ((end - 0xf3) * strength));
    }

    private static string Shortened(string label) => label.Length <= LongestLabel ? label : label[..(LongestLabel - 1)] + "…";
}
