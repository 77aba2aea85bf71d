using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.NeedsAssessments;
using Palveluohjaus.Host.Tests.Web;

namespace Palveluohjaus.Host.Tests.Api;

[TestClass]
public sealed class CaseApiTests
{
    [TestMethod]
    [DataRow("fi", "Palvelutarpeen arviointi")]
    [DataRow("sv", "bedömning")]
    [DataRow("en", "assessment")]
    public async Task Deadlines_tell_in_the_callers_language_how_they_were_counted(string language, string word)
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        var caseId = await app.AddCaseAsync(helmi);
        var sanna = await ApiCaller.OpenAsync(app, DeskDatabase.Sanna);
        sanna.Client.DefaultRequestHeaders.Add("Accept-Language", language);

        Assert.AreEqual(HttpStatusCode.NoContent, (await sanna.PutAsync($"/cases/{caseId}/matter", new { raisedAt = "2026-03-16T10:00:00+02:00", matter = "SocialServices" })).Status);
        var read = await sanna.GetAsync($"/cases/{caseId}/deadlines");

        var deadlines = read.Body.GetProperty("deadlines").EnumerateArray().ToList();
        Assert.IsTrue(deadlines.Exists(each => each.GetProperty("name").GetString()!.Contains(word, StringComparison.OrdinalIgnoreCase)), read.Content);
        Assert.IsTrue(deadlines.TrueForAll(each => each.GetProperty("howCounted").GetArrayLength() > 1), read.Content);
        Assert.AreEqual("2026-03-16T08:00:00Z", read.Text("raisedAt"));
        Assert.IsTrue((await app.AuditOfAsync(helmi)).Any(entry => entry is { Action: AuditAction.Read, Reason: AuditReasons.CaseDeadlines, Actor: DeskDatabase.Sanna }));
        Assert.IsGreaterThan(5, (await sanna.GetAsync("/deadline-rules")).Body.GetProperty("rules").GetArrayLength());
    }

    [TestMethod]
    public async Task Promises_are_stopped_once_and_go_on_once()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var caseId = await app.AddCaseAsync(await app.IdOfAsync(ClientsAtTheDesk.Helmi));
        var (sanna, liisa, pekka) = (await ApiCaller.OpenAsync(app, DeskDatabase.Sanna), await ApiCaller.OpenAsync(app, DeskDatabase.Liisa), await ApiCaller.OpenAsync(app, DeskDatabase.Pekka));
        var path = $"/cases/{caseId}/deadlines";

        var nothing = await sanna.PostAsync($"{path}/pause", new { reason = "ClientAway" });
        Assert.AreEqual(("changed-meanwhile", "NothingToPause"), (nothing.Problem, nothing.Text("reason")));
        Assert.AreEqual("malformed", (await sanna.PutAsync($"/cases/{caseId}/matter", new { matter = "SocialServices", raisedAt = "2026-03-17T10:00:00" })).Problem, "Whose clock?");
        await app.AddPromiseAsync(caseId);
        var answers = await Task.WhenAll(sanna.PostAsync($"{path}/pause", new { reason = "ClientAway" }), liisa.PostAsync($"{path}/pause", new { reason = "WaitingForClient" }));
        CollectionAssert.AreEquivalent(new[] { HttpStatusCode.NoContent, HttpStatusCode.Conflict }, answers.Select(answer => answer.Status).ToArray());
        Assert.IsTrue((await sanna.GetAsync(path)).Body.GetProperty("isPaused").GetBoolean());
        Assert.AreEqual(HttpStatusCode.NoContent, (await sanna.PostAsync($"{path}/resume")).Status);
        var late = await sanna.PostAsync($"{path}/resume");
        Assert.AreEqual(("changed-meanwhile", "NotPaused"), (late.Problem, late.Text("reason")));

        Assert.AreEqual("malformed", (await sanna.PostAsync($"{path}/pause", new { reason = "Tired" })).Problem);
        Assert.AreEqual("malformed", (await sanna.PutAsync($"/cases/{caseId}/matter", new { matter = "Nonsense" })).Problem);
        Assert.AreEqual("raisedAt RaisedInFuture", (await sanna.PutAsync($"/cases/{caseId}/matter", new { matter = "ChildWelfare", raisedAt = "2999-01-01T00:00:00Z" })).Errors);
        Assert.AreEqual("raisedAt RaisedBeforeContact", (await sanna.PutAsync($"/cases/{caseId}/matter", new { matter = "ChildWelfare", raisedAt = "0001-01-01T00:00:00Z" })).Errors);
        Assert.AreEqual("not-found", (await pekka.GetAsync(path)).Problem);
        Assert.AreEqual("not-found", (await pekka.PostAsync($"{path}/pause", new { reason = "ClientAway" })).Problem);
    }

    [TestMethod]
    public async Task An_assessment_is_begun_saved_concluded_and_then_only_the_plan_goes_on()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var caseId = await app.AddCaseAsync(await app.IdOfAsync(ClientsAtTheDesk.Helmi));
        var (sanna, liisa, pekka) = (await ApiCaller.OpenAsync(app, DeskDatabase.Sanna), await ApiCaller.OpenAsync(app, DeskDatabase.Liisa), await ApiCaller.OpenAsync(app, DeskDatabase.Pekka));
        var path = $"/cases/{caseId}/needs-assessment";
        Assert.AreEqual((0, JsonValueKind.Null), ((await sanna.GetAsync(path)).Body.GetProperty("version").GetInt32(), (await sanna.GetAsync(path)).Body.GetProperty("state").ValueKind));

        var answers = await Task.WhenAll(sanna.PutAsync(path, new { version = 0, conclusion = "Sannan" }), liisa.PutAsync(path, new { version = 0, conclusion = "Liisan" }));
        CollectionAssert.AreEquivalent(new[] { HttpStatusCode.NoContent, HttpStatusCode.Conflict }, answers.Select(answer => answer.Status).ToArray());
        Assert.AreEqual("participants ParticipantMissing", (await sanna.PostAsync($"{path}/complete", new { version = 1, conclusion = "Tarvitsee apua" })).Errors);
        var criteria = (await sanna.GetAsync("/housing/criteria")).Body.GetProperty("criteria").EnumerateArray().ToDictionary(each => each.GetProperty("code").GetString()!, _ => true);
        var done = await sanna.PostAsync($"{path}/complete", new { version = 1, conclusion = "Tarvitsee apua", participants = new[] { new { profession = "SocialWorker", name = "Sanna" } }, goals = new[] { new { text = "Kotihoito", byDay = "2026-04-01" } }, housingAnswers = criteria, housingDecidedOn = "2026-03-10" });
        Assert.AreEqual(HttpStatusCode.NoContent, done.Status, done.Content);
        var ended = await sanna.PostAsync($"{path}/unnecessary", new { version = 2, reasonKind = "TemporaryNeed" });
        Assert.AreEqual(("changed-meanwhile", "HasEnded"), (ended.Problem, ended.Text("reason")));

        var read = (await sanna.GetAsync(path)).Body;
        Assert.AreEqual(("Completed", true, "Kotihoito"), (read.GetProperty("state").GetString(), read.GetProperty("areHousingCriteriaMet").GetBoolean(), read.GetProperty("goals")[0].GetProperty("text").GetString()));
        var queue = (await sanna.GetAsync("/housing/queue")).Body;
        Assert.AreEqual((1, 7), (queue.GetProperty("count").GetInt32(), queue.GetProperty("clients")[0].GetProperty("daysWaited").GetInt32()));
        Assert.AreEqual("not-found", (await pekka.GetAsync(path)).Problem);
        Assert.AreEqual(0, (await pekka.GetAsync("/housing/queue")).Body.GetProperty("count").GetInt32());
    }

    [TestMethod]
    [DataRow("show=zzz", "show FilterUnknown")]
    [DataRow("show=Mine", "show FilterUnknown")]
    [DataRow("worker=zz", "worker FilterUnknown")]
    [DataRow("theme=nonsense", "theme FilterUnknown")]
    [DataRow("due='", "due FilterUnknown")]
    [DataRow("page=-1", "page FilterUnknown")]
    [DataRow("page=0", "page FilterUnknown")]
    public async Task A_queues_filter_that_is_unknown_is_refused_and_never_passed_over(string query, string error)
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var sanna = await ApiCaller.OpenAsync(app, DeskDatabase.Sanna);
        var unit = await app.ReadAsync(guidance => guidance.Units.Where(each => each.Code == "ITA").Select(each => each.Id).SingleAsync());

        var refused = await sanna.GetAsync($"/queues/{unit}?{query}");

        Assert.AreEqual((HttpStatusCode.UnprocessableEntity, error), (refused.Status, refused.Errors));
        Assert.AreEqual(HttpStatusCode.OK, (await sanna.GetAsync($"/queues/{unit}?show=mine&worker={Guid.NewGuid()}&theme=Housing&due=late&page=2")).Status);
        Assert.AreEqual(HttpStatusCode.OK, (await sanna.GetAsync($"/queues/{unit}?show=&worker=&theme=&due=&page=")).Status, "What is left empty is left out.");
    }

    [TestMethod]
    public async Task One_found_unnecessary_keeps_what_was_written_and_says_why()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var caseId = await app.AddCaseAsync(await app.IdOfAsync(ClientsAtTheDesk.Helmi));
        var sanna = await ApiCaller.OpenAsync(app, DeskDatabase.Sanna);
        var path = $"/cases/{caseId}/needs-assessment";
        await sanna.PutAsync(path, new { version = 0, conclusion = "Kesken" });

        Assert.AreEqual("reason UnnecessaryTextMissing", (await sanna.PostAsync($"{path}/unnecessary", new { version = 1, reasonKind = "Other" })).Errors);
        Assert.AreEqual("malformed", (await sanna.PostAsync($"{path}/unnecessary", new { version = 1 })).Problem);
        Assert.AreEqual(HttpStatusCode.NoContent, (await sanna.PostAsync($"{path}/unnecessary", new { version = 1, reasonKind = "Other", reason = "Muutti" })).Status);

        var stored = await app.ReadAsync(guidance => guidance.NeedsAssessments.AsNoTracking().SingleAsync());
        Assert.AreEqual((NeedsAssessmentState.Unnecessary, "Muutti", "Kesken"), (stored.State, stored.UnnecessaryReason, stored.Conclusion));
    }

    [TestMethod]
    [DataRow("{\"version\":0,\"participants\":[null]}", "malformed", null)]
    [DataRow("{\"version\":0,\"goals\":[null]}", "malformed", null)]
    [DataRow("{\"version\":0,\"participants\":[{\"profession\":\"Other\",\"name\":\" \"}]}", "invalid", "participants ParticipantUnnamed")]
    [DataRow("{\"version\":0,\"housingAnswers\":{\"'; DROP\":true}}", "invalid", "housingAnswers CriterionUnknown")]
    [DataRow("{\"version\":0,\"goals\":[{\"text\":\"a\",\"byDay\":\"1900-01-01\"}]}", "invalid", "goals GoalDayImpossible")]
    [DataRow("{\"version\":0,\"housingDecidedOn\":\"2999-01-01\"}", "invalid", "housingDecidedOn HousingDayImpossible")]
    [DataRow("{\"version\":7}", "changed-meanwhile", null)]
    [DataRow("{\"version\":\"0\"}", "malformed", null)]
    public async Task What_is_wrong_in_an_assessment_is_told_and_nothing_is_kept(string body, string problem, string? errors)
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var caseId = await app.AddCaseAsync(await app.IdOfAsync(ClientsAtTheDesk.Helmi));
        var sanna = await ApiCaller.OpenAsync(app, DeskDatabase.Sanna);

        var answer = await sanna.SendAsync(HttpMethod.Put, $"/cases/{caseId}/needs-assessment", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.AreEqual(problem, answer.Problem, answer.Content);
        if (errors is not null)
            Assert.AreEqual(errors, answer.Errors);
        var many = await sanna.PutAsync($"/cases/{caseId}/needs-assessment", new { version = 0, goals = Enumerable.Range(0, 5_000).Select(number => new { text = $"{number}" }) });
        Assert.AreEqual("goals GoalTooLong", many.Errors);
        Assert.AreEqual(0, await app.ReadAsync(guidance => guidance.NeedsAssessments.CountAsync()));
    }
}
