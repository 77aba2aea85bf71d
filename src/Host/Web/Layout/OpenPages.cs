using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace Palveluohjaus.Web.Layout;

/// <summary>Which pages the one who has signed in may open. The menu asks, so that no link leads nowhere or to a refusal.</summary>
public sealed class OpenPages(PageAssemblies pages, IAuthorizationService authorization)
{
    /// <returns>False also when there is no such page, or nobody has signed in.</returns>
    public async Task<bool> MayOpenAsync(HttpContext context, string route) =>
        pages.TryFindPolicy(route, out var policy) && policy is not null && (await authorization.AuthorizeAsync(context.User, policy)).Succeeded;
}
