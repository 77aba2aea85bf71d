namespace Palveluohjaus.Segmentation.Tables;

/// <summary>Reads numbers of a file that is seen once: the first decimal sign met holds for the whole file.</summary>
internal sealed class DecimalSign(char? given)
{
    private char? _sign = given;
    private Cell? _first;

    /// <exception cref="TableRefusedException">It is not a finite number, or has another decimal sign than those before.</exception>
    public float Read(CsvRows csv, int column, string text)
    {
        var reading = NumberText.Read(text, _sign ?? '.', out var value);
        if (_sign is null && reading == NumberReading.NotANumber)
        {
            reading = NumberText.Read(text, ',', out value);
            if (reading == NumberReading.Number)
                Settle(',', csv, text);
        }
        else if (_sign is null && text.Contains('.', StringComparison.Ordinal))
        {
            Settle('.', csv, text);
        }

        return reading switch
        {
            NumberReading.Number => value,
            NumberReading.NotFinite => throw csv.Refuse(column, $"{ShownText.Quote(text)} is not a finite number in single precision. Mend the value, or leave it empty if it is missing."),
            NumberReading.NotANumber => throw csv.Refuse(column, $"{ShownText.Quote(text)} is not a number{Because(text)}. Mend the value, or leave it empty if it is missing."),
            _ => throw new InvalidOperationException($"{reading} is not a reading."),
        };
    }

    private void Settle(char sign, CsvRows csv, string text)
    {
        _sign = sign;
        _first = new Cell(csv.Row, text);
    }

    private string Because(string text)
    {
        if (_sign is not { } sign || NumberText.Read(text, sign == ',' ? '.' : ',', out _) != NumberReading.Number)
            return "";
        return _first is null
            ? $", the decimal sign being {ShownText.Quote(sign)} (--decimal)"
            : FormattableString.Invariant($", the decimal sign being {ShownText.Quote(sign)} since {ShownText.Quote(_first.Text)} in row {_first.Row} (--decimal)");
    }
}
