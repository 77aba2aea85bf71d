using Microsoft.AspNetCore.Diagnostics;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Host.Accounts;
using Palveluohjaus.Web.Layout;

namespace Palveluohjaus.Host.Http;

/// <summary>
/// What a request meets whose database is away, busy, full or cannot be used: 503 or 507, when to come back, and a page that brings back what was typed. Asks no database itself.
/// </summary>
internal static class TellOutages
{
    /// <summary>What holds a database up, such as a backup, a rebuild or a restart, lasts rather seconds than minutes.</summary>
    public const string RetryAfterSeconds = "10";

    public static bool IsOutage(Exception exception) => exception is OutcomeUnknownException || StorageFaults.IsOutage(exception);

    /// <summary>Leaves for the error page what it shows.</summary>
    public static async Task DescribeAsync(HttpContext context, Exception exception)
    {
        var path = context.Features.Get<IExceptionHandlerPathFeature>()?.Path ?? context.Request.Path.Value!;
        var isForm = HttpMethods.IsPost(context.Request.Method);
        context.Features.Set(new DatabaseOutage(
            LocalUrl.OrHome(new PathString(path) + context.Request.QueryString),
            isForm,
            isForm && exception is OutcomeUnknownException,
            StorageFaults.IsDiskFull(exception),
            isForm && !SessionCookies.TakesPasswords(path) ? await ReadFieldsAsync(context.Request, context.RequestAborted) : []));
    }

    private static async Task<IReadOnlyList<KeyValuePair<string, string>>> ReadFieldsAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType)
            return [];
        try
        {
            var form = await request.ReadFormAsync(cancellationToken);
            return form.Files.Count > 0 ? [] : [.. form.SelectMany(field => field.Value.Select(value => KeyValuePair.Create(field.Key, value ?? string.Empty)))];
        }
        catch (Exception unreadable) when (unreadable is IOException or InvalidDataException)
        {
            // Too large or broken off: the browser still has it on the page before.
            return [];
        }
    }
}
