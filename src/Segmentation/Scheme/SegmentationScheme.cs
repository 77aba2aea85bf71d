using Palveluohjaus.Segmentation.Texts;

namespace Palveluohjaus.Segmentation.Scheme;

/// <summary>The axes, the segments and which quarter of the four-field is which: a county's data, versioned, not code.</summary>
public sealed class SegmentationScheme
{
    /// <summary>The four-field has four quarters, each with one segment.</summary>
    public const int SegmentCount = 4;

    private const int CodeMaximumLength = 20;
    private const int NameMaximumLength = 100;
    private readonly Segment[] _byQuarter;

    private SegmentationScheme(SchemeFile file, IReadOnlyList<Segment> segments, Segment[] byQuarter)
    {
        Id = $"{file.Code}/{file.Version}";
        Need = new SchemeAxis(Axis.Need, file.Axes.Need.Name, file.Axes.Need.Threshold);
        Resources = new SchemeAxis(Axis.Resources, file.Axes.Resources.Name, file.Axes.Resources.Threshold);
        LanguagesToConfirm = file.LanguagesToConfirm;
        Segments = segments;
        _byQuarter = byQuarter;
    }

    /// <summary>The scheme the product ships, after the four-field used in Vantaa–Kerava and Uusimaa.</summary>
    public static SegmentationScheme Default { get; } = DataFile.ReadEmbedded("default-scheme.json", Read);

    /// <summary>Code and version, as stored beside every suggestion.</summary>
    public string Id { get; }

    /// <summary>The need axis.</summary>
    public SchemeAxis Need { get; }

    /// <summary>The resources axis.</summary>
    public SchemeAxis Resources { get; }

    /// <summary>In the order of the file; a segment's index is its place here.</summary>
    public IReadOnlyList<Segment> Segments { get; }

    /// <summary>Languages whose names are a proposal that the county has yet to confirm.</summary>
    public IReadOnlyList<string> LanguagesToConfirm { get; }

    /// <summary>The axis as this scheme sets it.</summary>
    public SchemeAxis this[Axis axis] => axis == Axis.Need ? Need : Resources;

    /// <summary>The segment of <paramref name="code"/>, or null when the scheme has none.</summary>
    public Segment? Find(string code) => Segments.FirstOrDefault(segment => segment.Code == code);

    /// <summary>The segment of two scores, each 0–100.</summary>
    public Segment SegmentOf(double need, double resources) => _byQuarter[Quarter(Need.SideOf(need), Resources.SideOf(resources))];

    /// <summary>Reads a scheme and checks it whole.</summary>
    /// <param name="json">UTF-8 JSON.</param>
    /// <param name="fileName">What to call the file in messages.</param>
    /// <exception cref="InvalidDataException">The file is not a scheme; the message names the file, the place and what was expected.</exception>
    public static SegmentationScheme Read(Stream json, string fileName)
    {
        var file = DataFile.Read<SchemeFile>(json, fileName);
        DataFile.RequireCode(file.Code, CodeMaximumLength, fileName, "code");
        DataFile.RequireCode(file.Version, CodeMaximumLength - 1, fileName, "version");
        RequireAxis(file.Axes.Need, "axes.need");
        RequireAxis(file.Axes.Resources, "axes.resources");
        if (file.Segments.Count != SegmentCount)
            throw DataFile.Wrong(fileName, $"segments must be {SegmentCount}, one for each quarter of the four-field, and are {file.Segments.Count}.");
        foreach (var language in file.LanguagesToConfirm)
        {
            if (language is not ("fi" or "sv" or "en"))
                throw DataFile.Wrong(fileName, "languagesToConfirm may name fi, sv and en only.");
        }

        var segments = new List<Segment>();
        var byQuarter = new Segment?[SegmentCount];
        foreach (var (index, given) in file.Segments.Index())
        {
            var where = $"segments[{index}]";
            DataFile.RequireCode(given.Code, CodeMaximumLength, fileName, $"{where}.code");
            DataFile.RequireText(given.Name, NameMaximumLength, fileName, $"{where}.name");
            DataFile.RequireText(given.NameInSentence, NameMaximumLength, fileName, $"{where}.nameInSentence");
            if (segments.Any(earlier => earlier.Code == given.Code))
                throw DataFile.Wrong(fileName, $"{where}.code {given.Code} is used twice.");

            var segment = new Segment(index, given.Code, given.Name, given.NameInSentence, given.Need, given.Resources);
            ref var quarter = ref byQuarter[Quarter(segment.Need, segment.Resources)];
            if (quarter is not null)
                throw DataFile.Wrong(fileName, $"{where} {given.Code} stands in the same quarter as {quarter.Code}.");
            quarter = segment;
            segments.Add(segment);
        }

        return new SegmentationScheme(file, segments, byQuarter!);

        void RequireAxis(AxisInFile axis, string where)
        {
            DataFile.RequireText(axis.Name, NameMaximumLength, fileName, $"{where}.name");
            if (axis.Threshold is not (> 0 and < SchemeAxis.MaximumScore))
                throw DataFile.Wrong(fileName, $"{where}.threshold must be over 0 and under {SchemeAxis.MaximumScore}.");
        }
    }

    private static int Quarter(AxisSide need, AxisSide resources) => (2 * (int)need) + (int)resources;

    private sealed record SchemeFile(
        string Code, string Version, IReadOnlyList<string> LanguagesToConfirm, AxesInFile Axes, IReadOnlyList<SegmentInFile> Segments);

    private sealed record AxesInFile(AxisInFile Need, AxisInFile Resources);

    private sealed record AxisInFile(LocalizedText Name, double Threshold);

    private sealed record SegmentInFile(string Code, LocalizedText Name, LocalizedText NameInSentence, AxisSide Need, AxisSide Resources);
}
