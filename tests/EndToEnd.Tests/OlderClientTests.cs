using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Reporting.Schedules;

namespace Palveluohjaus.EndToEnd.Tests;

/// <summary>
/// Helmi is 78. Her son calls on the Thursday before Easter 2026, and the matter goes the whole way: first assessment, vireilletulo, a declined and an accepted
/// handoff, needs assessment, a third-sector referral, closing. On each day what the pages say is what the law and the history say.
/// </summary>
[TestClass]
[TestCategory("browser")]
public sealed partial class OlderClientTests
{
    private const string Name = "Helmi Kuusisaari";
    private const string Circle = "Kohtaamispaikka Majakka";
    private const string Start = "Palvelutarpeen arviointi aloitetaan (75 vuotta täyttänyt)";
    private const string Complete = "Palvelutarpeen arviointi on valmis";
    private const string Arranged = "Iäkkään palvelut on järjestetty";

    private DatedServer _server = null!;
    private string _case = null!;

    [TestMethod]
    public async Task The_whole_way_of_an_older_client_is_what_the_law_and_the_history_say()
    {
        await using var server = await DatedServer.StartAsync(Local(4, 2, 14, 10));
        _server = server;

        await HerSonCallsOnMaundyThursdayAsync();
        await AfterEasterSheIsCalledAssessedAndAsksForServiceAsync();
        await HomeCareDeclinesAsync();
        await RehabilitationAcceptsAndIsAskedToMeetInPlaceOfReturningAsync();
        await TheAssessmentIsStartedInTimeAndConcludedAsync();
        await SheIsGuidedToAMeetingPlaceThatServesHerAsync();
        await TheMatterIsClosedAsync();
        await TheFiguresTellTheSameAsync();
    }

    private async Task HerSonCallsOnMaundyThursdayAsync()
    {
        var page = await _server.AtAsync(Local(4, 2, 14, 10), "sanna");
        await page.Locator("#find-client").FillAsync("Kuusisaari");
        await page.Locator("#find-client").PressAsync("Enter");
        var card = await page.GetByRole(AriaRole.Link, new() { Name = Name }).First.GetAttributeAsync("href");
        await page.GotoAsync($"/contacts/new?client={card!.Split('/')[2]}");
        await page.Locator("[name=Initiator][value=CloseOne]").CheckAsync(new() { Force = true });
        await FillAsync(page, "Callback", "Äiti on kaatunut kahdesti. Poika pyytää soittamaan äidille pääsiäisen jälkeen.");
        await page.Locator("#CallbackDay").FillAsync("7.4.2026");
        await page.Locator("#CallbackTime").FillAsync("9.00");
        await SaveAsync(page);

        await page.GotoAsync("/workbench");
        _case = CaseOf((await page.Locator("a[href*='contacts/new?case=']").First.GetAttributeAsync("href"))!);
        await page.GotoAsync(Deadlines);
        await ExpectAsync(page, "Asialla ei ole määräaikaa");
    }

    private async Task AfterEasterSheIsCalledAssessedAndAsksForServiceAsync()
    {
        // Tuesday: Good Friday, the weekend and Easter Monday are behind.
        var page = await _server.AtAsync(Local(4, 7, 9, 2), "sanna");
        await page.GotoAsync($"/contacts/new?case={_case}");
        await page.Locator("[name=Initiator][value=Professional]").CheckAsync(new() { Force = true });
        await FillAsync(page, "FirstAssessment", "Helmi haluaa, että palvelujen tarve arvioidaan.");
        await page.Locator(".save [value=save-and-assess]").ClickAsync();
        await page.WaitForURLAsync("**/assessments/new?**");
        await page.Locator("main form .btn-main").ClickAsync();
        await page.WaitForURLAsync(Draft());
        await RateAsync(page);
        await page.Keyboard.PressAsync("Alt+v");
        await page.WaitForURLAsync("**/segments/*");

        // Seven working days from the contact: 7, 8, 9, 10, 13, 14 and 15 April. Three months from vireilletulo: 7 July.
        await page.GotoAsync(Deadlines);
        await ExpectDeadlineAsync(page, Start, "Lasketaan yhteydenotosta", "3.4.", "pitkäperjantai", "6.4.", "15.4.");
        await ExpectDeadlineAsync(page, Complete, "Lasketaan vireilletulosta", "7.7.");
        await ExpectAsync(page, "Lakisääteinen aika ei pysähdy");
        await page.GotoAsync("/workbench");
        await Assertions.Expect(page.Locator(".work li", new() { HasText = Name })).ToContainTextAsync("15.4.");
    }

