using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Host.Tests.Web;

namespace Palveluohjaus.Host.Tests.Api;

[TestClass]
public sealed class ClientApiTests
{
    private static readonly object Ilona = new
    {
        givenName = "Ilona",
        familyName = "Rantanen",
        dateOfBirth = "1962-03-04",
        sex = "Female",
        municipalityCode = "901",
        serviceLanguage = "Finnish",
        phones = new[] { "050 000 0917" },
        streetAddress = "Rantatie 1",
        postalCode = "00010",
        place = "Suviranta",
    };

    [TestMethod]
    public async Task A_search_shows_only_what_tells_people_apart_and_writes_who_was_shown()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var sanna = await ApiCaller.OpenAsync(app, DeskDatabase.Sanna);

        var found = await sanna.PostAsync("/clients/search", new { text = "Kuusisaari" });
        var protectedOne = await sanna.PostAsync("/clients/search", new { text = "Suojattu Salla" });
        var many = await sanna.PostAsync("/clients/search", new { text = "Virtanen" });

        var helmi = await app.IdOfAsync("kuusisaari helmi");
        Assert.AreEqual($$"""{"clients":[{"id":"{{helmi}}","name":"Helmi Kuusisaari","birthYear":1947,"municipalityCode":"901","isProtected":false}],"isCut":false,"readAs":"Name"}""", found.Content);
        Assert.AreEqual((true, JsonValueKind.Null), (protectedOne.Body.GetProperty("clients")[0].GetProperty("isProtected").GetBoolean(), protectedOne.Body.GetProperty("clients")[0].GetProperty("municipalityCode").ValueKind));
        Assert.AreEqual((20, true), (many.Body.GetProperty("clients").GetArrayLength(), many.Body.GetProperty("isCut").GetBoolean()));
        var read = await app.ReadAsync(guidance => guidance.AuditEntries.Where(entry => entry.ClientId == helmi).ToListAsync());
        Assert.AreEqual((AuditAction.Read, "sanna", "Clients searched"), (read.Single().Action, read.Single().Actor, read.Single().Reason));
    }

    [TestMethod]
    [DataRow("' OR 1=1 --")]
    [DataRow("<script>alert(1)</script>")]
    [DataRow("\u202Eiraasiuk\u0000")]
    [DataRow("🦊🦊🦊")]
    [DataRow("")]
    [DataRow("%_*")]
    public async Task Hostile_searches_find_nobody(string text)
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var sanna = await ApiCaller.OpenAsync(app, DeskDatabase.Sanna);

        var answer = await sanna.PostAsync("/clients/search", new { text });
        var long10000 = await sanna.PostAsync("/clients/search", new { text = text + new string('x', 10_000) });

        Assert.AreEqual((HttpStatusCode.OK, 0, HttpStatusCode.OK), (answer.Status, answer.Body.GetProperty("clients").GetArrayLength(), long10000.Status));
    }

    [TestMethod]
    public async Task A_client_is_recorded_read_and_changed_and_each_is_in_the_audit()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var sanna = await ApiCaller.OpenAsync(app, DeskDatabase.Sanna);

        var created = await sanna.PostAsync("/clients", new { client = Ilona });
        var id = Guid.Parse(created.Text("id")!);
        var read = await sanna.GetAsync($"/clients/{id}");
        var version = read.Body.GetProperty("version").GetInt32();
        var changed = await sanna.PutAsync($"/clients/{id}", new { version, client = With(Ilona, "place", "Ojankylä") });
        var late = await sanna.PutAsync($"/clients/{id}", new { version, client = With(Ilona, "place", "Muualla") });

        Assert.AreEqual((HttpStatusCode.Created, $"/api/v1/clients/{id}"), (created.Status, created.Location?.ToString()));
        Assert.AreEqual(
            (HttpStatusCode.OK, "Ilona", "1962-03-04", "Female", "Finnish", "+358500000917"),
            (read.Status, read.Text("givenName"), read.Text("dateOfBirth"), read.Text("sex"), read.Text("serviceLanguage"), read.Body.GetProperty("reach").GetProperty("phones")[0].GetString()));
        Assert.AreEqual((HttpStatusCode.OK, version + 1, "Place"), (changed.Status, changed.Body.GetProperty("version").GetInt32(), changed.Body.GetProperty("changed")[0].GetString()));
        Assert.AreEqual((HttpStatusCode.Conflict, "changed-meanwhile"), (late.Status, late.Problem));
        Assert.AreEqual(
            "Create Client recorded, Read Client card; Recorded, Update Client changed; Recorded: Place",
            await AuditAsync(app, id));
    }

    [TestMethod]
    public async Task Of_two_who_change_a_client_at_once_one_is_told_to_read_again()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var (sanna, pekka) = (await ApiCaller.OpenAsync(app, DeskDatabase.Sanna), await ApiCaller.OpenAsync(app, DeskDatabase.Pekka));
        var id = await sanna.CreateClientAsync(Ilona);
        await pekka.StateGroundAsync(id);
        var version = (await sanna.GetAsync($"/clients/{id}")).Body.GetProperty("version").GetInt32();

        var both = await Task.WhenAll(
            sanna.PutAsync($"/clients/{id}", new { version, client = With(Ilona, "place", "Yksi") }),
            pekka.PutAsync($"/clients/{id}", new { version, client = With(Ilona, "place", "Kaksi") }));

        CollectionAssert.AreEquivalent(new[] { HttpStatusCode.OK, HttpStatusCode.Conflict }, both.Select(answer => answer.Status).ToArray());
    }

    [TestMethod]
    public async Task What_is_wrong_with_a_client_is_said_field_by_field()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var sanna = await ApiCaller.OpenAsync(app, DeskDatabase.Sanna);

        var empty = await sanna.PostAsync("/clients", new { client = new { } });
        var hostile = await sanna.PostAsync("/clients", new
        {
            client = new { givenName = "🦊", familyName = new string('x', 10_000), dateOfBirth = "30.2.1950", sex = "Male", municipalityCode = "' OR 1=1", serviceLanguage = "Other", phones = new[] { "puhelin", null }, email = "a@b" },
        });

        Assert.AreEqual((HttpStatusCode.UnprocessableEntity, "invalid"), (empty.Status, empty.Problem));
        Assert.AreEqual("givenName NameMissing, familyName NameMissing, dateOfBirth DateOfBirthMissing, sex SexMissing, serviceLanguage LanguageMissing, municipalityCode MunicipalityUnknown", empty.Errors);
        Assert.AreEqual("givenName NotAName, familyName TooLong, dateOfBirth DateOfBirthUnreadable, phones PhoneUnreadable, email EmailUnreadable, municipalityCode MunicipalityUnknown", hostile.Errors);
    }

    [TestMethod]
    public async Task One_who_may_be_recorded_already_is_shown_first_and_can_be_passed_over()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var sanna = await ApiCaller.OpenAsync(app, DeskDatabase.Sanna);
        var first = await sanna.CreateClientAsync(Ilona);

        var again = await sanna.PostAsync("/clients", new { client = Ilona });
        var other = await sanna.PostAsync("/clients", new { client = Ilona, notTheseClients = new[] { first } });

        var duplicate = again.Body.GetProperty("duplicates")[0];
        Assert.AreEqual((HttpStatusCode.Conflict, "likely-duplicates", first, false), (again.Status, again.Problem, duplicate.GetProperty("client").GetProperty("id").GetGuid(), duplicate.GetProperty("isCertain").GetBoolean()));
        Assert.AreEqual(HttpStatusCode.Created, other.Status);
        var listed = await sanna.GetAsync($"/clients/{first}/duplicates");
        Assert.AreEqual(other.Text("id"), listed.Body[0].GetProperty("client").GetProperty("id").GetString());
    }

    [TestMethod]
    public async Task Another_units_client_opens_with_a_stated_ground_for_a_working_day()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var (sanna, pekka) = (await ApiCaller.OpenAsync(app, DeskDatabase.Sanna), await ApiCaller.OpenAsync(app, DeskDatabase.Pekka));
        var id = await sanna.CreateClientAsync(Ilona);

        var shut = await pekka.GetAsync($"/clients/{id}");
        var recorded = await pekka.PostAsync($"/clients/{id}/grounds", new { kind = "Recorded" });
        await pekka.StateGroundAsync(id);
        var open = await pekka.GetAsync($"/clients/{id}");
        var unknown = await pekka.PostAsync($"/clients/{Guid.NewGuid()}/grounds", new { kind = "ClientInTouch" });
        app.Clock.Advance(TimeSpan.FromHours(12));
        var nextDay = await (await ApiCaller.OpenAsync(app, DeskDatabase.Pekka)).GetAsync($"/clients/{id}");

        Assert.AreEqual((HttpStatusCode.Forbidden, "ground-needed", id), (shut.Status, shut.Problem, shut.Body.GetProperty("clientId").GetGuid()));
        Assert.DoesNotContain("Rantanen", shut.Content);
        Assert.AreEqual(("kind GroundNotStated", HttpStatusCode.OK, "not-found", "ground-needed"), (recorded.Errors, open.Status, unknown.Problem, nextDay.Problem));
        Assert.AreEqual("Create Client recorded, Create StatedGround; ClientInTouch, Read Client card; ClientInTouch", await AuditAsync(app, id));
    }

    [TestMethod]
    public async Task How_a_protected_client_is_reached_is_given_only_with_the_right_and_a_reason()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var (sanna, liisa) = (await ApiCaller.OpenAsync(app, DeskDatabase.Sanna), await ApiCaller.OpenAsync(app, DeskDatabase.Liisa));
        var id = await sanna.CreateClientAsync(With(Ilona, "isProtected", true));
        await liisa.StateGroundAsync(id);

        var ordinary = await liisa.GetAsync($"/clients/{id}");
        var withoutRight = await sanna.PostAsync($"/clients/{id}/protected-details", new { reason = "Danger" });
        var withoutReason = await liisa.PostAsync($"/clients/{id}/protected-details", new { reason = "Curiosity" });
        var withReason = await liisa.PostAsync($"/clients/{id}/protected-details", new { reason = "ReachingClient" });
        var relations = await liisa.GetAsync($"/clients/{id}/relations");
        var overwritten = await sanna.PutAsync($"/clients/{id}", new { version = ordinary.Body.GetProperty("version").GetInt32(), client = new { givenName = "Ilona", familyName = "Rantanen", dateOfBirth = "1962-03-04", sex = "Female", serviceLanguage = "Finnish" } });

        Assert.AreEqual(JsonValueKind.Null, ordinary.Body.GetProperty("reach").ValueKind);
        Assert.DoesNotContain("Rantatie", ordinary.Content);
        Assert.AreEqual(("protected-not-allowed", "malformed"), (withoutRight.Problem, withoutReason.Problem));
        Assert.AreEqual("protected-not-allowed", (await sanna.PostAsync($"/clients/{id}/relations", new { kind = "Spouse", outsiderName = "Antti Ahola" })).Problem);
        Assert.AreEqual("Rantatie 1", withReason.Body.GetProperty("reach").GetProperty("streetAddress").GetString());
        Assert.IsTrue(relations.Body.GetProperty("isHidden").GetBoolean());
        Assert.AreEqual(HttpStatusCode.OK, overwritten.Status, overwritten.Content);
        var after = await liisa.PostAsync($"/clients/{id}/protected-details", new { reason = "DataCorrection" });
        Assert.AreEqual((true, "Rantatie 1"), (after.Body.GetProperty("isProtected").GetBoolean(), after.Body.GetProperty("reach").GetProperty("streetAddress").GetString()), "What was not shown is not overwritten.");
        StringAssert.Contains(await AuditAsync(app, id), "Read Protected details asked for; ClientInTouch; ReachingClient; ProtectedDetails", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Consents_and_close_ones_are_recorded_read_and_ended()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var sanna = await ApiCaller.OpenAsync(app, DeskDatabase.Sanna);
        var id = await sanna.CreateClientAsync(Ilona);
        var helmi = await app.IdOfAsync("kuusisaari helmi");

        var consent = await sanna.PostAsync($"/clients/{id}/consents", new { kind = "RemoteReception", answer = "Given", answeredOn = "2026-03-16" });
        var tomorrow = await sanna.PostAsync($"/clients/{id}/consents", new { kind = "RemoteReception", answer = "Withdrawn", answeredOn = "2026-03-18" });
        var parent = await sanna.PostAsync($"/clients/{id}/relations", new { kind = "Parent", relatedClientId = helmi });
        var outsider = await sanna.PostAsync($"/clients/{id}/relations", new { kind = "Sibling", outsiderName = "<b>Aino</b>", outsiderPhone = "050 000 0918" });
        var self = await sanna.PostAsync($"/clients/{id}/relations", new { kind = "Sibling", relatedClientId = id });

        Assert.AreEqual((HttpStatusCode.NoContent, "answeredOn AnswerDayImpossible"), (consent.Status, tomorrow.Errors));
        Assert.AreEqual((HttpStatusCode.NoContent, HttpStatusCode.NoContent, "relatedClientId RelatedToSelf"), (parent.Status, outsider.Status, self.Errors));
        var consents = (await sanna.GetAsync($"/clients/{id}/consents")).Body;
        Assert.AreEqual(("Given", "2026-03-16", 1), (consents[0].GetProperty("answer").GetString(), consents[0].GetProperty("givenOn").GetString(), consents.GetArrayLength()));
        var closeOnes = (await sanna.GetAsync($"/clients/{id}/relations")).Body.GetProperty("closeOnes").EnumerateArray().ToList();
        Assert.AreEqual("Parent Helmi Kuusisaari, Sibling <b>Aino</b>", string.Join(", ", closeOnes.Select(each => $"{each.GetProperty("kind").GetString()} {each.GetProperty("name").GetString()}")));
        var relationId = closeOnes[1].GetProperty("relationId").GetString();
        var other = await sanna.CreateClientAsync(With(With(Ilona, "givenName", "Tuovi"), "phones", Array.Empty<string>()));
        Assert.AreEqual("not-found", (await sanna.DeleteAsync($"/clients/{other}/relations/{relationId}")).Problem, "Another client's relation.");
        Assert.AreEqual(HttpStatusCode.NoContent, (await sanna.DeleteAsync($"/clients/{id}/relations/{relationId}")).Status);
        Assert.AreEqual("not-found", (await sanna.DeleteAsync($"/clients/{id}/relations/{relationId}")).Problem);
    }

    [TestMethod]
    public async Task Two_records_of_one_person_become_one_and_two_again()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var liisa = await ApiCaller.OpenAsync(app, DeskDatabase.Liisa);
        var survivorId = await liisa.CreateClientAsync(Ilona);
        var second = await liisa.PostAsync("/clients", new { client = Ilona, notTheseClients = new[] { survivorId } });
        var mergedId = Guid.Parse(second.Text("id")!);
        await liisa.PostAsync($"/clients/{mergedId}/consents", new { kind = "RemoteReception", answer = "Given", answeredOn = "2026-03-16" });

        var pairs = await liisa.GetAsync("/clients/duplicates");
        var withoutGround = await liisa.PostAsync("/clients/merges", new { survivorId, mergedId = await app.IdOfAsync("kuusisaari helmi") });
        var merged = await liisa.PostAsync("/clients/merges", new { survivorId, mergedId });
        var again = await liisa.PostAsync("/clients/merges", new { survivorId, mergedId });
        var readByOldId = await liisa.GetAsync($"/clients/{mergedId}");
        var undone = await liisa.DeleteAsync($"/clients/merges/{merged.Text("mergeId")}");
        var undoneAgain = await liisa.DeleteAsync($"/clients/merges/{merged.Text("mergeId")}");

        Assert.AreEqual(1, pairs.Body.GetArrayLength(), pairs.Content);
        Assert.AreEqual(("ground-needed", HttpStatusCode.Created, 1), (withoutGround.Problem, merged.Status, merged.Body.GetProperty("rowsMoved").GetInt32()));
        Assert.AreEqual(("merge-refused", "AlreadyMerged"), (again.Problem, again.Body.GetProperty("refusal").GetProperty("code").GetString()));
        Assert.AreEqual((HttpStatusCode.OK, survivorId), (readByOldId.Status, readByOldId.Body.GetProperty("id").GetGuid()));
        Assert.AreEqual((HttpStatusCode.NoContent, "AlreadyUndone"), (undone.Status, undoneAgain.Body.GetProperty("refusal").GetProperty("code").GetString()));
        Assert.AreEqual(mergedId, (await liisa.GetAsync($"/clients/{mergedId}")).Body.GetProperty("id").GetGuid());
        Assert.AreEqual("not-found", (await liisa.DeleteAsync($"/clients/merges/{Guid.NewGuid()}")).Problem);
    }

    [TestMethod]
    public async Task A_clients_log_tells_who_and_why_also_from_before_a_merge()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var (sanna, liisa) = (await ApiCaller.OpenAsync(app, DeskDatabase.Sanna), await ApiCaller.OpenAsync(app, DeskDatabase.Liisa));
        var id = await sanna.CreateClientAsync(Ilona);
        var second = await liisa.PostAsync("/clients", new { client = Ilona, notTheseClients = new[] { id } });
        await liisa.StateGroundAsync(id);
        await liisa.PostAsync("/clients/merges", new { survivorId = id, mergedId = Guid.Parse(second.Text("id")!) });
        app.Clock.Advance(TimeSpan.FromMinutes(1));

        var log = await liisa.PostAsync($"/clients/{id}/log-report", new { });
        var old = await liisa.PostAsync($"/clients/{id}/log-report", new { from = "0001-01-01", to = "9999-12-31" });
        var special = await liisa.PostAsync($"/clients/{id}/log-report", new { from = "2020-01-01", specialReason = true });
        var reversed = await liisa.PostAsync($"/clients/{id}/log-report", new { from = "2026-03-18" });

        var rows = log.Body.GetProperty("rows").EnumerateArray().Select(row => $"{row.GetProperty("actor").GetString()} {row.GetProperty("action").GetString()} {row.GetProperty("unit").GetProperty("code").GetString()}").ToList();
        Assert.AreEqual(
            "sanna Create ITA, liisa Create ITA, liisa Create ITA, liisa Update ITA, liisa Update ITA",
            string.Join(", ", rows.Where(row => !row.Contains("Read", StringComparison.Ordinal))), log.Content);
        Assert.AreEqual((true, false, "from PeriodReversed"), (old.Body.GetProperty("isCutToTwoYears").GetBoolean(), special.Body.GetProperty("isCutToTwoYears").GetBoolean(), reversed.Errors));
        StringAssert.EndsWith(await AuditAsync(app, id), "Export The client's log report; ClientsRequest; special reason accepted", StringComparison.Ordinal);
    }

    private static Dictionary<string, object?> With(object client, string member, object value)
    {
        var changed = JsonSerializer.SerializeToElement(client).EnumerateObject().ToDictionary(each => each.Name, each => (object?)each.Value);
        changed[member] = value;
        return changed;
    }

    private static async Task<string> AuditAsync(PalveluohjausApp app, Guid clientId)
    {
        var entries = await app.ReadAsync(guidance => guidance.AuditEntries.Where(entry => entry.ClientId == clientId).OrderBy(entry => entry.Sequence).ToListAsync());
        return string.Join(", ", entries.Select(entry => $"{entry.Action} {entry.Reason}"));
    }
}
