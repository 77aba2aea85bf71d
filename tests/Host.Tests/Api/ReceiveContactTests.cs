using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Host.Tests.Web;

namespace Palveluohjaus.Host.Tests.Api;

/// <summary>Contacts that other systems send. It is 10.42 on Tuesday 17.3.2026.</summary>
[TestClass]
public sealed class ReceiveContactTests
{
    /// <summary>As docs/api.md shows it.</summary>
    private const string Chat = """
        {"channel":"Chat","startedAt":"2026-03-17T10:20:00+02:00","endedAt":"2026-03-17T10:31:00+02:00","language":"Swedish",
         "themes":["Housing","Finances"],"initiator":"Client","municipality":"901","note":"Frågade om hyran.\nBer om svar på svenska.",
         "client":{"name":"Maj-Britt Ek","phone":"050 000 0918"}}
        """;

    private static readonly string Ilona = PersonalIdentityCode.Artificial(new DateOnly(1962, 3, 4), 902).Value;

    [TestMethod]
    public async Task A_contact_waits_in_the_systems_unit_with_all_that_was_sent()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var system = await SystemCaller.AddAsync(app);

        var answer = await system.SendAsync(Chat);

        Assert.AreEqual((HttpStatusCode.Created, null), (answer.Status, answer.Location));
        var contact = (await app.ContactsAsync()).Single();
        var matter = await app.ReadAsync(guidance => guidance.Cases.SingleAsync());
        var stored = await app.ReadAsync(guidance => guidance.SendingSystems.SingleAsync());
        Assert.AreEqual($"{{\"id\":\"{contact.Id}\"}}", answer.Content);
        Assert.AreEqual(
            (ContactChannel.Chat, new DateTime(2026, 3, 17, 8, 20, 0, DateTimeKind.Utc), 11, ServiceLanguage.Swedish, ContactInitiator.Client, Urgency.NotUrgent),
            (contact.Channel, contact.StartedAtUtc, contact.HandlingTimeMinutes, contact.ServiceLanguage, contact.Initiator, contact.Urgency));
        CollectionAssert.AreEqual(new[] { NeedReason.Housing, NeedReason.Finances }, contact.Themes.ToArray());
        Assert.AreEqual(("901", "Frågade om hyran.\nBer om svar på svenska.", null, null, null), (contact.MunicipalityCode, contact.Note, contact.Outcome, contact.ClientId, contact.WorkerId));
        Assert.AreEqual((stored.Id, stored.UnitId), (contact.SendingSystemId, contact.UnitId));
        Assert.AreEqual((stored.UnitId, null, null), (matter.ResponsibleUnitId, matter.ResponsibleWorkerId, matter.ClosedAtUtc));
        Assert.AreEqual(new DateOnly(2026, 3, 17), stored.LastUsedOn);
        Assert.AreEqual(new SenderDetails("Maj-Britt Ek", null, "050 000 0918", null), await SenderAsync(app, contact.Id));
        var entry = await app.ReadAsync(guidance => guidance.AuditEntries.SingleAsync(each => each.Subject == "Contact"));
        Assert.AreEqual((AuditAction.Create, "system: Omapolun chat", contact.Id), (entry.Action, entry.Actor, entry.SubjectId));
    }

    [TestMethod]
    public async Task The_smallest_contact_is_enough()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var system = await SystemCaller.AddAsync(app);

        await system.RequireSentAsync(new { channel = "EForm", startedAt = "2026-03-17T08:41Z", language = "Other", initiator = "CloseOne" }, "form-1");

        var contact = (await app.ContactsAsync()).Single();
        Assert.AreEqual((0, null, null, Urgency.NotUrgent), (contact.Themes.Count, contact.HandlingTimeMinutes, contact.Note, contact.Urgency));
    }

    [TestMethod]
    public async Task Whether_a_sender_is_a_client_is_known_here_and_not_told()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var system = await SystemCaller.AddAsync(app);
        var clientId = await CreateIlonaAsync(app);
        var stranger = PersonalIdentityCode.Artificial(new DateOnly(1962, 3, 4), 904).Value;

        var known = await system.SendAsync(With("client", new JsonObject { ["identityCode"] = Ilona.ToLowerInvariant() }), "known");
        var unknown = await system.SendAsync(With("client", new JsonObject { ["identityCode"] = stranger, ["email"] = "nobody@example.test" }), "unknown");

        Assert.AreEqual((known.Status, known.Content.Length), (unknown.Status, unknown.Content.Length));
        var contacts = await app.ContactsAsync();
        Assert.AreEqual(clientId, contacts.Single(contact => contact.Id == Guid.Parse(known.Text("id")!)).ClientId);
        var kept = contacts.Single(contact => contact.Id == Guid.Parse(unknown.Text("id")!));
        Assert.IsNull(kept.ClientId);
        Assert.AreEqual(new SenderDetails(null, stranger, null, "nobody@example.test"), await SenderAsync(app, kept.Id));
        Assert.AreEqual(1, await app.ReadAsync(guidance => guidance.ContactSenders.CountAsync()));
        foreach (var secret in (string[])[stranger, "nobody@example.test"])
            Assert.IsFalse(Contains(app, secret), "What was told of a stranger lies in the database as it was sent.");
    }

    [TestMethod]
    public async Task The_same_contact_comes_once_also_when_its_sender_became_a_client_meanwhile()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var system = await SystemCaller.AddAsync(app);
        var body = With("client", new JsonObject { ["identityCode"] = Ilona });

        var id = await system.RequireSentAsync(body, "chat-17");
        await CreateIlonaAsync(app);
        var again = await system.SendAsync(body, "chat-17");
        var shuffled = await system.SendAsync(new JsonObject(body.Reverse().Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))), "chat-17");

        Assert.AreEqual((HttpStatusCode.OK, id.ToString(), "true"), (again.Status, again.Text("id"), again.Headers!.GetValues("Idempotency-Replayed").Single()));
        Assert.AreEqual((HttpStatusCode.OK, id.ToString()), (shuffled.Status, shuffled.Text("id")));
        Assert.HasCount(1, await app.ContactsAsync());
    }

    [TestMethod]
    public async Task A_key_with_another_body_is_a_conflict_and_another_systems_same_key_is_none()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var (system, other) = (await SystemCaller.AddAsync(app), await SystemCaller.AddAsync(app, "Lomakkeet", "KOTI"));
        await system.RequireSentAsync(Chat, "1");

        var changed = await system.SendAsync(With("note", "Toinen asia."), "1");
        await other.RequireSentAsync(Chat, "1");

        Assert.AreEqual((HttpStatusCode.Conflict, "idempotency-key-reused"), (changed.Status, changed.Problem));
        Assert.HasCount(2, await app.ContactsAsync());
    }

    [TestMethod]
    public async Task A_refused_contact_leaves_its_key_free_for_the_corrected_one()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var system = await SystemCaller.AddAsync(app);

        Assert.AreEqual("municipality MunicipalityUnknown", (await system.SendAsync(With("municipality", "000"), "1")).Errors);

        await system.RequireSentAsync(Chat, "1");
    }

    [TestMethod]
    public async Task Of_many_at_once_with_one_key_one_is_stored()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var system = await SystemCaller.AddAsync(app);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => system.SendAsync(Chat)));

        Assert.AreEqual(1, answers.Count(answer => answer.Status == HttpStatusCode.Created));
        Assert.AreEqual(7, answers.Count(answer => answer.Status == HttpStatusCode.OK));
        Assert.AreEqual((await app.ContactsAsync()).Single().Id.ToString(), answers.Select(answer => answer.Text("id")).Distinct().Single());
    }

    [TestMethod]
    public async Task What_was_stored_before_the_server_died_is_not_stored_again()
    {
        using var database = new DeskDatabase();
        string key;
        await using (var app = await PalveluohjausApp.StartAsync(database, account: null))
        {
            var system = await SystemCaller.AddAsync(app);
            await system.RequireSentAsync(Chat, "1");
            key = system.Key;
        }

        await using var restarted = await PalveluohjausApp.StartAsync(database, account: null);
        var again = await (await SystemCaller.WithKeyAsync(restarted, key)).SendAsync(Chat);

        Assert.AreEqual(HttpStatusCode.OK, again.Status);
        Assert.HasCount(1, await restarted.ContactsAsync());
    }

    [TestMethod]
    [DataRow("channel", null, "channel Missing")]
    [DataRow("channel", "\"Phone\"", "channel ChannelNotAllowed")]
    [DataRow("language", null, "language Missing")]
    [DataRow("initiator", "\"Outreach\"", "initiator InitiatorNotAllowed")]
    [DataRow("outcome", "\"Handoff\"", "outcome OutcomeNotAllowed")]
    [DataRow("outcome", "\"Callback\"", "callbackPromisedAt CallbackTimeMissing")]
    [DataRow("callbackPromisedAt", "\"2026-03-18T10:00:00+02:00\"", "callbackPromisedAt CallbackNotPromised")]
    [DataRow("startedAt", null, "startedAt Missing")]
    [DataRow("startedAt", "\"2026-03-17T10:20:00\"", "startedAt TimeUnreadable")]
    [DataRow("startedAt", "\"17.3.2026 10.20\"", "startedAt TimeUnreadable")]
    [DataRow("startedAt", "\"2026-02-30T10:20:00+02:00\"", "startedAt TimeUnreadable")]
    [DataRow("startedAt", "\"\"", "startedAt TimeUnreadable")]
    [DataRow("startedAt", "\"2026-03-17T10:50:00+02:00\"", "endedAt EndsBeforeStart")]
    [DataRow("startedAt", "\"2025-03-10T10:20:00+02:00\"", "endedAt LastsTooLong")]
    [DataRow("endedAt", "\"2026-03-17T10:19:59+02:00\"", "endedAt EndsBeforeStart")]
    [DataRow("endedAt", "\"2026-03-17T12:00:00+02:00\"", "endedAt EndsInFuture")]
    [DataRow("municipality", "\"000\"", "municipality MunicipalityUnknown")]
    [DataRow("municipality", "\"' OR 1=1\"", "municipality MunicipalityUnknown")]
    [DataRow("themes", "[\"Housing\",\"Finances\",\"Violence\",\"AcuteCrisis\"]", "themes TooManyThemes")]
    [DataRow("client", "{\"identityCode\":\"040362-9021\"}", "client.identityCode IdentityCodeWrong")]
    [DataRow("client", "{\"identityCode\":\"\"}", "client.identityCode IdentityCodeWrong")]
    [DataRow("client", "{\"id\":\"018f0000-0000-7000-8000-000000000000\"}", "client.id ClientUnknown")]
    [DataRow("client", "{\"id\":\"018f0000-0000-7000-8000-000000000000\",\"identityCode\":\"x\"}", "client.identityCode ClientNamedTwice")]
    public async Task What_must_be_corrected_is_named_and_nothing_is_stored(string member, string? json, string errors)
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var system = await SystemCaller.AddAsync(app);

        var answer = await system.SendAsync(With(member, json is null ? null : JsonNode.Parse(json)));

        Assert.AreEqual((HttpStatusCode.UnprocessableEntity, "invalid", errors), (answer.Status, answer.Problem, answer.Errors));
        Assert.IsEmpty(await app.ContactsAsync());
    }

    [TestMethod]
    public async Task A_contact_of_the_future_or_of_long_ago_and_too_much_text_are_refused()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var system = await SystemCaller.AddAsync(app);

        var future = await system.SendAsync(With(("endedAt", null), ("startedAt", "2026-03-17T11:00:00+02:00")));
        var past = await system.SendAsync(With(("endedAt", null), ("startedAt", "2025-03-10T10:20:00+02:00")));
        var large = await system.AskAndSendAsync(With(
            ("note", new string('å', 4001)), ("client", new JsonObject { ["name"] = new string('x', 101), ["phone"] = new string('0', 41), ["email"] = new string('e', 255) })));
        var note = await system.SendAsync(With("note", new string('å', 4001)));

        Assert.AreEqual(("startedAt StartsInFuture", "startedAt TooLongAgo", "note TooLong"), (future.Errors, past.Errors, note.Errors));
        Assert.AreEqual("client.name TooLong, client.phone TooLong, client.email TooLong", large.Errors);
    }

    [TestMethod]
    [DataRow("[]", "$")]
    [DataRow("{", "$")]
    [DataRow("", "$")]
    [DataRow("\"text\"", "$")]
    [DataRow("{\"channel\":\"Fax\"}", "$.channel")]
    [DataRow("{\"channel\":5}", "$.channel")]
    [DataRow("{\"themes\":[\"Housing\",\"ItNoLongerExists\"]}", "$.themes[1]")]
    [DataRow("{\"themes\":\"Housing\"}", "$.themes")]
    [DataRow("{\"startedAt\":1773735600}", "$.startedAt")]
    [DataRow("{\"colour\":\"red\"}", "$.colour")]
    [DataRow("{\"channel\":\"Chat\",\"channel\":\"Chat\"}", "$.channel")]
    [DataRow("{\"note\":\"\\ud800\"}", "$.note")]
    [DataRow("{\"client\":{\"id\":\"me\"}}", "$.client.id")]
    public async Task What_cannot_be_read_is_told_where(string body, string path)
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var system = await SystemCaller.AddAsync(app);

        var answer = await system.SendAsync(body);

        Assert.AreEqual((HttpStatusCode.BadRequest, "malformed", path), (answer.Status, answer.Problem, answer.Text("path")));
    }

    [TestMethod]
    public async Task Files_forms_and_floods_are_refused()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var system = await SystemCaller.AddAsync(app);
        using var file = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(Chat)), "file", "contact.json" } };

        var multipart = await system.SendAsync(file, "1");
        var form = await system.SendAsync(new FormUrlEncodedContent([KeyValuePair.Create("channel", "Chat")]), "1");
        var untyped = await system.SendAsync(new ByteArrayContent(Encoding.UTF8.GetBytes(Chat)), "1");
        var large = await system.AskAndSendAsync(With("note", new string('a', 1024 * 1024)));
        var isNull = await system.SendAsync("null");

        foreach (var answer in (ApiAnswer[])[multipart, form, untyped])
            Assert.AreEqual((HttpStatusCode.UnsupportedMediaType, "not-json"), (answer.Status, answer.Problem));
        Assert.AreEqual((HttpStatusCode.RequestEntityTooLarge, "too-large"), (large.Status, large.Problem));
        Assert.AreEqual((HttpStatusCode.BadRequest, "malformed"), (isNull.Status, isNull.Problem));
        Assert.IsEmpty(await app.ContactsAsync());
    }

    [TestMethod]
    public async Task Without_a_usable_idempotency_key_nothing_is_stored()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var system = await SystemCaller.AddAsync(app);

        foreach (var key in (string?[])[null, string.Empty, new('k', 201), "a\u0001b", "a\tb"])
        {
            var answer = await system.SendAsync(Chat, key);
            Assert.AreEqual(HttpStatusCode.BadRequest, answer.Status, key);
        }

        Assert.AreEqual("idempotency-key-needed", (await system.SendAsync(Chat, idempotencyKey: null)).Problem);
        Assert.IsEmpty(await app.ContactsAsync());
        await system.RequireSentAsync(Chat, new string('k', 200));
    }

    [TestMethod]
    public async Task Control_characters_are_taken_out_and_markup_and_pictures_stay_text()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var system = await SystemCaller.AddAsync(app);

        await system.RequireSentAsync(With("note", "<script>alert(1)</script>\0\u0007 🦊\nrivi"), "1");

        Assert.AreEqual("<script>alert(1)</script> 🦊\nrivi", (await app.ContactsAsync()).Single().Note);
    }

    [TestMethod]
    public async Task A_missing_wrong_or_revoked_key_is_refused_alike_and_leaves_a_trace_without_the_key()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var system = await SystemCaller.AddAsync(app);
        await system.RequireSentAsync(Chat, "1");
        var id = await app.ReadAsync(guidance => guidance.SendingSystems.Select(stored => stored.Id).SingleAsync());
        using var admin = await app.OpenBrowserAsync(DeskDatabase.Yrjo);
        await PageForms.PostAsync(admin, $"/sending-systems/{id}", "revoke", ("Sure", "true"));

        foreach (var key in (string[])[string.Empty, "wrong", "pok_" + new string('A', 43), system.Key])
        {
            var answer = await (await SystemCaller.WithKeyAsync(app, key)).SendAsync(Chat, "2");
            Assert.AreEqual((HttpStatusCode.Unauthorized, "key-refused"), (answer.Status, answer.Problem));
        }

        Assert.HasCount(1, await app.ContactsAsync());
        var traces = await app.ReadAsync(guidance => guidance.AuditEntries.Where(entry => entry.Action == AuditAction.SignInRefused).OrderBy(entry => entry.Sequence).ToListAsync());
        Assert.AreEqual(
            $"unknown SendingSystem Key  | unknown SendingSystem Key  | unknown SendingSystem Key; revoked {id}",
            string.Join(" | ", traces.Select(entry => $"{entry.Actor} {entry.Subject} {entry.Reason} {entry.SubjectId}")));
        Assert.IsFalse(Contains(app, system.Key));
    }

    [TestMethod]
    [DataRow("fi", "Lähetä järjestelmän voimassa oleva avain otsakkeessa X-Api-Key.")]
    [DataRow("sv", "Skicka systemets giltiga nyckel i rubriken X-Api-Key.")]
    [DataRow("en", "Send the system's valid key in the header X-Api-Key.")]
    public async Task A_refusal_is_in_the_senders_language(string language, string title)
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var system = await SystemCaller.WithKeyAsync(app, "wrong");

        var answer = await system.SendAsync(new StringContent(Chat, Encoding.UTF8, "application/json"), "1", language);

        Assert.AreEqual(title, answer.Text("title"));
    }

    [TestMethod]
    public async Task Guessing_keys_is_held_up_and_sending_much_is_not()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null, signInAttemptsPerMinute: 3);
        var (system, guesser) = (await SystemCaller.AddAsync(app), await SystemCaller.WithKeyAsync(app, "guess"));

        for (var number = 0; number < 10; number++)
            await system.RequireSentAsync(Chat, $"{number}");
        for (var guess = 0; guess < 3; guess++)
            Assert.AreEqual("key-refused", (await guesser.SendAsync(Chat)).Problem);
        var held = await guesser.SendAsync(Chat);

        Assert.AreEqual((HttpStatusCode.TooManyRequests, "too-many-attempts"), (held.Status, held.Problem));
        Assert.IsGreaterThan(TimeSpan.Zero, held.Headers!.RetryAfter!.Delta!.Value);
        Assert.AreEqual(3, await app.ReadAsync(guidance => guidance.AuditEntries.CountAsync(entry => entry.Action == AuditAction.SignInRefused)));
    }

    [TestMethod]
    public async Task A_key_opens_nothing_else()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var ids = await EndpointIds.MakeAsync(app);
        var system = await SystemCaller.AddAsync(app);
        system.Client.DefaultRequestHeaders.Add("X-Api-Key", system.Key);
        var guarded = app.Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<Guidance.Accounts.AccessAttribute>() is { Right: not Guidance.Accounts.AccessRight.SendContacts }).ToList();

        foreach (var endpoint in guarded)
        {
            var method = endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Routing.IHttpMethodMetadata>()?.HttpMethods[0] ?? "GET";
            using var request = new HttpRequestMessage(new HttpMethod(method), ids.PathOf(endpoint.RoutePattern));
            if (method is not "GET")
                request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
            using var answer = await system.Client.SendAsync(request);
            Assert.IsTrue(
                answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Redirect or HttpStatusCode.SeeOther or HttpStatusCode.UnsupportedMediaType,
                $"{method} {endpoint.RoutePattern.RawText}: {answer.StatusCode}");
        }

        Assert.IsGreaterThan(30, guarded.Count);
    }

    [TestMethod]
    public async Task What_a_machine_settled_ends_its_own_matter_and_none_that_people_work_on()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var system = await SystemCaller.AddAsync(app);
        await CreateIlonaAsync(app);
        var code = new JsonObject { ["identityCode"] = Ilona };

        await system.RequireSentAsync(With(("client", code.DeepClone()), ("endedAt", null)), "waits");
        await system.RequireSentAsync(With(("client", code.DeepClone()), ("outcome", "SolvedHere")), "joins");
        await system.RequireSentAsync(With(("outcome", "GuidedToService"), ("client", null)), "alone");

        var cases = await app.ReadAsync(guidance => guidance.Cases.OrderBy(each => each.ClosedAtUtc != null).ToListAsync());
        Assert.HasCount(2, cases);
        Assert.IsNull(cases[0].ClosedAtUtc);
        Assert.AreEqual(new DateTime(2026, 3, 17, 8, 31, 0, DateTimeKind.Utc), cases[1].ClosedAtUtc);
    }

    [TestMethod]
    public async Task A_promised_call_stays_owed_while_a_further_message_waits()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var system = await SystemCaller.AddAsync(app);
        await CreateIlonaAsync(app);
        var code = new JsonObject { ["identityCode"] = Ilona };

        var promised = await system.RequireSentAsync(
            With(("client", code.DeepClone()), ("outcome", "Callback"), ("callbackPromisedAt", "2026-03-18T10:00:00+02:00")), "promised");
        await system.RequireSentAsync(With(("client", code.DeepClone()), ("startedAt", "2026-03-17T10:40:00+02:00"), ("endedAt", null)), "further");

        var contact = (await app.ContactsAsync()).Single(each => each.Id == promised);
        Assert.AreEqual((new DateTime(2026, 3, 18, 8, 0, 0, DateTimeKind.Utc), null), (contact.CallbackPromisedAtUtc, contact.CallbackDoneAtUtc));
        Assert.AreEqual(1, await app.ReadAsync(guidance => guidance.Cases.CountAsync()));
    }

    [TestMethod]
    public async Task A_busy_database_asks_to_come_back_and_stores_nothing()
    {
        var fault = new BusyDatabase();
        await using var app = await PalveluohjausApp.StartAsync(account: null, configure: services => services.ConfigureDbContext<SqliteGuidanceDbContext>(database => database.AddInterceptors(fault)));
        var system = await SystemCaller.AddAsync(app);
        await system.RequireSentAsync(Chat, "1");

        fault.IsBusy = true;
        var busy = await system.SendAsync(Chat, "2");
        fault.IsBusy = false;

        Assert.AreEqual((HttpStatusCode.ServiceUnavailable, "unavailable"), (busy.Status, busy.Problem));
        Assert.IsGreaterThan(TimeSpan.Zero, busy.Headers!.RetryAfter!.Delta!.Value);
        Assert.HasCount(1, await app.ContactsAsync());
        await system.RequireSentAsync(Chat, "2");
    }

    [TestMethod]
    public async Task Neither_key_nor_note_nor_person_reaches_a_log()
    {
        using var log = new CapturedLog();
        await using var app = await PalveluohjausApp.StartAsync(
            account: null, configure: services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(log)));
        var system = await SystemCaller.AddAsync(app);

        await system.RequireSentAsync(With("client", new JsonObject { ["identityCode"] = Ilona, ["name"] = "Maj-Britt Ek" }), "1");
        await system.SendAsync(With("channel", "Fax"), "2");
        await (await SystemCaller.WithKeyAsync(app, $"{system.Key}x")).SendAsync(Chat);

        Assert.IsGreaterThan(1000, log.Text.Length);
        foreach (var secret in (string[])[system.Key, "hyran", Ilona, "Maj-Britt", "050 000 0918"])
            Assert.DoesNotContain(secret, log.Text);
    }

    [TestMethod]
    public async Task The_description_names_the_key_the_header_and_every_refusal()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var description = (await (await ApiCaller.OpenAsync(app, account: null)).GetAsync("/openapi.json")).Body;

        var scheme = description.GetProperty("components").GetProperty("securitySchemes").GetProperty("systemKey");
        var call = description.GetProperty("paths").EnumerateObject().Single(path => path.Name.TrimEnd('/') == "/api/v1/contacts").Value.GetProperty("post");

        Assert.AreEqual(("apiKey", "header", "X-Api-Key"), (scheme.GetProperty("type").GetString(), scheme.GetProperty("in").GetString(), scheme.GetProperty("name").GetString()));
        Assert.AreEqual("systemKey", call.GetProperty("security").EnumerateArray().Single().EnumerateObject().Single().Name);
        var header = call.GetProperty("parameters").EnumerateArray().Single();
        Assert.AreEqual(("Idempotency-Key", "header", true), (header.GetProperty("name").GetString(), header.GetProperty("in").GetString(), header.GetProperty("required").GetBoolean()));
        Assert.AreEqual("200 201 400 401 403 409 413 415 422 429 503 507", string.Join(' ', call.GetProperty("responses").EnumerateObject().Select(answer => answer.Name).Order()));
        Assert.IsTrue(call.GetProperty("responses").GetProperty("200").GetProperty("headers").TryGetProperty("Idempotency-Replayed", out _));
        StringAssert.EndsWith(
            call.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("$ref").GetString(), "ReceivedContactBody", StringComparison.Ordinal);
        var schema = description.GetProperty("components").GetProperty("schemas").GetProperty("ReceivedContactBody");
        Assert.AreEqual("channel initiator language startedAt", string.Join(' ', schema.GetProperty("required").EnumerateArray().Select(name => name.GetString()).Order()));
    }

    private static async Task<Guid> CreateIlonaAsync(PalveluohjausApp app) => await (await ApiCaller.OpenAsync(app, DeskDatabase.Pekka)).CreateClientAsync(new
    {
        givenName = "Ilona",
        familyName = "Rantanen",
        identityCode = Ilona,
        municipalityCode = "901",
        serviceLanguage = "Finnish",
    });

    private static async Task<SenderDetails?> SenderAsync(PalveluohjausApp app, Guid contactId)
    {
        var stored = await app.ReadAsync(guidance => guidance.ContactSenders.SingleOrDefaultAsync(sender => sender.ContactId == contactId));
        return stored is null ? null : app.Services.GetRequiredService<ContactSenders>().Read(stored);
    }

    /// <summary>Whether a text lies in the database's files as it is.</summary>
    private static bool Contains(PalveluohjausApp app, string text) => Directory.EnumerateFiles(app.Folder, "palveluohjaus.db*").Any(path =>
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
    });

    private static JsonObject With(string member, JsonNode? value) => With((member, value));

    private static JsonObject With(params (string Member, JsonNode? Value)[] changes)
    {
        var body = JsonNode.Parse(Chat)!.AsObject();
        foreach (var (member, value) in changes)
        {
            body.Remove(member);
            if (value is not null)
                body[member] = value;
        }

        return body;
    }

    /// <summary>As when another process holds the file for longer than is waited.</summary>
    private sealed class BusyDatabase : DbTransactionInterceptor
    {
        private const int Busy = 5;

        public bool IsBusy { get; set; }

        public override ValueTask<InterceptionResult> TransactionCommittingAsync(
            System.Data.Common.DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
            IsBusy ? throw new SqliteException("database is locked", Busy) : ValueTask.FromResult(result);
    }

    private sealed class CapturedLog : ILoggerProvider, ILogger
    {
        private readonly StringBuilder _text = new();

        public string Text
        {
            get
            {
                lock (_text)
                    return _text.ToString();
            }
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_text)
                _text.AppendLine(formatter(state, exception)).Append(exception);
        }

        public void Dispose()
        {
        }
    }
}
