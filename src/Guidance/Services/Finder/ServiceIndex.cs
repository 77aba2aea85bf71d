using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Services.Finder;

/// <summary>
/// The words of the directory in memory, made anew when a service has changed. A county has some thousands of services: words are looked for in all of
/// them faster than a database answers, and alike on every database.
/// </summary>
public sealed class ServiceIndex
{
    private volatile ServiceWords? _words;

    internal async Task<ServiceWords> ReadAsync(GuidanceDbContext guidance, CancellationToken cancellationToken)
    {
        // Services are never deleted and a version only grows: together these differ after every change, on whichever server it was made.
        var count = await guidance.GuidanceServices.CountAsync(cancellationToken);
        var versions = await guidance.GuidanceServices.SumAsync(service => (long)service.Version, cancellationToken);
        if (_words is { } words && words.Stamp == (count, versions))
            return words;

        // Read after its stamp: what changes in between is read twice rather than missed.
        var services = await guidance.GuidanceServices.AsNoTracking().Where(service => service.WithdrawnAtUtc == null).ToListAsync(cancellationToken);
        return _words = new ServiceWords((count, versions), services);
    }
}

/// <summary>Which service holds which word, and where.</summary>
internal sealed class ServiceWords
{
    /// <summary>Where a word stands; the earlier, the more it says.</summary>
    private const int InName = 0;
    private const int InKeywords = 1;
    private const int InDescription = 2;

    /// <summary>How a word fits what was typed.</summary>
    private const int Whole = 0;
    private const int Inflected = 1;
    private const int Beginning = 1;
    private const int Part = 2;
    private const int SpeltOtherwise = 4;

    /// <summary>A stem this long with short endings on both sides is one word inflected: kotihoito, kotihoidon.</summary>
    private const int ShortestStem = 5;
    private const int LongestEnding = 3;

    /// <summary>Less than this is left of aaaaaaaa, which then sounds like every word of one letter.</summary>
    private const int ShortestSound = 4;

    /// <summary>Shorter words stand within too many others.</summary>
    private const int ShortestPart = 4;

    private readonly Dictionary<string, List<(int Service, int Place)>> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _sounds = new(StringComparer.Ordinal);

    /// <summary>How a word is written, where it was seen first.</summary>
    private readonly Dictionary<string, string> _written = new(StringComparer.Ordinal);
    private readonly (string Word, ulong Letters)[] _words;

    public ServiceWords((int Count, long Versions) stamp, IReadOnlyList<GuidanceService> services)
    {
        Stamp = stamp;

        // Texts of the catalogue are long and are read from the database for the page that is shown.
        Services = [.. services.Select(IndexedService.Of)];
        foreach (var (index, service) in services.Index())
        {
            Add(index, InName, service.NameFi, service.NameSv, service.NameEn);
            Add(index, InKeywords, [.. service.Keywords, service.Provider]);
            Add(index, InDescription, service.DescriptionFi, service.DescriptionSv, service.DescriptionEn);
        }

        foreach (var word in _places.Keys)
        {
            var sound = NameSpelling.Sound(NameSpelling.Cut(word));
            if (sound.Length < ShortestSound)
                continue;
            if (!_sounds.TryGetValue(sound, out var alike))
                _sounds[sound] = alike = [];
            alike.Add(word);
        }

        _words = [.. _places.Keys.Select(word => (word, WordEdits.LettersOf(word)))];
    }

    public (int Count, long Versions) Stamp { get; }

    public IReadOnlyList<IndexedService> Services { get; }

