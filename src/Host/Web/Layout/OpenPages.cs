using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace Palveluohjaus.Web.Layout;

/// <summary>Which pages the one who has signed in may open. The menu asks, so that no link leads nowhere or to a refusal.</summary>
public sealed class OpenPages(PageAssemblies pages, IAuthorizationService authorization)
{
    /// <param name="context">Who asks.</param>
    /// <param name="route">A page's route as it stands on the page, or an address with its ids.</param>
    /// <returns>False also when there is no such page, or nobody has signed in.</returns>
    public async Task<bool> MayOpenAsync(HttpContext context, string route) =>
        (pages.TryFindPolicy(route, out var policy) || pages.TryFindPolicyOf(route, out policy)) && policy is not null && (await authorization.AuthorizeAsync(context.User, policy)).Succeeded;
}
