using System.Data.Common;
using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Host.Tests.Api;
using Palveluohjaus.Web.Layout;

namespace Palveluohjaus.Host.Tests.Web;

/// <summary>What the desk and other systems are told while the database does not answer. That a server is away and comes back is in <see cref="NodesTests"/>.</summary>
[TestClass]
public sealed class DatabaseAwayTests
{
    private readonly Outage _outage = new();

    [TestMethod]
    [DataRow("/workbench", "fi", "Tietokanta ei juuri nyt vastaa", "href=\"/workbench\"")]
    [DataRow("/clients?page=2", "sv", "Databasen svarar inte just nu", "href=\"/clients?page=2\"")]
    [DataRow("/no-such-page", "en", "The database does not answer right now", "href=\"/no-such-page\"")]
    [DataRow("//evil.example/x", "fi", "Tietokanta ei juuri nyt vastaa", "href=\"/\"")]
    [DataRow("/sign-out", "fi", "Tietokanta ei juuri nyt vastaa", "href=\"/sign-out\"")]
    public async Task A_page_says_so_in_the_users_language_and_nobody_is_signed_out(string address, string language, string says, string leadsTo)
    {
        await using var app = await StartAsync();
        (await app.Browser.GetAsync(PageForms.At($"/language?to={language}"))).Dispose();

        _outage.Begin();
        using var answer = await app.Browser.GetAsync(new Uri(app.Browser.BaseAddress!.GetLeftPart(UriPartial.Authority) + address));
        _outage.IsOn = false;

        var page = await PageForms.TextAsync(answer);
        RequireAway(answer, page);
        Assert.Contains(says, page);
        Assert.Contains(leadsTo, page);
        Assert.IsFalse(answer.Headers.Contains("Set-Cookie"), "Nobody knows whether the session has ended.");
        Assert.AreEqual(1, _outage.Asked, "The error page asks no database.");
        using var after = await app.Browser.GetAsync(PageForms.At("/workbench"));
        Assert.AreEqual(HttpStatusCode.OK, after.StatusCode);
    }

    [TestMethod]
    public async Task A_form_is_brought_back_with_all_that_was_typed_and_is_stored_once_when_it_is_sent_again()
    {
        await using var app = await StartAsync();
        var form = await app.OpenFormAsync();
        (string, string?)[] typed = [("Anonymous", "true"), ("Municipality", "901"), ("Minutes", "7"), ("Time", "10.31"), ("Themes", "Housing"), ("Outcome", "SolvedHere"), ("Note", "Kysyi \"vuokrasta\" <b>\r\nja lämmöstä.")];

        _outage.Begin();
        using var answer = await app.SendAsync(form, typed);
        _outage.IsOn = false;

        var page = await answer.Content.ReadAsStringAsync();
        RequireAway(answer, page);
        Assert.DoesNotContain(" <b>", page);
        Assert.IsEmpty(await app.ContactsAsync());
        using var sent = await app.SendAsync(page);
        Assert.AreEqual(HttpStatusCode.SeeOther, sent.StatusCode, await sent.Content.ReadAsStringAsync());
        using var again = await app.SendAsync(page);
        Assert.AreEqual($"{sent.Headers.Location}?again=true", again.Headers.Location!.OriginalString);
        var contact = (await app.ContactsAsync()).Single();
        Assert.AreEqual("Kysyi \"vuokrasta\" <b>\nja lämmöstä.", contact.Note!.ReplaceLineEndings("\n"));
    }

    [TestMethod]
    public async Task A_password_is_not_repeated()
    {
        await using var app = await StartAsync(account: null);
        var door = await app.Browser.GetStringAsync(PageForms.At("/sign-in"));

        _outage.Begin();
        using var answer = await app.Browser.PostAsync(PageForms.At("/sign-in"), PalveluohjausApp.FormOf(door, ("Name", DeskDatabase.Sanna), ("Password", DeskDatabase.Password)));

        var page = await PageForms.TextAsync(answer);
        RequireAway(answer, page);
        Assert.DoesNotContain(DeskDatabase.Password, page);
        Assert.DoesNotContain("type=\"hidden\"", page);
        Assert.Contains("href=\"/sign-in\"", page);
    }

