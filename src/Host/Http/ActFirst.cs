using Microsoft.AspNetCore.Antiforgery;
using Palveluohjaus.Web.Forms;

namespace Palveluohjaus.Host.Http;

/// <summary>Acts on the forms of pages that say so (<see cref="ActsFirstAttribute"/>) before they are drawn. Comes after authorisation and antiforgery.</summary>
internal sealed class ActFirst(RequestDelegate next)
{
    /// <summary>Asks for the address in a header of the answer: a script that sends the form keeps it until it knows that it was stored.</summary>
    private const string AddressWanted = "X-Address-Wanted";

    private const string Address = "X-Address";

    public async Task InvokeAsync(HttpContext context)
    {
        var acts = HttpMethods.IsPost(context.Request.Method) ? context.GetEndpoint()?.Metadata.GetMetadata<ActsFirstAttribute>() : null;

        // A form without its token is refused where pages are drawn, as all others are.
        if (acts is null || context.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: true })
        {
            await next(context);
            return;
        }

        var sent = await context.Request.ReadFormAsync(context.RequestAborted);
        var leadsTo = sent["_handler"] == acts.Form
            ? await ((IActFirst)context.RequestServices.GetRequiredService(acts.Act)).ActAsync(sent, context.RequestAborted)
            : null;
        if (leadsTo is null)
        {
            await next(context);
            return;
        }

        if (context.Request.Headers.ContainsKey(AddressWanted))
        {
            context.Response.Headers[Address] = leadsTo;
            return;
        }

        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = leadsTo;
    }
}
