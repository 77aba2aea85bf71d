using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;

namespace Palveluohjaus.Web.Layout;

/// <summary>The modules whose pages are served. What each asks of its reader stands on the page itself.</summary>
public sealed class PageAssemblies(params Assembly[] modules)
{
    private readonly Dictionary<string, string?> _policies = modules
        .SelectMany(module => module.GetExportedTypes())
        .SelectMany(type => type.GetCustomAttributes<RouteAttribute>().Select(route => KeyValuePair.Create(route.Template, type.GetCustomAttribute<AuthorizeAttribute>()?.Policy)))
        .ToDictionary();

    public IReadOnlyList<Assembly> Modules { get; } = modules;

    /// <returns>False when there is no such page.</returns>
    public bool TryFindPolicy(string route, out string? policy) => _policies.TryGetValue(route, out policy);

    /// <param name="path">An address with its ids.</param>
    /// <param name="policy">That of the page it opens; of two that fit, the one that names more of it.</param>
    /// <returns>False when there is no such page.</returns>
    public bool TryFindPolicyOf(string path, out string? policy)
    {
        var parts = path.Split('/');
        var found = _policies
            .Select(page => (Page: page, Route: page.Key.Split('/')))
            .Where(page => page.Route.Length == parts.Length && page.Route.Zip(parts).All(part => IsParameter(part.First) || part.First == part.Second))
            .OrderBy(page => page.Route.Count(IsParameter))
            .Select(page => (KeyValuePair<string, string?>?)page.Page)
            .FirstOrDefault();
        policy = found?.Value;
        return found is not null;
    }

    private static bool IsParameter(string part) => part.StartsWith('{');
}
