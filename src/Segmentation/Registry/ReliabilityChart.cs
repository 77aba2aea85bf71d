using Palveluohjaus.Segmentation.Evaluation;

namespace Palveluohjaus.Segmentation.Registry;

/// <summary>What the model stated against what was observed: on the diagonal it keeps its word.</summary>
internal static class ReliabilityChart
{
    private const double Width = 460;
    private const double Height = 440;
    private const double Left = 64;
    private const double Top = 60;
    private const double Side = 320;
    private const double SmallestDot = 4;
    private const double LargestDot = 12;

    public static string Draw(EvaluationReport report)
    {
        var error = CardWords.Figure(report.Overall.CalibrationError.Value);
        var svg = new Svg(Width, Height, "Reliability", $"Observed share against stated probability in {report.Reliability.Count} bins; expected calibration error {error}.");
        svg.Text(Left, 24, "Does it keep its word?", fill: Svg.Ink, size: 16, weight: 600);
        svg.Text(Left, 43, $"Expected calibration error {error}, {report.Rows} rows.");

        for (var tick = 0; tick <= 5; tick++)
        {
            var share = tick / 5.0;
            svg.Segment(Left, Y(share), Left + Side, Y(share), Svg.Grid);
            svg.Text(Left - 8, Y(share) + 4, $"{tick * 20} %", "end");
            svg.Text(X(share), Top + Side + 18, $"{tick * 20} %", "middle");
        }

        svg.Segment(X(0), Y(0), X(1), Y(1), Svg.Edge, dash: "4 4");
        svg.Text(X(0.16), Y(0.16) - 8, "as stated", turn: -45);
        svg.Segment(Left, Top + Side, Left + Side, Top + Side, Svg.Edge);
        svg.Text(Left + (Side / 2), Top + Side + 40, "stated probability of the most probable segment", "middle");
        svg.Text(18, Top + (Side / 2), "observed share", "middle", turn: -90);
        svg.Text(Left + Side, Top + Side - 10, "the larger the dot, the more rows", "end");

        svg.Path(report.Reliability.Select(bin => (X(bin.MeanProbability), Y(bin.ObservedShare))), Svg.Accent, 2);
        var most = report.Reliability.Select(bin => bin.Rows).DefaultIfEmpty(1).Max();
        foreach (var bin in report.Reliability)
        {
            // The area of a dot, not its width, is what the eye compares.
            var radius = SmallestDot + ((LargestDot - SmallestDot) * Math.Sqrt((double)bin.Rows / most));
            svg.Circle(X(bin.MeanProbability), Y(bin.ObservedShare), radius, Svg.Accent, $"stated {CardWords.Percent(bin.MeanProbability)}, observed {CardWords.Percent(bin.ObservedShare)}, {bin.Rows} rows");
        }

        return svg.ToString();
    }

    private static double X(double share) => Left + (share * Side);

    private static double Y(double share) => Top + Side - (share * Side);
}
