using System.Net;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Deadlines;

namespace Palveluohjaus.Host.Tests.Web;

[TestClass]
public sealed class CaseDeadlinesPageTests
{
    [TestMethod]
    [DataRow("fi", "Valitse, miksi lupaukset pysäytetään.")]
    [DataRow("sv", "Välj varför löftena stannas.")]
    [DataRow("en", "Choose why the promises are stopped.")]
    public async Task A_reason_to_pause_that_is_none_is_named_and_nothing_stops(string language, string sentence)
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var address = await AddressAsync(app);
        (await app.Browser.GetAsync(new Uri($"/language?to={language}&returnUrl=/queues", UriKind.Relative))).Dispose();

        var (status, page) = await SendAsync(app, address, ("action", "pause"), ("Reason", "1"));

        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, status);
        StringAssert.Contains(page, sentence, StringComparison.Ordinal);
        Assert.AreEqual(0, await app.ReadAsync(guidance => guidance.DeadlinePauses.CountAsync()));
    }

    [TestMethod]
    [DataRow("Nonsense", "", "", "Valitse, mitä asia koskee.")]
    [DataRow("", "16.3.2026", "10.00", "Valitse, mitä asia koskee.")]
    [DataRow("1", "", "", "Valitse, mitä asia koskee.")]
    [DataRow("ChildWelfare", "eilen", "10.00", "Kirjoita vireilletulon päivä ja kellonaika")]
    [DataRow("ChildWelfare", "16.3.2026", "25.99", "Kirjoita vireilletulon päivä ja kellonaika")]
    [DataRow("ChildWelfare", "1.1.2999", "10.00", "Vireilletulo ei voi olla tulevaisuudessa.")]
    [DataRow("ChildWelfare", "1.1.1999", "10.00", "Asia ei voi tulla vireille ennen ensimmäistä yhteydenottoa.")]
    public async Task What_cannot_be_recorded_is_named_and_what_was_typed_stays(string matter, string day, string time, string sentence)
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var address = await AddressAsync(app);

        var (status, page) = await SendAsync(app, address, ("action", "record"), ("Matter", matter), ("RaisedDay", day), ("RaisedTime", time), ("Child", "true"));

        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, status, page);
        StringAssert.Contains(page, sentence, StringComparison.Ordinal);
        if (day.Length > 0)
            StringAssert.Contains(page, $"value=\"{day}\"", StringComparison.Ordinal);
        StringAssert.Matches(page, new System.Text.RegularExpressions.Regex("name=\"Child\"[^>]*checked"));
        if (matter == "ChildWelfare")
            StringAssert.Matches(page, new System.Text.RegularExpressions.Regex("value=\"ChildWelfare\"[^>]*selected"));
        var stored = await app.ReadAsync(guidance => guidance.Cases.AsNoTracking().SingleAsync());
        Assert.AreEqual((MatterKind.SocialServices, null, false), (stored.Matter, stored.RaisedAtUtc, stored.IsChildNeedingSpecialSupport));
    }

    [TestMethod]
    public async Task Stopping_what_stands_still_is_a_conflict()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var address = await AddressAsync(app);
        await app.AddPromiseAsync(Guid.Parse(address.Split('/')[2]));

        Assert.AreEqual(HttpStatusCode.SeeOther, (await SendAsync(app, address, ("action", "pause"), ("Reason", "ClientAway"))).Status);
        var (status, page) = await SendAsync(app, address, ("action", "pause"), ("Reason", "ClientAway"));

        Assert.AreEqual(HttpStatusCode.Conflict, status);
        StringAssert.Contains(page, "Lupaukset on jo pysäytetty.", StringComparison.Ordinal);
    }

    private static async Task<string> AddressAsync(PalveluohjausApp app) => $"/cases/{await app.AddCaseAsync(await app.IdOfAsync(ClientsAtTheDesk.Helmi))}/deadlines";

    private static async Task<(HttpStatusCode Status, string Page)> SendAsync(PalveluohjausApp app, string address, params (string Name, string Value)[] fields)
    {
        var page = await app.Browser.GetStringAsync(PageForms.At(address));
        var token = System.Text.RegularExpressions.Regex.Match(page, "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;
        var sent = fields.Select(field => KeyValuePair.Create(field.Name, field.Value)).Append(new("_handler", "deadlines")).Append(new("__RequestVerificationToken", WebUtility.HtmlDecode(token)));
        using var answer = await app.Browser.PostAsync(PageForms.At(address), new FormUrlEncodedContent(sent));
        return (answer.StatusCode, await PageForms.TextAsync(answer));
    }
}
