using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Assessments;
using Palveluohjaus.Guidance.ClientSegments;

namespace Palveluohjaus.Host.Tests.Web;

/// <summary>What a worker does with assessments on the pages, in a browser's words and without script.</summary>
internal static class AssessmentsAtTheDesk
{
    /// <summary>Great need and weak resources throughout: nothing but a care-managed client.</summary>
    public static readonly (string Name, string? Value)[] AllWeak =
    [
        .. new[] { "daily-living", "health", "mental-health", "substance-use", "housing", "safety", "functional-decline", "several-services" }.Select(item => ($"a.need.{item}", (string?)"3")),
        .. new[] { "coping", "close-ones", "finances", "hope", "everyday-skills", "digital" }.Select(item => ($"a.resources.{item}", (string?)"0")),
    ];

    extension(HttpClient browser)
    {
        /// <summary>Begins the assessment that is proposed by age.</summary>
        /// <returns>Its address.</returns>
        public async Task<string> BeginAsync(Guid clientId)
        {
            using var answer = await PageForms.PostAsync(browser, $"/assessments/new?client={clientId}", "client");
            Assert.AreEqual(HttpStatusCode.SeeOther, answer.StatusCode, await PageForms.TextAsync(answer));
            return new Uri(browser.BaseAddress!, answer.Headers.Location!).AbsolutePath;
        }

        /// <summary>Sends the assessment's form with these changes.</summary>
        public async Task<(HttpStatusCode Status, string Page, string? To)> FillAsync(string address, string action, params (string Name, string? Value)[] changes)
        {
            var page = await browser.GetStringAsync(PageForms.At(address));
            return await browser.FillFromAsync(page, address, action, changes);
        }

        /// <summary>The same from a page that was opened earlier.</summary>
        public async Task<(HttpStatusCode Status, string Page, string? To)> FillFromAsync(string page, string address, string action, params (string Name, string? Value)[] changes)
        {
            using var answer = await PageForms.SendAsync(browser, page, address, "client", [("action", action), .. changes]);
            return (answer.StatusCode, await PageForms.TextAsync(answer), answer.Headers.Location is { } to ? new Uri(browser.BaseAddress!, to).PathAndQuery : null);
        }
    }

    extension(PalveluohjausApp app)
    {
        /// <summary>Helmi's assessment with every item answered, in Sanna's browser.</summary>
        public async Task<(Guid Helmi, string Address)> FillAllAsync()
        {
            var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
            await app.AddCaseAsync(helmi);
            var address = await app.Browser.BeginAsync(helmi);
            await app.Browser.FillAsync(address, "save", AllWeak);
            return (helmi, address);
        }

        public Task<List<SegmentDecision>> DecisionsAsync() => app.ReadAsync(guidance => guidance.SegmentDecisions.AsNoTracking().OrderBy(decision => decision.Sequence).ToListAsync());

        public Task<List<AssessmentDraft>> DraftsAsync() => app.ReadAsync(guidance => guidance.AssessmentDrafts.AsNoTracking().ToListAsync());

        /// <summary>How large a share of decisions is asked of a second professional.</summary>
        public Task ShareSecondOpinionsAsync(double share) => app.ReadAsync(async guidance =>
        {
            (await guidance.Counties.SingleAsync()).SecondOpinionShare = share;
            return await guidance.SaveChangesAsync();
        });
    }

    public static string ReceiptOf(Guid clientId, long sequence) => string.Create(CultureInfo.InvariantCulture, $"/clients/{clientId}/segments/{sequence}");
}
