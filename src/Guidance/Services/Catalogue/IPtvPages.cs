namespace Palveluohjaus.Guidance.Services.Catalogue;

/// <summary>Where pages of the catalogue come from: files (<see cref="PtvFiles"/>), or an address (<see cref="PtvAddress"/>).</summary>
internal interface IPtvPages
{
    IAsyncEnumerable<OpenedPage> OpenAsync(CancellationToken cancellationToken);
}

/// <summary>One file or one answer.</summary>
/// <param name="name">What to call it in messages.</param>
/// <param name="json">Null when there is a problem.</param>
internal sealed class OpenedPage(string name, Stream? json) : IDisposable
{
    public string Name => name;
    public Stream? Json => json;
    public PtvProblemKind? Problem { get; init; }

    /// <summary>The page that was asked for; null for a file.</summary>
    public int? PageNumber { get; init; }

    /// <summary>As the page said once it was taken in.</summary>
    public int? PageCount { get; set; }

    public void Dispose() => json?.Dispose();
}