    private async Task HomeCareDeclinesAsync()
    {
        var page = await _server.AtAsync(Local(4, 8, 10, 0), "sanna");
        await OfferAsync(page, "Kotihoito");

        var home = await _server.AtAsync(Local(4, 9, 8, 30), "pekka");
        await home.GotoAsync("/handoffs");
        var offered = home.Locator("article.handoff");
        await Assertions.Expect(offered).ToContainTextAsync("15.4.");
        await offered.Locator("summary").ClickAsync();
        await offered.Locator("select[name=DeclineReason]").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await offered.Locator("textarea[name=DeclineText]").FillAsync("Tarvitsee ensin kuntoutusarvion, ei kotihoitoa.");
        await offered.Locator("button[value=decline]").ClickAsync();
        await Assertions.Expect(home.Locator("article.handoff")).ToHaveCountAsync(0);

        page = await _server.AtAsync(Local(4, 9, 9, 0), "sanna");
        await page.GotoAsync("/handoffs");
        await ExpectAsync(page, "Tarvitsee ensin kuntoutusarvion, ei kotihoitoa.");
        await page.GotoAsync(Deadlines);
        await ExpectDeadlineAsync(page, Start, "15.4.");
    }

    private async Task RehabilitationAcceptsAndIsAskedToMeetInPlaceOfReturningAsync()
    {
        var page = await _server.AtAsync(Local(4, 9, 9, 10), "sanna");
        await OfferAsync(page, "Kotikuntoutus");
        var rehabilitation = await _server.AtAsync(Local(4, 10, 8, 0), "ritva");
        await rehabilitation.GotoAsync("/handoffs");
        await rehabilitation.Locator("article.handoff button[value=accept]").ClickAsync();
        await Assertions.Expect(rehabilitation.Locator("article.handoff")).ToHaveCountAsync(0);

        // The clock that started at the first contact did not start again.
        await rehabilitation.GotoAsync(Deadlines);
        await ExpectDeadlineAsync(rehabilitation, Start, "2.4.2026", "15.4.");

        await rehabilitation.GotoAsync($"/cases/{_case}/handoff");
        await Assertions.Expect(rehabilitation.Locator(".handoff-way li")).ToHaveTextAsync([WayOf("Asiakasohjaus"), WayOf("Kotikuntoutus")]);
        await OfferAsync(rehabilitation, "Asiakasohjaus", expectsOffered: false);
        await Assertions.Expect(rehabilitation.Locator("#return")).ToContainTextAsync("Asia palaisi yksikköön Asiakasohjaus, jossa se on jo ollut.");
        await Assertions.Expect(rehabilitation.Locator("#return")).ToContainTextAsync("Asiakasohjaus → Kotikuntoutus → Asiakasohjaus");
        await rehabilitation.Locator("#Day").FillAsync("13.4.2026");
        await rehabilitation.Locator("#Time").FillAsync("13.00");
        await rehabilitation.Locator("button[value=meet]").ClickAsync();
        await ExpectAsync(rehabilitation, "Palaveri on kirjattu. Asia pysyy yksikössäsi.");
    }

    private async Task TheAssessmentIsStartedInTimeAndConcludedAsync()
    {
        // Of the working time from Thursday 14.10 to the end of the 15th, 51 % is used on Friday at nine and 82 % on Tuesday at four.
        await ExpectWarningAsync(Local(4, 10, 9, 0), "50 %");
        await ExpectWarningAsync(Local(4, 14, 16, 0), "80 %");
        var page = await _server.AtAsync(Local(4, 14, 16, 30), "ritva");
        await page.GotoAsync($"/cases/{_case}/needs-assessment");
        await page.Locator("[name=Profession]").First.SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.Locator("[name=Profession]").Nth(1).SelectOptionAsync(new SelectOptionValue { Index = 2 });
        await page.Locator("button[value=save]").ClickAsync();
        await page.WaitForURLAsync("**saved=true");
        await page.GotoAsync(Deadlines);
        await ExpectDeadlineAsync(page, Start, "tehty ajoissa 14.4.2026");

        page = await _server.AtAsync(Local(4, 20, 15, 0), "ritva");
        await page.GotoAsync($"/cases/{_case}/needs-assessment");
        await page.Locator("#Conclusion").FillAsync("Helmi pärjää kotona, kun hän saa seuraa ja tasapainoharjoittelua.");
        await page.Locator("#Goal").FillAsync("Käy kohtaamispaikassa kerran viikossa");
        await page.Locator("button[value=complete]").ClickAsync();
        await page.WaitForURLAsync("**saved=true");
        await page.GotoAsync(Deadlines);
        await ExpectDeadlineAsync(page, Complete, "tehty ajoissa 20.4.2026");
        await ExpectDeadlineAsync(page, Arranged, "7.7.");
    }

