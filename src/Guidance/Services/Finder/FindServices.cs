using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Services.Finder;

/// <summary>Finds services to guide a client to. What is withdrawn is never among them.</summary>
public sealed class FindServices(GuidanceDbContext guidance, ServiceIndex index, FinderWords finderWords)
{
    public const int PageSize = 25;
    private const int MostHints = 3;

    public async Task<FoundServices> FindAsync(ServiceSearch search, CancellationToken cancellationToken)
    {
        var words = await index.ReadAsync(guidance, cancellationToken);
        var fitting = Rank(words, search);
        var shown = fitting.Skip((search.Page - 1) * PageSize).Take(PageSize).Select(service => service.Id).ToList();
        var rows = await guidance.GuidanceServices.AsNoTracking().Where(service => shown.Contains(service.Id)).ToDictionaryAsync(service => service.Id, cancellationToken);
        return new FoundServices([.. shown.Where(rows.ContainsKey).Select(id => rows[id])], fitting.Count, words.Services.Count);
    }

    /// <returns>For each of the searches, how many services it finds.</returns>
    public async Task<IReadOnlyList<int>> CountAsync(IEnumerable<ServiceSearch> searches, CancellationToken cancellationToken)
    {
        var words = await index.ReadAsync(guidance, cancellationToken);
        return [.. searches.Select(search => Sift(words, search).Count())];
    }

    /// <returns>What to look for instead when nothing holds what was typed: words of the directory near it, and themes that it is an everyday word for. Only what finds something.</returns>
    public async Task<SearchHints> HintAsync(ServiceSearch search, CancellationToken cancellationToken)
    {
        var words = await index.ReadAsync(guidance, cancellationToken);
        var around = search with { Text = string.Empty, Theme = null, Page = 1 };
        var themes = finderWords.ThemesOf(search.Text).Select(theme => around with { Theme = theme }).Select(each => (each, Sift(words, each).Count())).Where(each => each.Item2 > 0);
        var near = words.Nearest([.. ServiceWords.WordsOf(search.Text).Distinct()], MostHints).Select(word => search with { Text = word, Page = 1 }).Where(each => Sift(words, each).Any());
        return new SearchHints([.. themes], [.. near]);
    }

    /// <summary>The best match first; of equals one that has room, then the shortest known wait, then by name.</summary>
    private static List<IndexedService> Rank(ServiceWords words, ServiceSearch search)
    {
        var culture = CultureInfo.CurrentUICulture;
        return
        [
            .. Sift(words, search)
                .OrderBy(each => each.Score)
                .ThenBy(each => each.Service.Capacity == ServiceCapacity.Full)
                .ThenBy(each => each.Service.WaitingDays ?? int.MaxValue)
                .ThenBy(each => ServiceTexts.In(culture, each.Service.NameFi, each.Service.NameSv, each.Service.NameEn), StringComparer.Create(CultureInfo.CurrentCulture, ignoreCase: true))
                .ThenBy(each => each.Service.Id)
                .Select(each => each.Service),
        ];
    }

    private static IEnumerable<(IndexedService Service, int Score)> Sift(ServiceWords words, ServiceSearch search)
    {
        if (search.HasNothingToFind)
            return [];
        var typed = ServiceWords.WordsOf(search.Text).Distinct().ToList();
        if (typed.Count == 0)
            return words.Services.Where(service => service.Fits(search)).Select(service => (service, 0));

        var found = words.Find(typed);
        return found.Select(each => (Service: words.Services[each.Key], Score: each.Value)).Where(each => each.Service.Fits(search));
    }
}

/// <summary>What a search found.</summary>
/// <param name="Page">The services of the page asked for.</param>
/// <param name="Count">How many there are on all pages.</param>
/// <param name="OfAll">How many services the directory has on offer.</param>
public sealed record FoundServices(IReadOnlyList<GuidanceService> Page, int Count, int OfAll);

/// <summary>What to look for instead.</summary>
/// <param name="Themes">Themes, each with how many services it finds.</param>
/// <param name="Words">Words of the directory near what was typed.</param>
public sealed record SearchHints(IReadOnlyList<(ServiceSearch Search, int Count)> Themes, IReadOnlyList<ServiceSearch> Words);
