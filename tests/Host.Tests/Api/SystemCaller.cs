using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Host.Tests.Web;

namespace Palveluohjaus.Host.Tests.Api;

/// <summary>Another system that sends contacts with a key of its own: no cookie, no token.</summary>
internal sealed partial class SystemCaller(HttpClient client, string key)
{
    public const string Name = "Omapolun chat";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public string Key => key;
    public HttpClient Client => client;

    /// <summary>An admin adds the system on its page and hands over the key that is shown there.</summary>
    public static async Task<SystemCaller> AddAsync(PalveluohjausApp app, string name = Name, string unitCode = "ITA")
    {
        using var admin = await app.OpenBrowserAsync(DeskDatabase.Yrjo);
        var unitId = await app.ReadAsync(guidance => guidance.Units.Where(unit => unit.Code == unitCode).Select(unit => unit.Id).SingleAsync());
        using var added = await PageForms.PostAsync(admin, "/sending-systems/new", "system", ("Name", name), ("UnitId", unitId.ToString()));
        return await WithKeyAsync(app, KeyPattern().Match(await added.Content.ReadAsStringAsync()).Groups[1].Value);
    }

    public static async Task<SystemCaller> WithKeyAsync(PalveluohjausApp app, string key)
    {
        var client = await app.OpenBrowserAsync(account: null);
        client.DefaultRequestHeaders.Accept.Clear();
        return new SystemCaller(client, key);
    }

    /// <summary>Asks first whether the body is wanted: one that is not would meet a connection that was closed, and not the answer.</summary>
    public Task<ApiAnswer> AskAndSendAsync(object body) => SendAsync(ContentOf(body), "1", asksFirst: true);

    public Task<ApiAnswer> SendAsync(object body, string? idempotencyKey = "1") => SendAsync(ContentOf(body), idempotencyKey);

    public async Task<ApiAnswer> SendAsync(HttpContent content, string? idempotencyKey, string? language = null, bool asksFirst = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/v1/contacts", UriKind.Relative)) { Content = content };
        if (key.Length > 0)
            request.Headers.TryAddWithoutValidation("X-Api-Key", key);
        if (idempotencyKey is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        if (language is not null)
            request.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue(language));
        request.Headers.ExpectContinue = asksFirst;
        using var answer = await client.SendAsync(request);
        return new ApiAnswer(answer.StatusCode, answer.Content.Headers.ContentType, await answer.Content.ReadAsStringAsync(), answer.Headers.Location) { Headers = answer.Headers };
    }

    public async Task<Guid> RequireSentAsync(object body, string idempotencyKey)
    {
        var answer = await SendAsync(body, idempotencyKey);
        Assert.AreEqual(HttpStatusCode.Created, answer.Status, answer.Content);
        return Guid.Parse(answer.Text("id")!);
    }

    private static StringContent ContentOf(object body) => new(body as string ?? JsonSerializer.Serialize(body, Json), Encoding.UTF8, "application/json");

    [GeneratedRegex("value=\"(pok_[^\"]*)\"")]
    private static partial Regex KeyPattern();
}
