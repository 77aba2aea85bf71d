using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Host.Tests.Web;

/// <summary>The product's web server on a free loopback port, with a browser's cookies and no browser. It is 10.42 on Tuesday 17.3.2026.</summary>
internal sealed partial class PalveluohjausApp : IAsyncDisposable
{
    private const string TokenField = "__RequestVerificationToken";

    private readonly DeskDatabase _database;
    private readonly bool _ownsDatabase;
    private readonly CookieContainer _cookies;
    private WebApplication _server = null!;

    private PalveluohjausApp(DeskDatabase? database, CookieContainer? cookies)
    {
        _ownsDatabase = database is null;
        _database = database ?? new DeskDatabase();
        _cookies = cookies ?? new CookieContainer();
    }

    public HttpClient Browser { get; private set; } = null!;

    public IServiceProvider Services => _server.Services;

    /// <summary>Where the database lies.</summary>
    public string Folder => _database.Folder;

    /// <summary>Everything that can be asked of the server.</summary>
    public IReadOnlyList<RouteEndpoint> Endpoints => [.. ((IEndpointRouteBuilder)_server).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()];

    public ManualClock Clock { get; } = new(new DateTimeOffset(2026, 3, 17, 8, 42, 0, TimeSpan.Zero));

    /// <summary>With the invented county of <see cref="DeskDatabase"/> unless another database is given, and with its guide Sanna signed in.</summary>
    public static async Task<PalveluohjausApp> StartAsync(DeskDatabase? database = null, CookieContainer? cookies = null, string? account = DeskDatabase.Sanna, int signInAttemptsPerMinute = 10_000, ClientDataWatch? watch = null, Action<IServiceCollection>? configure = null)
    {
        var app = new PalveluohjausApp(database, cookies);
        app._server = WebApp.Build(new WebAppOptions
        {
            DataDirectory = app._database.Folder,
            Urls = ["http://127.0.0.1:0"],
            SignInAttemptsPerMinute = signInAttemptsPerMinute,
            ConfigureServices = services =>
            {
                services.AddSingleton<TimeProvider>(app.Clock);
                services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = DeskDatabase.HashIterations);
                services.ConfigureDbContext<SqliteGuidanceDbContext>(database => database.AddInterceptors(new LateAnswers()));
                if (watch is not null)
                    services.ConfigureDbContext<SqliteGuidanceDbContext>(database => database.AddInterceptors(watch));
                configure?.Invoke(services);
            },
        });
        await app._server.StartAsync();
        app.Browser = app.OpenBrowser(app._cookies);
        if (account is not null && app._cookies.Count == 0)
            await RequireSignInAsync(app.Browser, account);
        return app;
    }

    /// <summary>Another browser, with cookies of its own, where this account has signed in; nobody when it is null.</summary>
    public async Task<HttpClient> OpenBrowserAsync(string? account)
    {
        var browser = OpenBrowser(new CookieContainer());
        if (account is not null)
            await RequireSignInAsync(browser, account);
        return browser;
    }

    /// <summary>Sends the sign-in page's form.</summary>
    public static async Task<HttpResponseMessage> SignInAsync(HttpClient browser, string account, string password)
    {
        var page = await browser.GetStringAsync(new Uri("/sign-in", UriKind.Relative));
        return await browser.PostAsync(new Uri("/sign-in", UriKind.Relative), FormOf(page, ("Name", account), ("Password", password)));
    }

    /// <summary>The fields of a page's form, with these changed; a field set to null is left out.</summary>
    public static FormUrlEncodedContent FormOf(string page, params (string Name, string? Value)[] changes) => new(Fields(page, changes));

    /// <summary>Presses the sign-out button of the menu.</summary>
    /// <param name="browser">Where.</param>
    /// <param name="page">The page whose menu it is; the overview unless it is given.</param>
    public static async Task<HttpResponseMessage> SignOutAsync(HttpClient browser, string? page = null)
    {
        page ??= await browser.GetStringAsync(new Uri("/overview", UriKind.Relative));
        return await browser.PostAsync(new Uri("/sign-out", UriKind.Relative), new FormUrlEncodedContent([KeyValuePair.Create(TokenField, HiddenField(page, TokenField))]));
    }

    /// <summary>What an admin does elsewhere, while the account is signed in here.</summary>
    public async Task ChangeAccountAsync(string name, Action<Account> change)
    {
        await using var guidance = _database.Open();
        change(await guidance.Accounts.SingleAsync(account => account.UserName == name));
        await guidance.SaveChangesAsync();
    }

    private static async Task RequireSignInAsync(HttpClient browser, string account)
    {
        using var answer = await SignInAsync(browser, account, DeskDatabase.Password);
        if (answer.StatusCode != HttpStatusCode.SeeOther)
            throw new InvalidOperationException($"{account} could not sign in: {answer.StatusCode}{Environment.NewLine}{await answer.Content.ReadAsStringAsync()}");
    }

    private HttpClient OpenBrowser(CookieContainer cookies) => new(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false, Expect100ContinueTimeout = TimeSpan.FromMinutes(1) })
    {
        BaseAddress = new Uri(_server.Urls.Single()),
        DefaultRequestHeaders = { { "Accept", "text/html" } },
    };

    public async Task<string> OpenFormAsync(string? language = null)
    {
        if (language is not null)
            (await Browser.GetAsync(new Uri($"/language?to={language}&returnUrl=/contacts/new", UriKind.Relative))).Dispose();
        return await Browser.GetStringAsync(new Uri("/contacts/new", UriKind.Relative));
    }

    /// <summary>Sends the overview's refresh button with the token of a page, or without any.</summary>
    public Task<HttpResponseMessage> RefreshAsync(string pathAndQuery, string? page) =>
        Browser.PostAsync(
            new Uri(pathAndQuery, UriKind.Relative),
            new FormUrlEncodedContent(page is null ? [KeyValuePair.Create("_handler", "refresh")] :
                [KeyValuePair.Create("_handler", "refresh"), KeyValuePair.Create(TokenField, HiddenField(page, TokenField))]));

    /// <summary>Sends the form of a page with these fields changed; a field set to null is left out.</summary>
    public Task<HttpResponseMessage> SendAsync(string page, params (string Name, string? Value)[] changes) =>
        Browser.PostAsync(new Uri("/contacts/new", UriKind.Relative), new FormUrlEncodedContent(Fields(page, changes)));

    public async Task<T> ReadAsync<T>(Func<GuidanceDbContext, Task<T>> read)
    {
        await using var guidance = _database.Open();
        return await read(guidance);
    }

    public Task<List<Contact>> ContactsAsync() => ReadAsync(guidance => guidance.Contacts.AsNoTracking().ToListAsync());

    public Task<Guid> IdOfAsync(string foldedName) =>
        ReadAsync(guidance => guidance.Clients.Where(client => client.FoldedName == foldedName).Select(client => client.Id).SingleAsync());

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        await _server.DisposeAsync();
        if (_ownsDatabase)
            _database.Dispose();
    }

    public static string HiddenField(string page, string name) =>
        Inputs().Matches(page).Select(input => input.Value).Where(input => Attribute(input, "name") == name).Select(input => Attribute(input, "value")).First()!;

    private static List<KeyValuePair<string, string>> Fields(string page, (string Name, string? Value)[] changes)
    {
        // What a browser would send of the page's own untouched form, not of those around it, then what the person did.
        var fields = Inputs().Matches(page[page.IndexOf("<main", StringComparison.Ordinal)..]).Select(input => input.Value)
            .Where(input => Attribute(input, "name") is not null && (Attribute(input, "type") is not ("radio" or "checkbox") || CheckedPattern().IsMatch(input)))
            .Select(input => KeyValuePair.Create(Attribute(input, "name")!, Attribute(input, "value") ?? string.Empty))
            .ToList();
        fields.RemoveAll(field => changes.Any(change => change.Name == field.Key));
        fields.AddRange(changes.Where(change => change.Value is not null).Select(change => KeyValuePair.Create(change.Name, change.Value!)));
        if (!fields.Any(field => field.Key == "action"))
            fields.Add(KeyValuePair.Create("action", "save"));
        return fields;
    }

    private static string? Attribute(string element, string name)
    {
        var match = Regex.Match(element, $"\\s{name}=\"([^\"]*)\"", RegexOptions.None, TimeSpan.FromSeconds(1));
        return match.Success ? WebUtility.HtmlDecode(match.Groups[1].Value) : null;
    }

    [GeneratedRegex("<input[^>]*>")]
    private static partial Regex Inputs();

    [GeneratedRegex(@"\schecked(\s|>|=|/)")]
    private static partial Regex CheckedPattern();
}
