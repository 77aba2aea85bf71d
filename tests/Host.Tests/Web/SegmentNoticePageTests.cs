using System.Net;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.ClientSegments;

namespace Palveluohjaus.Host.Tests.Web;

[TestClass]
public sealed class SegmentNoticePageTests
{
    [TestMethod]
    [DataRow("fi", "Mihin päätös perustuu", "ammattilainen tarkisti ja vahvisti", "Mitä malli ei käyttänyt", "oikeus saada selitys", "Huolenpitoasiakkuus", "Asiakasohjaus, itäinen")]
    [DataRow("sv", "Vad beslutet grundar sig på", "den professionella granskade och bekräftade", "Vad modellen inte använde", "rätt att få en förklaring", "Omsorgsklient", "Klienthandledning, östra")]
    [DataRow("en", "What the decision rests on", "the professional checked and confirmed", "What the model did not use", "right to an explanation", "Care-managed", "Client guidance, east")]
    public async Task A_notice_speaks_the_language_asked_for_whatever_the_pages(string language, params string[] expected)
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var address = await DecideAsync(app, "confirm");

        var page = await PageForms.OpenAsync(app.Browser, $"{address}/notice?language={language}");
        var notice = page[page.IndexOf("<article", StringComparison.Ordinal)..page.IndexOf("</article>", StringComparison.Ordinal)].Replace('\u00a0', ' ');

        Assert.Contains($"lang=\"{language}\"", notice);
        foreach (var words in expected)
            Assert.Contains(words, notice);
        Assert.IsLessThan(notice.IndexOf(expected[4], StringComparison.Ordinal), notice.IndexOf(expected[0], StringComparison.Ordinal), "Reasons come before the segment's name.");
        Assert.DoesNotContain("HUOL", notice);
    }

    [TestMethod]
    [DataRow("fi", "Kysy päätöksestä ja mallista: Asiakasohjaus, itäinen, puh. 012 310 1691.", "Kysy päätöksestä ja mallista: Asiakasohjaus, itäinen.")]
    [DataRow("sv", "Fråga om beslutet och modellen: Klienthandledning, östra, tfn 012 310 1691.", "Fråga om beslutet och modellen: Klienthandledning, östra.")]
    [DataRow("en", "Ask about the decision and the model: Client guidance, east, tel. 012 310 1691.", "Ask about the decision and the model: Client guidance, east.")]
    public async Task It_says_where_to_call_when_the_unit_has_a_number(string language, string withNumber, string without)
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var address = await DecideAsync(app, "confirm");

        var before = await PageForms.OpenAsync(app.Browser, $"{address}/notice?language={language}");
        await app.GivePhoneAsync("ITA", "012 310 1691");
        var after = await PageForms.OpenAsync(app.Browser, $"{address}/notice?language={language}");

        Assert.Contains($">{without}<", before);
        Assert.Contains($">{withNumber}<", after.Replace('\u00a0', ' '));
        Assert.Contains("012\u00a0310\u00a01691", after, "A number is not broken at the end of a line.");
    }

    [TestMethod]
    public async Task Without_a_choice_it_is_in_the_clients_own_language_and_giving_it_out_is_logged()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var ake = await app.IdOfAsync("ohman ake");
        await app.AddCaseAsync(ake);
        var assessment = await app.Browser.BeginAsync(ake);
        await app.Browser.FillAsync(assessment, "save", AssessmentsAtTheDesk.AllWeak);
        var (_, _, receipt) = await app.Browser.FillAsync(assessment, "confirm");

        var page = await PageForms.OpenAsync(app.Browser, $"{receipt}/notice?language=de");

        Assert.Contains("Mest inverkade detta:", page);
        Assert.Contains(AuditAction.Export, (await app.AuditOfAsync(ake)).Where(entry => entry.Subject == nameof(SegmentDecision)).Select(entry => entry.Action));
    }

    [TestMethod]
    [DataRow("fi", "Kuvitteellinen hyvinvointialue: kaikki asiakkaat ja luvut on keksitty.")]
    [DataRow("sv", "Fiktivt välfärdsområde: alla klienter och siffror är påhittade.")]
    [DataRow("en", "Fictional wellbeing services county: all clients and figures are invented.")]
    public async Task On_paper_the_county_says_in_the_notices_language_that_it_is_fictional(string language, string banner)
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var address = await DecideAsync(app, "confirm");

        var page = await PageForms.OpenAsync(app.Browser, $"{address}/notice?language={language}");
        await app.ReadAsync(guidance => guidance.Counties.ExecuteUpdateAsync(set => set.SetProperty(county => county.IsFictional, false)));
        var real = await PageForms.OpenAsync(app.Browser, $"{address}/notice?language={language}");

        Assert.Contains($"<p class=\"print-only fiction-on-paper\" lang=\"{language}\">{banner}</p>", page);
        Assert.DoesNotContain("fiction", real);
    }

    [TestMethod]
    public async Task An_override_is_told_as_one()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var address = await DecideAsync(app, "decide-ClientsWish", ("Segment", "YHT"));

        var page = await PageForms.OpenAsync(app.Browser, $"{address}/notice");

        Assert.Contains("ammattilainen päätti toisin", page);
        Assert.Contains("Oma toiveesi otettiin huomioon.", page);
    }

    [TestMethod]
    [DataRow("fi", "Eniten vaikuttivat nämä:")]
    [DataRow("sv", "Mest inverkade detta:")]
    [DataRow("en", "These mattered most:")]
    public async Task What_mattered_most_is_announced_just_before_the_list(string language, string announced)
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var address = await DecideAsync(app, "confirm", ("NeedReasons", "Housing"));

        var page = await PageForms.OpenAsync(app.Browser, $"{address}/notice?language={language}");

        Assert.MatchesRegex($"<p>{announced}</p>\\s*<ul>\\s*<li>", page);
    }

    [TestMethod]
    [DataRow("fi", "Eniten vaikuttivat")]
    [DataRow("sv", "Mest inverkade")]
    [DataRow("en", "mattered most")]
    public async Task Where_no_model_told_reasons_none_are_announced(string language, string announced)
    {
        using var database = new DeskDatabase();
        var models = Directory.CreateDirectory(Path.Combine(database.Folder, "models", "four-field-1"));
        await File.WriteAllTextAsync(Path.Combine(models.FullName, "champion"), "2026-01-01-1\n");
        await using var app = await PalveluohjausApp.StartAsync(database);
        var address = await DecideAsync(app, "decide-NotInAnswers", ("Segment", "HUOL"), ("NeedReasons", "Housing"));

        var page = await PageForms.OpenAsync(app.Browser, $"{address}/notice?language={language}");

        Assert.DoesNotContain(announced, page);
    }

    [TestMethod]
    public async Task Another_clients_decision_is_not_found_here()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        await DecideAsync(app, "confirm");
        var ake = await app.IdOfAsync("ohman ake");
        await app.AddCaseAsync(ake);

        foreach (var tail in (string[])["", "/notice"])
        {
            using var answer = await app.Browser.GetAsync(PageForms.At($"/clients/{ake}/segments/1{tail}"));
            Assert.AreEqual(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    private static async Task<string> DecideAsync(PalveluohjausApp app, string action, params (string Name, string? Value)[] changes)
    {
        var (_, address) = await app.FillAllAsync();
        var (status, page, to) = await app.Browser.FillAsync(address, action, changes);
        Assert.AreEqual(HttpStatusCode.SeeOther, status, page);
        return to!;
    }
}
