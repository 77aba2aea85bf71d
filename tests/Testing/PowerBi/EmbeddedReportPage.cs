using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Palveluohjaus.Testing.PowerBi;

/// <summary>
/// What Power BI answers a browser that embeds a report. It speaks the messages of powerbi-client (http-post-message in window-post-message-proxy): says that it is
/// ready, takes the configuration, opens with a token that the server has given for the report, says so when that ends, and takes another. What it was told stands
/// in its <c>window.told</c>.
/// </summary>
internal static class EmbeddedReportPage
{
    private const string Page =
        """
        <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Report</title>
        <style>body { font: 16px sans-serif; margin: 0; padding: 24px; color: #1a1a1a } p { margin: 8px 0 } button { font: inherit }</style></head>
        <body><main><h1>Report</h1><p id="page"></p><p id="limits"></p><button>A bar of a chart</button></main><script>
        const told = window.told = { configuration: null, tokens: [], loads: 0, address: location.href };
        const uid = new URLSearchParams(location.search).get('uid');
        const say = (method, url, body) => parent.postMessage({ method, url, headers: { id: Math.random().toString(36).slice(2) }, body }, '*');
        const tellOf = (event, body) => say('POST', `/reports/${uid}/events/${event}`, body);
        let ends;
        const open = async (token) => {
          const answer = await fetch('/opens', { method: 'POST', body: JSON.stringify({ token, report: told.configuration.id }) });
          clearTimeout(ends);
          if (!answer.ok) return false;
          told.tokens.push(token);
          ends = setTimeout(() => tellOf('error', { message: 'TokenExpired', detailedMessage: 'Access token has expired', errorCode: '403', level: 6 }), Number(await answer.text()));
          return true;
        };
        const load = async (configuration) => {
          if (told.configuration) return;
          told.configuration = configuration;
          told.loads++;
          if (!await open(configuration.accessToken)) {
            tellOf('error', { message: 'LoadReportFailed', detailedMessage: 'Fail to load the report', errorCode: '403', level: 6 });
            return;
          }
          document.querySelector('#page').textContent = configuration.pageName ?? 'first page';
          document.querySelector('#limits').textContent = JSON.stringify(configuration.filters);
          tellOf('loaded', {});
          tellOf('rendered', {});
        };
        addEventListener('message', async ({ data, source }) => {
          if (!data || !data.method) return;
          let status = 202;
          if (data.url === '/report/load' || data.url === '/frontload/config') load(data.body);
          else if (data.url === '/report/token') status = await open(data.body) ? 202 : 403;
          else status = 404;
          source.postMessage({ statusCode: status, headers: { id: data.headers.id }, body: {} }, '*');
        });
        say('POST', `/ready/${uid}`, {});
        </script></body></html>
        """;

    public static async Task AnswerAsync(HttpContext context, PowerBiWorkspace workspace)
    {
        switch (context.Request.Path.Value)
        {
            case "/reportEmbed":
                context.Response.ContentType = "text/html; charset=utf-8";
                await context.Response.WriteAsync(Page, context.RequestAborted);
                return;
            case "/opens":
                using (var asked = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted))
                {
                    if (workspace.FindEmbedToken(asked.RootElement.GetProperty("token").GetString()!, asked.RootElement.GetProperty("report").GetGuid()) is { } left)
                        await context.Response.WriteAsync(left.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture), context.RequestAborted);
                    else
                        context.Response.StatusCode = StatusCodes.Status403Forbidden;
                }

                return;
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
        }
    }
}
