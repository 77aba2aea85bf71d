namespace Palveluohjaus.Segmentation.Tables;

/// <summary>A file written under a temporary name beside its place, and put there only when it is whole.</summary>
internal sealed class ReplacedFile : IDisposable
{
    private const string TemporaryEnding = ".part";

    private readonly string _path;
    private readonly string _temporaryPath;
    private readonly FileStream _stream;
    private bool _isInPlace;

    /// <exception cref="TableRefusedException">It cannot be written there.</exception>
    public ReplacedFile(string path)
    {
        _path = path;
        _temporaryPath = path + TemporaryEnding;
        if (Directory.Exists(path))
            throw new TableRefusedException(path, null, null, "this is a folder. Name a file in it.");
        try
        {
            // A file left by a process that was killed is overwritten; one that another process is writing is not shared.
            _stream = new FileStream(_temporaryPath, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 });
        }
        catch (DirectoryNotFoundException exception)
        {
            throw new TableRefusedException(path, null, null, "there is no such folder. Create it first.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(exception);
        }
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _stream.Write(bytes);
        }
        catch (IOException exception)
        {
            throw Unwritable(exception);
        }
    }

    /// <summary>Puts the file in its place.</summary>
    public void PutInPlace()
    {
        try
        {
            _stream.Flush(flushToDisk: true);
            _stream.Dispose();
            File.Move(_temporaryPath, _path, overwrite: true);
            _isInPlace = true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(exception);
        }
    }

    public void Dispose()
    {
        _stream.Dispose();
        if (!_isInPlace)
            File.Delete(_temporaryPath);
    }

    private TableRefusedException Unwritable(Exception exception) => new(_path, null, null, $"the file cannot be written. {exception.Message}", exception);
}
