using System.Net;
using System.Runtime.CompilerServices;

namespace Palveluohjaus.Guidance.Services.Catalogue;

/// <summary>Pages of the catalogue from its address, followed by their numbers. The address is asked only by explicit command.</summary>
internal sealed class PtvAddress(Uri address, PtvAddressOptions options, TimeProvider clock) : IPtvPages, IDisposable
{
    // Its own time-out is off: it would cover the whole answer, which is read while it is being stored.
    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AutomaticDecompression = DecompressionMethods.All,
        AllowAutoRedirect = true,
        MaxAutomaticRedirections = 3,
        ConnectTimeout = options.Timeout,
    })
    { Timeout = Timeout.InfiniteTimeSpan };

    public void Dispose() => _http.Dispose();

    public async IAsyncEnumerable<OpenedPage> OpenAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int page = 1, pageCount = 1; page <= pageCount; page++)
        {
            if (page > options.MostPages || pageCount > options.MostPages)
            {
                yield return new OpenedPage(PageAddress(page).AbsoluteUri, null) { Problem = PtvProblemKind.TooManyPages };
                yield break;
            }

            var opened = await AskAsync(page, cancellationToken);
            yield return opened;

            // What the page says of itself is known once it has been stored; after one that failed there is no telling how many there are.
            if (opened.Problem is not null)
                yield break;
            pageCount = opened.PageCount ?? 1;
        }
    }

    private async Task<OpenedPage> AskAsync(int page, CancellationToken cancellationToken)
    {
        var asked = PageAddress(page);
        for (var attempt = 1; ; attempt++)
        {
            var (json, problem) = await TryAsync(asked, cancellationToken);
            if (json is not null || problem == PtvProblemKind.Refused || attempt >= options.Attempts)
                return new OpenedPage(asked.AbsoluteUri, json) { PageNumber = page, Problem = problem };
            await Task.Delay(options.RetryDelay * Math.Pow(2, attempt - 1), clock, cancellationToken);
        }
    }

    private async Task<(Stream? Json, PtvProblemKind? Problem)> TryAsync(Uri asked, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(options.Timeout);
        try
        {
            using var answer = await _http.GetAsync(asked, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            if (!answer.IsSuccessStatusCode)
            {
                var mayPass = answer.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)answer.StatusCode >= 500;
                return (null, mayPass ? PtvProblemKind.NoAnswer : PtvProblemKind.Refused);
            }

            // To a file and not to the database at once: an answer that breaks off is asked for again, and nothing of it is stored.
            return (await StoreAsync(answer, patience), null);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (null, PtvProblemKind.NoAnswer);
        }
    }

    private async Task<Stream> StoreAsync(HttpResponseMessage answer, CancellationTokenSource patience)
    {
        var file = new FileStream(
            Path.Combine(Path.GetTempPath(), $"palveluohjaus-{Guid.NewGuid():N}.json"),
            new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose });
        try
        {
            await using var from = await answer.Content.ReadAsStreamAsync(patience.Token);
            var buffer = new byte[64 * 1024];
            int read;
            while ((read = await from.ReadAsync(buffer, patience.Token)) > 0)
            {
                await file.WriteAsync(buffer.AsMemory(0, read), patience.Token);
                patience.CancelAfter(options.Timeout);
            }

            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private Uri PageAddress(int page)
    {
        var builder = new UriBuilder(address);
        var query = string.Join('&', builder.Query.TrimStart('?').Split('&').Where(part => part.Length > 0 && !part.StartsWith("page=", StringComparison.OrdinalIgnoreCase)));
        builder.Query = FormattableString.Invariant($"{(query.Length == 0 ? query : $"{query}&")}page={page}");
        return builder.Uri;
    }
}
