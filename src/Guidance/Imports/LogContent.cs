using System.Buffers.Binary;
using System.IO.Compression;

namespace Palveluohjaus.Guidance.Imports;

/// <summary>
/// What a log's file holds, unpacked when it is gzip. It ends early, with a <see cref="Problem"/>, instead of failing in the midst of whatever reads it, and
/// before a small file has filled the memory or the day.
/// </summary>
/// <param name="file">Read from its beginning; stays open.</param>
/// <param name="isGzip">Whether it is compressed.</param>
internal sealed class LogContent(FileStream file, bool isGzip) : Stream
{
    /// <summary>Logs shrink to a tenth or a fiftieth. What shrinks to less than a two-hundredth was made to fill whoever unpacks it.</summary>
    public const int MostTimesLarger = 200;

    /// <summary>So much may come of any file: a short log that says the same again and again shrinks well.</summary>
    public const long AlwaysAllowedBytes = 16L * 1024 * 1024;

    private readonly Stream _inner = isGzip ? new GZipStream(file, CompressionMode.Decompress, leaveOpen: true) : file;
    private readonly long _mostBytes = isGzip ? AlwaysAllowedBytes + (file.Length * MostTimesLarger) : long.MaxValue;
    private long _bytes;
    private long _bytesSinceMark;

    public FileProblemKind? Problem { get; private set; }

    /// <summary>When set, so many bytes may be read from one <see cref="Mark"/> to the next.</summary>
    public long? MostBytesBetweenMarks { get; set; }

    public static LogContent Open(FileStream file)
    {
        file.Position = 0;
        Span<byte> magic = stackalloc byte[2];
        var isGzip = file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) == magic.Length && magic is [0x1F, 0x8B];
        file.Position = 0;
        return new LogContent(file, isGzip);
    }

    public void Mark() => _bytesSinceMark = 0;

    public override int Read(Span<byte> buffer)
    {
        if (Problem is not null || buffer.IsEmpty)
            return 0;
        int read;
        try
        {
            read = _inner.Read(buffer);
        }
        catch (InvalidDataException)
        {
            return Stop(FileProblemKind.GzipBroken);
        }

        if (read == 0 && isGzip && !IsWhole())
            return Stop(FileProblemKind.GzipBroken);
        _bytes += read;
        _bytesSinceMark += read;
        return _bytes > _mostBytes ? Stop(FileProblemKind.ExpandsTooFar)
            : _bytesSinceMark > MostBytesBetweenMarks ? Stop(FileProblemKind.LineTooLong)
            : read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && isGzip)
            _inner.Dispose();
        base.Dispose(disposing);
    }

    // Where a packed file is cut off, what unpacks it sees an ordinary end. Its last four bytes tell how much there was to come (RFC 1952).
    private bool IsWhole()
    {
        Span<byte> size = stackalloc byte[sizeof(uint)];
        if (file.Length < size.Length)
            return false;
        file.Position = file.Length - size.Length;
        return file.ReadAtLeast(size, size.Length, throwOnEndOfStream: false) == size.Length && BinaryPrimitives.ReadUInt32LittleEndian(size) == (uint)_bytes;
    }

    private int Stop(FileProblemKind problem)
    {
        Problem = problem;
        return 0;
    }
}
