using System.Globalization;
using System.Text;
using CsvHelper;

namespace Palveluohjaus.Reporting.Exports;

/// <summary>CSV (RFC 4180) in UTF-8. A text that a spreadsheet would take for a formula begins with an apostrophe, which makes it text there.</summary>
/// <param name="to">Where it is written.</param>
/// <param name="isGuarded">False where another program must read exactly what stood there.</param>
public sealed class CsvCells(TextWriter to, bool isGuarded) : IDisposable
{
    private static readonly char[] FormulaStarts = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

    private readonly CsvWriter _csv = new(to, CultureInfo.InvariantCulture);

    /// <param name="to">Stays open.</param>
    /// <param name="isGuarded">False where another program must read exactly what stood there.</param>
    public CsvCells(Stream to, bool isGuarded)
        : this(new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true), isGuarded)
    {
    }

    public int TextsChanged { get; private set; }

    /// <summary>Words of anybody's.</summary>
    public void Text(string? text)
    {
        if (isGuarded && text is { Length: > 0 } && FormulaStarts.Contains(text[0]))
        {
            TextsChanged++;
            text = $"'{text}";
        }

        _csv.WriteField(text);
    }

    /// <summary>Numbers, times and codes of our own.</summary>
    public void Value(string? value) => _csv.WriteField(value);

    public void EndRow() => _csv.NextRecord();

    public void Flush() => _csv.Flush();

    public void Dispose() => _csv.Dispose();
}
