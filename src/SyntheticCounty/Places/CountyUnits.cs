using System.Globalization;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Teams;
using Palveluohjaus.SyntheticCounty.People;

namespace Palveluohjaus.SyntheticCounty.Places;

/// <summary>A unit of the fictional county and the workers in it.</summary>
internal sealed record CountyUnit(UnitCode Code, Unit Unit, IReadOnlyList<Worker> Workers);

internal enum UnitCode
{
    GuidanceSouth,
    GuidanceNorth,
    HomeCare,
    Rehabilitation,
    Families,
    Disability,
    MentalHealthAndSubstances,
    WorkingAge,
}

/// <summary>The county's units, and which of them a matter belongs to.</summary>
internal sealed class CountyUnits
{
    private readonly CountyUnit[] _units;

    /// <summary>Finland has set no numbers aside for fiction, and no number in use begins with 012: whoever calls one of these reaches nobody.</summary>
    private const string Phones = "012 000 ";

    public CountyUnits(DerivedIds ids, Random random)
    {
        _units =
        [
            Make(UnitCode.GuidanceSouth, "ASET", "Asiakasohjaus etelä", "Klienthandledning södra", "Service guidance, south", 14),
            Make(UnitCode.GuidanceNorth, "ASPO", "Asiakasohjaus pohjoinen", "Klienthandledning norra", "Service guidance, north", 9),
            Make(UnitCode.HomeCare, "KOTI", "Kotihoito", "Hemvård", "Home care", 8),
            Make(UnitCode.Rehabilitation, "KUNT", "Kuntoutusyksikkö", "Rehabiliteringsenheten", "Rehabilitation unit", 6),
            Make(UnitCode.Families, "LAPS", "Lapsiperheiden sosiaalityö", "Socialarbete för barnfamiljer", "Social work for families", 9),
            Make(UnitCode.Disability, "VAMM", "Vammaispalvelut", "Funktionshinderservice", "Disability services", 6),
            Make(UnitCode.MentalHealthAndSubstances, "PAMI", "Päihde- ja mielenterveyspalvelut", "Missbrukar- och mentalvårdstjänster", "Substance use and mental health services", 7),
            Make(UnitCode.WorkingAge, "TYOI", "Työikäisten sosiaalityö", "Socialarbete för personer i arbetsför ålder", "Social work for working-age people", 8),
        ];

        CountyUnit Make(UnitCode code, string shortCode, string nameFi, string nameSv, string nameEn, int workers)
        {
            var unit = new Unit { Id = ids.Next(), Source = GuidanceCase.OwnSource, Code = shortCode, NameFi = nameFi, NameSv = nameSv, NameEn = nameEn, Phone = string.Create(CultureInfo.InvariantCulture, $"{Phones}{(int)code + 1:D4}") };
            return new CountyUnit(code, unit, MakeWorkers(unit, workers, ids, random));
        }
    }

    public IReadOnlyList<CountyUnit> All => _units;

    public CountyUnit this[UnitCode code] => _units[(int)code];

    public static bool IsGuidance(UnitCode code) => code is UnitCode.GuidanceSouth or UnitCode.GuidanceNorth;

    /// <summary>The unit that takes a matter on from guidance.</summary>
    public static UnitCode TargetOf(NeedReason theme, LifeStage stage, Random random) => (theme, stage) switch
    {
        (NeedReason.OtherFunctionalCapacity, _) => UnitCode.Rehabilitation,
        (NeedReason.ChildDevelopment or NeedReason.SupportingCloseOnes, not LifeStage.OlderPeople) => UnitCode.Families,
        (NeedReason.SubstancesHealthDisabilityAge, LifeStage.OlderPeople) => random.Chance(0.35) ? UnitCode.Rehabilitation : UnitCode.HomeCare,
        (NeedReason.SubstancesHealthDisabilityAge, _) => random.Chance(0.65) ? UnitCode.MentalHealthAndSubstances : UnitCode.Disability,
        (NeedReason.EverydayLiving, LifeStage.OlderPeople) => random.Chance(0.25) ? UnitCode.Rehabilitation : UnitCode.HomeCare,
        (_, LifeStage.OlderPeople) => UnitCode.HomeCare,
        (_, LifeStage.ChildrenAndFamilies) => UnitCode.Families,
        (NeedReason.EverydayLiving, _) => random.Chance(0.4) ? UnitCode.Disability : UnitCode.WorkingAge,
        _ => UnitCode.WorkingAge,
    };

    private static Worker[] MakeWorkers(Unit unit, int count, DerivedIds ids, Random random) =>
    [
        .. Enumerable.Range(1, count).Select(number =>
        {
            var language = random.Chance(0.5) ? ServiceLanguage.Finnish : ServiceLanguage.Swedish;
            var sex = random.Chance(0.85) ? Sex.Female : Sex.Male;
            return new Worker
            {
                Id = ids.Next(),
                Source = GuidanceCase.OwnSource,
                Code = string.Create(CultureInfo.InvariantCulture, $"{unit.Code}{number:D2}"),
                Name = $"{InventedNames.Given(language, sex, random)} {InventedNames.Family(language, random)}",
                UnitId = unit.Id,
            };
        }),
    ];
}