    /// <summary>Folded words of a text of any length.</summary>
    public static IEnumerable<string> WordsOf(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).SelectMany(part => NameFolding.Fold(part).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Folded words beside how they are written.</summary>
    private static IEnumerable<(string Folded, string Written)> WrittenWordsOf(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).SelectMany(part =>
        {
            var folded = NameFolding.Fold(part).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return folded.Select(word => (word, folded.Length == 1 ? part.Trim('.', ',', ';', ':', '!', '?', '(', ')', '"', '”').ToLowerInvariant() : word));
        });

    /// <returns>The services that hold every one of the words, each with a score: the smaller, the better.</returns>
    public IReadOnlyDictionary<int, int> Find(IReadOnlyList<string> words)
    {
        Dictionary<int, int>? found = null;
        foreach (var word in words)
        {
            var ofWord = FindWord(word);
            found = found is null
                ? ofWord
                : found.Where(each => ofWord.ContainsKey(each.Key)).ToDictionary(each => each.Key, each => each.Value + ofWord[each.Key]);
        }

        return found ?? [];
    }

    private Dictionary<int, int> FindWord(string word)
    {
        var found = new Dictionary<int, int>();
        foreach (var (known, places) in _places)
        {
            if (FitOf(word, known) is { } fit)
                Take(places, fit);
        }

        if (found.Count == 0)
        {
            foreach (var (known, edits) in Misspelt(word, WordEdits.ForgivenIn(word)))
                Take(_places[known], SpeltOtherwise + edits);
            foreach (var known in _sounds.GetValueOrDefault(NameSpelling.Sound(NameSpelling.Cut(word))) ?? [])
                Take(_places[known], SpeltOtherwise);
        }

        return found;

        void Take(List<(int Service, int Place)> places, int fit)
        {
            foreach (var (service, place) in places)
            {
                var score = (3 * place) + fit;
                if (!found.TryGetValue(service, out var earlier) || score < earlier)
                    found[service] = score;
            }
        }
    }

    /// <returns>Words of the directory that one of the typed may stand for, the nearest first, as they are written: each was looked for in vain and is a letter further off than what is forgiven.</returns>
    public IReadOnlyList<string> Nearest(IReadOnlyList<string> typed, int most) =>
    [
        .. typed.Where(word => word.Length > 4 && FindWord(word).Count == 0)
            .SelectMany(word => Misspelt(word, WordEdits.ForgivenIn(word) + 1).Where(near => near.Word[0] == word[0] && Math.Abs(near.Word.Length - word.Length) <= 3))
            .OrderBy(near => near.Edits).ThenByDescending(near => _places[near.Word].Count).ThenBy(near => near.Word, StringComparer.Ordinal)
            .Select(near => _written[near.Word]).Distinct().Take(most),
    ];

    /// <summary>Whether a typed word is another one, inflected or misspelt as may be.</summary>
    public static bool IsAlike(string typed, string known) =>
        typed == known || FitOf(typed, known) is Inflected || (typed.Length > 0 && WordEdits.Between(typed, known, WordEdits.ForgivenIn(typed)) is not null && Math.Abs(typed.Length - known.Length) <= 3);

    private IEnumerable<(string Word, int Edits)> Misspelt(string typed, int most)
    {
        if (most == 0)
            yield break;
        var letters = WordEdits.LettersOf(typed);
        foreach (var (known, has) in _words)
        {
            // The letters that the word lacks must be the wrong ones, or stand in an ending.
            if (known.Length > 2 && System.Numerics.BitOperations.PopCount(letters & ~has) <= most + 3 && WordEdits.Between(typed, known, most) is { } edits)
                yield return (known, edits);
        }
    }

    private static int? FitOf(string typed, string known)
    {
        if (typed == known)
            return Whole;
        if (known.StartsWith(typed, StringComparison.Ordinal))
            return Beginning;
        if (typed.Length >= ShortestPart && known.Contains(typed, StringComparison.Ordinal))
            return Part;
        var stem = typed.AsSpan().CommonPrefixLength(known);
        return stem >= ShortestStem && typed.Length - stem <= LongestEnding && known.Length - stem <= LongestEnding ? Inflected : null;
    }

    private void Add(int service, int place, params IEnumerable<string> texts)
    {
        foreach (var (word, written) in texts.SelectMany(WrittenWordsOf))
        {
            _written.TryAdd(word, written);
            if (!_places.TryGetValue(word, out var places))
                _places[word] = places = [];

            // The places of one service come together, the best first.
            if (places.Count == 0 || places[^1].Service != service)
                places.Add((service, place));
        }
    }
}

/// <summary>What a service is sorted and sifted by.</summary>
internal sealed record IndexedService
{
    public required Guid Id { get; init; }
    public required ServiceSector Sector { get; init; }
    public required IReadOnlyList<Contacts.NeedReason> Themes { get; init; }
    public required IReadOnlyList<Cases.LifeStage> LifeStages { get; init; }
    public required IReadOnlyList<string> Segments { get; init; }
    public required IReadOnlyList<string> MunicipalityCodes { get; init; }
    public required IReadOnlyList<string> Languages { get; init; }
    public required ServiceCapacity Capacity { get; init; }
    public required int? WaitingDays { get; init; }
    public required string NameFi { get; init; }
    public required string NameSv { get; init; }
    public required string NameEn { get; init; }

    public static IndexedService Of(GuidanceService service) => new()
    {
        Id = service.Id,
        Sector = service.Sector,
        Themes = service.Themes,
        LifeStages = service.LifeStages,
        Segments = service.Segments,
        MunicipalityCodes = service.MunicipalityCodes,
        Languages = service.Languages,
        Capacity = service.Capacity,
        WaitingDays = service.WaitingDays,
        NameFi = service.NameFi,
        NameSv = service.NameSv,
        NameEn = service.NameEn,
    };

    /// <summary>What is not told excludes nothing but a theme: a service for all is for everyone, and one of no theme is for no need in particular.</summary>
    public bool Fits(ServiceSearch search) =>
        (search.Sector is not { } sector || Sector == sector)
        && (search.Theme is not { } theme || Themes.Contains(theme))
        && (search.LifeStage is not { } stage || LifeStages.Count == 0 || LifeStages.Contains(stage))
        && (search.Segment is not { } segment || Segments.Count == 0 || Segments.Contains(segment))
        && (search.MunicipalityCode is not { } code || MunicipalityCodes.Count == 0 || MunicipalityCodes.Contains(code))
        && (search.Language is not { } language || Languages.Count == 0 || Languages.Contains(language));
}
