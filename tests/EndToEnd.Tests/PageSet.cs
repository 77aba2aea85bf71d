using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Palveluohjaus.EndToEnd.Tests;

/// <summary>The pages of a county where something has happened, by who opens them; nobody's name is for those who have not signed in.</summary>
internal sealed partial class PageSet
{
    private PageSet(string card, string draft, string decision, string receipt, string reception, string feedback, string deadlines, string intervention, FoundPages found)
    {
        (Card, Draft) = (card, draft);
        var client = card["/clients/".Length..];
        ByAccount = new Dictionary<string, string[]>
        {
            [""] = ["/sign-in", "/accessibility", feedback],
            ["guide1"] =
            [
                "/workbench", "/workbench?view=team", "/workbench/today?what=contacts&view=mine", "/contacts/new", $"/contacts/new?client={client}", receipt,
                "/clients", "/clients/new", card, $"{card}/edit", $"{card}/segments", decision, $"{decision}/notice", $"/assessments/new?client={client}", draft,
                "/second-opinions", "/handoffs", "/housing-queue", $"/remote-receptions/new?client={client}", reception, $"/consultations/new?client={client}", "/queues", "/responsible-workers/missing", "/keys", "/settings", "/settings/second-factor", "/overview", "/overview/power-bi", "/figure-rows?metric=contacts&period=all", "/figure-rows?metric=segment-mix", "/flow", "/segments", "/equality", "/guidance-quality", "/interventions-and-feedback", "/model-watch", "/paths", "/paths?period=all&least=0", "/data-quality",
                deadlines, deadlines.Replace("/deadlines", "/handoff", StringComparison.Ordinal), deadlines.Replace("/deadlines", "/needs-assessment", StringComparison.Ordinal), "/deadline-rules",
                found.Queue, $"{found.Queue}?show=mine", $"{found.Queue}/absences", $"{found.Queue}/duty", found.Service, found.Referral,
                "/interventions", $"{card}/interventions", intervention,
                "/services", "/services?text=kohtaamispaikka", $"/services?client={client}", "/referrals", "/referrals?view=team",
            ],
            ["teamlead"] = ["/clients/duplicates", "/workbench", "/queues", found.Queue, "/services/new", $"{found.Service}/edit"],
            ["admin"] = ["/accounts", "/accounts/new", "/units", "/units/new", found.Unit, "/county", "/sending-systems", "/sending-systems/new", "/schedules", "/waiting-times", "/retention"],
            ["analyst"] = ["/exports", "/exports?problem=order&problem=what", "/imported-figures", "/imported-figures?series=emergency-visits", "/imported-figures?series=lead-time/p85", "/imported-figures/new", found.Figure, "/chart-marks", "/chart-marks/new"],
        };
    }

    public string Card { get; }
    public string Draft { get; }
    public IReadOnlyDictionary<string, string[]> ByAccount { get; }

    public static async Task<PageSet> MakeAsync(Demo demo)
    {
        var page = await demo.OpenAsync();
        var card = await CreateClientAsync(page);
        var decision = await DecideAsync(page, card);
        var draft = await BeginAsync(page, card);
        await AnswerAsync(page, 11);
        var receipt = await LogAnonymousAsync(page);
        var (reception, feedback) = await PlanReceptionAsync(page, card);
        return new PageSet(card, draft, decision, receipt, reception, feedback, await FindDeadlinesAsync(page), await RecordInterventionAsync(page, card), await FindPagesAsync(demo, page));
    }

    private static async Task<string> RecordInterventionAsync(IPage page, string card)
    {
        await page.GotoAsync($"{card}/interventions");
        await page.Locator("#Method").SelectOptionAsync("home-rehabilitation");
        await page.Locator("main form .btn-main").ClickAsync();
        await page.WaitForURLAsync("**/interventions/*saved=true");
        var intervention = PathOf(page);
        foreach (var (stage, score) in ((string, string)[])[("before", "6"), ("after", "8")])
        {
            await page.GotoAsync(intervention);
            await page.Locator("#Measure").SelectOptionAsync("sppb");
            await page.Locator($"[name=Stage][value={stage}]").CheckAsync();
            await page.Locator("#Score").FillAsync(score);
            await page.Locator("[name=action][value=measure]").ClickAsync();
            await page.WaitForURLAsync("**saved=true");
        }

        await page.GotoAsync(intervention);
        await page.Locator("[name=action][value=session]").ClickAsync();
        await page.WaitForURLAsync("**saved=true");
        return intervention;
    }

    private static async Task<string> FindDeadlinesAsync(IPage page)
    {
        await page.GotoAsync("/workbench");
        return (await page.Locator("a[href$='/deadlines']").First.GetAttributeAsync("href"))!;
    }

    private static async Task<FoundPages> FindPagesAsync(Demo demo, IPage page)
    {
        var admin = await demo.OpenAsync("admin");
        return new FoundPages(
            await FirstAsync(page, "/queues", "/queues/"),
            await FirstAsync(page, "/services", "/services/"),
            await FirstAsync(page, "/referrals?view=team", "/referrals/"),
            await FirstAsync(admin, "/units", "/units/"),
            await FirstAsync(page, "/imported-figures?series=inhabitants", "/imported-figures/"));
    }

