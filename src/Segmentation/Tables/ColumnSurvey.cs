namespace Palveluohjaus.Segmentation.Tables;

/// <summary>A value of a file and the line on which its row begins.</summary>
internal sealed record Cell(long Row, string Text);

/// <summary>What the values of one column of a file look like.</summary>
/// <param name="isText">The column is known not to be numbers; only its different values are kept.</param>
/// <param name="mostDistinct">So many different values are kept; one more only shows that there are more.</param>
internal sealed class ColumnSurvey(bool isText, int mostDistinct)
{
    private readonly HashSet<string> _distinct = new(StringComparer.Ordinal);
    private int _numbersWithPoint;
    private int _numbersWithComma;
    private Cell? _firstTextWithPoint;
    private Cell? _firstTextWithComma;
    private bool _hasFinite;

    /// <summary>Values that are not missing.</summary>
    public int Values { get; private set; }

    public bool HasTooManyDistinct => _distinct.Count > mostDistinct;

    /// <summary>The different values, in ordinal order.</summary>
    public string[] Distinct => [.. _distinct.Order(StringComparer.Ordinal)];

    /// <summary>Values that are numbers with one decimal sign or the other.</summary>
    public int NumbersWithEither { get; private set; }

    /// <summary>The first number that has a point, and the first that has a comma.</summary>
    public Cell? FirstPoint { get; private set; }

    /// <inheritdoc cref="FirstPoint"/>
    public Cell? FirstComma { get; private set; }

    /// <summary>The first NaN, infinity or number beyond single precision.</summary>
    public Cell? FirstNotFinite { get; private set; }

    /// <summary>The first number that single precision changes, from 16,777,216 on.</summary>
    public Cell? FirstRounded { get; private set; }

    /// <summary>How many values are numbers with that decimal sign.</summary>
    public int Numbers(char decimalSign) => decimalSign == ',' ? _numbersWithComma : _numbersWithPoint;

    /// <summary>The first value that is not.</summary>
    public Cell? FirstText(char decimalSign) => decimalSign == ',' ? _firstTextWithComma : _firstTextWithPoint;

    /// <summary>Whether at least this share of the values are numbers with one sign or the other, and not all of them NaN and the like.</summary>
    public bool LooksLikeNumbers(double share) => _hasFinite && NumbersWithEither >= share * Values;

    public void Add(string text, long row)
    {
        if (NumberText.IsMissing(text))
            return;
        Values++;
        if (_distinct.Count <= mostDistinct)
            _distinct.Add(text);
        if (!isText)
            AddNumber(text, row);
    }

    private void AddNumber(string text, long row)
    {
        var withPoint = NumberText.Read(text, '.', out var value);
        var hasComma = withPoint == NumberReading.NotANumber && text.Contains(',', StringComparison.Ordinal);
        var hasPoint = withPoint == NumberReading.Number && text.Contains('.', StringComparison.Ordinal);
        var withComma = hasComma ? NumberText.Read(text, ',', out value) : hasPoint ? NumberReading.NotANumber : withPoint;

        if (withPoint != NumberReading.NotANumber)
            _numbersWithPoint++;
        else
            _firstTextWithPoint ??= new Cell(row, text);
        if (withComma != NumberReading.NotANumber)
            _numbersWithComma++;
        else
            _firstTextWithComma ??= new Cell(row, text);

        var reading = withPoint == NumberReading.NotANumber ? withComma : withPoint;
        if (reading == NumberReading.NotANumber)
            return;
        NumbersWithEither++;
        if (hasPoint)
            FirstPoint ??= new Cell(row, text);
        if (hasComma)
            FirstComma ??= new Cell(row, text);
        if (reading == NumberReading.NotFinite)
            FirstNotFinite ??= new Cell(row, text);
        else
            _hasFinite = true;
        if (reading == NumberReading.Number && NumberText.IsRounded(text, hasComma ? ',' : '.', value))
            FirstRounded ??= new Cell(row, text);
    }
}
