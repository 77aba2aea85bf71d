using Palveluohjaus.Segmentation.Profiles;
using Palveluohjaus.Segmentation.Scheme;
using Palveluohjaus.Segmentation.Texts;

namespace Palveluohjaus.Segmentation.Scorecard;

/// <summary>A scorecard as it stands in its file, and what is required of it.</summary>
internal sealed record ScorecardFile(
    string Code,
    string Version,
    string Catalogue,
    double ConfidenceScalePoints,
    IReadOnlyList<ScorecardFile.Line> Need,
    IReadOnlyList<ScorecardFile.Line> Resources)
{
    private const int CodeMaximumLength = 20;
    private const int RationaleMaximumLength = 500;

    // A table over counts is indexed by the count; a band that begins later than this is a slip of the pen.
    private const int LatestBandStart = 1000;

    public static (ScorecardFile File, IReadOnlyList<ScorecardItem> Items) Read(Stream json, string fileName, FeatureCatalogue catalogue)
    {
        var file = DataFile.Read<ScorecardFile>(json, fileName);
        DataFile.RequireCode(file.Code, CodeMaximumLength, fileName, "code");
        DataFile.RequireCode(file.Version, CodeMaximumLength - 1, fileName, "version");
        if (file.Catalogue != catalogue.Version)
            throw DataFile.Wrong(fileName, $"catalogue must be {catalogue.Version}, the features in use, and is {file.Catalogue}.");
        if (file.ConfidenceScalePoints is not (> 0 and <= SchemeAxis.MaximumScore))
            throw DataFile.Wrong(fileName, $"confidenceScalePoints must be over 0 and at most {SchemeAxis.MaximumScore}.");

        return (file, [.. ReadAxis(file.Need, Axis.Need, "need"), .. ReadAxis(file.Resources, Axis.Resources, "resources")]);

        List<ScorecardItem> ReadAxis(IReadOnlyList<Line> lines, Axis axis, string axisName)
        {
            if (lines.Count == 0)
                throw DataFile.Wrong(fileName, $"{axisName} has no items.");
            var items = new List<ScorecardItem>();
            foreach (var (index, line) in lines.Index())
            {
                var where = $"{axisName}[{index}]";
                var feature = catalogue.Find(line.Feature)
                    ?? throw DataFile.Wrong(fileName, $"{where}.feature {line.Feature} is not in the catalogue {catalogue.Version}.");
                if (items.Any(earlier => earlier.Feature == feature))
                    throw DataFile.Wrong(fileName, $"{where}.feature {line.Feature} is on the axis twice.");
                DataFile.RequireText(line.Rationale, RationaleMaximumLength, fileName, $"{where}.rationale");
                items.Add(new ScorecardItem(axis, feature, line.PointsByValue(feature, fileName, where), line.Required, line.Rationale));
            }

            return items;
        }
    }

    /// <param name="Feature">The feature's code.</param>
    /// <param name="From">Where each band of values begins; left out when every value has points of its own.</param>
    /// <param name="Points">Points of each band.</param>
    /// <param name="Required">Whether the scorecard abstains without it.</param>
    /// <param name="Rationale">Why.</param>
    internal sealed record Line(string Feature, IReadOnlyList<double> Points, LocalizedText Rationale, bool Required = false, IReadOnlyList<int>? From = null)
    {
        public double[] PointsByValue(Feature feature, string fileName, string where)
        {
            if (Points.Count < 2 || Points[0] != 0 || Points[^1] <= 0 || !Points.Zip(Points.Skip(1)).All(pair => pair.First <= pair.Second))
                throw DataFile.Wrong(fileName, $"{where}.points must begin with 0, never fall, and end above 0.");

            var from = From ?? [.. Enumerable.Range(0, Points.Count)];
            if (from.Count != Points.Count)
                throw DataFile.Wrong(fileName, $"{where}.from must have as many numbers as points ({Points.Count}), and has {from.Count}.");
            if (from[0] != 0 || from[^1] > LatestBandStart || !from.Zip(from.Skip(1)).All(pair => pair.First < pair.Second))
                throw DataFile.Wrong(fileName, $"{where}.from must begin with 0, always rise, and end at {LatestBandStart} or before.");
            if (from[^1] > feature.Maximum || (feature.IsAssessmentItem && from[^1] != (int)feature.Maximum))
                throw DataFile.Wrong(fileName, $"{where}.points must reach to the answer {feature.Maximum} of {feature.Code}, and not beyond.");

            var byValue = new double[from[^1] + 1];
            for (int value = 0, band = 0; value < byValue.Length; value++)
            {
                if (band + 1 < from.Count && value >= from[band + 1])
                    band++;
                byValue[value] = Points[band];
            }

            return byValue;
        }
    }
}
