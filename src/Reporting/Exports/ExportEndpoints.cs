using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Audit;

namespace Palveluohjaus.Reporting.Exports;

/// <summary>The files of the export page, sent while they are read.</summary>
public static class ExportEndpoints
{
    public static void MapExports(this IEndpointRouteBuilder app) =>
        app.MapPost("/exports/download", DownloadAsync).WithMetadata(new AccessAttribute(AccessRight.ExportData), new AuditedAttribute(AuditAction.Export));

    /// <param name="context">Its answer is the file.</param>
    /// <param name="form">Bound so that its token is checked: another site must not make anyone export.</param>
    /// <param name="events">Writes event logs.</param>
    /// <param name="analysis">Writes the analysis file.</param>
    /// <param name="actor">Who exports.</param>
    private static async Task<IResult> DownloadAsync(HttpContext context, IFormCollection form, ExportEvents events, ExportAnalysis analysis, CurrentActor actor)
    {
        var asked = ExportForm.Read(field => form[field].ToString());
        if (asked.FindProblems() is { Count: > 0 } problems)
            return Results.LocalRedirect(asked.AddressWith(problems));

        var (request, stop) = (asked.ToRequest(context.Response.BodyWriter), context.RequestAborted);
        context.Response.ContentType = asked.ContentType;
        context.Response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = asked.FileName }.ToString();
        try
        {
            if (asked.Format is { } format)
                await events.RunAsync(request, format, keepsIds: false, actor.Actor, progress: null, stop);
            else
                await analysis.RunAsync(request, actor.Actor, progress: null, stop);
            return Results.Empty;
        }
        catch (ExportRefusedException)
        {
            // Nothing has been sent: the source was asked for before that.
            context.Response.Clear();
            return Results.LocalRedirect(asked.AddressWith([ExportForm.SourceField]));
        }
    }
}
