using System.Globalization;

namespace Palveluohjaus.Segmentation.Tables;

/// <summary>What a value is, read as a number.</summary>
internal enum NumberReading
{
    NotANumber,
    Number,

    /// <summary>NaN, an infinity in words, or a number beyond single precision.</summary>
    NotFinite,
}

/// <summary>The one place where a table's text becomes a number or a missing value, whatever the machine's culture.</summary>
internal static class NumberText
{
    /// <summary>From here on not every whole number has a value of its own in single precision.</summary>
    public const float WholeNumbersEnd = 16_777_216;

    private const NumberStyles Styles = NumberStyles.Float;
    private static readonly NumberFormatInfo WithComma = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "" };

    /// <summary>Nothing, only spaces, NA or null: what statistics programs and databases write for a missing value.</summary>
    public static bool IsMissing(string text) => text.Length switch
    {
        0 => true,
        2 when text is "NA" => true,
        4 when text is "null" or "NULL" => true,
        _ => text[0] <= ' ' && string.IsNullOrWhiteSpace(text),
    };

    public static NumberReading Read(string text, char decimalSign, out float value)
    {
        if (float.TryParse(text, Styles, decimalSign == ',' ? WithComma : NumberFormatInfo.InvariantInfo, out value))
            return float.IsFinite(value) ? NumberReading.Number : NumberReading.NotFinite;
        return IsInfinityCutShort(text) ? NumberReading.NotFinite : NumberReading.NotANumber;
    }

    /// <summary>Whether a whole number was changed to fit single precision: 16777217 is read as 16777216.</summary>
    public static bool IsRounded(string text, char decimalSign, float value) =>
        Math.Abs(value) >= WholeNumbersEnd
        && double.TryParse(text, Styles, decimalSign == ',' ? WithComma : NumberFormatInfo.InvariantInfo, out var exact)
        && exact != value;

    // As Python and C write it; .NET reads the whole word only.
    private static bool IsInfinityCutShort(string text)
    {
        var word = text.AsSpan().Trim();
        if (word.Length > 0 && word[0] is '+' or '-')
            word = word[1..];
        return word.Equals("inf", StringComparison.OrdinalIgnoreCase);
    }
}
