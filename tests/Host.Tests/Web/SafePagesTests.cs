using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Palveluohjaus.Testing;
using Palveluohjaus.Web.Components;
using Palveluohjaus.Web.Layout;
using Palveluohjaus.Web.Texts;

namespace Palveluohjaus.Host.Tests.Web;

[TestClass]
public sealed class SafePagesTests
{
    [TestMethod]
    [DataRow("/contacts/new", HttpStatusCode.OK)]
    [DataRow("/overview", HttpStatusCode.OK)]
    [DataRow("/no-such-page", HttpStatusCode.NotFound)]
    [DataRow("/status/403", HttpStatusCode.Forbidden)]
    [DataRow("/status/200", HttpStatusCode.NotFound)]
    [DataRow("/contacts/logged/not-an-id", HttpStatusCode.NotFound)]
    public async Task Every_page_carries_the_safety_headers_and_is_kept_nowhere(string path, HttpStatusCode expected)
    {
        await using var app = await PalveluohjausApp.StartAsync();

        var answer = await app.Browser.GetAsync(new Uri(path, UriKind.Relative));

        Assert.AreEqual(expected, answer.StatusCode);
        RequireSafetyHeaders(answer);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.IsFalse(page.Contains(" style=", StringComparison.Ordinal) || page.Contains("<style", StringComparison.Ordinal), "The policy forbids inline style.");
        StringAssert.Contains(page, "Kuvitteellinen hyvinvointialue", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Cookies_cannot_be_read_by_script_or_sent_from_elsewhere()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);

        var door = await app.Browser.GetAsync(new Uri("/sign-in", UriKind.Relative));
        var signedIn = await PalveluohjausApp.SignInAsync(app.Browser, DeskDatabase.Sanna, DeskDatabase.Password);
        var language = await app.Browser.GetAsync(new Uri("/language?to=sv", UriKind.Relative));

        foreach (var cookie in ((HttpResponseMessage[])[door, signedIn, language]).SelectMany(answer => answer.Headers.GetValues("Set-Cookie")))
        {
            StringAssert.Contains(cookie, "httponly", StringComparison.OrdinalIgnoreCase);
            StringAssert.Contains(cookie, "samesite=", StringComparison.OrdinalIgnoreCase);
        }
    }

    [TestMethod]
    [DataRow("/contacts/new", "/contacts/new")]
    [DataRow("/overview?from=2026-01-01", "/overview?from=2026-01-01")]
    [DataRow("/overview?a=ä&b=%C3%A5", "/overview?a=%C3%A4&b=%C3%A5")]
    [DataRow("https://evil.example", "/")]
    [DataRow("//evil.example", "/")]
    [DataRow("/\\evil.example", "/")]
    [DataRow("/\t/evil.example", "/")]
    [DataRow("javascript:alert(1)", "/")]
    [DataRow("~/x", "/")]
    [DataRow("", "/")]
    public async Task Choosing_a_language_returns_only_to_this_server(string returnUrl, string expected)
    {
        await using var app = await PalveluohjausApp.StartAsync();

        var answer = await app.Browser.GetAsync(new Uri($"/language?to=sv&returnUrl={Uri.EscapeDataString(returnUrl)}", UriKind.Relative));

        Assert.AreEqual((HttpStatusCode.Redirect, expected), (answer.StatusCode, answer.Headers.Location!.OriginalString));
    }

    [TestMethod]
    [DataRow("/no-such-page?from=2026-01-01&q=%C3%A5%26", "/no-such-page?from=2026-01-01&q=%C3%A5%26", "Sidan hittades inte")]
    [DataRow("/no%20such%3Fp%C3%A4ge", "/no%20such%3Fp%C3%A4ge", "Sidan hittades inte")]
    [DataRow("/contacts/logged/not-an-id", "/contacts/logged/not-an-id", "Sidan hittades inte")]
    [DataRow("//evil.example/x", "/", null)]
    public async Task An_error_page_in_another_language_stands_at_the_address_that_was_asked_for(string asked, string expected, string? heading)
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var page = await (await app.Browser.GetAsync(new Uri(app.Browser.BaseAddress!.GetLeftPart(UriPartial.Authority) + asked))).Content.ReadAsStringAsync();

        var answer = await app.Browser.GetAsync(new Uri("/language?to=sv&returnUrl=" + Between(page, "/language?to=sv&amp;returnUrl=", "\""), UriKind.Relative));