    /// <summary>The first thing of a kind that a list leads to.</summary>
    private static async Task<string> FirstAsync(IPage page, string list, string kind)
    {
        await page.GotoAsync(list);
        foreach (var link in await page.Locator($"main a[href^='{kind}']").AllAsync())
        {
            var path = (await link.GetAttributeAsync("href"))!.Split('?')[0];
            if (Guid.TryParse(path[kind.Length..], out _))
                return path;
        }

        throw new AssertFailedException($"{list} leads to nothing under {kind}.");
    }

    private static async Task<string> CreateClientAsync(IPage page)
    {
        await page.GotoAsync("/clients/new");
        await page.Locator("#FamilyName").FillAsync("Kuusisaari");
        await page.Locator("#GivenName").FillAsync("Helmi Sylvi");
        await page.Locator("#DateOfBirth").FillAsync("14.5.1947");
        await page.Locator("[name=Sex]").First.CheckAsync();
        await page.Locator("[name=ServiceLanguage]").First.CheckAsync();
        await page.Locator("#Phones").FillAsync("050 000 0914");
        await page.Locator("#MunicipalityCode").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.Locator(".save .btn-main").ClickAsync();
        await page.WaitForURLAsync("**saved=true");
        return PathOf(page);
    }

    private static async Task<string> DecideAsync(IPage page, string card)
    {
        await page.GotoAsync($"/contacts/new?client={card["/clients/".Length..]}");
        await page.Locator("[name=Themes]").First.CheckAsync();
        await page.Locator("#Minutes").FillAsync("11");
        await page.Locator("#Note").FillAsync("Kaatunut kaksi kertaa. Poika huolissaan.");
        await page.Locator(".save [value=save-and-assess]").ClickAsync();
        await page.WaitForURLAsync("**/assessments/new?**");
        await page.Locator("main form .btn-main").ClickAsync();
        await page.WaitForURLAsync(DraftAddress());
        await AnswerAsync(page, int.MaxValue);
        await page.Keyboard.PressAsync("Alt+v");
        await page.WaitForURLAsync("**/segments/*");
        return PathOf(page);
    }

    private static async Task<string> BeginAsync(IPage page, string card)
    {
        await page.GotoAsync($"/assessments/new?client={card["/clients/".Length..]}");
        await page.Locator("main form .btn-main").ClickAsync();
        await page.WaitForURLAsync(DraftAddress());
        return PathOf(page);
    }

    private static async Task AnswerAsync(IPage page, int atMost)
    {
        await Assertions.Expect(page.Locator("[data-no-script] button, button[data-no-script]").First).ToBeHiddenAsync();
        var groups = page.Locator(".items [role=radiogroup]");
        var count = Math.Min(atMost, await groups.CountAsync());
        for (var index = 0; index < count; index++)
            await groups.Nth(index).Locator("label").Nth(index < 6 ? 1 : 2).ClickAsync();
        await Assertions.Expect(page.Locator("#save-state")).ToContainTextAsync($"{count}/");
    }

    private static async Task<string> LogAnonymousAsync(IPage page)
    {
        await LogPage.FillAnonymousAsync(page);
        await LogPage.SaveAsync(page);
        return PathOf(page);
    }

    private static async Task<(string Reception, string Feedback)> PlanReceptionAsync(IPage page, string card)
    {
        await page.GotoAsync($"/remote-receptions/new?client={card["/clients/".Length..]}");
        await page.Locator("[name=Consent][value=Given]").CheckAsync();
        await page.Locator("[name=Judgement][value=Suitable]").CheckAsync();
        await page.Locator("[name=Day]").FillAsync(TimeProvider.System.GetLocalNow().AddDays(3).ToString("d.M.yyyy", CultureInfo.InvariantCulture));
        await page.Locator("[name=Time]").FillAsync("10.15");
        await page.Locator("[name=Email]").FillAsync("helmi.kuusisaari@example.org");
        await page.Locator("[name=EmailReadBack]").CheckAsync();
        await page.Locator("main form .btn-main").ClickAsync();
        await page.WaitForURLAsync(ReceptionAddress());
        var link = FeedbackPath().Match(await page.ContentAsync());
        Assert.IsTrue(link.Success, "The instructions hold no feedback link.");
        return (PathOf(page), link.Value);
    }

    private static string PathOf(IPage page) => new Uri(page.Url).AbsolutePath;

    private sealed record FoundPages(string Queue, string Service, string Referral, string Unit, string Figure);

    [GeneratedRegex("/assessments/[0-9a-f-]{36}$")]
    private static partial Regex DraftAddress();

    [GeneratedRegex("/remote-receptions/[0-9a-f-]{36}")]
    private static partial Regex ReceptionAddress();

    [GeneratedRegex("/feedback/[A-Za-z0-9_-]+")]
    private static partial Regex FeedbackPath();
}
