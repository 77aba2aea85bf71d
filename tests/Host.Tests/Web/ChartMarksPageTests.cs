using System.Net;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Reporting.ChartMarks;

namespace Palveluohjaus.Host.Tests.Web;

[TestClass]
public sealed class ChartMarksPageTests
{
    private const string New = "/chart-marks/new";

    [TestMethod]
    public async Task A_mark_is_entered_drawn_corrected_with_a_reason_and_removed_in_sight()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Anna);
        (string, string?)[] good =
        [
            ("Kind", nameof(ChartMarkKind.Excluded)), ("FirstDay", "2026-01-07"), ("LastDay", "2026-01-09"),
            ("NameFi", "Lakko <b>"), ("NameSv", "Strejk"), ("NameEn", "Strike"), ("Metrics", "arrivals"),
        ];

        var wrong = await PageForms.PostAsync(app.Browser, New, "mark", [.. good.Where(field => field.Item1 != "LastDay"), ("LastDay", "2025-12-31")]);
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var said = await wrong.Content.ReadAsStringAsync();
        Assert.Contains("value=\"Lakko &lt;b&gt;\"", said);
        Assert.DoesNotContain("Lakko <b>", said);

        var entered = await PageForms.PostAsync(app.Browser, New, "mark", good);
        Assert.AreEqual(HttpStatusCode.SeeOther, entered.StatusCode, await PageForms.TextAsync(entered));
        var address = entered.Headers.Location!.AbsolutePath;
        var correct = $"{New}?corrects={address.Split('/')[^1]}";
        var form = await app.Browser.GetStringAsync(PageForms.At(correct));
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, (await PageForms.SendAsync(app.Browser, form, New, "mark", ("NameFi", "Työtaistelu"))).StatusCode, "A correction needs its reason.");
        Assert.AreEqual(HttpStatusCode.SeeOther, (await PageForms.SendAsync(app.Browser, form, New, "mark", ("NameFi", "Työtaistelu"), ("Reason", "Oikea sana"))).StatusCode);
        Assert.AreEqual(HttpStatusCode.Conflict, (await PageForms.SendAsync(app.Browser, form, New, "mark", ("NameFi", "Sulku"), ("Reason", "Samaan aikaan"))).StatusCode);

        using var guide = await app.OpenBrowserAsync(DeskDatabase.Sanna);
        var mark = await PageForms.OpenAsync(guide, address);
        StringAssert.Contains(mark, "Työtaistelu", StringComparison.Ordinal);
        StringAssert.Contains(mark, "Oikea sana", StringComparison.Ordinal);
        Assert.DoesNotContain("corrects=", mark);
        Assert.AreEqual(HttpStatusCode.Forbidden, (await guide.GetAsync(PageForms.At(New))).StatusCode);
        Assert.AreEqual(HttpStatusCode.NotFound, (await guide.GetAsync(PageForms.At($"/chart-marks/{Guid.NewGuid()}"))).StatusCode);

        form = await app.Browser.GetStringAsync(PageForms.At(correct));
        Assert.AreEqual(HttpStatusCode.SeeOther, (await PageForms.SendAsync(app.Browser, form, New, "remove", ("RemoveReason", "Kirjattu väärään vuoteen"))).StatusCode);
        StringAssert.Contains(await PageForms.OpenAsync(guide, address), "Kirjattu väärään vuoteen", StringComparison.Ordinal);
        Assert.AreEqual(3, await app.ReadAsync(guidance => guidance.AuditEntries.CountAsync(entry => entry.Subject == nameof(ChartMark))));
    }
}
