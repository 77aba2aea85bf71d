using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Feedback;

namespace Palveluohjaus.Host.Tests.Web;

[TestClass]
public sealed class FeedbackPageTests
{
    [TestMethod]
    public async Task An_answer_is_stored_without_anything_that_leads_to_the_client()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var link = await LinkAsync(app);
        using var client = await app.OpenBrowserAsync(account: null);

        using var page = await client.GetAsync(PageForms.At(link));
        using var sent = await PageForms.PostAsync(client, link, "feedback", ("Score", "4"), ("Comment", "Selkeä puhelu."));
        using var thanks = await client.GetAsync(sent.Headers.Location);

        Assert.AreEqual(HttpStatusCode.OK, page.StatusCode);
        Assert.AreEqual("no-referrer", page.Headers.GetValues("Referrer-Policy").Single());
        StringAssert.Contains(await PageForms.TextAsync(thanks), "Kiitos palautteesta", StringComparison.Ordinal);
        var answer = await app.ReadAsync(guidance => guidance.FeedbackAnswers.AsNoTracking().SingleAsync());
        Assert.AreEqual(
            (ContactChannel.RemoteReception, new DateOnly(2026, 3, 1), 4, "Selkeä puhelu."),
            (answer.Channel, answer.AnsweredMonth, answer.Score, answer.Comment));
        Assert.IsFalse(link.Contains(answer.LinkDigest, StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task Showing_the_instructions_stores_nothing_of_the_link_and_makes_another_each_time()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var reception = await ReceptionAsync(app);

        var (first, second) = (await LinkOfAsync(app, reception), await LinkOfAsync(app, reception));

        Assert.AreNotEqual(first, second);
        Assert.AreEqual(0, await app.ReadAsync(guidance => guidance.FeedbackAnswers.CountAsync()));
        Assert.IsFalse(await app.ReadAsync(guidance => guidance.AuditEntries.AnyAsync(entry => entry.Reason!.Contains("feedback"))));
    }

    [TestMethod]
    public async Task A_link_is_answered_once_also_when_sent_many_times_at_once()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var link = await LinkAsync(app);
        using var client = await app.OpenBrowserAsync(account: null);
        var page = await client.GetStringAsync(PageForms.At(link));

        var answers = await Task.WhenAll(Enumerable.Range(1, 4).Select(score => PageForms.SendAsync(client, page, link, "feedback", ("Score", $"{score}"))));
        using var later = await client.GetAsync(PageForms.At(link));

        Assert.AreEqual(1, await app.ReadAsync(guidance => guidance.FeedbackAnswers.CountAsync()));
        Assert.AreEqual(1, answers.Count(answer => answer.StatusCode == HttpStatusCode.SeeOther));
        Assert.AreEqual(3, answers.Count(answer => answer.StatusCode == HttpStatusCode.Gone), string.Join(", ", answers.Select(answer => answer.StatusCode)));
        Assert.AreEqual(HttpStatusCode.Gone, later.StatusCode);
        StringAssert.Contains(await PageForms.TextAsync(later), "on jo vastattu", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_link_holds_to_the_end_of_its_third_month_and_a_year_late_it_says_so()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var link = await LinkAsync(app);
        using var client = await app.OpenBrowserAsync(account: null);

        app.Clock.Advance(new DateTimeOffset(2026, 6, 30, 20, 0, 0, TimeSpan.Zero) - app.Clock.GetUtcNow());
        using var inTime = await client.GetAsync(PageForms.At(link));
        app.Clock.Advance(TimeSpan.FromHours(2));
        using var tooLate = await client.GetAsync(PageForms.At(link));
        app.Clock.Advance(TimeSpan.FromDays(365));
        using var aYearLate = await client.GetAsync(PageForms.At(link));

        Assert.AreEqual((HttpStatusCode.OK, HttpStatusCode.Gone, HttpStatusCode.Gone), (inTime.StatusCode, tooLate.StatusCode, aYearLate.StatusCode));
        StringAssert.Contains(await PageForms.TextAsync(aYearLate), "aika on päättynyt", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_forged_link_is_not_found()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var link = await LinkAsync(app);
        using var client = await app.OpenBrowserAsync(account: null);
        var middle = link.Length / 2;
        var changed = link[..middle] + (link[middle] == 'A' ? 'B' : 'A') + link[(middle + 1)..];

        foreach (var forged in (string[])["/feedback/x", "/feedback/%C3%A4%20", $"/feedback/{Guid.NewGuid()}", changed, $"/feedback/{new string('A', 3000)}"])
            Assert.AreEqual(HttpStatusCode.NotFound, (await client.OpenAsync(forged)).Status, forged);
    }

    [TestMethod]
    [DataRow("fi", "Valitse, kuinka hyvin", "enintään 500 merkkiin")]
    [DataRow("sv", "Välj hur väl", "högst 500 tecken")]
    [DataRow("en", "Choose how well", "at most 500 characters")]
    public async Task What_must_be_corrected_is_said_and_what_was_written_is_kept(string language, string score, string comment)
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var link = await LinkAsync(app);
        using var client = await app.OpenBrowserAsync(account: null);
        (await client.GetAsync(PageForms.At($"/language?to={language}&returnUrl={link}"))).Dispose();
        var text = new string('ä', FeedbackAnswer.CommentMaxLength + 1);

        using var back = await PageForms.PostAsync(client, link, "feedback", ("Score", "6"), ("Comment", text));

        var page = await PageForms.TextAsync(back);
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, back.StatusCode, page);
        foreach (var expected in (string[])[score, comment, text])
            StringAssert.Contains(page, expected, StringComparison.Ordinal);
        Assert.AreEqual(0, await app.ReadAsync(guidance => guidance.FeedbackAnswers.CountAsync()));
    }

