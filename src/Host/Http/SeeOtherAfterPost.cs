
namespace Palveluohjaus.Host.Http;

/// <summary>A page that redirects after a form post says 303 and not 302: reloading what follows must never send the form again, in any browser.</summary>
internal sealed class SeeOtherAfterPost(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.OnStarting(() =>
            {
                if (context.Response.StatusCode == StatusCodes.Status302Found)
                    context.Response.StatusCode = StatusCodes.Status303SeeOther;
                return Task.CompletedTask;
            });
        }

        return next(context);
    }
}
