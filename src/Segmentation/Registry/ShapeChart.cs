using Palveluohjaus.Segmentation.GlassBox;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Registry;

/// <summary>A table of one column: what each answer adds to each segment's logit, as steps, over how common the answer is.</summary>
internal static class ShapeChart
{
    private const double Width = 600;
    private const double Height = 320;
    private const double Left = 56;
    private const double Right = 500;
    private const double Top = 62;
    private const double Bottom = 222;
    private const double ShareBottom = 264;
    private const double LongestShare = 32;
    private const double GapAfterMissing = 12;
    private const double LabelHeight = 15;
    private const double LetterWidth = 6.6;
    private const int LongestLabel = 14;

    public static string Draw(TermTable table, ModelSchema schema, CardWords words, string rank)
    {
        var name = words.ColumnName(table.First.Column);
        var bins = words.Bins(table.First);
        var segmentCount = schema.Segments.Count;
        var svg = new Svg(Width, Height, $"Shape of {name}", $"Logit points added to each segment in {bins.Count} bins: {Describe(table, schema, bins)}");
        svg.Text(Left, 24, name, fill: Svg.Ink, size: 16, weight: 600);
        svg.Text(Left, 43, rank);

        var scale = new ChartScale(Math.Min(0, table.Values.Min()), Math.Max(0, table.Values.Max()), Top, Bottom);
        foreach (var tick in scale.Ticks())
        {
            svg.Segment(Left, scale.Y(tick), Right, scale.Y(tick), Svg.Grid);
            svg.Text(Left - 8, scale.Y(tick) + 4, CardWords.Points(Math.Round(tick, 6)), "end");
        }

        svg.Segment(Left, scale.Y(0), Right, scale.Y(0), Svg.Edge);
        DrawShares(svg, table, bins);

        var slot = SlotWidth(bins.Count);
        for (var segment = 0; segment < segmentCount; segment++)
        {
            var colour = Svg.ColourOf(schema.Segments[segment], segment);
            svg.Segment(SlotStart(0, slot), Y(0), SlotStart(0, slot) + slot, Y(0), colour, 2.5);
            svg.Path(
                Enumerable.Range(1, bins.Count - 1).SelectMany(bin => new[] { (SlotStart(bin, slot), Y(bin)), (SlotStart(bin, slot) + slot, Y(bin)) }),
                colour,
                2.5);

            double Y(int bin) => scale.Y(table.Values[(bin * segmentCount) + segment]);
        }

        DrawNames(svg, schema, [.. Enumerable.Range(0, segmentCount).Select(segment => scale.Y(table.Values[((bins.Count - 1) * segmentCount) + segment]))]);
        return svg.ToString();
    }

    private static void DrawShares(Svg svg, TermTable table, IReadOnlyList<string> bins)
    {
        var slot = SlotWidth(bins.Count);
        var most = Math.Max(table.Weights.Max(), double.Epsilon);
        svg.Segment(Left, ShareBottom, Right, ShareBottom, Svg.Line);
        svg.Text(Right + 10, ShareBottom - 4, "share of rows");
        var freeFrom = double.NegativeInfinity;
        for (var bin = 0; bin < bins.Count; bin++)
        {
            var height = table.Weights[bin] / most * LongestShare;
            var middle = SlotStart(bin, slot) + (slot / 2);
            svg.Rectangle(middle - (slot * 0.4), ShareBottom - height, slot * 0.8, height, Svg.Mark, $"{bins[bin]}: {CardWords.Percent(table.Weights[bin])} of rows");

            // With many bins only the labels that have room are written; every bar still says its own when pointed at.
            var label = bins[bin].Length <= LongestLabel ? bins[bin] : bins[bin][..(LongestLabel - 1)] + "…";
            var half = label.Length * LetterWidth / 2;
            if (middle - half < freeFrom)
                continue;
            svg.Text(Math.Max(middle, half + 2), ShareBottom + 18, label, "middle");
            freeFrom = Math.Max(middle, half + 2) + half + 6;
        }
    }

    private static void DrawNames(Svg svg, ModelSchema schema, IReadOnlyList<double> ends)
    {
        // From the top down, each name at its line's end or as far below the one above as letters need.
        var places = ends.Select((y, segment) => (Y: y, Segment: segment)).OrderBy(place => place.Y).ThenBy(place => place.Segment).ToList();
        var labels = new double[places.Count];
        var next = Top;
        for (var index = 0; index < places.Count; index++)
            next = (labels[index] = Math.Max(next, places[index].Y)) + LabelHeight;

        // What was pushed below the plot moves up again.
        var limit = Bottom;
        for (var index = places.Count - 1; index >= 0; index--)
            limit = (labels[index] = Math.Min(limit, labels[index])) - LabelHeight;

        foreach (var (index, place) in places.Index())
        {
            var code = schema.Segments[place.Segment];
            svg.Segment(Right + 1, place.Y, Right + 16, labels[index], Svg.ColourOf(code, place.Segment), 2);
            svg.Text(Right + 20, labels[index] + 4, code.Length <= LongestLabel - 4 ? code : code[..(LongestLabel - 5)] + "…", fill: Svg.Ink);
        }
    }

    private static string Describe(TermTable table, ModelSchema schema, IReadOnlyList<string> bins)
    {
        var segmentCount = schema.Segments.Count;
        return string.Join("; ", schema.Segments.Select((code, segment) =>
        {
            var greatest = Enumerable.Range(0, bins.Count).MaxBy(bin => table.Values[(bin * segmentCount) + segment]);
            var least = Enumerable.Range(0, bins.Count).MinBy(bin => table.Values[(bin * segmentCount) + segment]);
            return $"{code} from {CardWords.Points(table.Values[(least * segmentCount) + segment])} ({bins[least]}) to {CardWords.Points(table.Values[(greatest * segmentCount) + segment])} ({bins[greatest]})";
        })) + ".";
    }

    private static double SlotWidth(int bins) => (Right - Left - GapAfterMissing) / bins;

    private static double SlotStart(int bin, double slot) => Left + (bin * slot) + (bin > 0 ? GapAfterMissing : 0);
}
