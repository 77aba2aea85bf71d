using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Palveluohjaus.Faults;

/// <summary>Somebody who has signed in and opens pages.</summary>
internal sealed class Desk : IDisposable
{
    private readonly HttpClient _http;

    private Desk(Uri address) => _http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false })
    {
        BaseAddress = address,
        Timeout = TimeSpan.FromSeconds(60),
        DefaultRequestHeaders = { { "Accept", "text/html" }, { "Accept", "application/json;q=0.9" } },
    };

    public static async Task<Desk> OpenAsync(Uri address, TemplateCounty county, CancellationToken cancellationToken)
    {
        var desk = new Desk(address);
        using var answer = await desk._http.PostAsJsonAsync("/api/v1/session", new { account = TemplateCounty.Guide, password = county.GuidePassword }, cancellationToken);
        var said = await answer.Content.ReadAsStringAsync(cancellationToken);
        Assert.IsTrue(answer.IsSuccessStatusCode, $"{TemplateCounty.Guide} signs in: {answer.StatusCode} {said}");
        using var session = JsonDocument.Parse(said);
        desk._http.DefaultRequestHeaders.Add("X-CSRF-Token", session.RootElement.GetProperty("csrfToken").GetString());
        return desk;
    }

    public async Task<(int Status, bool HasRetryAfter, string Content)> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        return ((int)answer.StatusCode, answer.Headers.RetryAfter is not null, await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    public void Dispose() => _http.Dispose();
}