    private async Task ExpectWarningAsync(DateTime at, string share)
    {
        var page = await _server.AtAsync(at, "ritva");
        await page.GotoAsync("/workbench?view=team");
        await Assertions.Expect(page.Locator("section", new() { Has = page.Locator("#warnings") })).ToContainTextAsync($"{share} ajasta käytetty");
        await page.GotoAsync(Deadlines);
        await ExpectDeadlineAsync(page, Start, $"{share} ajasta käytetty");
    }

    private async Task SheIsGuidedToAMeetingPlaceThatServesHerAsync()
    {
        var lead = await _server.AtAsync(Local(4, 21, 8, 0), "liisa");
        await lead.GotoAsync("/services/new");
        await lead.Locator("#NameFi").FillAsync(Circle);
        await lead.Locator("#NameSv").FillAsync("Mötesplatsen Fyren");
        await lead.Locator("#Sector").SelectOptionAsync("ThirdSector");
        await lead.Locator("#Provider").FillAsync("Suvirannan vanhustyö ry");
        await lead.Locator("#DescriptionFi").FillAsync("Seuraa, kahvia ja tasapainoharjoittelua iäkkäille.");
        await lead.Locator("[name=Themes]").First.CheckAsync();
        await lead.Locator("[name=Languages]").First.CheckAsync();
        await lead.Locator("main form .btn-main").ClickAsync();
        await lead.WaitForURLAsync("**/services/*saved=true");

        var page = await _server.AtAsync(Local(4, 21, 9, 0), "ritva");
        await page.GotoAsync($"/services?case={_case}&text=kohtaamispaika&asked=true");
        await page.Locator("summary", new() { HasText = Circle }).ClickAsync();
        await page.Locator("details.more[open] button[type=submit]").ClickAsync();
        await page.GotoAsync("/referrals");
        var referral = (await page.GetByRole(AriaRole.Link, new() { Name = Circle }).First.GetAttributeAsync("href"))!;
        foreach (var (day, state) in ((int, string)[])[(23, "Accepted"), (30, "Started")])
        {
            page = await _server.AtAsync(Local(4, day, 10, 0), "ritva");
            await page.GotoAsync(referral);
            await page.Locator($"[value={state}]").CheckAsync();
            await page.Locator("#step button[type=submit]").ClickAsync();
            await page.WaitForURLAsync("**saved=true");
        }

        await Assertions.Expect(page.Locator(".line li")).ToHaveCountAsync(3);
        await page.GotoAsync(Deadlines);
        await ExpectDeadlineAsync(page, Arranged, "tehty ajoissa 30.4.2026");
    }

    private async Task TheMatterIsClosedAsync()
    {
        var page = await _server.AtAsync(Local(5, 12, 10, 0), "ritva");
        await ExpectOpenAsync(page, "1");
        await page.GotoAsync($"/contacts/new?case={_case}");
        await page.Locator("[name=Initiator][value=Professional]").CheckAsync(new() { Force = true });
        await FillAsync(page, "SolvedHere", "Helmi käy kohtaamispaikassa. Asia on valmis.");
        await SaveAsync(page);
        await ExpectOpenAsync(page, "0");
        await page.GotoAsync("/workbench");
        await Assertions.Expect(page.Locator(".work li", new() { HasText = Name })).ToHaveCountAsync(0);
        await page.GotoAsync(Deadlines);
        Assert.AreEqual(3, await page.Locator(".deadlines li", new() { HasText = "tehty ajoissa" }).CountAsync(), "All three were met in time, and stay to be seen.");
    }

