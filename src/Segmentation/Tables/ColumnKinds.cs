using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Tables;

/// <summary>Decides from a survey of all rows what sign its decimals have and which columns are numbers.</summary>
internal sealed class ColumnKinds(string fileName, IReadOnlyList<string> headings, ColumnRole[] roles, ColumnSurvey[] surveys)
{
    /// <summary>A trained model keeps categories in a byte, and 255 is missing.</summary>
    public const int MostCategories = 254;

    // At this share the few texts in a column are more likely mistakes than categories.
    private const double AlmostAll = 0.9;

    /// <returns>The given sign, or the one found.</returns>
    /// <exception cref="TableRefusedException">Both signs occur.</exception>
    public char DecideDecimalSign(char? given)
    {
        if (given is { } sign)
            return sign;
        var (pointColumn, point) = First(survey => survey.FirstPoint);
        var (commaColumn, comma) = First(survey => survey.FirstComma);
        if (comma is null)
            return '.';
        if (point is null)
            return ',';
        throw Refuse(commaColumn, comma, $"{ShownText.Quote(comma.Text)} has a decimal comma, or a comma between thousands, while {ShownText.Quote(point.Text)} "
            + FormattableString.Invariant($"in row {point.Row}, column {ShownText.Quote(headings[pointColumn])}, has a decimal point. ")
            + "Say which is the decimal sign (--decimal), and write the numbers with it and without a sign between thousands.");
    }

    /// <summary>The first number with a certain sign, and the comma's column, for the user to check.</summary>
    public (int Column, Cell? Cell) First(Func<ColumnSurvey, Cell?> find)
    {
        for (var column = 0; column < roles.Length; column++)
        {
            var mayBeNumber = roles[column] == ColumnRole.Number || (roles[column] == ColumnRole.Feature && surveys[column].LooksLikeNumbers(AlmostAll));
            if (mayBeNumber && find(surveys[column]) is { } cell)
                return (column, cell);
        }

        return (-1, null);
    }

    /// <returns>The column as a model reads it.</returns>
    /// <exception cref="TableRefusedException">It can be read neither as numbers nor as categories.</exception>
    public ModelColumn Decide(int column, char decimalSign)
    {
        var survey = surveys[column];
        if (survey.Values == 0)
            throw Refuse(column, null, "no row has a value. Leave the column out (--drop).");
        return IsNumber(column, decimalSign) ? DecideNumber(column, decimalSign) : DecideCategory(column, decimalSign);
    }

    private bool IsNumber(int column, char decimalSign) =>
        roles[column] == ColumnRole.Number
        || (roles[column] == ColumnRole.Feature && surveys[column].LooksLikeNumbers(AlmostAll) && surveys[column].Numbers(decimalSign) >= AlmostAll * surveys[column].Values);

    private ModelColumn DecideNumber(int column, char decimalSign)
    {
        var survey = surveys[column];
        if (survey.FirstText(decimalSign) is { } text)
        {
            var others = FormattableString.Invariant($"{survey.Numbers(decimalSign)} of the column's {survey.Values} values are numbers with the decimal sign {ShownText.Quote(decimalSign)}. ");
            throw Refuse(column, text, $"{ShownText.Quote(text.Text)} is not a number, and {others}Mend the value, leave it empty if it is missing, or say that the column is a category (--category).");
        }

        if (survey.FirstNotFinite is { } notFinite)
            throw Refuse(column, notFinite, $"{ShownText.Quote(notFinite.Text)} is not a finite number in single precision. Mend the value, or leave it empty if it is missing.");
        return ModelColumn.Number(headings[column]);
    }

    private ModelColumn DecideCategory(int column, char decimalSign)
    {
        var survey = surveys[column];
        var hasOtherSign = roles[column] == ColumnRole.Feature && survey.LooksLikeNumbers(1);
        if (hasOtherSign)
        {
            var text = survey.FirstText(decimalSign)!;
            throw Refuse(column, text, $"{ShownText.Quote(text.Text)} is not a number with the decimal sign {ShownText.Quote(decimalSign)}. Say which it is (--decimal), or that the column is a category (--category).");
        }

        if (survey.HasTooManyDistinct)
        {
            throw Refuse(column, null, FormattableString.Invariant($"there are more than {MostCategories} different values, such as {ShownText.List([.. survey.Distinct.Take(3)])}. ")
                + "A category has at most so many: leave the column out (--drop), or say that it is a number (--number).");
        }

        return new ModelColumn(headings[column], survey.Distinct);
    }

    private TableRefusedException Refuse(int column, Cell? cell, string problem) => new(fileName, cell?.Row, headings[column], problem);
}
