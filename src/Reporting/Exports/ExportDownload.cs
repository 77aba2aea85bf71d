using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;

namespace Palveluohjaus.Reporting.Exports;

/// <summary>An export that goes to a browser as it is read: it stands nowhere on the server, and one that is broken off half-way ends at once.</summary>
internal static class ExportDownload
{
    private const int SendAtBytes = 1 << 16;

    public static async Task<ExportSummary> WriteAsync(ExportTarget.ToBrowser to, Func<ExportOutput, Task<ExportSummary>> write, ExportNotes notes, CancellationToken cancellationToken)
    {
        await notes.BegunAsync(cancellationToken);
        await using var unsent = new Unsent(to.Body);
        await using var content = to.IsCompressed ? new GZipStream(unsent, CompressionLevel.Fastest, leaveOpen: true) : (Stream)unsent;
        var output = new ExportOutput(content, token => unsent.Length >= SendAtBytes ? unsent.SendAsync(token) : ValueTask.CompletedTask);
        var isWhole = false;
        try
        {
            var summary = await write(output);
            if (to.IsCompressed)
                await content.DisposeAsync();
            await unsent.SendAsync(cancellationToken);
            await notes.DoneAsync(summary, CancellationToken.None);
            isWhole = true;
            return summary;
        }
        finally
        {
            if (!isWhole)
                await notes.StoppedAsync(output.SoFar, CancellationToken.None);
        }
    }

    /// <summary>Takes what is written at once, and sends it when told: writers of formats do not wait, and a server may not block.</summary>
    private sealed class Unsent(PipeWriter body) : Stream
    {
        private long _length;

        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;

        /// <summary>Bytes that wait to be sent.</summary>
        public override long Length => _length;

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public async ValueTask SendAsync(CancellationToken cancellationToken)
        {
            _length = 0;
            if ((await body.FlushAsync(cancellationToken)).IsCompleted)
                throw new OperationCanceledException("Nobody reads it any more.");
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            body.Write(buffer);
            _length += buffer.Length;
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush()
        {
            // Writers flush where a row ends; what is sent is decided by how much it is.
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
