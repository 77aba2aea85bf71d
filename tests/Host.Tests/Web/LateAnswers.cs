using System.Data.Common;

using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Palveluohjaus.Host.Tests.Web;

/// <summary>
/// Lets every query answer after its caller has gone on, as a database across a network does. SQLite answers on the spot, and a page that is drawn before
/// what it shows was read would be found by nobody. Yielding is enough: what follows is posted behind what the caller does next, and no time passes.
/// </summary>
internal sealed class LateAnswers : DbCommandInterceptor
{
    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        // A page that says what went wrong is drawn at once, with as much of its frame as is known by then.
        if (new HttpContextAccessor().HttpContext?.Features.Get<IStatusCodeReExecuteFeature>() is null)
            await Task.Yield();
        return result;
    }
}
