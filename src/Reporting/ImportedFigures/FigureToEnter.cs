namespace Palveluohjaus.Reporting.ImportedFigures;

/// <summary>A figure as it was typed, or as it stands in a file.</summary>
public sealed record FigureToEnter
{
    /// <inheritdoc cref="FigureSeries.Code"/>
    public string Series { get; init; } = string.Empty;

    /// <summary>A code or a name.</summary>
    public string Municipality { get; init; } = string.Empty;

    public string Period { get; init; } = string.Empty;
    public string Value { get; init; } = string.Empty;
    public string Source { get; init; } = string.Empty;
    public string Definition { get; init; } = string.Empty;

    /// <summary>Yes or no in any of the product's languages.</summary>
    public string SameDefinition { get; init; } = string.Empty;
}

/// <summary>One record of a file.</summary>
/// <param name="Line">From 1; null for what was typed into the form.</param>
/// <param name="Typed">What it says.</param>
public sealed record FigureRow(int? Line, FigureToEnter Typed);

/// <summary>A field of the form, or a column of a file.</summary>
public enum FigureField
{
    Series,
    Municipality,
    Period,
    Value,
    Source,
    Definition,
    SameDefinition,
    Reason,
    File,
}

/// <summary>What is wrong with which field. Its sentence is in the texts, under <c>ImportedFigures.Problem.{Kind}</c>; see <see cref="FigureWords"/>.</summary>
public sealed record FigureProblem(FigureField Field, FigureProblemKind Kind)
{
    /// <summary>Of the file; null for what was typed, and for what is wrong with the file as a whole.</summary>
    public int? Line { get; init; }

    /// <summary>What was found, or what is missing.</summary>
    public string Found { get; init; } = string.Empty;

    /// <summary>A limit, or the line of another row.</summary>
    public int Number { get; init; }

    /// <summary>The figure that has been entered before.</summary>
    public ImportedFigure? Entered { get; init; }

    /// <summary>What was given now.</summary>
    public double Given { get; init; }
}

public enum FigureProblemKind
{
    SeriesMissing,
    SeriesUnknown,
    MunicipalityMissing,

    /// <summary>None of this county's.</summary>
    MunicipalityUnknown,
    PeriodMissing,
    PeriodUnreadable,
    PeriodTooEarly,
    PeriodNotOver,

    /// <summary>Emergency visits are of months, inhabitants of years.</summary>
    PeriodNotMonth,
    PeriodNotYear,
    PeriodNotYearOrTenMonths,
    ValueMissing,
    ValueNotNumber,
    ValueNegative,
    ValueNotWhole,
    ValueNotPercent,
    ValueTooLarge,
    ValueTooPrecise,

    /// <summary>No inhabitants: nothing can be divided by it.</summary>
    ValueZero,
    SourceMissing,
    TextTooLong,
    TextUnreadable,

    /// <summary>A spreadsheet would run it.</summary>
    TextLooksLikeFormula,
    DefinitionMissing,
    SameDefinitionMissing,
    SameDefinitionUnreadable,
    ReasonMissing,

    /// <summary>Entered before with another value.</summary>
    OtherValueEntered,

    /// <summary>Entered before with the same value, counted in another way.</summary>
    OtherDefinitionEntered,

    /// <summary>Twice in one file with two values.</summary>
    OtherValueInFile,
    QuoteNotClosed,
    ColumnsNotAsMany,
    FileMissing,
    FileEmpty,
    FileTooLarge,
    FileNotText,
    FileNotUtf8,
    ColumnMissing,
    ColumnTwice,
    TooManyRows,
    NoRows,
}
