using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Identity.Client;

namespace Palveluohjaus.Reporting.PowerBi;

/// <summary>The one place where requests to Power BI are sent: with a token, again where that may help, and never in a storm.</summary>
internal sealed class PowerBiConnection : IMsalHttpClientFactory, IDisposable
{
    /// <summary>An answer is a list of a workspace's things at most.</summary>
    private const int MostAnswerBytes = 16 * 1024 * 1024;

    private const int FailuresBeforeRest = 8;

    /// <summary>A run waits no longer than this for one request, however long the service asks for.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    /// <summary>After many failures in a row nothing is sent for so long.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);

    /// <summary>A silence that is longer is told of.</summary>
    private static readonly TimeSpan UsualSilence = TimeSpan.FromSeconds(10);

    private readonly TimeProvider _clock;
    private readonly HttpClient _http;
    private readonly PowerBiTokens _tokens;
    private readonly Lock _guard = new();
    private int _failuresInARow;
    private (DateTimeOffset Until, PowerBiFaultException Fault)? _resting;

    public PowerBiConnection(PowerBiSettings settings, TimeProvider clock)
    {
        _clock = clock;
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        if (settings.TrustedCertificates is { } trusted)
        {
            // A county's own authority seldom says on the net what it has revoked.
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            handler.SslOptions.CertificateChainPolicy.CustomTrustStore.AddRange(trusted);
        }

        _http = new HttpClient(handler) { BaseAddress = settings.ApiUrl, Timeout = TimeSpan.FromSeconds(settings.TimeoutSeconds), MaxResponseContentBufferSize = MostAnswerBytes };
        _tokens = new PowerBiTokens(settings, this, clock);
    }

    /// <summary>How far the service's clock was before ours when it last answered; null before it has.</summary>
    public TimeSpan? ClockAhead { get; private set; }

    /// <summary>Told whenever it takes long; null where nobody waits.</summary>
    public Action<PowerBiWait>? Waits { get; set; }

    HttpClient IMsalHttpClientFactory.GetHttpClient() => _http;

    /// <summary>Asks for a token alone, as the first step of a check.</summary>
    public async Task SignInAsync(CancellationToken cancellationToken)
    {
        await using var silence = TellOfSilence();
        await _tokens.GetAsync(isFresh: false, cancellationToken);
    }

    /// <exception cref="PowerBiFaultException">It came to nothing.</exception>
    public async Task<T> SendAsync<T>(PowerBiRequest request, CancellationToken cancellationToken) => (await SendDatedAsync<T>(request, cancellationToken)).Said;

    /// <inheritdoc cref="SendAsync{T}"/>
    /// <returns>What was said, and when by the service's own clock.</returns>
    public async Task<(T Said, DateTimeOffset At)> SendDatedAsync<T>(PowerBiRequest request, CancellationToken cancellationToken)
    {
        var answer = await RunAsync(request, cancellationToken);
        try
        {
            return (JsonSerializer.Deserialize<T>(answer.Body, Json) ?? throw new PowerBiFaultException(PowerBiFault.AnswerNotUnderstood), answer.At);
        }
        catch (JsonException)
        {
            throw new PowerBiFaultException(PowerBiFault.AnswerNotUnderstood);
        }
    }

    /// <summary>Sends what is answered without words.</summary>
    /// <exception cref="PowerBiFaultException">It came to nothing.</exception>
    public Task SendAsync(PowerBiRequest request, CancellationToken cancellationToken) => RunAsync(request, cancellationToken);

    public void Dispose() => _http.Dispose();

    private async Task<Answer.Done> RunAsync(PowerBiRequest request, CancellationToken cancellationToken)
    {
        RequireNotResting();
        var (isFresh, waited, wait) = (false, TimeSpan.Zero, FirstWait);
        for (var attempt = 1; ; attempt++)
        {
            var answer = await TryAsync(request, isFresh, cancellationToken);
            if (answer is Answer.Done done)
            {
                Succeed();
                return done;
            }

            var failed = (Answer.Failed)answer;

            // A token that was revoked, or that our clock takes for good: one of this moment tells which.
            if (failed.Fault.Fault == PowerBiFault.TokenRefused && !isFresh)
            {
                isFresh = true;
                continue;
            }

            var isEnough = Fail(failed);
            if (isEnough || failed.WaitAsked is null || attempt >= request.MostAttempts || (failed.Fault.MayHaveBeenDone && !request.IsRepeatable))
                throw failed.Fault;
            var next = failed.WaitAsked > TimeSpan.Zero ? failed.WaitAsked.Value : wait;
            if (waited + next > LongestWait)
                throw failed.Fault;
            Waits?.Invoke(new PowerBiWait(PowerBiWaitKind.Again, next) { Fault = failed.Fault.Fault });
            await Task.Delay(next, _clock, cancellationToken);
            waited += next;
            wait *= 2;
        }
    }

