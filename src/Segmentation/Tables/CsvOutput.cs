using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Palveluohjaus.Segmentation.Tables;

/// <summary>Writes comma-separated UTF-8, value by value, straight to bytes.</summary>
internal sealed class CsvOutput : IDisposable
{
    private const int FlushAt = 256 * 1024;
    private const int NumberMaximumLength = 32;
    private const int ShareDecimals = 6;
    private const int ShareUnit = 1_000_000;

    // Whatever a reader that infers the delimiter could take for one is quoted, and spaces, which some readers trim.
    private static readonly SearchValues<char> Quoted = SearchValues.Create("\"\r\n \t" + CsvDelimiter.Candidates);
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReplacedFile _file;
    private readonly ArrayBufferWriter<byte> _buffer = new(FlushAt + 4096);
    private bool _isRowStarted;

    public CsvOutput(string path) => _file = new ReplacedFile(path);

    public void Text(string text)
    {
        Separate();
        if (text.AsSpan().ContainsAny(Quoted) || text.StartsWith('\uFEFF'))
            text = string.Concat("\"", text.Replace("\"", "\"\"", StringComparison.Ordinal), "\"");
        Utf8.GetBytes(text, _buffer);
    }

    public void EmptyInQuotes()
    {
        Separate();
        _buffer.Write("\"\""u8);
    }

    /// <summary>The shortest text that is read back as the same value; nothing for NaN.</summary>
    public void Number(float value)
    {
        Separate();
        if (float.IsNaN(value))
            return;
        value.TryFormat(_buffer.GetSpan(NumberMaximumLength), out var written, "R", CultureInfo.InvariantCulture);
        _buffer.Advance(written);
    }

    /// <summary>A probability with six decimals.</summary>
    /// <remarks>As a whole number of millionths, which is several times quicker than formatting a fraction.</remarks>
    public void Share(float value)
    {
        if (value is not (>= 0 and <= 1.000001f))
            throw new ArgumentOutOfRangeException(nameof(value), value, "A probability is between 0 and 1.");
        Separate();
        var millionths = (uint)Math.Min(Math.Round(value * (double)ShareUnit), ShareUnit);
        var span = _buffer.GetSpan(NumberMaximumLength);
        span[0] = millionths == ShareUnit ? (byte)'1' : (byte)'0';
        span[1] = (byte)'.';
        Utf8Formatter.TryFormat(millionths % ShareUnit, span[2..], out _, new StandardFormat('D', ShareDecimals));
        _buffer.Advance(2 + ShareDecimals);
    }

    public void EndRow()
    {
        _buffer.Write("\n"u8);
        _isRowStarted = false;
        if (_buffer.WrittenCount >= FlushAt)
            Flush();
    }

    public void PutInPlace()
    {
        Flush();
        _file.PutInPlace();
    }

    public void Dispose() => _file.Dispose();

    private void Separate()
    {
        if (_isRowStarted)
            _buffer.Write(","u8);
        _isRowStarted = true;
    }

    private void Flush()
    {
        _file.Write(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
    }
}
