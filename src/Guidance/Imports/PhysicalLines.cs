using System.Text;

namespace Palveluohjaus.Guidance.Imports;

/// <summary>A text cut at its line ends (CRLF, LF or CR), which stay on the lines.</summary>
public sealed class PhysicalLines(TextReader text)
{
    /// <summary>No log has such a line; a file that has one is not a log, and must not fill the memory.</summary>
    public const int LineMaxLength = 4 * 1024 * 1024;

    private char[] _buffer = new char[64 * 1024];
    private int _start;
    private int _end;
    private bool _isExhausted;

    /// <summary>Why the text ended before its end: a fault of the whole file.</summary>
    public FileProblemKind? Problem { get; private set; }

    /// <returns>The next line, or null at the end or at a <see cref="Problem"/>.</returns>
    public string? Read()
    {
        var searched = 0;
        while (Problem is null)
        {
            var ahead = _buffer.AsSpan(_start, _end - _start);
            var found = ahead[searched..].IndexOfAny('\r', '\n');
            var lineEnd = found < 0 ? -1 : searched + found;
            if (lineEnd >= 0 && (ahead[lineEnd] == '\n' || lineEnd + 1 < ahead.Length || _isExhausted))
            {
                var isPair = ahead[lineEnd] == '\r' && lineEnd + 1 < ahead.Length && ahead[lineEnd + 1] == '\n';
                return Take(lineEnd + (isPair ? 2 : 1));
            }

            if (_isExhausted)
                return ahead.IsEmpty ? null : Take(ahead.Length);

            // A CR at the very end of what was read may be half of a CRLF.
            searched = lineEnd >= 0 ? lineEnd : ahead.Length;
            Fill();
        }

        return null;
    }

    private string Take(int length)
    {
        var line = new string(_buffer, _start, length);
        _start += length;
        return line;
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            if (_buffer.Length >= LineMaxLength)
            {
                Problem = FileProblemKind.LineTooLong;
                return;
            }

            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        try
        {
            var read = text.Read(_buffer, _end, _buffer.Length - _end);
            _end += read;
            _isExhausted = read == 0;
        }
        catch (DecoderFallbackException)
        {
            Problem = FileProblemKind.WrongEncoding;
        }
    }
}
