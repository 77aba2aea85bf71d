using System.Globalization;
using System.Net;
using System.Text.Json;
using CsvHelper;
using Microsoft.AspNetCore.Routing;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Teams;
using Palveluohjaus.Host.Api;
using Palveluohjaus.Host.Tests.Web;

namespace Palveluohjaus.Host.Tests.Api;

[TestClass]
public sealed class CsvAnswerTests
{
    [TestMethod]
    public async Task A_list_says_in_CSV_what_it_says_in_JSON()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var caller = await ApiCaller.OpenAsync(app, DeskDatabase.Sanna);
        await app.ReadAsync(async guidance =>
        {
            // A spreadsheet would run the name; a quote, a comma and a line end must come through.
            guidance.Add(new Unit { Source = GuidanceCase.OwnSource, Code = "odd", NameFi = "=1+1", NameSv = "Söder, \"norr\"\nöst", NameEn = "-5" });
            return await guidance.SaveChangesAsync();
        });

        var json = (await caller.GetAsync("/units")).Body.EnumerateArray().ToList();
        var (type, rows) = await ReadAsync(caller, "/units");

        Assert.AreEqual("text/csv; charset=utf-8; header=present", type);
        Assert.HasCount(json.Count, rows);
        CollectionAssert.AreEqual(json[0].EnumerateObject().Select(member => member.Name).ToList(), rows[0].Keys.ToList());
        for (var row = 0; row < rows.Count; row++)
        {
            foreach (var (name, cell) in rows[row])
            {
                var said = json[row].GetProperty(name) is { ValueKind: not JsonValueKind.Null } value ? value.ToString() : string.Empty;
                Assert.AreEqual(said is ['=' or '-', ..] ? $"'{said}" : said, cell, name);
            }
        }
    }

    [TestMethod]
    public async Task Numbers_stay_numbers_and_nested_members_are_joined_by_dots_whatever_the_language()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var caller = await ApiCaller.OpenAsync(app, DeskDatabase.Sanna);
        await app.AddWorkAsync(await app.IdOfAsync(ClientsAtTheDesk.Helmi), DeskDatabase.Sanna, new DateTime(2026, 3, 14, 22, 0, 0, DateTimeKind.Utc));
        var unit = (await caller.GetAsync("/session")).Body.GetProperty("units")[0].GetProperty("id").GetString();
        caller.Client.DefaultRequestHeaders.Add("Accept-Language", "fi");

        var (_, rows) = await ReadAsync(caller, $"/queues/{unit}");

        Assert.HasCount(1, rows);
        Assert.AreEqual("Helmi Kuusisaari", rows[0]["clientName"]);
        Assert.IsTrue(double.TryParse(rows[0]["points"], NumberStyles.Float, CultureInfo.InvariantCulture, out _), rows[0]["points"]);
        Assert.IsTrue(double.TryParse(rows[0]["pointsOf.deadline"], NumberStyles.Float, CultureInfo.InvariantCulture, out _), rows[0]["pointsOf.deadline"]);
        Assert.AreEqual("false", rows[0]["isProtected"]);
    }

    [TestMethod]
    public async Task Several_lists_say_which_and_an_empty_one_still_has_its_columns()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var caller = await ApiCaller.OpenAsync(app, DeskDatabase.Sanna);

        using var answer = await SendAsync(caller, "/handoffs", "text/csv");

        StringAssert.StartsWith(await answer.Content.ReadAsStringAsync(), "list,id,caseId,", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task What_an_answer_says_beside_its_list_stands_in_each_row()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var caller = await ApiCaller.OpenAsync(app, DeskDatabase.Sanna);

        var json = (await caller.GetAsync("/session")).Body;
        var (_, rows) = await ReadAsync(caller, "/session");

        Assert.HasCount(json.GetProperty("units").GetArrayLength(), rows);
        // The token is another in each answer.
        var beside = json.EnumerateObject().Where(member => member.Value.ValueKind is JsonValueKind.String && !member.Name.Contains("token", StringComparison.OrdinalIgnoreCase)).ToList();
        Assert.IsNotEmpty(beside);
        foreach (var (row, member) in rows.SelectMany(_ => beside, (row, member) => (row, member)))
            Assert.AreEqual(member.Value.GetString(), row[member.Name]);
    }

    [TestMethod]
    public async Task Every_read_of_the_API_answers_as_a_table()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var ids = await EndpointIds.MakeAsync(app);
        List<ApiCaller> callers = [];
        foreach (var account in (string[])[DeskDatabase.Liisa, DeskDatabase.Sanna, DeskDatabase.Mauri, DeskDatabase.Anna, DeskDatabase.Yrjo])
            callers.Add(await ApiCaller.OpenAsync(app, account));
        var reads = app.Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<CsvWhenAsked>() is not null && endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Contains("GET")).ToList();
        var faults = new List<string>();
        foreach (var path in reads.Select(endpoint => ids.PathOf(endpoint.RoutePattern)["/api/v1".Length..]))
        {
            var told = new List<string>();
            foreach (var caller in callers)
            {
                using var json = await SendAsync(caller, path, "application/json");
                told.Add($"{json.StatusCode:D}");
                if (json.StatusCode != HttpStatusCode.OK)
                    continue;
                using var csv = await SendAsync(caller, path, "text/csv");
                var header = (await csv.Content.ReadAsStringAsync()).Split('\n')[0].TrimEnd('\r');
                if (csv.StatusCode != HttpStatusCode.OK || csv.Content.Headers.ContentType!.ToString() != "text/csv; charset=utf-8; header=present" || header.Length == 0 || header.Split(',').Any(string.IsNullOrWhiteSpace))
                    faults.Add($"{path}: {csv.StatusCode:D} {csv.Content.Headers.ContentType} {header}");
                told.Clear();
                break;
            }

            if (told.Count > 0)
                faults.Add($"{path} is answered to nobody: {string.Join(' ', told)}");
        }

        Assert.IsGreaterThan(20, reads.Count);
        Assert.IsEmpty(faults, string.Join('\n', faults));
    }

    [TestMethod]
    public async Task The_caller_gets_what_it_asks_for_or_is_told_that_it_cannot()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var caller = await ApiCaller.OpenAsync(app, DeskDatabase.Sanna);
        foreach (var (accept, expected) in ((string, string?)[])
        [
            ("text/csv", "text/csv"), ("text/*", "text/csv"), ("application/json;q=0.5, text/csv", "text/csv"), ("text/csv;q=0.5, application/json", "application/json"),
            ("text/html, */*;q=0.8", "application/json"), ("application/json, text/csv", "application/json"), ("", "application/json"), ("nonsense", "application/json"),
            ("application/xml", null), ("application/json;q=0", null), ("text/csv;q=0, application/json;q=0, */*", null),
        ])
        {
            using var answer = await SendAsync(caller, "/units", accept);

            Assert.AreEqual((expected is null ? HttpStatusCode.NotAcceptable : HttpStatusCode.OK, expected ?? "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType), accept);
            if (expected is null)
                StringAssert.Contains(await answer.Content.ReadAsStringAsync(), "urn:palveluohjaus:problem:not-acceptable", StringComparison.Ordinal);
        }
    }

    [TestMethod]
    public async Task A_refusal_is_a_problem_also_to_who_asks_for_CSV_and_what_cannot_be_answered_is_not_read()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        var caller = await ApiCaller.OpenAsync(app, DeskDatabase.Sanna);
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        await app.AddWorkAsync(helmi, DeskDatabase.Sanna, null);
        var before = (await app.AuditOfAsync(helmi)).Count;

        using var missing = await SendAsync(caller, $"/queues/{Guid.NewGuid()}", "text/csv");
        using var refused = await SendAsync(caller, $"/clients/{helmi}", "application/xml");

        Assert.AreEqual((HttpStatusCode.NotFound, "application/problem+json"), (missing.StatusCode, missing.Content.Headers.ContentType!.MediaType));
        Assert.AreEqual(HttpStatusCode.NotAcceptable, refused.StatusCode);
        Assert.AreEqual(before, (await app.AuditOfAsync(helmi)).Count);
    }

    [TestMethod]
    public async Task Figures_can_be_read_as_a_table_and_what_is_asked_wrongly_is_told()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        for (var i = 0; i < 5; i++)
            Assert.AreEqual(HttpStatusCode.SeeOther, (await app.SendAsync(await app.OpenFormAsync(), ("Anonymous", "true"), ("Municipality", "901"), ("Minutes", "11"), ("Time", "10.31"), ("Themes", "Housing"), ("Outcome", "SolvedHere"), ("Note", $"{i}"))).StatusCode);
        await app.RefreshAsync("/overview", await app.Browser.GetStringAsync(new Uri("/overview", UriKind.Relative)));
        var caller = await ApiCaller.OpenAsync(app, DeskDatabase.Mauri);

        var (_, rows) = await ReadAsync(caller, "/metrics/contacts?by=municipality&period=all");

        var count = rows.Single(row => row["statistic"] == "count");
        Assert.AreEqual("contacts 5 901 ok", $"{count["metric"]} {count["value"]} {count["by.municipality"]} {count["state"]}");
        Assert.AreEqual((HttpStatusCode.NotFound, "not-found"), Told(await caller.GetAsync("/metrics/segment-effect")));
        Assert.AreEqual("by FilterUnknown", (await caller.GetAsync("/metrics/contacts?by=segment")).Errors);
        Assert.AreEqual("grain FilterUnknown", (await caller.GetAsync("/metrics/contacts?grain=day")).Errors);
        Assert.AreEqual("unit FilterUnknown", (await caller.GetAsync("/metrics/contacts?unit=nobody")).Errors);
        Assert.AreEqual("from FilterUnknown", (await caller.GetAsync("/metrics/contacts?from=2026-02-02&to=2026-01-01")).Errors);
        Assert.HasCount(7, (await ReadAsync(caller, "/metrics")).Rows);

        static (HttpStatusCode, string?) Told(ApiAnswer answer) => (answer.Status, answer.Problem);
    }

    private static async Task<(string Type, List<Dictionary<string, string>> Rows)> ReadAsync(ApiCaller caller, string path)
    {
        using var answer = await SendAsync(caller, path, "text/csv");
        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode, await answer.Content.ReadAsStringAsync());
        using var csv = new CsvReader(new StringReader(await answer.Content.ReadAsStringAsync()), CultureInfo.InvariantCulture);
        await csv.ReadAsync();
        csv.ReadHeader();
        var rows = new List<Dictionary<string, string>>();
        while (await csv.ReadAsync())
            rows.Add(csv.HeaderRecord!.ToDictionary(name => name, name => csv.GetField(name)!));
        return (answer.Content.Headers.ContentType!.ToString(), rows);
    }

    private static async Task<HttpResponseMessage> SendAsync(ApiCaller caller, string path, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/api/v1{path}", UriKind.Relative));
        if (accept.Length > 0)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        return await caller.Client.SendAsync(request);
    }
}
