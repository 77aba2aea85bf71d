using System.Diagnostics;
using System.Globalization;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Imports;

namespace Palveluohjaus.Bench;

/// <summary>Client search on disk, audit rows included, by every way of searching.</summary>
internal static class SearchBench
{
    private const int ClientsPerBatch = 5_000;
    private const int Rounds = 100;
    private static readonly Actor Desk = new("bench");

    public static async Task<int> RunAsync(string[] sizes)
    {
        var count = sizes is [var given] ? int.Parse(given, CultureInfo.InvariantCulture) : 500_000;
        using var database = new BenchDatabase();
        await MeasureAsync(database, await FillAsync(database, count));
        return 0;
    }

    private static async Task<List<SamplePerson>> FillAsync(BenchDatabase database, int count)
    {
        var watch = Stopwatch.StartNew();
        var random = new Random(4);
        var names = new SampleNames(random);
        var codes = new Dictionary<(DateOnly, Sex), int>();
        var kept = new List<SamplePerson>();
        await database.MigrateAsync();
        await using (var guidance = database.Open())
        {
            guidance.Add(new Municipality { Code = "905", NameFi = "Vaasa", NameSv = "Vasa", LanguageStatus = MunicipalityLanguageStatus.BilingualFinnishMajority, Population = 1, PopulationYear = 2024 });
            await guidance.SaveChangesAsync();
            var load = new LoadHistory(guidance, TimeProvider.System);
            for (var first = 0; first < count; first += ClientsPerBatch)
            {
                var batch = new HistoryBatch();
                for (var number = first; number < Math.Min(count, first + ClientsPerBatch); number++)
                {
                    var person = Draw(number, names, codes, random);
                    Add(batch, person, database.Vault);
                    if (kept.Count < Rounds && random.Next(count / (2 * Rounds)) == 0)
                        kept.Add(person);
                }

                await load.StoreAsync(batch, Desk, "Search bench", CancellationToken.None);
            }
        }

        var megabytes = await database.CountBytesAsync() / 1e6;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count:N0} clients stored in {watch.Elapsed.TotalSeconds:F0} s, database {megabytes:N0} MB"));
        return kept;
    }

    private static SamplePerson Draw(int number, SampleNames names, Dictionary<(DateOnly, Sex), int> codes, Random random)
    {
        var born = new DateOnly(1930, 1, 1).AddDays(random.Next(33_000));
        var sex = random.Next(2) == 0 ? Sex.Female : Sex.Male;
        var given = codes.GetValueOrDefault((born, sex));
        codes[(born, sex)] = given + 1;
        var code = PersonalIdentityCode.Artificial(born, PersonalIdentityCode.FirstArtificialNumber + (2 * (given % 50)) + (sex == Sex.Male ? 1 : 0), given / 50);
        return new SamplePerson(names.Given(), names.Family(), born, sex, code, string.Create(CultureInfo.InvariantCulture, $"+358400{number:D6}"));
    }

    private static void Add(HistoryBatch batch, SamplePerson person, IdentityCodeVault vault)
    {
        var client = new Client
        {
            GivenName = person.GivenName,
            FamilyName = person.FamilyName,
            FoldedName = NameFolding.Fold(person.FamilyName, person.GivenName),
            DateOfBirth = person.Born,
            Sex = person.Sex,
            MunicipalityCode = "905",
            ServiceLanguage = ServiceLanguage.Finnish,
            IdentityCodeProtected = vault.Protect(person.Code),
            IdentityCodeLookup = vault.Lookup(person.Code),
            CreatedAtUtc = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        };
        batch.Clients.Add(client);
        batch.ContactDetails.Add(new ClientContactDetails { ClientId = client.Id, Phones = [person.Phone] });
    }

    private static async Task MeasureAsync(BenchDatabase database, List<SamplePerson> people)
    {
        var random = new Random(5);
        Console.WriteLine("     p50      p95      max  ms    found  way");
        await MeasureOneAsync("exact name", people.Select(person => person.Name));
        await MeasureOneAsync("prefix of the surname, three letters", people.Select(person => person.FamilyName[..3]));
        await MeasureOneAsync("one letter", people.Select(person => person.FamilyName[..1]));
        await MeasureOneAsync("two words, prefixes of two letters", people.Select(person => $"{person.GivenName[..2]} {person.FamilyName[..2]}"));
        await MeasureOneAsync("two words", people.Select(person => $"{person.FamilyName} {person.GivenName}"));
        await MeasureOneAsync("one letter wrong", people.Select(person => $"{person.GivenName} {Change(person.FamilyName, 0)}"));
        await MeasureOneAsync("one letter missing", people.Select(person => $"{person.GivenName} {Change(person.FamilyName, 1)}"));
        await MeasureOneAsync("two letters swapped", people.Select(person => $"{person.GivenName} {Change(person.FamilyName, 2)}"));
        await MeasureOneAsync("surname alone, one letter wrong", people.Select(person => Change(person.FamilyName, 0)));
        await MeasureOneAsync("without the dots of å, ä, ö", people.Select(person => NameFolding.Fold(person.Name)));
        await MeasureOneAsync("phone, national, with spaces", people.Select(person => $"0{person.Phone[4..6]} {person.Phone[6..9]} {person.Phone[9..]}"));
        await MeasureOneAsync("phone, +358", people.Select(person => person.Phone));
        await MeasureOneAsync("beginning of a phone", people.Select(person => $"0{person.Phone[4..9]}"));
        await MeasureOneAsync("birth date, 14.5.1947", people.Select(person => person.Born.ToString("d.M.yyyy", CultureInfo.InvariantCulture)));
        await MeasureOneAsync("birth date, 1947-05-14", people.Select(person => person.Born.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        await MeasureOneAsync("birth date, 140547", people.Select(person => person.Born.ToString("ddMMyy", CultureInfo.InvariantCulture)));
        await MeasureOneAsync("name and birth date", people.Select(person => $"{Change(person.FamilyName, 1)} {person.Born.ToString("d.M.yyyy", CultureInfo.InvariantCulture)}"));
        await MeasureOneAsync("identity code", people.Select(person => person.Code.Value));
        await MeasureOneAsync("the commonest surname", people.Select(_ => SampleNames.CommonestFamily));
        await MeasureOneAsync("the commonest surname and a given name", people.Select(person => $"{person.GivenName} {SampleNames.CommonestFamily}"));
        await MeasureOneAsync("the commonest surname and nobody", people.Select((_, number) => $"{SampleNames.CommonestFamily} qqx{(char)('a' + (number % 26))}"));
        await MeasureOneAsync("the commonest names, both misspelt", people.Select(_ => "virtaenn anan"));
        await MeasureOneAsync("nothing found", people.Select((_, number) => $"xqz{(char)('a' + (number % 26))}wq"));
        await MeasureOneAsync("one letter and nobody", people.Select((_, number) => $"a {(char)('b' + (number % 20))}qq"));

        string Change(string name, int way)
        {
            var at = 1 + random.Next(name.Length - 2);
            return way switch
            {
                0 => $"{name[..at]}{(name[at] == 'b' ? 'd' : 'b')}{name[(at + 1)..]}",
                1 => name.Remove(at, 1),
                _ => $"{name[..at]}{name[at + 1]}{name[at]}{name[(at + 2)..]}",
            };
        }

        async Task MeasureOneAsync(string way, IEnumerable<string> texts)
        {
            var sought = texts.ToList();
            await FindAsync(sought[0]);
            var milliseconds = new List<double>();
            var found = 0;
            foreach (var text in sought)
            {
                var watch = Stopwatch.StartNew();
                found += (await FindAsync(text)).Clients.Count > 0 ? 1 : 0;
                milliseconds.Add(watch.Elapsed.TotalMilliseconds);
            }

            milliseconds.Sort();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{milliseconds[milliseconds.Count / 2],8:F1} {milliseconds[milliseconds.Count * 95 / 100],8:F1} {milliseconds[^1],8:F1}  ms {found,4}/{sought.Count}  {way}"));
        }

        async Task<ClientHits> FindAsync(string text)
        {
            // As a request does it: a context of its own, and the audit's rows stored before the answer.
            await using var guidance = database.Open();
            return await new SearchClients(guidance, database.Vault, CountyCalendar.Helsinki, TimeProvider.System).FindAsync(text, DetailsRight.OrdinaryOnly, Desk, "Search bench", CancellationToken.None);
        }
    }
}

/// <summary>Somebody who is looked for. Invented.</summary>
internal sealed record SamplePerson(string GivenName, string FamilyName, DateOnly Born, Sex Sex, PersonalIdentityCode Code, string Phone)
{
    public string Name => $"{GivenName} {FamilyName}";
}