    [TestMethod]
    public async Task A_connection_that_breaks_in_the_commit_asks_to_look_first()
    {
        await using var app = await StartAsync();
        var system = await SystemCaller.AddAsync(app);
        var form = await app.OpenFormAsync("sv");

        _outage.BreaksCommits = true;
        using var answer = await app.SendAsync(form, ("Anonymous", "true"), ("Municipality", "901"), ("Minutes", "7"), ("Time", "10.31"), ("Themes", "Housing"), ("Outcome", "SolvedHere"), ("Note", "Frågade om hyran"));
        var called = await system.SendAsync(ReceiveContactTests.Chat, "1");
        _outage.BreaksCommits = false;

        var page = await PageForms.TextAsync(answer);
        RequireAway(answer, page);
        Assert.Contains("Det är osäkert om det du skickade sparades", page);
        Assert.Contains("Frågade om hyran", page);
        Assert.AreEqual((HttpStatusCode.ServiceUnavailable, "outcome-unknown"), (called.Status, called.Problem));
        Assert.IsGreaterThan(TimeSpan.Zero, called.Headers!.RetryAfter!.Delta!.Value);
        await system.RequireSentAsync(ReceiveContactTests.Chat, "1");
    }

    [TestMethod]
    public async Task What_needs_no_database_answers_all_the_same()
    {
        await using var app = await StartAsync(account: null);
        var style = app.Services.GetRequiredService<AssetUrls>()["app.css"];

        _outage.Begin();
        using var asset = await app.Browser.GetAsync(PageForms.At(style));
        using var live = await app.Browser.GetAsync(PageForms.At("/health/live"));
        using var ready = await app.Browser.GetAsync(PageForms.At("/health/ready"));

        Assert.AreEqual((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), (asset.StatusCode, live.StatusCode, ready.StatusCode));
    }

    [TestMethod]
    public async Task A_program_that_asks_for_no_page_gets_a_problem()
    {
        await using var app = await StartAsync();
        app.Browser.DefaultRequestHeaders.Accept.Clear();

        _outage.Begin();
        using var answer = await app.Browser.GetAsync(PageForms.At("/workbench"));

        Assert.AreEqual((HttpStatusCode.ServiceUnavailable, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.IsGreaterThan(TimeSpan.Zero, answer.Headers.RetryAfter!.Delta!.Value);
    }

    private static void RequireAway(HttpResponseMessage answer, string page)
    {
        Assert.AreEqual(HttpStatusCode.ServiceUnavailable, answer.StatusCode, page);
        Assert.IsGreaterThan(TimeSpan.Zero, answer.Headers.RetryAfter!.Delta!.Value);
        Assert.IsTrue(answer.Headers.CacheControl!.NoStore);
        Assert.AreEqual("text/html", answer.Content.Headers.ContentType!.MediaType);
    }

    private Task<PalveluohjausApp> StartAsync(string? account = DeskDatabase.Sanna) => PalveluohjausApp.StartAsync(
        account: account,
        configure: services => services.ConfigureDbContext<SqliteGuidanceDbContext>(database => database.AddInterceptors(_outage, _outage.Commits)));

    /// <summary>A database that refuses every question while it is on.</summary>
    private sealed class Outage : DbCommandInterceptor
    {
        private const int CannotOpen = 14;

        public bool IsOn { get; set; }

        public bool BreaksCommits { get; set; }

        /// <summary>How often, since it began.</summary>
        public int Asked { get; private set; }

        public DbTransactionInterceptor Commits => new Broken(this);

        public void Begin() => (IsOn, Asked) = (true, 0);

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) => ValueTask.FromResult(Answer(result));

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) => ValueTask.FromResult(Answer(result));

        public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default) => ValueTask.FromResult(Answer(result));

        private T Answer<T>(T result)
        {
            if (!IsOn)
                return result;
            Asked++;
            throw new SqliteException("unable to open database file", CannotOpen);
        }

        private sealed class Broken(Outage outage) : DbTransactionInterceptor
        {
            public override ValueTask<InterceptionResult> TransactionCommittingAsync(
                DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
                outage.BreaksCommits ? throw new NpgsqlException("broken", new IOException()) : ValueTask.FromResult(result);
        }
    }
}