    [TestMethod]
    public async Task Guessing_is_slowed_down_like_signing_in()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null, signInAttemptsPerMinute: 3);
        using var client = await app.OpenBrowserAsync(account: null);
        var answers = new List<HttpStatusCode>();

        for (var i = 0; i < 5; i++)
        {
            using var empty = new FormUrlEncodedContent([]);
            using var answer = await client.PostAsync(PageForms.At("/feedback/x"), empty);
            answers.Add(answer.StatusCode);
        }

        Assert.AreEqual(2, answers.Count(answer => answer == HttpStatusCode.TooManyRequests));
    }

    [TestMethod]
    public async Task Words_are_read_when_the_quarter_is_over_and_five_have_answered()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Mauri);
        await AnswerAsync(app, "ITA", new DateOnly(2025, 10, 1), "Öljy loppui.", null, "Avusta kerrottiin <b>hyvin</b>.");
        await AnswerAsync(app, "ITA", new DateOnly(2025, 12, 1), "Kiitos.", "arvokas puhelu");
        await AnswerAsync(app, "KOTI", new DateOnly(2025, 12, 1), "Neljäs sana.", null, null, null);
        await AnswerAsync(app, "ITA", new DateOnly(2026, 1, 1), "Kesken.", "Kesken.", "Kesken.", "Kesken.", "Kesken.");

        var raw = await app.Browser.GetStringAsync(PageForms.At("/feedback-answers"));
        var (_, page) = await app.Browser.OpenAsync("/feedback-answers");

        string[] texts = ["10–12/2025", "Vastauksia 5, niistä sanallisia 4.", "arvokas puhelu", "Avusta kerrottiin", "Kiitos.", "Öljy loppui."];
        var order = texts.Select(text => page.LastIndexOf(text, StringComparison.Ordinal)).ToArray();
        CollectionAssert.AreEqual(order.Order().ToArray(), order);
        Assert.IsGreaterThan(0, order[0]);
        StringAssert.Contains(raw, "&lt;b&gt;hyvin", StringComparison.Ordinal);
        foreach (var hidden in (string[])["Neljäs sana", "Kesken"])
            Assert.DoesNotContain(hidden, page);
        StringAssert.Contains((await app.Browser.OpenAsync("/overview")).Page, "href=\"/feedback-answers\"", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("fi", "Näytettävää palautetta ei vielä ole.")]
    [DataRow("sv", "Det finns ännu ingen respons att visa.")]
    [DataRow("en", "There is no feedback to show yet.")]
    public async Task Without_enough_answers_the_page_says_so(string language, string said)
    {
        await using var app = await PalveluohjausApp.StartAsync();
        (await app.Browser.GetAsync(PageForms.At($"/language?to={language}&returnUrl=/feedback-answers"))).Dispose();

        StringAssert.Contains((await app.Browser.OpenAsync("/feedback-answers")).Page, said, StringComparison.Ordinal);
    }

    private static Task<int> AnswerAsync(PalveluohjausApp app, string unitCode, DateOnly month, params string?[] comments) => app.ReadAsync(async guidance =>
    {
        var unitId = await guidance.Units.Where(unit => unit.Code == unitCode).Select(unit => unit.Id).SingleAsync();
        guidance.AddRange(comments.Select(comment => new FeedbackAnswer
        {
            LinkDigest = Guid.NewGuid().ToString(),
            UnitId = unitId,
            Channel = ContactChannel.RemoteReception,
            AnsweredMonth = month,
            Score = 4,
            Comment = comment,
        }));
        return await guidance.SaveChangesAsync();
    });

    private static async Task<string> LinkAsync(PalveluohjausApp app) => await LinkOfAsync(app, await ReceptionAsync(app));

    private static async Task<string> ReceptionAsync(PalveluohjausApp app)
    {
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        await app.AddCaseAsync(helmi);
        var saved = await app.Browser.SendAsync(
            $"/remote-receptions/new?client={helmi}",
            "client",
            ("SubmissionKey", Guid.NewGuid().ToString()), ("Consent", "Given"), ("Judgement", "Suitable"), ("Day", "18.3."), ("Time", "9.30"), ("Email", "h@example.org"), ("EmailReadBack", "true"));
        return saved.To ?? throw new InvalidOperationException(saved.Page);
    }

    private static async Task<string> LinkOfAsync(PalveluohjausApp app, string reception) =>
        Regex.Match((await app.Browser.OpenAsync(reception)).Page, "returnUrl=(/feedback/[A-Za-z0-9_-]+)", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value;
}
