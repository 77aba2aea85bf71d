using System.Text.Json;
using Microsoft.Playwright;

namespace Palveluohjaus.EndToEnd.Tests;

/// <summary>How a page is used by somebody who has no mouse.</summary>
internal static class KeyboardAlone
{
    private const int TabsAtMost = 120;

    extension(IPage page)
    {
        /// <summary>Presses Tab until the control of this id has the focus.</summary>
        public Task TabToAsync(string id) => page.TabUntilAsync("document.activeElement?.id ?? ''", id);

        /// <summary>Presses Tab until a control of this name has the focus: the radio group or the boxes of one question.</summary>
        public Task TabToGroupAsync(string name) => page.TabUntilAsync("document.activeElement?.name ?? ''", name);

        public async Task TabAndTypeAsync(params (string Id, string Text)[] fields)
        {
            foreach (var (id, text) in fields)
            {
                await page.TabToAsync(id);
                await page.Keyboard.TypeAsync(text);
            }
        }

        /// <summary>Presses Tab until the link or button of this text has the focus; the letters of its key, which follow, are not asked for.</summary>
        public Task TabToTextAsync(string text) =>
            page.TabUntilAsync($"(document.activeElement?.innerText ?? '').trim().startsWith({JsonSerializer.Serialize(text, JsonSerializerOptions.Default)}) ? 'there' : ''", "there");

        /// <summary>Presses Enter on a link.</summary>
        public async Task FollowAsync(string link, string expected)
        {
            await page.TabToTextAsync(link);
            await page.Keyboard.PressAsync("Enter");
            await page.WaitForURLAsync(expected);
        }

        private async Task TabUntilAsync(string reading, string expected)
        {
            for (var pressed = 0; pressed < TabsAtMost; pressed++)
            {
                if (await page.EvaluateAsync<string>(reading) == expected)
                    return;
                await page.Keyboard.PressAsync("Tab");
            }

            Assert.Fail($"Tab never reaches {expected} ({reading}) on {new Uri(page.Url).AbsolutePath}.");
        }
    }
}
