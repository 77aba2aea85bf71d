using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Services;
using Palveluohjaus.Guidance.Services.Finder;

namespace Palveluohjaus.Bench;

/// <summary>The finder among 5,000 services with long texts, as the server answers: words as they are, with a slip, of no language, and everyday words that no service holds.</summary>
internal static class FinderBench
{
    private const int Services = 5_000;
    private const int Rounds = 300;
    private static readonly string[] Starts = ["omaishoita", "mielenterveys", "päihde", "vertais", "ikäihmisten", "perhe", "nuoriso", "kotihoido", "asumis", "velka", "kuntoutus", "muisti", "vammais", "maahanmuuttaja", "työllisyys", "liikunta", "kulttuuri", "yhteisö", "neuvola", "turva"];
    private static readonly string[] Ends = ["tuki", "neuvonta", "ryhmä", "kerho", "palvelu", "ohjaus", "toiminta", "kahvila", "työ", "kurssi", "apu", "keskus", "yhdistys", "vastaanotto", "valmennus", "piiri", "hoito", "tupa", "linja", "päivystys"];

    public static async Task<int> RunAsync()
    {
        using var database = new BenchDatabase();
        var random = new Random(12);
        await using (var guidance = database.Open())
        {
            await guidance.Database.MigrateAsync();
            guidance.AddRange(Enumerable.Range(0, Services).Select(number => new GuidanceService
            {
                Source = GuidanceCase.OwnSource,
                ExternalId = number.ToString(CultureInfo.InvariantCulture),
                Sector = ServiceSector.ThirdSector,
                NameFi = $"{Word(random)} {number}",
                DescriptionFi = string.Join(' ', Enumerable.Range(0, 60).Select(_ => Word(random))),
                Themes = [(NeedReason)random.Next(Enum.GetValues<NeedReason>().Length)],
            }));
            await guidance.SaveChangesAsync();
        }

        var index = new ServiceIndex();
        await FindAsync(database, index, "alku");
        foreach (var (name, typed) in ((string, Func<string>)[])
        [
            ("words as they are", () => Word(random)),
            ("words with a slip", () => Slip(Word(random), random)),
            ("words of no language", () => string.Concat(Enumerable.Range(0, 9).Select(_ => (char)('a' + random.Next(26))))),
            ("everyday words that no service holds", () => random.Next(2) == 0 ? "yksinäisyys" : "toimeentulotuki"),
        ])
            await MeasureAsync(database, index, name, typed);
        return 0;
    }

    /// <summary>A compound with an ending, of some thousands of different ones.</summary>
    private static string Word(Random random) => Starts[random.Next(Starts.Length)] + Ends[random.Next(Ends.Length)] + (random.Next(3) == 0 ? string.Empty : ((string[])["a", "n", "lla", "ssa", "sta", "ille", "en", "t", "ta", "kin"])[random.Next(10)]);

    private static string Slip(string word, Random random) => word.Remove(random.Next(2, word.Length - 2), 1);

    private static async Task MeasureAsync(BenchDatabase database, ServiceIndex index, string name, Func<string> typed)
    {
        var milliseconds = new List<double>();
        var (found, hinted) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var text = typed();
            var watch = Stopwatch.StartNew();
            var (count, hints) = await FindAsync(database, index, text);
            milliseconds.Add(watch.Elapsed.TotalMilliseconds);
            found += count > 0 ? 1 : 0;
            hinted += hints > 0 ? 1 : 0;
        }

        milliseconds.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name}: p50 {milliseconds[Rounds / 2]:F1} ms, p95 {milliseconds[Rounds * 95 / 100]:F1} ms, max {milliseconds[^1]:F1} ms; {found} of {Rounds} found something, {hinted} were given hints"));
    }

    private static async Task<(int Count, int Hints)> FindAsync(BenchDatabase database, ServiceIndex index, string text)
    {
        await using var guidance = database.Open();
        var find = new FindServices(guidance, index, FinderWords.Shipped);
        var search = new ServiceSearch { Text = text };
        var found = await find.FindAsync(search, CancellationToken.None);
        if (found.Count > 0)
            return (found.Count, 0);
        var hints = await find.HintAsync(search, CancellationToken.None);
        return (0, hints.Themes.Count + hints.Words.Count);
    }
}
