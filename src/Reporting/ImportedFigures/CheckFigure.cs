using System.Globalization;
using System.Text.RegularExpressions;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Reporting.Catalogue;

namespace Palveluohjaus.Reporting.ImportedFigures;

/// <summary>Reads a figure that was typed. The form, files and the command line are all held to this. Pure: everything it needs is given.</summary>
internal sealed partial class CheckFigure(IReadOnlyList<Municipality> municipalities, DateOnly today)
{
    private const int MostDecimals = 4;
    private const decimal LargestValue = 1_000_000_000;
    private const string FormulaStarts = "=+-@\t\r";
    private static readonly string[] Yes = ["yes", "kyllä", "ja", "true", "1"];
    private static readonly string[] No = ["no", "ei", "nej", "false", "0"];

    private readonly List<FigureProblem> _problems = [];

    /// <returns>The figure, or what must be corrected first.</returns>
    public (CheckedFigure? Figure, IReadOnlyList<FigureProblem> Problems) Check(FigureToEnter typed)
    {
        _problems.Clear();
        var series = ReadSeries(typed.Series);
        var municipality = ReadMunicipality(typed.Municipality);
        var period = ReadPeriod(typed.Period, series);
        var value = ReadValue(typed.Value, series);
        var source = ReadText(typed.Source, FigureField.Source, ImportedFigure.SourceMaxLength);
        if (source?.Length == 0)
            Add(FigureField.Source, FigureProblemKind.SourceMissing);
        var definition = ReadText(typed.Definition, FigureField.Definition, ImportedFigure.DefinitionMaxLength);
        var isSame = ReadYesOrNo(typed.SameDefinition);
        if (isSame == false && definition?.Length == 0)
            Add(FigureField.Definition, FigureProblemKind.DefinitionMissing);
        return _problems.Count > 0
            ? (null, [.. _problems])
            : (new CheckedFigure(series!, municipality!, period!.Value, (double)value!.Value, source!, definition!, isSame!.Value), []);
    }

    /// <returns>What is wrong with the reason of a correction; null when nothing is.</returns>
    public static FigureProblem? CheckReason(string cleaned) => cleaned switch
    {
        "" => new FigureProblem(FigureField.Reason, FigureProblemKind.ReasonMissing),
        { Length: > ImportedFigureChange.ReasonMaxLength } => new FigureProblem(FigureField.Reason, FigureProblemKind.TextTooLong) { Number = ImportedFigureChange.ReasonMaxLength },
        _ when !ClientText.IsReadable(cleaned) => new FigureProblem(FigureField.Reason, FigureProblemKind.TextUnreadable),
        _ => null,
    };

    private void Add(FigureField field, FigureProblemKind kind, string found = "", int number = 0) => _problems.Add(new FigureProblem(field, kind) { Found = found, Number = number });

    private FigureSeries? ReadSeries(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            Add(FigureField.Series, FigureProblemKind.SeriesMissing);
        else if (FigureSeries.Find(text) is { } series)
            return series;
        else
            Add(FigureField.Series, FigureProblemKind.SeriesUnknown, text);
        return null;
    }

    private Municipality? ReadMunicipality(string text)
    {
        var wanted = ClientText.Clean(text);

        // A spreadsheet takes a code for a number, and its noughts away.
        var code = wanted.Length is > 0 and <= ImportedFigure.MunicipalityCodeMaxLength && wanted.All(char.IsAsciiDigit) ? wanted.PadLeft(ImportedFigure.MunicipalityCodeMaxLength, '0') : null;
        if (wanted.Length == 0)
            Add(FigureField.Municipality, FigureProblemKind.MunicipalityMissing);
        else if (municipalities.FirstOrDefault(each => each.Code == code || IsNamed(each.NameFi) || IsNamed(each.NameSv)) is { } found)
            return found;
        else
            Add(FigureField.Municipality, FigureProblemKind.MunicipalityUnknown, wanted);
        return null;

        bool IsNamed(string name) => string.Equals(name, wanted, StringComparison.OrdinalIgnoreCase);
    }

    private FigurePeriod? ReadPeriod(string text, FigureSeries? series)
    {
        var before = _problems.Count;
        var period = FigurePeriod.Parse(text);
        if (string.IsNullOrWhiteSpace(text))
            Add(FigureField.Period, FigureProblemKind.PeriodMissing);
        else if (period is null)
            Add(FigureField.Period, FigureProblemKind.PeriodUnreadable, text);
        else if (series is not null && !series.PeriodKinds.Contains(period.Value.Kind))
            Add(FigureField.Period, WrongKind(series), text);
        else if (period.Value.FirstDay.Year < FigurePeriod.EarliestYear)
            Add(FigureField.Period, FigureProblemKind.PeriodTooEarly, number: FigurePeriod.EarliestYear);
        else if (period.Value.FirstDay.Year > today.Year || period.Value.Until > today)
            Add(FigureField.Period, FigureProblemKind.PeriodNotOver, text);
        return _problems.Count == before ? period : null;
    }

