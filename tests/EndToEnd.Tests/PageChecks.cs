using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Palveluohjaus.EndToEnd.Tests;

/// <summary>What holds for every page there is.</summary>
internal static class PageChecks
{
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
            var result = await page.RunAxe();
            Assert.IsEmpty(
                result.Violations,
                string.Join(Environment.NewLine, result.Violations.Select(violation => $"{page.Url} {violation.Id}: {violation.Help} {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}")));
        }

        /// <summary>The page itself never scrolls sideways.</summary>
        public async Task RequireFitsAsync()
        {
            var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Assert.AreEqual(0, overflow, $"{page.Url} at {page.ViewportSize!.Width} px");
        }

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