        Assert.AreEqual((HttpStatusCode.Redirect, expected), (answer.StatusCode, answer.Headers.Location!.OriginalString));
        if (heading is not null)
        {
            var swedish = await app.Browser.GetAsync(answer.Headers.Location);
            StringAssert.Contains(WebUtility.HtmlDecode(await swedish.Content.ReadAsStringAsync()), heading, StringComparison.Ordinal);
            Assert.AreEqual(HttpStatusCode.NotFound, swedish.StatusCode);
        }
    }

    [TestMethod]
    [DataRow("/contacts/new")]
    [DataRow("/overview")]
    [DataRow("/no-such-page")]
    public async Task Every_icon_a_page_draws_is_among_those_it_carries(string path)
    {
        await using var app = await PalveluohjausApp.StartAsync();

        var page = await (await app.Browser.GetAsync(new Uri(path, UriKind.Relative))).Content.ReadAsStringAsync();

        foreach (var drawn in page.Split("href=\"#i-").Skip(1).Select(rest => rest[..rest.IndexOf('"', StringComparison.Ordinal)]).Distinct())
            StringAssert.Contains(page, $"<symbol id=\"i-{drawn}\"", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task An_unknown_language_changes_nothing()
    {
        await using var app = await PalveluohjausApp.StartAsync();

        StringAssert.Contains(await app.OpenFormAsync("de"), "<html lang=\"fi\">", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Assets_are_compressed_kept_for_good_and_within_the_page_budget()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var page = await app.OpenFormAsync();
        app.Browser.DefaultRequestHeaders.Add("Accept-Encoding", "br");

        var style = await app.Browser.GetAsync(new Uri(Between(page, "rel=\"stylesheet\" href=\"", "\""), UriKind.Relative));

        Assert.AreEqual("text/css; charset=utf-8", style.Content.Headers.ContentType!.ToString());
        Assert.AreEqual("br", style.Content.Headers.ContentEncoding.Single());
        Assert.AreEqual("public, max-age=31536000, immutable", style.Headers.CacheControl!.ToString().Replace("max-age=31536000, public", "public, max-age=31536000", StringComparison.Ordinal));
        long Bytes(params string[] names) => names.Sum(name => new FileInfo(Path.Combine(AppContext.BaseDirectory, "wwwroot", "assets", name)).Length);
        Assert.IsLessThanOrEqualTo(150_000, Bytes("app.css", "shell.js", "log-contact.js"));
        Assert.IsLessThanOrEqualTo(600_000, Bytes("app.css", "shell.js", "time.js"));
        Assert.IsLessThanOrEqualTo(330_000, Bytes("app.css", "shell.js", "power-bi.js"));
    }

    [TestMethod]
    [DataRow("/sign-in?passwordSet=010180-123A")]
    [DataRow("/sign-in?startOver=x")]
    [DataRow("/contacts/new?client=xyz")]
    [DataRow("/contacts/new?client=00000000-0000-0000-0000-000000000000")]
    public async Task A_parameter_that_cannot_be_read_is_not_minded(string address)
    {
        await using var app = await PalveluohjausApp.StartAsync();

        Assert.AreEqual(HttpStatusCode.OK, (await app.Browser.GetAsync(new Uri(address, UriKind.Relative))).StatusCode);
    }

    [TestMethod]
    public async Task Another_hosts_name_is_refused()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/contacts/new") { Headers = { Host = "rebound.example" } };

        Assert.AreEqual(HttpStatusCode.BadRequest, (await app.Browser.SendAsync(request)).StatusCode);
    }

    [TestMethod]
    [DataRow("http://0.0.0.0:5080", "in the clear")]
    [DataRow("http://*:5080", "in the clear")]
    [DataRow("http://192.168.1.10:5080", "in the clear")]
    [DataRow("http://county.example", "in the clear")]
    [DataRow("https://127.0.0.1:5443", "needs a certificate")]
    [DataRow("ftp://127.0.0.1", "no address to serve on")]
    [DataRow("http://unix:/tmp/socket", "no address to serve on")]
    [DataRow("", "no address to serve on")]
    public void Nothing_is_served_over_a_network_in_the_clear(string url, string why)
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => WebApp.Build(new WebAppOptions { DataDirectory = Path.GetTempPath(), Urls = [url] }));

        StringAssert.Contains(error.Message, why, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Behind_a_proxy_that_encrypts_cookies_are_secure_and_the_name_is_the_proxys()
    {
        using var database = new DeskDatabase();
        await using var server = WebApp.Build(new WebAppOptions { DataDirectory = database.Folder, Urls = ["http://127.0.0.1:0"], HostNames = ["county.example"], TrustedProxies = [IPAddress.Loopback] });
        await server.StartAsync();
        using var proxy = new HttpClient { BaseAddress = new Uri(server.Urls.Single()), DefaultRequestHeaders = { Host = "county.example" } };
        proxy.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        proxy.DefaultRequestHeaders.Add("X-Forwarded-For", "192.0.2.7");

        var answer = await proxy.GetAsync(new Uri("/sign-in", UriKind.Relative));

        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode);
        StringAssert.Contains(answer.Headers.GetValues("Set-Cookie").Single(), "secure", StringComparison.OrdinalIgnoreCase);
        Assert.AreEqual("max-age=31536000", answer.Headers.GetValues("Strict-Transport-Security").Single());
    }

    [TestMethod]
    public async Task A_served_certificate_is_used()
    {
        using var folder = new TemporaryFolder();
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        var path = Path.Combine(folder.FullName, "server.pfx");
        await File.WriteAllBytesAsync(path, certificate.Export(X509ContentType.Pfx, "salainen"));
        using var database = new DeskDatabase();
        await using var server = WebApp.Build(new WebAppOptions { DataDirectory = database.Folder, Urls = ["https://127.0.0.1:0"], CertificatePath = path, CertificatePassword = "salainen" });
        await server.StartAsync();
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, served, _, _) => served!.Thumbprint == certificate.Thumbprint };
        using var browser = new HttpClient(handler) { BaseAddress = new Uri(server.Urls.Single()) };

        var answer = await browser.GetAsync(new Uri("/sign-in", UriKind.Relative));

        StringAssert.Contains(answer.Headers.GetValues("Set-Cookie").Single(), "secure", StringComparison.OrdinalIgnoreCase);
    }

    [TestMethod]
    public async Task A_failure_shows_a_trace_id_and_no_exception_text()
    {
        // The database is there but was never migrated: every page's first query fails.
        var folder = Directory.CreateTempSubdirectory("palveluohjaus-");
        await using (var server = WebApp.Build(new WebAppOptions { DataDirectory = folder.FullName, Urls = ["http://127.0.0.1:0"] }))
        {
            await server.StartAsync();
            using var browser = new HttpClient { BaseAddress = new Uri(server.Urls.Single()) };

            var machine = await browser.GetAsync(new Uri("/contacts/new", UriKind.Relative));
            browser.DefaultRequestHeaders.Add("Accept", "text/html");
            var person = await browser.GetAsync(new Uri("/contacts/new", UriKind.Relative));

            var (problem, page) = (await machine.Content.ReadAsStringAsync(), await person.Content.ReadAsStringAsync());
            Assert.AreEqual((HttpStatusCode.InternalServerError, HttpStatusCode.InternalServerError), (machine.StatusCode, person.StatusCode), page);
            StringAssert.Contains(problem, "traceId", StringComparison.Ordinal);
            StringAssert.Contains(WebUtility.HtmlDecode(page), "Järjestelmässä tapahtui virhe", StringComparison.Ordinal);
            foreach (var leak in new[] { "SQLite", "no such table", "Exception", "   at " })
                Assert.IsFalse(problem.Contains(leak, StringComparison.Ordinal) || page.Contains(leak, StringComparison.Ordinal), leak);
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    [TestMethod]
    public void Every_text_of_the_layout_exists_in_all_three_languages() => TextFamily.RequireAgreement(typeof(WebTexts));

    [TestMethod]
    public void Numbers_and_times_are_written_as_the_look_says()
    {
        var moment = new DateTime(2026, 3, 17, 10, 42, 0);
        foreach (var language in new[] { Languages.Finnish, Languages.Swedish })
        {
            Assert.AreEqual("17.3.2026 10.42", moment.ToString("d", language) + " " + moment.ToString("t", language));
            Assert.AreEqual("1\u00a0204", 1204.ToString("N0", language));
            CultureInfo.CurrentCulture = language;
            Assert.AreEqual("54,6\u00a0%", Written.Percent(0.546, decimals: 1));
            Assert.AreEqual("\u22123", (-3).ToString(CultureInfo.ReadOnly(language)));
        }
    }

    internal static void RequireSafetyHeaders(HttpResponseMessage answer)
    {
        string Header(string name) => string.Join(',', answer.Headers.TryGetValues(name, out var values) ? values : []);
        StringAssert.Contains(Header("Content-Security-Policy"), "default-src 'self'", StringComparison.Ordinal);
        StringAssert.Contains(Header("Content-Security-Policy"), "frame-ancestors 'none'", StringComparison.Ordinal);
        Assert.AreEqual(("nosniff", "DENY", "same-origin", "no-store"), (Header("X-Content-Type-Options"), Header("X-Frame-Options"), Header("Referrer-Policy"), Header("Cache-Control")));
        Assert.AreEqual(string.Empty, Header("Server"));
    }

    private static string Between(string text, string before, string after)
    {
        var start = text.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return WebUtility.HtmlDecode(text[start..text.IndexOf(after, start, StringComparison.Ordinal)]);
    }
}
