using Palveluohjaus.Web.Layout;

namespace Palveluohjaus.Host.Http;

/// <summary>What every answer tells the browser: only our own files, no frames but a page's own <see cref="FramedSite"/>, no guessing of types, no addresses to others, no page kept.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    private const string ContentPolicy =
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        // Set at the last moment: the error handler clears headers before it writes its own page.
        context.Response.OnStarting(() =>
        {
            headers.ContentSecurityPolicy = context.Features.Get<FramedSite>() is { } framed ? $"{ContentPolicy}; frame-src {framed.Origin}" : ContentPolicy;
            if (context.Request.IsHttps)
                headers.StrictTransportSecurity = "max-age=31536000";
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            // The address of a feedback page is the link itself: it goes to nobody, us included.
            headers["Referrer-Policy"] = context.Request.Path.StartsWithSegments("/feedback", StringComparison.OrdinalIgnoreCase) ? "no-referrer" : "same-origin";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
            // Pages hold client data: neither a shared desk's disk nor its back button may keep them.
            // What log-contact.js keeps there is a draft of the contact, without the client and for a shift at most; keep-forms.js keeps
            // what was typed into a form in its tab only, for the same worker and as long.
            if (!PrecompressedAssets.IsAsset(context.Request.Path))
                headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
        return next(context);
    }
}
