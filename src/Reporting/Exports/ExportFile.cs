using System.IO.Compression;

namespace Palveluohjaus.Reporting.Exports;

/// <summary>
/// A file that is there whole or not at all: it is written beside its place, under a name that begins with a dot and ends in <c>.part</c>, and moved there at the
/// end. What was there before stays until then.
/// </summary>
internal static class ExportFile
{
    private const int BufferBytes = 1 << 20;
    private const string Gzip = ".gz";

    /// <param name="target">Where to.</param>
    /// <param name="write">Writes the content. A name that ends in <c>.gz</c> is compressed on the way.</param>
    /// <param name="notes">Told when the content is whole, before the file is in its place: an export that is not in the audit is not delivered.</param>
    /// <param name="cancellationToken">Until the file is moved, cancelling leaves nothing behind.</param>
    public static async Task<ExportSummary> WriteAsync(
        ExportTarget.ToFile target, Func<ExportOutput, Task<ExportSummary>> write, ExportNotes notes, CancellationToken cancellationToken)
    {
        var path = Check(target);
        var partPath = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.part");
        try
        {
            ExportSummary summary;
            await using (var file = Open(partPath))
            {
                if (path.EndsWith(Gzip, StringComparison.OrdinalIgnoreCase))
                {
                    await using var compressed = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true);
                    summary = await write(new ExportOutput(compressed));
                }
                else
                {
                    summary = await write(new ExportOutput(file));
                }

                await file.FlushAsync(cancellationToken);
                file.Flush(flushToDisk: true);
            }

            cancellationToken.ThrowIfCancellationRequested();
            await notes.DoneAsync(summary, cancellationToken);
            Move(partPath, path, target.MayReplace);
            return summary;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ExportRefusedException(ExportRefusal.CannotWrite);
        }
        finally
        {
            File.Delete(partPath);
        }
    }

    private static string Check(ExportTarget.ToFile target)
    {
        string path;
        try
        {
            path = Path.GetFullPath(target.Path);
        }
        catch (ArgumentException)
        {
            throw new ExportRefusedException(ExportRefusal.CannotWrite);
        }

        if (Directory.Exists(path) || Path.GetFileName(path).Length == 0)
            throw new ExportRefusedException(ExportRefusal.IsFolder);
        if (!Directory.Exists(Path.GetDirectoryName(path)))
            throw new ExportRefusedException(ExportRefusal.FolderMissing);
        if (File.Exists(path) && !target.MayReplace)
            throw new ExportRefusedException(ExportRefusal.FileExists);
        return path;
    }

    private static FileStream Open(string path)
    {
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = BufferBytes };

            // Rows of persons: nobody but who made the file reads it until they say so.
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            return new FileStream(path, options);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ExportRefusedException(ExportRefusal.CannotWrite);
        }
    }

    // Another export may have put a file there meanwhile: the first keeps it.
    private static void Move(string from, string to, bool mayReplace)
    {
        if (!mayReplace && File.Exists(to))
            throw new ExportRefusedException(ExportRefusal.FileExists);
        try
        {
            File.Move(from, to, mayReplace);
        }
        catch (IOException) when (!mayReplace && File.Exists(to))
        {
            throw new ExportRefusedException(ExportRefusal.FileExists);
        }
    }
}
