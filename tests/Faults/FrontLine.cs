using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Palveluohjaus.Faults;

/// <summary>
/// A system that sends contacts at a steady rate and asks again, with the same key, for each that was not acknowledged: after a broken connection, a 429, a 503, and after any other
/// fault of the server's, which a test may then refuse.
/// </summary>
internal sealed class FrontLine : IDisposable
{
    /// <summary>Unacknowledged at once; while so many wait, no more begin.</summary>
    private const int MostWaiting = 300;
    private const int MostAttempts = 200;

    /// <summary>So many of those who wait ask again at a time: what breaks is the server, not this process under thousands of refused connections.</summary>
    private const int AskingAgain = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(45);
    private static int _made;

    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 64, ConnectTimeout = TimeSpan.FromSeconds(5) }) { Timeout = LongestAnswer };
    private readonly CountyCopy _county;
    private readonly string _mark = string.Create(CultureInfo.InvariantCulture, $"vikakoe-{Interlocked.Increment(ref _made)}-");
    private readonly ConcurrentDictionary<int, Guid> _acknowledged = new();
    private readonly ConcurrentQueue<ContactAnswer> _answers = new();
    private readonly SemaphoreSlim _again = new(AskingAgain);
    private readonly long _began = Stopwatch.GetTimestamp();
    private int _begun;

    public FrontLine(CountyCopy county, Uri address) => (_county, Address) = (county, address);

    /// <summary>Where contacts go at the moment.</summary>
    public Uri Address { get; set; }

    /// <summary>Whether somebody must handle the contacts, which came a minute ago; otherwise they are told hours later and settled.</summary>
    public bool Waits { get; init; }

    /// <summary>Every answer and every broken connection.</summary>
    public IReadOnlyCollection<ContactAnswer> Answers => _answers;

    public int Acknowledged => _acknowledged.Count;

    /// <summary>On the clock of <see cref="Answers"/>.</summary>
    public TimeSpan Now => Stopwatch.GetElapsedTime(_began);

    /// <summary>Begins contacts at the rate until told to stop, then goes on until each of them is acknowledged.</summary>
    public async Task SendAsync(int perSecond, CancellationToken stop, CancellationToken giveUp)
    {
        var sent = new List<Task>();
        using var waiting = new SemaphoreSlim(MostWaiting);
        for (var (first, since) = (_begun, Now); !stop.IsCancellationRequested; _begun++)
        {
            // Counted from when it was due: a server that is slow for a moment is not spared those who came meanwhile.
            var due = since + TimeSpan.FromSeconds((_begun - first) / (double)perSecond);
            if (due - Now is var left && left > TimeSpan.Zero)
                await Task.Delay(left, giveUp);
            await waiting.WaitAsync(giveUp);
            sent.Add(SendUntilAcknowledgedAsync(_begun, waiting, giveUp));
        }

        await Task.WhenAll(sent);
    }

    /// <summary>Returns when one more contact than now has been acknowledged.</summary>
    /// <param name="sending">What sends them: when that fails, so does this.</param>
    public async Task WaitForAcknowledgedAsync(Task sending, CancellationToken giveUp)
    {
        for (var before = Acknowledged; Acknowledged == before;)
        {
            if (sending.IsCompleted)
                await sending;
            await Task.Delay(TimeSpan.FromMilliseconds(20), giveUp);
        }
    }

    /// <summary>Each contact that was acknowledged is stored once, under the id that was told, and nothing else was stored.</summary>
    public async Task RequireEachOnceAsync()
    {
        var stored = (await _county.ReadAsync($"SELECT \"Id\", \"Note\" FROM \"Contacts\" WHERE \"Note\" LIKE '{_mark}%'"))
            .Select(row => (Id: row[0] is byte[] bytes ? new Guid(bytes, bigEndian: true) : (Guid)row[0], Number: int.Parse(((string)row[1])[_mark.Length..], CultureInfo.InvariantCulture)))
            .ToLookup(row => row.Number, row => row.Id);
        Assert.IsGreaterThan(0, Acknowledged, "Nothing was acknowledged.");
        var lost = _acknowledged.Where(each => !stored[each.Key].Contains(each.Value)).Select(each => each.Key).ToList();
        var doubled = stored.Where(each => each.Count() > 1).Select(each => each.Key).ToList();
        Assert.IsEmpty(lost, $"Acknowledged and not there: {string.Join(' ', lost.Take(20))}");
        Assert.IsEmpty(doubled, $"There more than once: {string.Join(' ', doubled.Take(20))}");
        Assert.AreEqual(_begun, Acknowledged, "Each that was begun was acknowledged in the end.");
        Assert.HasCount(Acknowledged, stored);
    }

    /// <summary>How many answers of each kind there were, for a run's report.</summary>
    public string Summary => string.Join(", ", _answers.GroupBy(answer => answer.Status?.ToString(CultureInfo.InvariantCulture) ?? "broken").OrderBy(kind => kind.Key, StringComparer.Ordinal)
        .Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Key}: {kind.Count()}")));

    public void Dispose()
    {
        _again.Dispose();
        _http.Dispose();
    }

    private async Task SendUntilAcknowledgedAsync(int number, SemaphoreSlim waiting, CancellationToken giveUp)
    {
        try
        {
            var body = BodyOf(number);
            var isAcknowledged = await TrySendAsync(number, body, giveUp);
            for (var attempt = 2; !isAcknowledged; attempt++)
            {
                Assert.IsLessThan(MostAttempts, attempt, $"{_mark}{number} is acknowledged at last. {Summary}");
                await _again.WaitAsync(giveUp);
                try
                {
                    await Task.Delay(Pause, giveUp);
                    isAcknowledged = await TrySendAsync(number, body, giveUp);
                }
                finally
                {
                    _again.Release();
                }
            }
        }
        finally
        {
            waiting.Release();
        }
    }

    private async Task<bool> TrySendAsync(int number, string body, CancellationToken giveUp)
    {
        var since = Now;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, "/api/v1/contacts"))
            {
                Headers = { { "X-Api-Key", _county.Template.Key }, { "Idempotency-Key", $"{_mark}{number}" } },
                Content = new StringContent(body, Encoding.UTF8, "application/json"),
            };
            using var answer = await _http.SendAsync(request, giveUp);
            var content = await answer.Content.ReadAsStringAsync(giveUp);
            _answers.Enqueue(new ContactAnswer(since, Now, (int)answer.StatusCode, answer.Headers.RetryAfter is not null, answer.IsSuccessStatusCode ? string.Empty : content));
            if (!answer.IsSuccessStatusCode)
            {
                Assert.IsTrue((int)answer.StatusCode is 429 or >= 500, $"{answer.StatusCode}: {content}");
                return false;
            }

            using var told = JsonDocument.Parse(content);
            _acknowledged[number] = told.RootElement.GetProperty("id").GetGuid();
            return true;
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException || (broken is OperationCanceledException && !giveUp.IsCancellationRequested))
        {
            _answers.Enqueue(new ContactAnswer(since, Now, null, HasRetryAfter: false, string.Empty));
            return false;
        }
    }

    /// <summary>The same at each attempt: the same key with another body is another's.</summary>
    private string BodyOf(int number)
    {
        var client = _county.Template.ClientIds[number % _county.Template.ClientIds.Count];
        var began = TimeProvider.System.GetUtcNow().AddMinutes(Waits ? -1 : -180).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
        return $$$"""
            {"channel":"Chat","startedAt":"{{{began}}}","language":"Finnish","themes":["Finances"],"initiator":"Client",
             "outcome":{{{(Waits ? "null" : "\"SolvedHere\"")}}},"note":"{{{_mark}}}{{{number.ToString(CultureInfo.InvariantCulture)}}}","client":{"id":"{{{client}}}"}}
            """;
    }
}

/// <param name="Since">When it was asked.</param>
/// <param name="At">When it was answered.</param>
/// <param name="Status">Null when the connection broke, or was refused.</param>
/// <param name="HasRetryAfter">Whether it says when to come again.</param>
/// <param name="Content">What a refusal says.</param>
internal sealed record ContactAnswer(TimeSpan Since, TimeSpan At, int? Status, bool HasRetryAfter, string Content);
