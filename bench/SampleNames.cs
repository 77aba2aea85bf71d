namespace Palveluohjaus.Bench;

/// <summary>Invented names as unevenly spread as real ones: some twenty thousand surnames by Zipf's law, of which the first has about 1 %.</summary>
internal sealed class SampleNames
{
    public const string CommonestFamily = "Virtanen";

    private const int FamilyCount = 20_000;
    private const int GivenCount = 2_500;
    private static readonly string[] Starts = ["Kos", "Mä", "Vir", "Hei", "Nie", "Sää", "Öst", "Berg", "Lind", "Sal", "Tuo", "Rau", "Kar", "Pel", "Jo", "Leh", "Ahl", "Ny", "Sö", "Wik", "Ran", "Hak", "Oja", "Kiv", "Åke"];
    private static readonly string[] Middles = ["ki", "ta", "ske", "la", "mi", "nä", "der", "ro", "va", "hol", "pu", "li", "sto", "ma", "kö", "no", "rje", "ka", "sa", "tti"];
    private static readonly string[] Ends = ["nen", "la", "lä", "berg", "ström", "mäki", "niemi", "qvist", "maa", "sson", "järvi", "lund", "ranta", "man", "kangas", "vuori", "gård", "oja", "saari", "holm"];
    private static readonly string[] GivenEnds = ["", "a", "i", "o", "nna", "kka", "ri", "sa", "elle", "us", "ina", "ko"];

    private readonly Random _random;
    private readonly string[] _families;
    private readonly string[] _given;
    private readonly double[] _familyWeights;
    private readonly double[] _givenWeights;

    public SampleNames(Random random)
    {
        _random = random;
        _families = Make(CommonestFamily, FamilyCount, () => $"{Pick(Starts)}{Pick(Middles)}{(random.Next(3) == 0 ? Pick(Middles) : "")}{Pick(Ends)}");
        _given = Make("Anna", GivenCount, () => $"{Pick(Starts)}{Pick(Middles)}{Pick(GivenEnds)}");
        _familyWeights = Cumulate(FamilyCount, 8);
        _givenWeights = Cumulate(GivenCount, 4);
    }

    public string Family() => _families[Draw(_familyWeights)];

    public string Given() => _random.Next(20) == 0 ? $"{_given[Draw(_givenWeights)]}-{_given[Draw(_givenWeights)]}" : _given[Draw(_givenWeights)];

    private string Pick(string[] parts) => parts[_random.Next(parts.Length)];

    private static string[] Make(string first, int count, Func<string> make)
    {
        var names = new List<string> { first };
        var known = new HashSet<string>(names, StringComparer.Ordinal);
        while (names.Count < count)
        {
            var name = make();
            if (known.Add(name))
                names.Add(name);
        }

        return [.. names];
    }

    private static double[] Cumulate(int count, double flatten)
    {
        var sums = new double[count];
        var sum = 0.0;
        for (var rank = 0; rank < count; rank++)
            sums[rank] = sum += 1 / (rank + flatten);
        return [.. sums.Select(each => each / sum)];
    }

    private int Draw(double[] sums)
    {
        var at = Array.BinarySearch(sums, _random.NextDouble());
        return Math.Min(at >= 0 ? at : ~at, sums.Length - 1);
    }
}
