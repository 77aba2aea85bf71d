using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>
/// Finds clients by words of their names: as words, as beginnings of words, then spelt otherwise. One word leads, by a range of the keys' index; the
/// others are checked on the rest of the key, so that even a very common surname costs one short scan.
/// </summary>
internal sealed class FindByName(GuidanceDbContext guidance)
{
    /// <summary>Read from one range before ranking: enough that the best of a common name are among them.</summary>
    public const int CandidatesOfOneWay = 200;

    /// <summary>A word with more look-alikes than this is hardly a misspelling of one of them.</summary>
    private const int MostAlike = 12;

    /// <returns>Clients with their scores, the best only: at most <paramref name="count"/>.</returns>
    public async Task<IReadOnlyDictionary<Guid, int>> FindAsync(IReadOnlyList<string> words, int count, CancellationToken cancellationToken)
    {
        var sought = words.Select(word => new SoughtWord(word, [])).ToList();
        var found = new Dictionary<Guid, (int Score, string Order)>();
        await CollectAsync(sought, words, found, cancellationToken);
        if (found.Count < count)
        {
            sought = [];
            foreach (var word in words)
                sought.Add(new SoughtWord(word, await FindAlikeAsync(word, cancellationToken)));
            if (sought.Any(word => word.Alike.Count > 0))
                await CollectAsync(sought, words, found, cancellationToken);
        }

        return found
            .OrderBy(each => each.Value.Score).ThenBy(each => each.Value.Order, StringComparer.Ordinal).ThenBy(each => each.Key)
            .Take(count)
            .ToDictionary(each => each.Key, each => each.Value.Score);
    }

    private async Task CollectAsync(
        List<SoughtWord> sought, IReadOnlyList<string> words, Dictionary<Guid, (int Score, string Order)> found, CancellationToken cancellationToken)
    {
        // The longest word narrows the most.
        var lead = sought.MaxBy(word => word.Word.Length)!;
        var others = sought.Where(word => word != lead).ToList();

        // As a whole word first: of the many whom a beginning fits, only the first are read.
        foreach (var beginning in (string[])[$"{lead.Word} ", lead.Word, .. lead.Alike.Select(alike => alike.Length < NameSpelling.LongestCompared ? $"{alike} " : alike)])
        {
            var keys = guidance.Set<ClientSearchKey>().AsNoTracking().BeginningWith(SearchKeys.Name, beginning);
            foreach (var other in others)
                keys = keys.Where(ContainsAny([other.Word, .. other.Alike.Select(alike => $"{alike} ")]));
            foreach (var key in await keys.OrderBy(key => key.Key).Take(CandidatesOfOneWay).ToListAsync(cancellationToken))
            {
                var name = key.Key[1..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (NameMatch.Score(words, name) is { } score && (!found.TryGetValue(key.ClientId, out var earlier) || score < earlier.Score))
                    found[key.ClientId] = (score, key.Key);
            }
        }
    }

    private async Task<IReadOnlyList<string>> FindAlikeAsync(string word, CancellationToken cancellationToken)
    {
        if (word.Length < NameSpelling.ShortestForgiven - 1)
            return [];

        var keys = NameSpelling.Keys(word);
        var candidates = await guidance.Set<NameWordKey>().AsNoTracking().Where(key => keys.Contains(key.Key)).Select(key => key.Word).Distinct().ToListAsync(cancellationToken);
        return
        [
            .. candidates
                .Where(candidate => candidate != word && NameSpelling.IsAlike(candidate, word))
                .OrderBy(candidate => Math.Abs(candidate.Length - word.Length)).ThenBy(candidate => candidate, StringComparer.Ordinal)
                .Take(MostAlike),
        ];
    }

    /// <summary>The rest of the key holds a word that begins with one of these.</summary>
    private static Expression<Func<ClientSearchKey, bool>> ContainsAny(IReadOnlyList<string> beginnings)
    {
        var parameter = Expression.Parameter(typeof(ClientSearchKey), "key");
        var contains = typeof(string).GetMethod(nameof(string.Contains), [typeof(string)])!;
        var checks = beginnings.Select(beginning =>
        {
            // A closure, so that the provider sends it as a parameter and can keep the prepared query.
            var spaced = $" {beginning}";
            Expression<Func<string>> value = () => spaced;
            return (Expression)Expression.Call(Expression.Property(parameter, nameof(ClientSearchKey.Key)), contains, value.Body);
        });
        return Expression.Lambda<Func<ClientSearchKey, bool>>(checks.Aggregate(Expression.OrElse), parameter);
    }

    /// <param name="Word">As it was typed, folded.</param>
    /// <param name="Alike">Words of names that may have been meant.</param>
    private sealed record SoughtWord(string Word, IReadOnlyList<string> Alike);
}