    private static FigureProblemKind WrongKind(FigureSeries series) => series.PeriodKinds switch
    {
        [FigurePeriodKind.Month] => FigureProblemKind.PeriodNotMonth,
        [FigurePeriodKind.Year] => FigureProblemKind.PeriodNotYear,
        _ => FigureProblemKind.PeriodNotYearOrTenMonths,
    };

    private decimal? ReadValue(string text, FigureSeries? series)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            Add(FigureField.Value, FigureProblemKind.ValueMissing);
            return null;
        }

        var bare = string.Concat(text.Where(character => !char.IsWhiteSpace(character))).Replace('−', '-');
        if (series?.Unit == Units.Percent)
            bare = bare.TrimEnd('%');
        if (!NumberPattern().IsMatch(bare))
        {
            Add(FigureField.Value, FigureProblemKind.ValueNotNumber, text);
            return null;
        }

        var value = decimal.Parse(bare.Replace(',', '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        FigureProblemKind? wrong = value switch
        {
            < 0 => FigureProblemKind.ValueNegative,
            > LargestValue => FigureProblemKind.ValueTooLarge,
            > 100 when series?.Unit == Units.Percent => FigureProblemKind.ValueNotPercent,
            0 when series == FigureSeries.Inhabitants => FigureProblemKind.ValueZero,
            _ when series?.IsWhole == true && !decimal.IsInteger(value) => FigureProblemKind.ValueNotWhole,
            _ when decimal.Round(value, MostDecimals) != value => FigureProblemKind.ValueTooPrecise,
            _ => null,
        };
        if (wrong is { } kind)
            Add(FigureField.Value, kind, text, MostDecimals);
        return wrong is null ? Math.Abs(value) : null;
    }

    private string? ReadText(string text, FigureField field, int maxLength)
    {
        var before = _problems.Count;
        var cleaned = ClientText.Clean(text);
        if (cleaned.Length > maxLength)
            Add(field, FigureProblemKind.TextTooLong, number: maxLength);
        else if (!ClientText.IsReadable(cleaned))
            Add(field, FigureProblemKind.TextUnreadable);
        else if (cleaned.Length > 0 && FormulaStarts.Contains(cleaned[0], StringComparison.Ordinal))
            Add(field, FigureProblemKind.TextLooksLikeFormula, cleaned);
        return _problems.Count == before ? cleaned : null;
    }

    private bool? ReadYesOrNo(string text)
    {
        var wanted = text.Trim();
        if (wanted.Length == 0)
            Add(FigureField.SameDefinition, FigureProblemKind.SameDefinitionMissing);
        else if (Yes.Contains(wanted, StringComparer.OrdinalIgnoreCase))
            return true;
        else if (No.Contains(wanted, StringComparer.OrdinalIgnoreCase))
            return false;
        else
            Add(FigureField.SameDefinition, FigureProblemKind.SameDefinitionUnreadable, wanted);
        return null;
    }

    // Bounded, so that it always fits a decimal; no exponent, no NaN, no digits of other scripts.
    [GeneratedRegex(@"^-?[0-9]{1,14}([.,][0-9]{1,12})?\z")]
    private static partial Regex NumberPattern();
}

/// <summary>A figure in which nothing is wrong.</summary>
internal sealed record CheckedFigure(FigureSeries Series, Municipality Municipality, FigurePeriod Period, double Value, string Source, string Definition, bool HasCatalogueDefinition)
{
    /// <summary>Two figures with the same are the same figure.</summary>
    public object Key => KeyOf(Series.Id, Series.Statistic, Municipality.Code, Period, ImportedFigure.KeyOf(Source));

    public static object KeyOf(ImportedFigure figure) => KeyOf(figure.Series, figure.Statistic, figure.MunicipalityCode, figure.Period, figure.SourceKey);

    public bool Says(ImportedFigure figure) => Value == figure.Value && SaysTheDefinitionOf(figure);

    public bool SaysTheDefinitionOf(ImportedFigure figure) => HasCatalogueDefinition == figure.HasCatalogueDefinition && Definition == figure.Definition;

    public ImportedFigure ToFigure(string account, DateTime nowUtc) => new()
    {
        Series = Series.Id,
        Statistic = Series.Statistic,
        MunicipalityCode = Municipality.Code,
        PeriodKind = Period.Kind,
        FirstDay = Period.FirstDay,
        Until = Period.Until,
        Source = Source,
        SourceKey = ImportedFigure.KeyOf(Source),
        Value = Value,
        Definition = Definition,
        HasCatalogueDefinition = HasCatalogueDefinition,
        EnteredAtUtc = nowUtc,
        EnteredBy = account,
    };

    private static object KeyOf(string series, string statistic, string municipality, FigurePeriod period, string sourceKey) => (series, statistic, municipality, period, sourceKey);
}
