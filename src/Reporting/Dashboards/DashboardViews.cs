using System.Globalization;
using Microsoft.Extensions.Caching.Memory;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>
/// Views of dashboards built since the last refresh. The same few are asked for again and again, and finding which small cells to hide
/// costs more than counting. Each refresh, also one that found nothing new, makes the next reader build anew.
/// </summary>
public sealed class DashboardViews : IDisposable
{
    private const int MostViews = 300;
    private readonly MemoryCache _views = new(new MemoryCacheOptions { SizeLimit = MostViews });

    /// <param name="facts">The facts the view shows.</param>
    /// <param name="address">With its query, which holds all of the page's state, and the stamp of the marks drawn.</param>
    /// <param name="today">The county's day, on which default periods rest.</param>
    /// <param name="build">Builds the view when nobody has asked for it yet.</param>
    public TView GetOrBuild<TView>(FactSnapshot facts, string address, DateOnly today, Func<TView> build)
        where TView : class
    {
        var key = new Key(typeof(TView), facts.Version, facts.FiguresVersion, facts.RefreshedAtUtc, address, CultureInfo.CurrentUICulture.Name, today);
        if (_views.TryGetValue(key, out TView? built) && built is not null)
            return built;

        return _views.Set(key, build(), new MemoryCacheEntryOptions { Size = 1 });
    }

    public void Dispose() => _views.Dispose();

    private sealed record Key(Type View, long Version, long FiguresVersion, DateTime? RefreshedAtUtc, string Address, string Culture, DateOnly Today);
}
