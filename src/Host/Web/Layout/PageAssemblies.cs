using System.Reflection;
using Microsoft.AspNetCore.Components;

namespace Palveluohjaus.Web.Layout;

/// <summary>The modules whose pages are served. The menu asks it which pages exist, so that no link leads nowhere.</summary>
public sealed class PageAssemblies(params Assembly[] modules)
{
    private readonly HashSet<string> _routes = [.. modules
        .SelectMany(module => module.GetExportedTypes())
        .SelectMany(type => type.GetCustomAttributes<RouteAttribute>())
        .Select(route => route.Template)];

    public IReadOnlyList<Assembly> Modules { get; } = modules;

    public bool HavePage(string route) => _routes.Contains(route);
}
