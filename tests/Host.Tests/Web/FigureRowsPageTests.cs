using System.Net;
using Palveluohjaus.Guidance.Audit;

namespace Palveluohjaus.Host.Tests.Web;

[TestClass]
public sealed class FigureRowsPageTests
{
    [TestMethod]
    public async Task The_list_behind_a_figure_opens_for_who_handles_clients_of_the_unit_and_for_nobody_else()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        for (var i = 0; i < 6; i++)
            await app.AddCaseAsync(i < 5 ? helmi : await app.IdOfAsync(ClientsAtTheDesk.Salla));
        await app.RefreshAsync("/overview", await app.Browser.GetStringAsync(new Uri("/overview", UriKind.Relative)));

        var page = await PageForms.OpenAsync(app.Browser, "/figure-rows?metric=work-in-progress&period=all");

        StringAssert.Contains(page, "Avoimet asiat <span class=\"count\">6</span>", StringComparison.Ordinal);
        StringAssert.Contains(page, "Helmi Kuusisaari", StringComparison.Ordinal);
        StringAssert.Contains(page, "Salla Suojattu", StringComparison.Ordinal);
        Assert.IsFalse(page.Contains("Ojankylä", StringComparison.Ordinal), "Where a protected client lives.");
        Assert.IsTrue((await app.AuditOfAsync(helmi)).Any(entry => entry is { Action: AuditAction.Read, Reason: AuditReasons.FigureRows, Actor: DeskDatabase.Sanna }));
        var unknown = await app.Browser.GetAsync(PageForms.At("/figure-rows?metric=%3Cscript%3E&unit=nobody%27s&page=-1"));
        Assert.AreEqual(HttpStatusCode.BadRequest, unknown.StatusCode);
        StringAssert.Contains(await PageForms.TextAsync(unknown), "Tunnuslukua ei ole.", StringComparison.Ordinal);
        foreach (var account in (string[])[DeskDatabase.Mauri, DeskDatabase.Anna])
        {
            using var manager = await app.OpenBrowserAsync(account);
            Assert.AreEqual(HttpStatusCode.Forbidden, (await manager.OpenAsync("/figure-rows?metric=work-in-progress&period=all")).Status);
        }
    }
}