    /// <returns>Stops watching; null where nobody waits.</returns>
    private ITimer? TellOfSilence() => Waits is { } waits && _http.Timeout > UsualSilence
        ? _clock.CreateTimer(_ => waits(new PowerBiWait(PowerBiWaitKind.Answer, _http.Timeout - UsualSilence)), state: null, UsualSilence, Timeout.InfiniteTimeSpan)
        : null;

    private async Task<Answer> TryAsync(PowerBiRequest request, bool isFresh, CancellationToken cancellationToken)
    {
        await using var silence = TellOfSilence();
        string token;
        try
        {
            token = await _tokens.GetAsync(isFresh, cancellationToken);
        }
        catch (PowerBiFaultException fault)
        {
            return new Answer.Failed(fault, fault.IsPassing ? TimeSpan.Zero : null);
        }

        using var message = new HttpRequestMessage(request.Method, request.Path) { Content = request.MakeContent?.Invoke() };
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        try
        {
            using var response = await _http.SendAsync(message, cancellationToken);
            var now = _clock.GetUtcNow();
            if (response.Headers.Date is { } date)
                ClockAhead = date - now;
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return response.IsSuccessStatusCode ? new Answer.Done(body, response.Headers.Date ?? now) : FaultOf(request, response, body, now);
        }
        catch (HttpRequestException failed)
        {
            var fault = PowerBiAnswer.FaultOf(failed);
            return new Answer.Failed(fault, fault.Fault == PowerBiFault.CertificateNotTrusted ? null : TimeSpan.Zero);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Answer.Failed(new PowerBiFaultException(PowerBiFault.Silent) { MayHaveBeenDone = true }, TimeSpan.Zero);
        }
    }

    private static Answer.Failed FaultOf(PowerBiRequest request, HttpResponseMessage response, byte[] body, DateTimeOffset now)
    {
        var (code, wait) = (PowerBiAnswer.ReadCode(body), PowerBiAnswer.RetryAfter(response.Headers, now));
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => new Answer.Failed(new PowerBiFaultException(PowerBiFault.TokenRefused, code), null),
            HttpStatusCode.Forbidden => new Answer.Failed(new PowerBiFaultException(PowerBiFault.NotAllowed, code), null),
            HttpStatusCode.NotFound => new Answer.Failed(new PowerBiFaultException(request.NotFound, code), null),

            // It is refused before anything is done with it.
            HttpStatusCode.TooManyRequests => new Answer.Failed(new PowerBiFaultException(PowerBiFault.Throttled, code) { RetryAfter = wait, Until = now + wait }, wait ?? TimeSpan.Zero),
            >= HttpStatusCode.InternalServerError => new Answer.Failed(new PowerBiFaultException(PowerBiFault.ServiceBroken, code) { MayHaveBeenDone = true }, wait ?? TimeSpan.Zero),
            _ => new Answer.Failed(new PowerBiFaultException(PowerBiFault.RequestRefused, code), null),
        };
    }

    private void RequireNotResting()
    {
        lock (_guard)
        {
            // Also when the clock was put back.
            if (_resting is { } resting && resting.Until - _clock.GetUtcNow() is var left && left > TimeSpan.Zero && left <= Rest)
                throw new PowerBiFaultException(resting.Fault.Fault, resting.Fault.Code) { RetryAfter = resting.Fault.RetryAfter, Until = resting.Fault.Until };
            _resting = null;
        }
    }

    private void Succeed()
    {
        lock (_guard)
            _failuresInARow = 0;
    }

    /// <returns>True when the service is now left in peace.</returns>
    private bool Fail(Answer.Failed failed)
    {
        // A no is an answer too: the service is there, and another request may well be granted.
        if (!failed.Fault.IsPassing)
            return false;
        lock (_guard)
        {
            if (++_failuresInARow < FailuresBeforeRest)
                return false;
            _failuresInARow = 0;
            _resting = (_clock.GetUtcNow() + Rest, failed.Fault);
            return true;
        }
    }

    private abstract record Answer
    {
        /// <param name="Body">May be empty.</param>
        /// <param name="At">When, by the service's clock.</param>
        public sealed record Done(byte[] Body, DateTimeOffset At) : Answer;

        /// <param name="Fault">What is wrong.</param>
        /// <param name="WaitAsked">How long the service asks to wait; zero when it does not say; null when to ask again would not help.</param>
        public sealed record Failed(PowerBiFaultException Fault, TimeSpan? WaitAsked) : Answer;
    }
}

/// <param name="Method">Of HTTP.</param>
/// <param name="Path">Without the service's address.</param>
internal sealed record PowerBiRequest(HttpMethod Method, string Path)
{
    public const int UsualAttempts = 5;

    /// <summary>Makes the body, once for each attempt; null when it has none.</summary>
    public Func<HttpContent>? MakeContent { get; init; }

    /// <summary>What it means that there is no such thing.</summary>
    public PowerBiFault NotFound { get; init; } = PowerBiFault.RequestRefused;

    /// <summary>False where doing it twice is more than doing it once.</summary>
    public bool IsRepeatable { get; init; } = true;

    public int MostAttempts { get; init; } = UsualAttempts;
}
