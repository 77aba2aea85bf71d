using System.Net;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Services;
using Palveluohjaus.Guidance.Services.Referrals;
using Palveluohjaus.Host.Tests.Web;

namespace Palveluohjaus.Host.Tests.Api;

[TestClass]
public sealed class ServiceApiTests
{
    private static readonly string[] Themes = ["Participation"];

    [TestMethod]
    public async Task A_service_is_added_found_by_every_filter_changed_confirmed_and_withdrawn()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var (sanna, liisa) = (await ApiCaller.OpenAsync(app, DeskDatabase.Sanna), await ApiCaller.OpenAsync(app, DeskDatabase.Liisa));

        var added = await liisa.PostAsync("/services", new { sector = "ThirdSector", nameFi = "Lukupiiri", nameSv = "Läsecirkeln", themes = Themes, languages = (string[])["fi"], municipalityCodes = (string[])["901"], segments = (string[])["OMA"], lifeStages = (string[])["OlderPeople"] });
        Assert.AreEqual(HttpStatusCode.Created, added.Status, added.Content);
        var id = added.Text("id")!;
        sanna.Client.DefaultRequestHeaders.Add("Accept-Language", "sv");
        var found = await sanna.GetAsync("/services?text=lukupirri&theme=participation&segment=OMA&stage=older-people&municipality=901&language=fi&sector=third-sector&page=1");
        Assert.AreEqual((1, id, "Läsecirkeln"), (found.Body.GetProperty("count").GetInt32(), found.Body.GetProperty("services")[0].GetProperty("id").GetString(), found.Body.GetProperty("services")[0].GetProperty("name").GetString()));
        Assert.AreEqual(0, (await sanna.GetAsync("/services?stage=youth")).Body.GetProperty("count").GetInt32());

