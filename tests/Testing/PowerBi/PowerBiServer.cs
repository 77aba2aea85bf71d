using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Palveluohjaus.Reporting.PowerBi;

namespace Palveluohjaus.Testing.PowerBi;

/// <summary>
/// Power BI and the county's directory on this machine. It takes only what the official description and the service's limits allow; anything else is answered
/// with 500, kept in <see cref="Violations"/>, and fails the test when the server is disposed of. What a test orders goes wrong.
/// </summary>
public sealed class PowerBiServer : IAsyncDisposable
{
    /// <summary>The name of the county's push dataset.</summary>
    public const string Dataset = "Palveluohjaus";

    private const string Api = "/v1.0/myorg";
    private readonly PowerBiContract _contract;
    private readonly TimeProvider _clock;
    private readonly WebApplication _app;
    private readonly CancellationTokenSource _stopped = new();
    private readonly List<PowerBiOrder> _orders = [];
    private readonly X509Certificate2 _certificate;

    private PowerBiServer(PowerBiContract contract, TimeProvider clock)
    {
        (_contract, _clock) = (contract, clock);
        Directory = new PowerBiDirectory(clock);
        Workspace = new PowerBiWorkspace(clock);
        _certificate = SmtpServer.MakeCertificate(TimeProvider.System.GetUtcNow());
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(options =>
        {
            options.Limits.MaxRequestBodySize = null;
            options.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(_certificate));
            options.Listen(IPAddress.Loopback, 0);
        });
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.Zero);
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(AnswerOrTellAsync);
    }

    /// <summary>In what the product departed from the description or the limits.</summary>
    public ConcurrentQueue<string> Violations { get; } = [];

    /// <summary>Every request of the API, by its operationId and path, in order.</summary>
    public ConcurrentQueue<(string Operation, string Path)> Requests { get; } = [];

    /// <summary>All requests, also those for tokens.</summary>
    public int RequestCount { get; private set; }

    public PowerBiDirectory Directory { get; }

    public PowerBiWorkspace Workspace { get; }

    /// <summary>Where tokens and the API are: https, with a certificate of its own.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Where browsers load reports from. The official library takes Power BI's own addresses only, so a test leads its browser on to <see cref="EmbedSource"/>.</summary>
    public static Uri EmbedUrl { get; } = new("https://app.powerbi.com/");

    /// <summary>What stands at <see cref="EmbedUrl"/>: unencrypted, for this machine only.</summary>
    public Uri EmbedSource { get; private set; } = null!;

    /// <summary>Where the description is missing the test is inconclusive, but under CI=true it fails.</summary>
    public static async Task<PowerBiServer> StartAsync(TimeProvider? clock = null)
    {
        var server = new PowerBiServer(PowerBiContract.Require(), clock ?? TimeProvider.System);
        await server._app.StartAsync();
        var addresses = server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address)).ToList();

        // By its name, for which its certificate is.
        server.Address = new UriBuilder(addresses.Single(address => address.Scheme == "https")) { Host = "localhost" }.Uri;
        server.EmbedSource = addresses.Single(address => address.Scheme == "http");
        return server;
    }

    /// <summary>As a county would have configured it.</summary>
    public PowerBiSettings Settings => new()
    {
        Dataset = Dataset,
        TenantId = Directory.TenantId.ToString(),
        ClientId = Directory.ClientId,
        ClientSecret = Directory.Secret,
        WorkspaceId = Workspace.Id,
        Authority = Address,
        ApiUrl = Address,
        EmbedUrl = EmbedUrl,
        TrustedCertificates = [_certificate],
        TimeoutSeconds = 20,
    };

    /// <summary>Writes <see cref="Settings"/> as files of a data directory, for a product that runs in a process of its own.</summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="reports">Ids of reports by dashboard.</param>
    public void WriteSettings(string directory, IReadOnlyDictionary<string, Guid>? reports = null)
    {
        File.WriteAllText(Path.Combine(directory, "powerbi-authority.pem"), _certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(directory, "powerbi-secret"), Directory.Secret);
        File.WriteAllText(Path.Combine(directory, PowerBiSettings.FileName), JsonSerializer.Serialize(new
        {
            PowerBi = new
            {
                Settings.TenantId,
                Settings.ClientId,
                ClientSecretFile = "powerbi-secret",
                Settings.WorkspaceId,
                Dataset,
                Settings.Authority,
                Settings.ApiUrl,
                EmbedUrl,
                TrustedCertificate = "powerbi-authority.pem",
                Settings.TimeoutSeconds,
                Reports = reports ?? new Dictionary<string, Guid>(),
            },
        }));
    }

    public void Order(PowerBiOrder order)
    {
        lock (_orders)
            _orders.Add(order);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _stopped.Dispose();
        _certificate.Dispose();
        Assert.IsEmpty(Violations, string.Join(Environment.NewLine, Violations));
    }

    private async Task AnswerOrTellAsync(HttpContext context)
    {
        try
        {
            await AnswerAsync(context);
        }
        catch (Exception fault) when (!context.RequestAborted.IsCancellationRequested)
        {
            Violations.Enqueue($"{context.Request.Method} {context.Request.Path}: {fault}");
            throw;
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        context.Response.Headers.Date = _clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        if (path.StartsWith(Api, StringComparison.Ordinal))
        {
            RequestCount++;
            await AnswerApiAsync(context, path);
        }
        else if (path.EndsWith("/oauth2/v2.0/token", StringComparison.Ordinal))
        {
            RequestCount++;
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var (status, body) = Directory.Give(path.Split('/')[1], new Uri(Address, path).AbsoluteUri, form.ToDictionary(field => field.Key, field => field.Value.ToString()));
            await WriteAsync(context, status, body);
        }
        else if (path == "/msi/token")
        {
            RequestCount++;
            var (status, body) = Directory.GiveToMachine(context.Request.Headers["X-IDENTITY-HEADER"], context.Request.Query["resource"]);
            await WriteAsync(context, status, body);
        }
        else
        {
            await EmbeddedReportPage.AnswerAsync(context, Workspace);
        }
    }

    private async Task AnswerApiAsync(HttpContext context, string path)
    {
        using var document = await ReadAsync(context);
        if (_contract.Find(context.Request.Method, path) is not { } found)
        {
            await RefuseAsync(context, $"{context.Request.Method} {path} is not described");
            return;
        }

        Requests.Enqueue((found.Operation.Id, path));
        var wrong = _contract.CheckRequest(found.Operation, found.Gaps, context.Request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()), context.Request.ContentType, document?.RootElement);
        if (wrong.Count > 0)
        {
            await RefuseAsync(context, string.Join("; ", wrong));
            return;
        }

        var order = FindOrder(found.Operation.Id);
        if (await FailBeforeAsync(context, order))
            return;
        if (!context.Request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.Ordinal) || !Directory.Knows(context.Request.Headers.Authorization.ToString()["Bearer ".Length..]))
        {
            await WriteAsync(context, 401, new { error = new { code = "TokenExpired" } });
            return;
        }

        var answer = Workspace.Do(found.Operation.Id, found.Gaps, document?.RootElement);
        if (answer.Violation is { } violation)
        {
            await RefuseAsync(context, $"{found.Operation.Id}: {violation}");
            return;
        }

        switch (order?.Kind)
        {
            case PowerBiFailure.CutWhenDone:
                context.Abort();
                return;
            case PowerBiFailure.AnswerWhenDone:
                await WriteAsync(context, order.Status, new { error = new { code = order.Code } });
                return;
            default:
                break;
        }

        var body = answer.Body is null ? (JsonElement?)null : JsonSerializer.SerializeToElement(answer.Body);
        if (answer.Status < 400 && _contract.CheckAnswer(found.Operation, answer.Status, body) is { Count: > 0 } ours)
        {
            await RefuseAsync(context, $"this server's own answer: {string.Join("; ", ours)}");
            return;
        }

        if (answer.RetryAfter is { } after)
            context.Response.Headers.RetryAfter = after;
        await WriteAsync(context, answer.Status, body);
    }

    private async Task<bool> FailBeforeAsync(HttpContext context, PowerBiOrder? order)
    {
        switch (order?.Kind)
        {
            case PowerBiFailure.Answer:
                if (order.RetryAfter is { } after)
                    context.Response.Headers.RetryAfter = after;
                await WriteAsync(context, order.Status, new { error = new { code = order.Code } });
                return true;
            case PowerBiFailure.Nonsense:
                await context.Response.WriteAsync("<html>Welcome</html>");
                return true;
            case PowerBiFailure.Cut:
                context.Abort();
                return true;
            case PowerBiFailure.Silence:
                using (var over = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stopped.Token))
                {
                    var silent = new TaskCompletionSource();
                    await using var registered = over.Token.Register(silent.SetResult);
                    await silent.Task;
                }

                return true;
            default:
                return false;
        }
    }

    private PowerBiOrder? FindOrder(string operation)
    {
        lock (_orders)
        {
            PowerBiOrder? met = null;
            foreach (var order in _orders.Where(each => each.OperationId is null || each.OperationId == operation))
            {
                order.Seen++;
                if (order.Seen > order.After && order.Seen <= order.After + order.Times)
                    met ??= order;
            }

            return met;
        }
    }

    private async Task<JsonDocument?> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentLength is null or 0 && !context.Request.Headers.ContainsKey("Transfer-Encoding"))
            return null;
        try
        {
            return await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        }
        catch (JsonException)
        {
            Violations.Enqueue($"{context.Request.Method} {context.Request.Path}: the body is no JSON");
            return null;
        }
    }

    private async Task RefuseAsync(HttpContext context, string what)
    {
        Violations.Enqueue(what);
        await WriteAsync(context, 500, new { error = new { code = "Violation", message = what } });
    }

    private static async Task WriteAsync(HttpContext context, int status, object? body)
    {
        context.Response.StatusCode = status;
        if (body is not null)
            await context.Response.WriteAsJsonAsync(body, context.RequestAborted);
    }
}
