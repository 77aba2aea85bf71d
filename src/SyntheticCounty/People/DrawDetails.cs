using System.Globalization;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Imports;

namespace Palveluohjaus.SyntheticCounty.People;

/// <summary>
/// Draws what is on record of a client beside their history: phone, address, consents, a close one, and now and then a second record of the same
/// person. Everything here has streams of its own, so that the rest of the county is the same with it and without it.
/// </summary>
internal sealed class DrawDetails(CountyParameters parameters, DateTime endsAtUtc, DateOnly lastDay)
{
    private const string Recorder = "generate-county";

    private static readonly string[] FinnishStreets = ["Rantatie", "Koulukatu", "Metsäpolku", "Mäkitie", "Kirkkokatu", "Peltotie", "Satamakatu", "Koivukuja"];
    private static readonly string[] SwedishStreets = ["Strandvägen", "Skolgatan", "Skogsstigen", "Backvägen", "Kyrkogatan", "Åkervägen", "Hamngatan", "Björkgränden"];
    private static readonly string[] InterpretedLanguages = ["arabia", "dari", "somali", "ukraina", "venäjä", "vietnam"];
    private static readonly RelationKind[] Relations = [RelationKind.Spouse, RelationKind.Sibling, RelationKind.Child, RelationKind.Parent, RelationKind.FamilyCarer, RelationKind.Other];
    private static readonly ConsentKind[] Consents = Enum.GetValues<ConsentKind>();

    /// <summary>Whether an interpreter is needed, and for which language.</summary>
    public string? Interpreter(Person person, Random random) =>
        person.Language == ServiceLanguage.Other && random.Chance(parameters.People.InterpreterShare) ? random.Pick(InterpretedLanguages) : null;

    /// <param name="client">Who was just written into the batch.</param>
    /// <param name="person">The same, as they were drawn.</param>
    /// <param name="number">The client's number, which makes a phone nobody else has.</param>
    /// <param name="random">The client's own stream.</param>
    /// <param name="batch">Gets the rows.</param>
    public ClientContactDetails Write(Client client, Person person, int number, Random random, HistoryBatch batch)
    {
        var people = parameters.People;
        var isSwedish = person.Language == ServiceLanguage.Swedish;
        var municipality = person.Home.Municipality;
        var details = new ClientContactDetails
        {
            ClientId = client.Id,
            // 050 00… is no number anyone has been given.
            Phones = random.Chance(people.PhoneShare) ? [string.Create(CultureInfo.InvariantCulture, $"+3585000{number:D5}")] : [],
            Email = random.Chance(people.EmailShare) ? string.Create(CultureInfo.InvariantCulture, $"asiakas{number}@example.invalid") : null,
            StreetAddress = string.Create(CultureInfo.InvariantCulture, $"{random.Pick(isSwedish ? SwedishStreets : FinnishStreets)} {1 + random.Next(60)} {(char)('A' + random.Next(4))} {1 + random.Next(40)}"),
            PostalCode = string.Create(CultureInfo.InvariantCulture, $"00{municipality.Code}"),
            Place = isSwedish ? municipality.NameSv : municipality.NameFi,
        };
        batch.ContactDetails.Add(details);

        foreach (var kind in Consents.Where(_ => random.Chance(people.ConsentShare)))
            WriteConsent(client, kind, random, batch);
        if (random.Chance(people.OutsiderShare))
        {
            batch.Relations.Add(new ClientRelation
            {
                Id = NextId(number, random),
                ClientId = client.Id,
                OutsiderName = $"{InventedNames.Given(person.Language, random.Chance(0.5) ? Sex.Female : Sex.Male, random)} {InventedNames.Family(person.Language, random)}",
                OutsiderPhone = string.Create(CultureInfo.InvariantCulture, $"+3585001{number:D5}"),
                Kind = random.Pick(Relations),
                RecordedAtUtc = client.CreatedAtUtc,
            });
        }

        return details;
    }

    /// <summary>Links a client to the one before, who is stored by then: two strangers as far as names go, which families are too.</summary>
    public void WriteRelation(Client client, Guid earlierClientId, int number, Random random, HistoryBatch batch)
    {
        if (random.Chance(parameters.People.RelationShare))
        {
            batch.Relations.Add(new ClientRelation
            {
                Id = NextId(number, random),
                ClientId = client.Id,
                RelatedClientId = earlierClientId,
                Kind = random.Pick(Relations),
                RecordedAtUtc = client.CreatedAtUtc,
            });
        }
    }

    /// <summary>The planted duplicate: the same person recorded again in a hurry, without the code, misspelt half the time, and nothing after that.</summary>
    public void WriteDuplicate(Client client, ClientContactDetails details, int number, Random random, HistoryBatch batch)
    {
        if (!random.Chance(parameters.People.DuplicateShare))
            return;

        var familyName = random.Chance(0.5) ? client.FamilyName : Misspell(client.FamilyName, random);
        var again = client.CreatedAtUtc.AddDays(30 + random.Next(300));
        var duplicate = new Client
        {
            Id = NextId(number, random),
            GivenName = client.GivenName,
            FamilyName = familyName,
            FoldedName = NameFolding.Fold(familyName, client.GivenName),
            DateOfBirth = client.DateOfBirth,
            Sex = client.Sex,
            MunicipalityCode = client.MunicipalityCode,
            ServiceLanguage = client.ServiceLanguage,
            IsProtected = client.IsProtected,
            CreatedAtUtc = again < endsAtUtc ? again : endsAtUtc,
        };
        batch.Clients.Add(duplicate);
        batch.ContactDetails.Add(new ClientContactDetails { ClientId = duplicate.Id, Phones = random.Chance(0.6) ? details.Phones : [] });
    }

    private void WriteConsent(Client client, ConsentKind kind, Random random, HistoryBatch batch)
    {
        var recordedAtUtc = client.CreatedAtUtc;
        var day = DateOnly.FromDateTime(recordedAtUtc);
        Add(random.Chance(0.85) ? ConsentAnswer.Given : ConsentAnswer.Refused, day, recordedAtUtc);
        var later = day.AddDays(60 + random.Next(400));
        if (random.Chance(parameters.People.WithdrawnShare) && batch.Consents[^1].Answer == ConsentAnswer.Given && later <= lastDay)
            Add(ConsentAnswer.Withdrawn, later, new DateTime(later, new TimeOnly(10, 0), DateTimeKind.Utc));

        void Add(ConsentAnswer answer, DateOnly answeredOn, DateTime atUtc) => batch.Consents.Add(new ClientConsent
        {
            ClientId = client.Id,
            Kind = kind,
            Answer = answer,
            AnsweredOn = answeredOn,
            RecordedAtUtc = atUtc < endsAtUtc ? atUtc : endsAtUtc,
            RecordedBy = Recorder,
        });
    }

    private Guid NextId(int number, Random random) => new DerivedIds(endsAtUtc.AddMilliseconds(number - parameters.ClientCount), random).Next();

    private static string Misspell(string name, Random random)
    {
        var at = 1 + random.Next(name.Length - 2);
        return random.Chance(0.5) ? name.Remove(at, 1) : $"{name[..at]}{name[at]}{name[at..]}";
    }
}
