using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Palveluohjaus.EndToEnd.Tests;

/// <summary>What holds for every page there is.</summary>
internal static class PageChecks
{
    /// <summary>
    /// Every rule of axe, in the page itself. The package's own call also opens a blank page each time, to gather what frames found (ours have none), and carries
    /// over what passed: most of its time.
    /// </summary>
    private const string FindViolations =
        """
        axe.run(document, { resultTypes: ['violations'] }).then(found => found.violations.map(violation =>
            `${violation.id}: ${violation.help} ${violation.nodes.slice(0, 3).map(node => node.html).join(' | ')}`))
        """;

    /// <summary>What reaches over the right edge, innermost last.</summary>
    private const string FindTooWide =
        """
        [...document.querySelectorAll('body *')]
            .filter(element => element.getBoundingClientRect().right > document.documentElement.clientWidth)
            .slice(0, 12)
            .map(element => `${element.tagName.toLowerCase()}#${element.id}.${element.getAttribute("class")} to ${Math.round(element.getBoundingClientRect().right)}`)
        """;

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    extension(IPage page)
    {
        /// <summary>axe finds nothing, and the page does not scroll sideways.</summary>
        public async Task RequireSoundAsync()
        {
            await page.RequireCleanAsync();
            await page.RequireFitsAsync();
        }

        /// <summary>axe finds nothing.</summary>
        public async Task RequireCleanAsync()
        {
            if (!await page.EvaluateAsync<bool>("'axe' in window"))
                await page.EvaluateAsync(Axe);
            var violations = await page.EvaluateAsync<string[]>(FindViolations);
            Assert.IsEmpty(violations, string.Join(Environment.NewLine, violations.Select(violation => $"{page.Url} {violation}")));
        }

        /// <summary>The page itself never scrolls sideways.</summary>
        public async Task RequireFitsAsync()
        {
            var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            if (overflow > 0)
                Assert.Fail($"{page.Url} at {page.ViewportSize!.Width} px is {overflow} px too wide: {string.Join("; ", await page.EvaluateAsync<string[]>(FindTooWide))}");
        }

        /// <summary>
        /// Waits until the page stands as it will: its letters are there and, after the next frame, what its scripts draw for the present width.
        /// Scripts are deferred, so they have run when the page has loaded. Waiting for a quiet network instead costs half a second a page.
        /// </summary>
        public Task SettleAsync() =>
            page.EvaluateAsync("document.fonts.ready.then(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))");

        /// <summary>Notes what the page complains of from now on.</summary>
        public List<string> ListenForComplaints()
        {
            var complaints = new List<string>();
            page.Console += (_, message) =>
            {
                if (message.Type is "error" or "warning")
                    complaints.Add($"{page.Url}: {message.Text}");
            };
            page.PageError += (_, error) => complaints.Add($"{page.Url}: {error}");
            return complaints;
        }
    }
}
