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
}
