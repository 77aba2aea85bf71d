using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Host.Tests.Web;

namespace Palveluohjaus.Host.Tests.Api;

[TestClass]
public sealed class InterventionApiTests
{
    [TestMethod]
    public async Task An_intervention_is_started_once_measured_and_ended_with_its_result()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var sanna = await ApiCaller.OpenAsync(app, DeskDatabase.Sanna);
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        await app.AddCaseAsync(helmi);
        var body = new { method = "ipc-young", startedOn = "2026-02-02" };

        var keyless = await sanna.PostAsync($"/clients/{helmi}/interventions", body);
        Assert.AreEqual("idempotency-key-needed", keyless.Problem);
        Assert.Contains("kullekin tallennettavalle omansa", keyless.Text("title")!, "A contact is not the only thing that has one.");
        var started = await StartAsync(sanna, helmi, "a-1", body);
        var again = await StartAsync(sanna, helmi, "a-1", body);
        Assert.AreEqual((HttpStatusCode.Created, HttpStatusCode.OK, started.Text("id")), (started.Status, again.Status, again.Text("id")), started.Content);
        Assert.AreEqual((HttpStatusCode.Conflict, "idempotency-key-reused"), Told(await StartAsync(sanna, helmi, "a-1", new { method = "voimaperheet", startedOn = "2026-02-02" })));
        var ongoing = await StartAsync(sanna, helmi, "a-2", body);
        Assert.AreEqual((HttpStatusCode.Conflict, "changed-meanwhile", "AlreadyOngoing"), (ongoing.Status, ongoing.Problem, ongoing.Text("reason")));

        var one = $"/interventions/{started.Text("id")}";
        Assert.AreEqual(HttpStatusCode.NoContent, (await sanna.PostAsync($"{one}/measurements", new { version = 0, stage = "Before", measure = "phq-9", score = 14, measuredOn = "2026-02-02" })).Status);
        Assert.AreEqual(HttpStatusCode.NoContent, (await sanna.PostAsync($"{one}/sessions", new { version = 1, heldOn = "2026-02-09" })).Status);
        Assert.AreEqual((HttpStatusCode.Conflict, "changed-meanwhile"), Told(await sanna.PostAsync($"{one}/sessions", new { version = 1, heldOn = "2026-02-09" })));
        var wrong = await sanna.PostAsync($"{one}/measurements", new { version = 2, stage = "After", measure = "phq-9", score = 99, measuredOn = "2026-02-01" });
        Assert.AreEqual((HttpStatusCode.UnprocessableEntity, "score ScoreOutsideScale, measuredOn AfterIsBeforeBefore, measuredOn AfterIsBeforeStart"), (wrong.Status, wrong.Errors));
        Assert.AreEqual(HttpStatusCode.NoContent, (await sanna.PostAsync($"{one}/measurements", new { version = 2, stage = "After", measure = "phq-9", score = 8 })).Status);
        Assert.AreEqual(HttpStatusCode.NoContent, (await sanna.PostAsync($"{one}/end", new { version = 3, outcome = "Completed" })).Status);

        var read = await sanna.GetAsync(one);
        var measured = read.Body.GetProperty("result").GetProperty("measures")[0];
        Assert.AreEqual(("Completed", 1, 6), (read.Text("state"), read.Body.GetProperty("result").GetProperty("sessionsHeld").GetInt32(), read.Body.GetProperty("result").GetProperty("plannedSessions").GetInt32()));
        Assert.AreEqual((-6d, "Better", true, 27d), (measured.GetProperty("change").GetDouble(), measured.GetProperty("direction").GetString(), measured.GetProperty("matters").GetBoolean(), measured.GetProperty("scale").GetProperty("maximum").GetDouble()));
        Assert.AreEqual(1, (await sanna.GetAsync($"/clients/{helmi}/interventions")).Body.GetArrayLength());
        var last = read.Body.GetProperty("entries").EnumerateArray().Last().GetProperty("entry").GetInt64();
        Assert.AreEqual(HttpStatusCode.NoContent, (await sanna.PostAsync($"{one}/take-back", new { version = 4, entry = last, note = "Liian aikaisin" })).Status);
        Assert.AreEqual("Ongoing", (await sanna.GetAsync(one)).Text("state"));
    }

    [TestMethod]
    public async Task The_catalogue_is_listed_and_a_stranger_gets_no_intervention()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var (sanna, pekka) = (await ApiCaller.OpenAsync(app, DeskDatabase.Sanna), await ApiCaller.OpenAsync(app, DeskDatabase.Pekka));
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        await app.AddCaseAsync(helmi);
        var id = (await StartAsync(sanna, helmi, "k", new { method = "lp-council" })).Text("id");

        var methods = await sanna.GetAsync("/intervention-methods");

        Assert.AreEqual(6, methods.Body.GetArrayLength());
        Assert.AreEqual((HttpStatusCode.NotFound, "not-found"), Told(await pekka.GetAsync($"/interventions/{id}")));
        Assert.AreEqual((HttpStatusCode.NotFound, "not-found"), Told(await pekka.PostAsync($"/interventions/{id}/sessions", new { version = 0 })));
        Assert.AreEqual((HttpStatusCode.BadRequest, "malformed"), Told(await sanna.PostAsync($"/interventions/{id}/sessions", new { version = 0, heldOn = "17.3.2026" })));
        Assert.AreEqual(0, await app.ReadAsync(guidance => guidance.InterventionEntries.CountAsync()));
    }

    private static (HttpStatusCode Status, string Problem) Told(ApiAnswer answer) => (answer.Status, answer.Problem);

    private static async Task<ApiAnswer> StartAsync(ApiCaller caller, Guid clientId, string key, object body)
    {
        using var content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        caller.Client.DefaultRequestHeaders.Remove("Idempotency-Key");
        caller.Client.DefaultRequestHeaders.Add("Idempotency-Key", key);
        var answer = await caller.SendAsync(HttpMethod.Post, $"/clients/{clientId}/interventions", content);
        caller.Client.DefaultRequestHeaders.Remove("Idempotency-Key");
        return answer;
    }
}
