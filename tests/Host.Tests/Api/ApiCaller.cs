using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Palveluohjaus.Host.Tests.Web;

namespace Palveluohjaus.Host.Tests.Api;

/// <summary>A program that calls the API: cookies and a token of its own, and nothing of a page.</summary>
internal sealed class ApiCaller(HttpClient client)
{
    public const string CsrfHeader = "X-CSRF-Token";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Sent with every call; null to send none.</summary>
    public string? CsrfToken { get; set; }

    public HttpClient Client => client;

    /// <summary>Signed in by the API; nobody when the account is null.</summary>
    public static async Task<ApiCaller> OpenAsync(PalveluohjausApp app, string? account)
    {
        var client = await app.OpenBrowserAsync(account: null);
        client.DefaultRequestHeaders.Accept.Clear();
        var caller = new ApiCaller(client);
        if (account is not null)
            Assert.AreEqual(HttpStatusCode.OK, (await caller.SignInAsync(account, DeskDatabase.Password)).Status);
        return caller;
    }

    public async Task<ApiAnswer> SignInAsync(string account, string password, string? code = null)
    {
        var answer = await PostAsync("/session", new { account, password, code });
        if (answer.Status == HttpStatusCode.OK)
            CsrfToken = answer.Text("csrfToken");
        return answer;
    }

    public Task<ApiAnswer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, content: null);

    public Task<ApiAnswer> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, path, ContentOf(body));

    public Task<ApiAnswer> PutAsync(string path, object body) => SendAsync(HttpMethod.Put, path, ContentOf(body));

    public Task<ApiAnswer> DeleteAsync(string path, object? body = null) => SendAsync(HttpMethod.Delete, path, ContentOf(body));

    public async Task<ApiAnswer> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, new Uri($"/api/v1{path}", UriKind.Relative)) { Content = content };
        if (CsrfToken is not null)
            request.Headers.Add(CsrfHeader, CsrfToken);
        using var answer = await client.SendAsync(request);
        return new ApiAnswer(answer.StatusCode, answer.Content.Headers.ContentType, await answer.Content.ReadAsStringAsync(), answer.Headers.Location);
    }

    /// <summary>States a ground, so that the client opens.</summary>
    public async Task StateGroundAsync(Guid clientId) =>
        Assert.AreEqual(HttpStatusCode.NoContent, (await PostAsync($"/clients/{clientId}/grounds", new { kind = "ClientInTouch" })).Status);

    public async Task<Guid> CreateClientAsync(object client)
    {
        var answer = await PostAsync("/clients", new { client });
        Assert.AreEqual(HttpStatusCode.Created, answer.Status, answer.Content);
        return Guid.Parse(answer.Text("id")!);
    }

    private static StringContent? ContentOf(object? body) =>
        body is null ? null : new StringContent(body as string ?? JsonSerializer.Serialize(body, Json), Encoding.UTF8, "application/json");
}

/// <summary>What the API answered.</summary>
internal sealed record ApiAnswer(HttpStatusCode Status, MediaTypeHeaderValue? Type, string Content, Uri? Location)
{
    private const string TypePrefix = "urn:palveluohjaus:problem:";

    /// <summary>Null where nobody asks for them.</summary>
    public HttpResponseHeaders? Headers { get; init; }

    public JsonElement Body => JsonDocument.Parse(Content).RootElement;

    /// <summary>The name of the problem, once it was checked to be one.</summary>
    public string Problem
    {
        get
        {
            Assert.AreEqual("application/problem+json", Type?.MediaType, Content);
            Assert.AreEqual((int)Status, Body.GetProperty("status").GetInt32());
            Assert.IsNotEmpty(Text("title")!);
            StringAssert.StartsWith(Text("type"), TypePrefix, StringComparison.Ordinal);
            Assert.DoesNotContain("Exception", Content);
            return Text("type")![TypePrefix.Length..];
        }
    }

    /// <summary>Field and code of everything that must be corrected.</summary>
    public string Errors => string.Join(", ", Body.GetProperty("errors").EnumerateObject()
        .SelectMany(each => each.Value.EnumerateArray().Select(error => $"{each.Name} {error.GetProperty("code").GetString()}")));

    public string? Text(string member) => Body.GetProperty(member).GetString();
}
