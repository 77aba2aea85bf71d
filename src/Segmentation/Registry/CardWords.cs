using System.Globalization;
using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.GlassBox;
using Palveluohjaus.Segmentation.Profiles;
using Palveluohjaus.Segmentation.Scheme;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Registry;

/// <summary>How the card calls columns, bins, segments and numbers. By code, with the Finnish name where the product knows it.</summary>
internal sealed class CardWords(ModelSchema schema)
{
    private static readonly CultureInfo Finnish = CultureInfo.GetCultureInfo("fi");
    private readonly FeatureCatalogue? _catalogue = schema.CatalogueVersion == FeatureCatalogue.Default.Version ? FeatureCatalogue.Default : null;
    private readonly SegmentationScheme? _scheme = schema.SchemeId == SegmentationScheme.Default.Id ? SegmentationScheme.Default : null;

    public static string Figure(Estimate figure) =>
        double.IsNaN(figure.Value) ? "not defined" : string.Create(CultureInfo.InvariantCulture, $"{figure.Value:0.000} [{figure.Low:0.000}, {figure.High:0.000}]");

    public static string Figure(double value) => double.IsNaN(value) ? "not defined" : value.ToString("0.000", CultureInfo.InvariantCulture);

    public static string Percent(double share) => double.IsNaN(share) ? "not defined" : (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    public static string Points(double points) => points.ToString("+0.##;−0.##;0", CultureInfo.InvariantCulture);

    /// <summary>Text of a file's heading, or of a group, that must not act as markup.</summary>
    public static string Escape(string text) =>
        string.Concat(text.Select(letter => char.IsControl(letter) ? " " : @"\`*_{}[]<>#|".Contains(letter, StringComparison.Ordinal) ? $"\\{letter}" : letter.ToString()));

    public string ColumnName(int column)
    {
        var code = schema.Columns[column].Name;
        return _catalogue?.Find(code) is { } feature ? $"{code} ({feature.NameIn(Finnish)})" : code;
    }

    public string SegmentName(string code) => _scheme?.Find(code) is { } segment ? $"{code} ({segment.Name.In(Finnish)})" : code;

    /// <summary>One for each bin; the first is the missing value's.</summary>
    public IReadOnlyList<string> Bins(TermAxis axis)
    {
        var column = schema.Columns[axis.Column];
        if (axis.IsCategory)
            return ["missing", .. CategoryBins(column, axis)];

        var feature = _catalogue?.Find(column.Name);
        var edges = axis.UpperEdges.ToArray();
        var labels = new List<string> { "missing" };
        for (var bin = 0; bin <= edges.Length; bin++)
        {
            labels.Add(feature is null
                ? bin < edges.Length ? $"≤ {Short(edges[bin])}" : bin == 0 ? "any" : $"> {Short(edges[^1])}"
                : Whole(bin == 0 ? feature.Minimum : Math.Floor(edges[bin - 1]) + 1, bin < edges.Length ? Math.Floor(edges[bin]) : feature.Maximum));
        }

        return labels;
    }

    private static IEnumerable<string> CategoryBins(ModelColumn column, TermAxis axis)
    {
        var bins = axis.BinOfCategory.ToArray();
        return Enumerable.Range(1, axis.BinCount - 1).Select(bin => string.Join(", ", column.Categories.Where((_, category) => bins[category] == bin)));
    }

    // Features of the catalogue are whole numbers, so a bin is the answers in it rather than its edges.
    private static string Whole(double from, double to) =>
        double.IsPositiveInfinity(to) ? string.Create(CultureInfo.InvariantCulture, $"{from}+")
        : from == to ? from.ToString(CultureInfo.InvariantCulture)
        : from > to ? "no answer"
        : string.Create(CultureInfo.InvariantCulture, $"{from}–{to}");

    private static string Short(float value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