    private static async Task ExpectOpenAsync(IPage page, string count)
    {
        await page.GotoAsync("/queues");
        await page.GetByRole(AriaRole.Link, new() { Name = "Kotikuntoutus" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1 .count")).ToHaveTextAsync(count);
    }

    private async Task TheFiguresTellTheSameAsync()
    {
        // What was due on 7 July counts when that day is over.
        await _server.AtAsync(Local(7, 8, 8, 0), "sanna");
        await using var scope = _server.Services.CreateAsyncScope();
        await RefreshFactsJob.RunAsync(scope.ServiceProvider, rebuild: false, progress: null, CancellationToken.None);
        var facts = await _server.Services.GetRequiredService<CurrentFacts>().GetAsync(CancellationToken.None);
        var query = new MetricQuery { From = new DateOnly(2026, 4, 1), To = new DateOnly(2026, 8, 1) };
        var figures = _server.Services.GetRequiredService<MeasureMetrics>().Measure(facts, MetricCatalogue.All, query)
            .ToDictionary(figure => (figure.Metric, figure.Statistic), figure => figure.Value);

        Assert.AreEqual(3, figures[("contacts", "count")]);
        Assert.AreEqual(1, figures[("handoffs-per-case", "mean")], "What was declined, and what was asked for and not done, are no handoffs.");
        Assert.AreEqual(0, figures[("ping-pong", "share")]);
        Assert.AreEqual(100, figures[("deadline-attainment", "share")]);
        Assert.AreEqual((Local(5, 12, 10, 0) - Local(4, 2, 14, 10)).TotalDays, figures[("lead-time", "p50")]!.Value, 0.02, "From the first contact, whoever had the case.");
    }

    private string Deadlines => $"/cases/{_case}/deadlines";

    private static DateTime Local(int month, int day, int hour, int minute) => new(2026, month, day, hour, minute, 0);

    private static async Task FillAsync(IPage page, string outcome, string note)
    {
        await page.Locator("[name=Channel][value=Phone]").CheckAsync(new() { Force = true });
        await page.Locator("#Minutes").FillAsync("12");
        await page.Locator("[name=Themes]").First.CheckAsync(new() { Force = true });
        await page.Locator($"[name=Outcome][value={outcome}]").CheckAsync(new() { Force = true });
        await page.Locator("#Note").FillAsync(note);
    }

    private static async Task SaveAsync(IPage page)
    {
        await page.Locator(".save .btn-main").ClickAsync();
        await page.WaitForURLAsync("**/contacts/logged/**");
    }

    private static async Task RateAsync(IPage page)
    {
        await Assertions.Expect(page.Locator("[data-no-script] button, button[data-no-script]").First).ToBeHiddenAsync();
        var groups = page.Locator(".items [role=radiogroup]");
        var count = await groups.CountAsync();
        for (var index = 0; index < count; index++)
            await groups.Nth(index).Locator("label").Nth(index < 6 ? 1 : 2).ClickAsync();
        await Assertions.Expect(page.Locator("#save-state")).ToContainTextAsync($"{count}/");
    }

    private async Task OfferAsync(IPage page, string unit, bool expectsOffered = true)
    {
        await page.GotoAsync($"/cases/{_case}/handoff");
        var row = page.Locator("table tr:not(.return-row)", new() { HasText = unit });

        // What waits there, and for how long one usually does, is told before offering.
        await Assertions.Expect(row.Locator("td")).ToHaveCountAsync(4);
        await row.Locator("[name=ToUnit]").CheckAsync(new() { Force = true });
        await page.Locator("#ReasonKind").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.Locator("#Reason").FillAsync("Kaatumisia, tarvitsee arvion kotona.");
        await page.Locator("button[value=offer]").ClickAsync();
        if (expectsOffered)
            await page.WaitForURLAsync("**/handoffs?offered=true");
    }

    private static async Task ExpectAsync(IPage page, string text) =>
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(text, new() { Timeout = 5000 });

    private static async Task ExpectDeadlineAsync(IPage page, string rule, params string[] texts)
    {
        var deadline = page.Locator(".deadlines > li", new() { HasText = rule });
        foreach (var text in texts)
            await Assertions.Expect(deadline).ToContainTextAsync(text);
    }

    private static Regex WayOf(string unit) => new($"^{unit}");

    private static string CaseOf(string address) => CaseId().Match(address).Value;

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}")]
    private static partial Regex CaseId();

    [GeneratedRegex("/assessments/[0-9a-f-]{36}$")]
    private static partial Regex Draft();
}
