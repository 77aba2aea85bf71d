using System.Runtime.CompilerServices;

namespace Palveluohjaus.Guidance.Services.Catalogue;

/// <summary>Pages of the catalogue that were stored in files.</summary>
internal sealed class PtvFiles(IReadOnlyList<string> paths) : IPtvPages
{
    public async IAsyncEnumerable<OpenedPage> OpenAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var path in paths.SelectMany(Expand))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return Open(path);
        }

        await Task.CompletedTask;
    }

    /// <summary>A folder stands for the JSON files in it.</summary>
    private static IEnumerable<string> Expand(string path) =>
        Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.json").Order(StringComparer.Ordinal) : [path];

    private static OpenedPage Open(string path)
    {
        try
        {
            return new OpenedPage(path, new FileStream(path, new FileStreamOptions { Options = FileOptions.Asynchronous | FileOptions.SequentialScan }));
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return new OpenedPage(path, null) { Problem = PtvProblemKind.NotThere };
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new OpenedPage(path, null) { Problem = PtvProblemKind.CannotRead };
        }
    }
}