        Assert.AreEqual(HttpStatusCode.NoContent, (await sanna.PostAsync($"/services/{id}/wait", new { capacity = "Few", waitingDays = 14 })).Status);
        var read = await sanna.GetAsync($"/services/{id}");
        Assert.AreEqual((14, "Few", false), (read.Body.GetProperty("waitingDays").GetInt32(), read.Text("capacity"), read.Body.GetProperty("isWaitOld").GetBoolean()));
        var version = read.Body.GetProperty("version").GetInt32();
        Assert.AreEqual(HttpStatusCode.NoContent, (await liisa.PutAsync($"/services/{id}", new { version, sector = "ThirdSector", nameFi = "Lukupiiri Kirja", themes = Themes })).Status);
        var late = await liisa.PutAsync($"/services/{id}", new { version, sector = "ThirdSector", nameFi = "Toinen", themes = Themes });
        Assert.AreEqual((HttpStatusCode.Conflict, "changed-meanwhile"), (late.Status, late.Problem));
        Assert.AreEqual(HttpStatusCode.NoContent, (await liisa.PostAsync($"/services/{id}/withdraw")).Status);
        Assert.AreEqual(0, (await sanna.GetAsync("/services")).Body.GetProperty("count").GetInt32());
        Assert.AreEqual(HttpStatusCode.NoContent, (await liisa.PostAsync($"/services/{id}/restore")).Status);
        Assert.AreEqual("Lukupiiri Kirja", (await sanna.GetAsync("/services")).Body.GetProperty("services")[0].GetProperty("nameFi").GetString());
    }

    [TestMethod]
    [DataRow("{\"sector\":\"ThirdSector\"}", "invalid", 422)]
    [DataRow("{\"sector\":\"Nonsense\"}", "malformed", 400)]
    [DataRow("{\"sector\":\"ThirdSector\",\"keywords\":[null]}", "malformed", 400)]
    [DataRow("{\"sector\":\"ThirdSector\",\"nameFi\":\"A\",\"themes\":[\"Housing\"],\"webAddress\":\"javascript:alert(1)\"}", "invalid", 422)]
    [DataRow("{\"sector\":\"ThirdSector\",\"nameFi\":\"\\u0000\",\"themes\":[\"Housing\"]}", "invalid", 422)]
    [DataRow("{\"sector\":\"ThirdSector\",\"nameFi\":\"A\",\"themes\":[\"Housing\"],\"municipalityCodes\":[\"999\"]}", "invalid", 422)]
    public async Task What_is_wrong_in_a_service_is_told_and_nothing_is_kept(string body, string problem, int status)
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var liisa = await ApiCaller.OpenAsync(app, DeskDatabase.Liisa);

        var answer = await liisa.PostAsync("/services", body);

        Assert.AreEqual((status, problem), ((int)answer.Status, answer.Problem), answer.Content);
        Assert.AreEqual(0, await app.ReadAsync(guidance => guidance.GuidanceServices.CountAsync()));
    }

    [TestMethod]
    [DataRow("theme=nonsense", "theme FilterUnknown")]
    [DataRow("segment='", "segment FilterUnknown")]
    [DataRow("stage=9", "stage FilterUnknown")]
    [DataRow("municipality=90x", "municipality FilterUnknown")]
    [DataRow("language=SVE", "language FilterUnknown")]
    [DataRow("sector=%00", "sector FilterUnknown")]
    [DataRow("page=-3", "page FilterUnknown")]
    [DataRow("page=one", "page FilterUnknown")]
    public async Task A_filter_that_is_unknown_is_refused_and_never_passed_over(string query, string error)
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var sanna = await ApiCaller.OpenAsync(app, DeskDatabase.Sanna);

        Assert.AreEqual(error, (await sanna.GetAsync($"/services?{query}")).Errors);
        Assert.AreEqual(HttpStatusCode.OK, (await sanna.GetAsync($"/services?page=&text={new string('x', 5_000)}")).Status);
    }

    [TestMethod]
    public async Task A_referral_is_made_once_declined_only_with_a_reason_and_of_two_at_once_one_step_holds()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        var caseId = await app.AddCaseAsync(helmi);
        var (sanna, liisa) = (await ApiCaller.OpenAsync(app, DeskDatabase.Sanna), await ApiCaller.OpenAsync(app, DeskDatabase.Liisa));
        var serviceId = (await liisa.PostAsync("/services", new { sector = "ThirdSector", nameFi = "Virkistyskerho", themes = Themes })).Text("id");
        var key = Guid.NewGuid();

        var made = await sanna.PostAsync("/referrals", new { caseId, serviceId, submissionKey = key, note = "Toivoo seuraa" });
        Assert.AreEqual(HttpStatusCode.Created, made.Status, made.Content);
        var again = await sanna.PostAsync("/referrals", new { caseId, serviceId, submissionKey = key });
        var second = await sanna.PostAsync("/referrals", new { caseId, serviceId, submissionKey = Guid.NewGuid() });
        Assert.AreEqual((made.Text("id"), "changed-meanwhile", "AlreadyReferred"), (again.Text("id"), second.Problem, second.Text("reason")));
        var unknown = await sanna.PostAsync("/referrals", new { caseId, serviceId = Guid.NewGuid(), submissionKey = Guid.NewGuid() });
        Assert.AreEqual("serviceId ServiceNotThere", unknown.Errors);

        var path = $"/referrals/{made.Text("id")}";
        Assert.AreEqual("note ReasonMissing", (await sanna.PostAsync($"{path}/steps", new { state = "Declined", version = 0 })).Errors);
        Assert.AreEqual("occurredOn DayInFuture", (await sanna.PostAsync($"{path}/steps", new { state = "Started", version = 0, occurredOn = "2999-01-01" })).Errors);
        Assert.AreEqual("note NoteTooLong", (await sanna.PostAsync($"{path}/steps", new { state = "Accepted", version = 0, note = new string('x', 100_000) })).Errors);
        var answers = await Task.WhenAll(sanna.PostAsync($"{path}/steps", new { state = "Accepted", version = 0 }), liisa.PostAsync($"{path}/steps", new { state = "Waiting", version = 0 }));
        CollectionAssert.AreEquivalent(new[] { HttpStatusCode.NoContent, HttpStatusCode.Conflict }, answers.Select(answer => answer.Status).ToArray());
        Assert.AreEqual(HttpStatusCode.NoContent, (await sanna.PostAsync($"{path}/steps", new { state = "Started", version = 1 })).Status);

        var read = await sanna.GetAsync(path);
        Assert.AreEqual((3, 2, "Started", "Ended"), (read.Body.GetProperty("steps").GetArrayLength(), read.Body.GetProperty("version").GetInt32(), read.Body.GetProperty("referral").GetProperty("state").GetString(), read.Body.GetProperty("next")[0].GetString()));
        Assert.AreEqual(1, (await sanna.GetAsync("/referrals?view=mine")).Body.GetProperty("count").GetInt32());
        Assert.AreEqual(1, (await liisa.GetAsync("/referrals?view=team")).Body.GetProperty("count").GetInt32());
        Assert.AreEqual(1, await app.ReadAsync(guidance => guidance.CaseEvents.CountAsync(happened => happened.CaseId == caseId && happened.Kind == CaseEventKind.ServiceArranged)));
        Assert.IsTrue((await app.AuditOfAsync(helmi)).Any(entry => entry is { Action: AuditAction.Create, Subject: nameof(Referral) }));

        var missing = await sanna.GetAsync("/responsible-workers/missing");
        Assert.AreEqual((1, helmi, "Virkistyskerho"), (missing.Body.GetProperty("count").GetInt32(), missing.Body.GetProperty("clients")[0].GetProperty("clientId").GetGuid(), missing.Body.GetProperty("clients")[0].GetProperty("services")[0].GetString()));
    }

    [TestMethod]
    public async Task A_segment_that_is_none_is_refused_by_name_and_never_left_out()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var liisa = await ApiCaller.OpenAsync(app, DeskDatabase.Liisa);

        var refused = await liisa.PostAsync("/services", new { sector = "ThirdSector", nameFi = "Kerho", themes = Themes, segments = (string[])["OMA", "ZZZ"] });
        Assert.AreEqual((HttpStatusCode.UnprocessableEntity, "segments SegmentUnknown"), (refused.Status, refused.Errors));
        var id = (await liisa.PostAsync("/services", new { sector = "ThirdSector", nameFi = "Kerho", themes = Themes, segments = (string[])["OMA"] })).Text("id")!;
        var version = (await liisa.GetAsync($"/services/{id}")).Body.GetProperty("version").GetInt32();
        Assert.AreEqual("segments SegmentUnknown", (await liisa.PutAsync($"/services/{id}", new { version, sector = "ThirdSector", nameFi = "Kerho", themes = Themes, segments = (string[])["oma"] })).Errors);
        await app.ReadAsync(guidance => guidance.GuidanceServices.ExecuteUpdateAsync(row => row.SetProperty(service => service.Source, GuidanceService.PtvSource)));
        Assert.AreEqual("segments SegmentUnknown", (await liisa.PutAsync($"/services/{id}", new { version, sector = "ThirdSector", segments = (string[])[""] })).Errors);
        Assert.AreEqual("OMA", (await app.ReadAsync(guidance => guidance.GuidanceServices.SingleAsync())).Segments.Single());
    }

    [TestMethod]
    public async Task A_referral_sent_again_is_answered_with_its_id_and_its_key_serves_no_other()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var (helmis, another) = (await app.AddCaseAsync(await app.IdOfAsync(ClientsAtTheDesk.Helmi)), await app.AddCaseAsync(await app.IdOfAsync(ClientsAtTheDesk.Helmi)));
        var (sanna, liisa) = (await ApiCaller.OpenAsync(app, DeskDatabase.Sanna), await ApiCaller.OpenAsync(app, DeskDatabase.Liisa));
        var serviceId = (await liisa.PostAsync("/services", new { sector = "ThirdSector", nameFi = "Virkistyskerho", themes = Themes })).Text("id");
        var otherId = (await liisa.PostAsync("/services", new { sector = "ThirdSector", nameFi = "Lukupiiri", themes = Themes })).Text("id");
        var key = Guid.NewGuid();

        var atOnce = await Task.WhenAll(sanna.PostAsync("/referrals", new { caseId = helmis, serviceId, submissionKey = key }), liisa.PostAsync("/referrals", new { caseId = helmis, serviceId, submissionKey = key }));
        CollectionAssert.AreEquivalent(new[] { HttpStatusCode.Created, HttpStatusCode.OK }, atOnce.Select(answer => answer.Status).ToArray());
        Assert.AreEqual(atOnce[0].Text("id"), atOnce[1].Text("id"));

        foreach (var reused in (ApiAnswer[])
        [
            await sanna.PostAsync("/referrals", new { caseId = another, serviceId, submissionKey = key }),
            await sanna.PostAsync("/referrals", new { caseId = helmis, serviceId = otherId, submissionKey = key }),
        ])
            Assert.AreEqual((HttpStatusCode.Conflict, "idempotency-key-reused"), (reused.Status, reused.Problem), reused.Content);
        Assert.AreEqual(1, await app.ReadAsync(guidance => guidance.Referrals.CountAsync()));
    }

    [TestMethod]
    public async Task Who_has_nothing_to_do_with_the_case_makes_reads_and_moves_no_referral()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var caseId = await app.AddCaseAsync(await app.IdOfAsync(ClientsAtTheDesk.Helmi));
        var (sanna, liisa, pekka) = (await ApiCaller.OpenAsync(app, DeskDatabase.Sanna), await ApiCaller.OpenAsync(app, DeskDatabase.Liisa), await ApiCaller.OpenAsync(app, DeskDatabase.Pekka));
        var serviceId = (await liisa.PostAsync("/services", new { sector = "ThirdSector", nameFi = "Virkistyskerho", themes = Themes })).Text("id");
        var made = await sanna.PostAsync("/referrals", new { caseId, serviceId, submissionKey = Guid.NewGuid(), note = "Salainen" });

        foreach (var answer in (ApiAnswer[])
        [
            await pekka.PostAsync("/referrals", new { caseId, serviceId, submissionKey = Guid.NewGuid() }),
            await pekka.GetAsync($"/referrals/{made.Text("id")}"),
            await pekka.PostAsync($"/referrals/{made.Text("id")}/steps", new { state = "Accepted", version = 0 }),
        ])
        {
            Assert.AreEqual((HttpStatusCode.NotFound, "not-found"), (answer.Status, answer.Problem));
            Assert.DoesNotContain("Salainen", answer.Content);
        }

        Assert.AreEqual(0, (await pekka.GetAsync("/referrals?view=team")).Body.GetProperty("count").GetInt32());
    }
}
