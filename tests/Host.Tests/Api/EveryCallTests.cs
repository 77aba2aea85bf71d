using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Host.Tests.Web;

namespace Palveluohjaus.Host.Tests.Api;

/// <summary>What holds for every call, whichever it is: all are walked, as the API's own description lists them.</summary>
[TestClass]
public sealed partial class EveryCallTests
{
    private const string Guides = "sanna, liisa";
    private const string TeamLeads = "liisa";
    private const string FigureReaders = "sanna, liisa, mauri, anna";
    private const string Admins = "yrjo";
    /// <summary>Another system's key opens it, and no session: <see cref="ReceiveContactTests"/>.</summary>
    private const string Nobody = "";

    private const string Everyone = "sanna, liisa, mauri, anna, yrjo";

    private static readonly string[] Accounts = [DeskDatabase.Sanna, DeskDatabase.Liisa, DeskDatabase.Mauri, DeskDatabase.Anna, DeskDatabase.Yrjo];

    /// <summary>Who may call what. A call that is not here makes the walk fail.</summary>
    private static readonly Dictionary<string, string> MayCall = new()
    {
        ["GET /session"] = Everyone,
        ["DELETE /session"] = Everyone,
        ["PUT /settings"] = Everyone,
        ["POST /settings/password"] = Everyone,
        ["GET /settings/mail"] = Everyone,
        ["PUT /settings/mail"] = Everyone,
        ["GET /settings/second-factor"] = Everyone,
        ["POST /settings/second-factor"] = Everyone,
        ["PUT /settings/second-factor"] = Everyone,
        ["DELETE /settings/second-factor"] = Everyone,
        ["GET /accounts"] = Admins,
        ["POST /accounts"] = Admins,
        ["GET /accounts/{id}"] = Admins,
        ["PUT /accounts/{id}"] = Admins,
        ["POST /accounts/{id}/link"] = Admins,
        ["POST /accounts/{id}/disable"] = Admins,
        ["POST /accounts/{id}/enable"] = Admins,
        ["DELETE /accounts/{id}/second-factor"] = Admins,
        ["GET /units"] = Everyone,
        ["POST /units"] = Admins,
        ["PUT /units/{id}"] = Admins,
        ["POST /clients/search"] = Guides,
        ["POST /clients"] = Guides,
        ["GET /clients/{id}"] = Guides,
        ["PUT /clients/{id}"] = Guides,
        ["POST /clients/{id}/grounds"] = Guides,
        ["POST /clients/{id}/protected-details"] = Guides,
        ["GET /clients/{id}/consents"] = Guides,
        ["POST /clients/{id}/consents"] = Guides,
        ["GET /clients/{id}/relations"] = Guides,
        ["POST /clients/{id}/relations"] = Guides,
        ["DELETE /clients/{id}/relations/{relationId}"] = Guides,
        ["GET /clients/duplicates"] = TeamLeads,
        ["GET /clients/{id}/duplicates"] = Guides,
        ["POST /clients/merges"] = TeamLeads,
        ["DELETE /clients/merges/{mergeId}"] = TeamLeads,
        ["POST /clients/{id}/log-report"] = TeamLeads,
        ["GET /clients/{id}/interventions"] = Guides,
        ["POST /clients/{id}/interventions"] = Guides,
        ["GET /intervention-methods"] = Guides,
        ["GET /interventions/{id}"] = Guides,
        ["POST /interventions/{id}/measurements"] = Guides,
        ["POST /interventions/{id}/sessions"] = Guides,
        ["POST /interventions/{id}/end"] = Guides,
        ["POST /interventions/{id}/take-back"] = Guides,
        ["GET /handoffs"] = Guides,
        ["POST /handoffs"] = Guides,
        ["POST /handoffs/{id}/accept"] = Guides,
        ["POST /handoffs/{id}/decline"] = Guides,
        ["POST /handoffs/{id}/withdraw"] = Guides,
        ["POST /handoffs/{id}/done"] = Guides,
        ["GET /queues/{unitId}"] = Guides,
        ["POST /queues/{unitId}/take"] = Guides,
        ["POST /queues/{unitId}/release"] = Guides,
        ["POST /queues/{unitId}/assign"] = Guides,
        ["GET /responsible-workers/missing"] = Guides,
        ["GET /cases/{caseId}/deadlines"] = Guides,
        ["POST /cases/{caseId}/deadlines/pause"] = Guides,
        ["POST /cases/{caseId}/deadlines/resume"] = Guides,
        ["PUT /cases/{caseId}/matter"] = Guides,
        ["GET /deadline-rules"] = Everyone,
        ["GET /cases/{caseId}/needs-assessment"] = Guides,
        ["PUT /cases/{caseId}/needs-assessment"] = Guides,
        ["POST /cases/{caseId}/needs-assessment/complete"] = Guides,
        ["POST /cases/{caseId}/needs-assessment/unnecessary"] = Guides,
        ["POST /cases/{caseId}/needs-assessment/reopen"] = Guides,
        ["GET /housing/criteria"] = Guides,
        ["GET /housing/queue"] = Guides,
        ["GET /services"] = Guides,
        ["POST /services"] = TeamLeads,
        ["GET /services/{id}"] = Guides,
        ["PUT /services/{id}"] = TeamLeads,
        ["POST /services/{id}/wait"] = Guides,
        ["POST /services/{id}/withdraw"] = TeamLeads,
        ["POST /services/{id}/restore"] = TeamLeads,
        ["GET /referrals"] = Guides,
        ["GET /referrals/{id}"] = Guides,
        ["POST /referrals"] = Guides,
        ["POST /referrals/{id}/steps"] = Guides,
        ["POST /referrals/{id}/take-back"] = Guides,
        ["GET /schedules"] = Admins,
        ["GET /schedules/{job}/runs"] = Admins,
        ["POST /schedules/{job}/runs"] = Admins,
        ["GET /metrics"] = FigureReaders,
        ["GET /metrics/{metric}"] = FigureReaders,
        ["POST /power-bi/embed-token"] = FigureReaders,
        ["POST /contacts"] = Nobody,
    };

