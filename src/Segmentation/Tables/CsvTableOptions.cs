namespace Palveluohjaus.Segmentation.Tables;

/// <summary>How a file of labelled rows is to be read. What is not said is inferred, and what was inferred stands in <see cref="LabelledCsv.Notes"/>.</summary>
public sealed record CsvTableOptions
{
    /// <summary>The heading of the column with each row's decided segment.</summary>
    public required string Label { get; init; }

    /// <summary>What stands between values; null to infer it among comma, semicolon, tab and vertical bar.</summary>
    public char? Delimiter { get; init; }

    /// <summary>'.' or ','; null to infer it. There is no sign between thousands.</summary>
    public char? DecimalSign { get; init; }

    /// <summary>Headings of columns that are numbers whatever they look like.</summary>
    public IReadOnlyList<string> NumberColumns { get; init; } = [];

    /// <summary>Headings of columns that are categories though they look like numbers.</summary>
    public IReadOnlyList<string> CategoryColumns { get; init; } = [];

    /// <summary>Headings of columns that are left out.</summary>
    public IReadOnlyList<string> DropColumns { get; init; } = [];

    /// <summary>Headings of the dimensions figures are divided by (language, sex…). They are not features.</summary>
    public IReadOnlyList<string> GroupColumns { get; init; } = [];

    /// <summary>Rows with these labels are left out.</summary>
    public IReadOnlyList<string> WithoutLabels { get; init; } = [];
}
