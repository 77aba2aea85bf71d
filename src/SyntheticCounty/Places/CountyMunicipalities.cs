using Palveluohjaus.Guidance.County;

namespace Palveluohjaus.SyntheticCounty.Places;

/// <summary>A municipality and what the county's clients take from it.</summary>
/// <param name="Municipality">Its row, as stored.</param>
/// <param name="SwedishShare">Swedish speakers per inhabitant.</param>
/// <param name="IsNorth">Whose guidance unit answers: the northern one's or the southern one's.</param>
internal sealed record CountyMunicipality(Municipality Municipality, double SwedishShare, bool IsNorth);

/// <summary>The fourteen municipalities of the real Pohjanmaa / Österbotten, whose shape the fictional county borrows.</summary>
/// <remarks>
/// Codes, names and language status: Statistics Finland's classification of municipalities 2026. Population and Swedish speakers: Sotkanet, 2022.
/// Of Korsnäs, Kristiinankaupunki, Kruunupyy, Luoto and Maalahti the year of the Swedish speakers is not known; only the shares are used.
/// </remarks>
internal static class CountyMunicipalities
{
    private const int PopulationYear = 2022;

    public static IReadOnlyList<CountyMunicipality> All { get; } =
    [
        Row("231", "Kaskinen", "Kaskö", MunicipalityLanguageStatus.BilingualFinnishMajority, 1256, 385),
        Row("280", "Korsnäs", "Korsnäs", MunicipalityLanguageStatus.BilingualSwedishMajority, 2024, 1994),
        Row("287", "Kristiinankaupunki", "Kristinestad", MunicipalityLanguageStatus.BilingualSwedishMajority, 6242, 4444),
        Row("288", "Kruunupyy", "Kronoby", MunicipalityLanguageStatus.BilingualSwedishMajority, 6405, 5560, isNorth: true),
        Row("399", "Laihia", "Laihela", MunicipalityLanguageStatus.Finnish, 7817, 83),
        Row("440", "Luoto", "Larsmo", MunicipalityLanguageStatus.BilingualSwedishMajority, 5732, 3882, isNorth: true),
        Row("475", "Maalahti", "Malax", MunicipalityLanguageStatus.BilingualSwedishMajority, 5479, 4802),
        Row("499", "Mustasaari", "Korsholm", MunicipalityLanguageStatus.BilingualSwedishMajority, 19662, 13326),
        Row("545", "Närpiö", "Närpes", MunicipalityLanguageStatus.BilingualSwedishMajority, 9584, 7747),
        Row("598", "Pietarsaari", "Jakobstad", MunicipalityLanguageStatus.BilingualSwedishMajority, 19207, 10626, isNorth: true),
        Row("599", "Pedersören kunta", "Pedersöre", MunicipalityLanguageStatus.BilingualSwedishMajority, 11206, 9932, isNorth: true),
        Row("893", "Uusikaarlepyy", "Nykarleby", MunicipalityLanguageStatus.BilingualSwedishMajority, 7434, 6625, isNorth: true),
        Row("905", "Vaasa", "Vasa", MunicipalityLanguageStatus.BilingualFinnishMajority, 67988, 14366),
        Row("946", "Vöyri", "Vörå", MunicipalityLanguageStatus.BilingualSwedishMajority, 6287, 5613, isNorth: true),
    ];

    private static CountyMunicipality Row(string code, string nameFi, string nameSv, MunicipalityLanguageStatus status, int population, int swedishSpeakers, bool isNorth = false) =>
        new(
            new Municipality { Code = code, NameFi = nameFi, NameSv = nameSv, LanguageStatus = status, Population = population, PopulationYear = PopulationYear },
            (double)swedishSpeakers / population,
            isNorth);
}