    [TestMethod]
    public async Task Each_role_gets_in_where_it_must_and_nowhere_else_and_nobody_without_signing_in()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var calls = await ListAsync(app);
        CollectionAssert.AreEquivalent(MayCall.Keys.ToArray(), calls.Select(call => call.Name).ToArray());

        var nobody = await ApiCaller.OpenAsync(app, account: null);
        foreach (var call in calls)
            Assert.AreEqual(MayCall[call.Name] == Nobody ? "key-refused" : "not-signed-in", (await SendAsync(nobody, call, "[]")).Problem, call.Name);
        foreach (var account in Accounts)
        {
            var caller = await ApiCaller.OpenAsync(app, account);
            foreach (var call in calls.Where(call => call.Name is not ("DELETE /session" or "POST /settings/second-factor")))
            {
                // A body that no call takes: whoever is let in is told so, and nothing is done.
                var answer = await SendAsync(caller, call, "[]");
                var isRefused = answer.Status == HttpStatusCode.Forbidden && answer.Problem == "not-allowed";
                Assert.AreEqual(!MayCall[call.Name].Split(", ").Contains(account), isRefused, $"{account}: {call.Name} {answer.Status}");
            }
        }
    }

    [TestMethod]
    public async Task Every_writing_call_needs_the_sessions_own_token()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var (liisa, admin) = (await ApiCaller.OpenAsync(app, DeskDatabase.Liisa), await ApiCaller.OpenAsync(app, DeskDatabase.Yrjo));
        string?[] tokens = [null, "forged", admin.CsrfToken];

        foreach (var token in tokens)
        {
            liisa.CsrfToken = token;
            foreach (var call in (await ListAsync(app)).Where(call => call.Method != HttpMethod.Get && MayCall[call.Name].Split(", ").Contains(DeskDatabase.Liisa)))
            {
                var answer = await SendAsync(liisa, call, "{}");
                Assert.AreEqual((HttpStatusCode.Forbidden, "csrf-token-needed"), (answer.Status, answer.Problem), $"{call.Name} with token {token}");
            }
        }
    }

    [TestMethod]
    public async Task Every_call_about_one_client_stays_shut_without_a_ground_and_shows_nothing_of_them()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var liisa = await ApiCaller.OpenAsync(app, DeskDatabase.Liisa);
        var helmi = await app.IdOfAsync("kuusisaari helmi");
        Dictionary<string, object> bodies = new()
        {
            ["PUT /clients/{id}"] = new { version = 0, client = new { givenName = "Helmi" } },
            ["POST /clients/{id}/protected-details"] = new { reason = "Danger" },
            ["POST /clients/{id}/consents"] = new { kind = "RemoteReception", answer = "Given", answeredOn = "2026-03-17" },
            ["POST /clients/{id}/relations"] = new { kind = "Other", outsiderName = "Aino" },
            ["POST /clients/{id}/log-report"] = new { },
            ["POST /clients/{id}/interventions"] = new { method = "ipc-young" },
        };

        foreach (var call in (await ListAsync(app)).Where(call => call.Name.Contains("/clients/{id}", StringComparison.Ordinal) && !call.Name.EndsWith("/grounds", StringComparison.Ordinal)))
        {
            var shut = await SendAsync(liisa, call, JsonSerializer.Serialize(bodies.GetValueOrDefault(call.Name)), helmi);
            var unknown = await SendAsync(liisa, call, JsonSerializer.Serialize(bodies.GetValueOrDefault(call.Name)));
            Assert.AreEqual((HttpStatusCode.Forbidden, "ground-needed"), (shut.Status, shut.Problem), call.Name);
            Assert.DoesNotContain("Kuusisaari", shut.Content);
            Assert.AreEqual((HttpStatusCode.NotFound, "not-found"), (unknown.Status, unknown.Problem), call.Name);
        }
    }

    [TestMethod]
    [DataRow("GET", "/no-such-thing", null, "not-found", 404)]
    [DataRow("GET", "/clients/not-an-id", null, "not-found", 404)]
    [DataRow("PATCH", "/units", "{}", "method-not-allowed", 405)]
    [DataRow("DELETE", "/clients/search", null, "method-not-allowed", 405)]
    [DataRow("POST", "/clients/search", "", "malformed", 400)]
    [DataRow("POST", "/clients/search", "{", "malformed", 400)]
    [DataRow("POST", "/clients/search", "null", "malformed", 400)]
    [DataRow("POST", "/clients/search", "{}", "malformed", 400)]
    [DataRow("POST", "/clients/search", "{\"text\":null}", "malformed", 400)]
    [DataRow("POST", "/clients/search", "{\"text\":1}", "malformed", 400)]
    [DataRow("POST", "/clients/search", "{\"text\":\"a\",\"text\":\"b\"}", "malformed", 400)]
    [DataRow("POST", "/clients/search", "{\"text\":\"a\",\"limit\":5}", "malformed", 400)]
    [DataRow("POST", "/clients/search", "{\"text\":\"\\ud800\"}", "malformed", 400)]
    [DataRow("POST", "/clients", "{\"client\":{\"sex\":\"1\"}}", "malformed", 400)]
    [DataRow("POST", "/clients", "{\"client\":{\"sex\":1}}", "malformed", 400)]
    [DataRow("POST", "/clients", "{\"client\":{\"phones\":[[[[[[[[[[[1]]]]]]]]]]]}}", "malformed", 400)]
    public async Task What_cannot_be_read_is_a_problem_and_never_a_page(string method, string path, string? body, string problem, int status)
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var caller = await ApiCaller.OpenAsync(app, DeskDatabase.Sanna);
        caller.Client.DefaultRequestHeaders.Add("Accept", "text/html");

        var answer = await caller.SendAsync(new HttpMethod(method), path, body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.AreEqual((status, problem), ((int)answer.Status, answer.Problem));
    }

    [TestMethod]
    public async Task Too_much_and_what_is_not_JSON_are_problems_too()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var caller = await ApiCaller.OpenAsync(app, DeskDatabase.Sanna);

        var tooLarge = await caller.PostAsync("/clients/search", new { text = new string('a', 1024 * 1024) });
        var notJson = await caller.SendAsync(HttpMethod.Post, "/clients/search", new StringContent("<text/>", Encoding.UTF8, "application/xml"));
        var outside = await caller.Client.GetAsync(new Uri("/api", UriKind.Relative));

        Assert.AreEqual((HttpStatusCode.RequestEntityTooLarge, "too-large"), (tooLarge.Status, tooLarge.Problem));
        Assert.AreEqual((HttpStatusCode.UnsupportedMediaType, "not-json"), (notJson.Status, notJson.Problem));
        Assert.AreEqual((HttpStatusCode.NotFound, "application/problem+json"), (outside.StatusCode, outside.Content.Headers.ContentType!.MediaType));
    }

    [TestMethod]
    public async Task What_cannot_be_audited_is_not_done_and_the_failure_tells_nothing_of_its_cause()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var sanna = await ApiCaller.OpenAsync(app, DeskDatabase.Sanna);
        sanna.Client.DefaultRequestHeaders.Add("Accept", "text/html");
        await app.ReadAsync(guidance => guidance.Database.ExecuteSqlRawAsync("DELETE FROM AuditChainHeads"));

        var answer = await sanna.PostAsync("/clients/search", new { text = "Kuusisaari" });

        Assert.AreEqual((HttpStatusCode.InternalServerError, "failed"), (answer.Status, answer.Problem));
        Assert.DoesNotContain("chain", answer.Content);
        Assert.DoesNotContain("Kuusisaari", answer.Content);
    }

    [TestMethod]
    [DataRow("sv", "Logga först in.")]
    [DataRow("en-US,en;q=0.8", "Sign in first.")]
    [DataRow("de, sv;q=0.5, en;q=0.4", "Logga först in.")]
    [DataRow("fi", "Kirjaudu ensin sisään.")]
    [DataRow("de", "Kirjaudu ensin sisään.")]
    [DataRow(";;;q=x,,", "Kirjaudu ensin sisään.")]
    public async Task A_refusal_is_in_the_callers_language(string acceptLanguage, string title)
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var caller = await ApiCaller.OpenAsync(app, account: null);
        caller.Client.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", acceptLanguage);

        Assert.AreEqual(title, (await caller.GetAsync("/session")).Text("title"));
    }

    [TestMethod]
    public async Task The_description_is_open_and_names_how_to_sign_in_and_every_refusal()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var caller = await ApiCaller.OpenAsync(app, account: null);

        var description = (await caller.GetAsync("/openapi.json")).Body;

        Assert.AreEqual("palveluohjaus.session", description.GetProperty("components").GetProperty("securitySchemes").GetProperty("session").GetProperty("name").GetString());
        foreach (var path in description.GetProperty("paths").EnumerateObject())
        {
            StringAssert.StartsWith(path.Name, "/api/v1/", StringComparison.Ordinal);
            foreach (var operation in path.Value.EnumerateObject())
            {
                Assert.IsNotEmpty(operation.Value.GetProperty("summary").GetString()!);
                Assert.IsTrue(operation.Value.GetProperty("responses").TryGetProperty("401", out _), $"{operation.Name} {path.Name}");
            }
        }
    }

    /// <summary>Every call but signing in.</summary>
    private static async Task<IReadOnlyList<Call>> ListAsync(PalveluohjausApp app)
    {
        var description = (await (await ApiCaller.OpenAsync(app, account: null)).GetAsync("/openapi.json")).Body;
        return
        [
            .. description.GetProperty("paths").EnumerateObject()
                .SelectMany(path => path.Value.EnumerateObject().Select(operation => new Call(new HttpMethod(operation.Name.ToUpperInvariant()), path.Name["/api/v1".Length..].TrimEnd('/'))))
                .Where(call => call.Name != "POST /session"),
        ];
    }

    private static Task<ApiAnswer> SendAsync(ApiCaller caller, Call call, string body, Guid? id = null) => caller.SendAsync(
        call.Method,
        IdInPath().Replace(call.Path, (id ?? Guid.NewGuid()).ToString()),
        call.Method == HttpMethod.Get ? null : new StringContent(body, Encoding.UTF8, "application/json"));

    [GeneratedRegex("\\{\\w+\\}")]
    private static partial Regex IdInPath();

    private sealed record Call(HttpMethod Method, string Path)
    {
        public string Name => $"{Method} {Path}";
    }
}
