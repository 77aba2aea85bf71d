using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Audit;

namespace Palveluohjaus.Host.Tests.Web;

/// <summary>Every endpoint there is, as everyone there is. An endpoint added without saying who may use it, and what of clients it touches, fails here.</summary>
[TestClass]
public sealed class EndpointsTests
{
    private const string SignedOut = "";

    private static readonly IReadOnlyDictionary<string, AccountRole[]> Roles = new Dictionary<string, AccountRole[]>
    {
        [SignedOut] = [],
        [DeskDatabase.Sanna] = [AccountRole.Guide],
        [DeskDatabase.Pekka] = [AccountRole.Guide],
        [DeskDatabase.Liisa] = [AccountRole.TeamLead],
        [DeskDatabase.Mauri] = [AccountRole.Manager],
        [DeskDatabase.Anna] = [AccountRole.Analyst],
        [DeskDatabase.Yrjo] = [AccountRole.Admin],
    };

    [TestMethod]
    public async Task Every_endpoint_says_who_may_use_it_and_whether_it_touches_clients()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);

        // The framework's own address says nothing, and is therefore closed to everyone: the walk below sees that it is.
        var silent = app.Endpoints
            .Where(endpoint => !endpoint.RoutePattern.RawText!.StartsWith("/_framework/", StringComparison.Ordinal))
            .Where(endpoint =>
                (endpoint.Metadata.GetMetadata<AccessAttribute>() is null) == (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null)
                || (endpoint.Metadata.GetMetadata<AuditedAttribute>() is null) == (endpoint.Metadata.GetMetadata<NoClientDataAttribute>() is null))
            .Select(Describe)
            .ToList();

        Assert.IsEmpty(silent, $"These say it not, or twice: {string.Join(", ", silent)}");
        Assert.IsGreaterThan(15, app.Endpoints.Count);
    }

    [TestMethod]
    public async Task Every_table_is_known_to_hold_client_data_or_not()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var tables = await app.ReadAsync(guidance => Task.FromResult(guidance.Model.GetEntityTypes().Select(type => type.GetTableName()!).Distinct().Order(StringComparer.Ordinal).ToArray()));

        CollectionAssert.AreEqual(ClientDataWatch.ClientTables.Concat(ClientDataWatch.OtherTables).Order(StringComparer.Ordinal).ToArray(), tables);
    }

    // Some thousand requests.
    [TestMethod]
    public async Task Everyone_gets_in_where_they_may_and_nowhere_else_and_what_touches_clients_is_audited()
    {
        var watch = new ClientDataWatch();
        await using var app = await PalveluohjausApp.StartAsync(account: null, watch: watch);
        var ids = await EndpointIds.MakeAsync(app);
        var faults = new List<string>();
        foreach (var (account, roles) in Roles)
        {
            using var browser = await app.OpenBrowserAsync(account == SignedOut ? null : account);
            var rights = RoleRights.Of(roles);
            foreach (var endpoint in app.Endpoints)
            {
                foreach (var method in MethodsOf(endpoint))
                {
                    var before = await CountAuditAsync(app);
                    watch.TakeTables();
                    using var answer = await SendAsync(browser, method, ids.PathOf(endpoint.RoutePattern));
                    var tables = watch.TakeTables();
                    var after = await CountAuditAsync(app);
                    if (FindFault(endpoint, account, rights, answer, await LacksTokenAsync(answer), tables, after - before) is { } fault)
                        faults.Add($"{(account == SignedOut ? "nobody" : account)} {method} {Describe(endpoint)}: {fault}");
                }
            }
        }

        Assert.IsEmpty(faults, string.Join(Environment.NewLine, faults));
    }

    private static string? FindFault(RouteEndpoint endpoint, string account, IReadOnlySet<AccessRight> rights, HttpResponseMessage answer, bool lacksToken, IReadOnlySet<string> tables, int audited)
    {
        var isOpen = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
        var isMachine = endpoint.RoutePattern.RawText!.TrimStart('/').StartsWith("api/", StringComparison.Ordinal);
        var mayUse = isOpen || (endpoint.Metadata.GetMetadata<AccessAttribute>() is { } access && rights.Contains(access.Right));
        var touched = tables.Intersect(ClientDataWatch.ClientTables).ToList();
        if (!mayUse && touched.Count > 0)
            return $"read {string.Join(", ", touched)} for one who may not use it";
        if (account == SignedOut && !isOpen)
        {
            var isAskedToSignIn = isMachine
                ? answer.StatusCode == HttpStatusCode.Unauthorized
                : answer.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther && answer.Headers.Location!.ToString().Contains("/sign-in?", StringComparison.Ordinal);
            return isAskedToSignIn ? null : $"answered {answer.StatusCode} to nobody";
        }

        if (!mayUse)
            return answer.StatusCode == HttpStatusCode.Forbidden && !lacksToken ? null : $"answered {answer.StatusCode} without the right";
        if (answer.StatusCode is HttpStatusCode.InternalServerError or HttpStatusCode.Unauthorized && !isOpen)
            return $"answered {answer.StatusCode} with the right";
        if (answer.StatusCode == HttpStatusCode.Forbidden && !lacksToken && endpoint.Metadata.GetMetadata<AuditedAttribute>() is null)
            return "refused one who has the right";
        if (touched.Count == 0)
            return null;
        if (endpoint.Metadata.GetMetadata<NoClientDataAttribute>() is not null)
            return $"says it touches no client data and read {string.Join(", ", touched)}";
        return answer.IsSuccessStatusCode && audited == 0 ? $"read {string.Join(", ", touched)} and audited nothing" : null;
    }

    /// <summary>Whether the right was there, and only the form's token was not: nothing that is asked here is to be done.</summary>
    private static async Task<bool> LacksTokenAsync(HttpResponseMessage answer) =>
        answer.StatusCode == HttpStatusCode.Forbidden && (await answer.Content.ReadAsStringAsync()).Contains("csrf-token-needed", StringComparison.Ordinal);

    private static async Task<HttpResponseMessage> SendAsync(HttpClient browser, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (path.StartsWith("/api/", StringComparison.Ordinal))
        {
            request.Headers.Accept.Clear();
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            if (method != "GET")
                request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        }
        else if (method != "GET")
        {
            request.Content = new FormUrlEncodedContent([]);
        }

        return await browser.SendAsync(request);
    }

    private static Task<int> CountAuditAsync(PalveluohjausApp app) => app.ReadAsync(guidance => guidance.AuditEntries.CountAsync());

    private static IReadOnlyList<string> MethodsOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST"];

    private static string Describe(RouteEndpoint endpoint) => $"{string.Join('/', MethodsOf(endpoint))} {endpoint.RoutePattern.RawText}";
}
