using Palveluohjaus.Guidance.Clients;

namespace Palveluohjaus.SyntheticCounty.People;

/// <summary>Common names, combined at random. Nobody is meant.</summary>
internal static class InventedNames
{
    private static readonly string[] FinnishWomen =
    [
        "Aino", "Anneli", "Anna", "Eeva", "Elina", "Emilia", "Hanna", "Helena", "Hilja", "Iida", "Johanna", "Kaarina", "Kerttu", "Laura", "Leena",
        "Liisa", "Marjatta", "Minna", "Noora", "Päivi", "Raija", "Riikka", "Ritva", "Saara", "Sari", "Sirkka", "Tiina", "Tuula", "Venla", "Vilma",
    ];

    private static readonly string[] FinnishMen =
    [
        "Aatos", "Antti", "Arto", "Eero", "Eino", "Elias", "Hannu", "Heikki", "Ilkka", "Jaakko", "Jari", "Juhani", "Juho", "Jukka", "Kalevi",
        "Lauri", "Leo", "Markku", "Mikko", "Niilo", "Oiva", "Onni", "Pekka", "Reijo", "Sami", "Seppo", "Timo", "Toivo", "Veikko", "Väinö",
    ];

    private static readonly string[] FinnishFamilies =
    [
        "Aalto", "Haapala", "Hakala", "Heikkilä", "Hietala", "Hiltunen", "Jokela", "Järvinen", "Kallio", "Kangas", "Karhu", "Kivelä", "Koivisto", "Korpi", "Koski",
        "Kuusela", "Lahti", "Laine", "Lehto", "Lepistö", "Mäkelä", "Mäkinen", "Männistö", "Niemi", "Nurmi", "Ojala", "Peltola", "Pihlaja", "Rajala", "Rantala",
        "Rautio", "Saari", "Salmi", "Salonen", "Suominen", "Takala", "Tuominen", "Uusitalo", "Viitala", "Ylinen",
    ];

    private static readonly string[] SwedishWomen =
    [
        "Agneta", "Alva", "Amanda", "Ann-Christin", "Astrid", "Barbro", "Birgitta", "Carina", "Ebba", "Elin", "Ellen", "Gerd", "Gun-Britt", "Göta", "Ida",
        "Inger", "Linnéa", "Lisbeth", "Maj-Britt", "Margareta", "Marianne", "Monica", "Pernilla", "Sofia", "Solveig", "Stina", "Susanne", "Tove", "Ulla", "Viola",
    ];

    private static readonly string[] SwedishMen =
    [
        "Albin", "Anders", "Axel", "Bengt", "Bjarne", "Bo-Göran", "Börje", "Christer", "Edvin", "Erik", "Fredrik", "Gustav", "Göran", "Henrik", "Håkan",
        "Jan-Erik", "Johan", "Karl-Gustav", "Kjell", "Lars", "Leif", "Magnus", "Mats", "Nils", "Oscar", "Ragnar", "Rolf", "Stefan", "Sven", "Tor",
    ];

    private static readonly string[] SwedishFamilies =
    [
        "Backlund", "Berglund", "Björkman", "Blomqvist", "Dahlbacka", "Ehrs", "Enlund", "Forsman", "Grannas", "Granholm", "Gustafsson", "Hagman", "Holmberg", "Häggblom", "Höglund",
        "Jansson", "Karlsson", "Klemets", "Knuts", "Lindholm", "Lindqvist", "Löfholm", "Mattsson", "Mitts", "Nordlund", "Norrgård", "Nygård", "Nyman", "Rönnqvist", "Sandberg",
        "Sjöblom", "Skog", "Smeds", "Snickars", "Södergård", "Söderholm", "Wester", "Wiklund", "Åbacka", "Österholm",
    ];

    private static readonly string[] OtherWomen = ["Amina", "Daria", "Elena", "Fatima", "Irina", "Leila", "Linh", "Maria", "Natalia", "Olena", "Sara", "Thu", "Zahra"];
    private static readonly string[] OtherMen = ["Ahmed", "Ali", "Andrii", "Bao", "Hassan", "Igor", "Ivan", "Minh", "Mohamed", "Oleksandr", "Omar", "Viktor", "Yusuf"];
    private static readonly string[] OtherFamilies = ["Ahmadi", "Ali", "Bondar", "Hassan", "Ivanova", "Karimi", "Kovalenko", "Le", "Nguyen", "Omar", "Petrov", "Shevchuk", "Tran", "Yusuf"];

    public static string Given(ServiceLanguage language, Sex sex, Random random) => random.Pick((language, sex) switch
    {
        (ServiceLanguage.Swedish, Sex.Female) => SwedishWomen,
        (ServiceLanguage.Swedish, _) => SwedishMen,
        (ServiceLanguage.Other, Sex.Female) => OtherWomen,
        (ServiceLanguage.Other, _) => OtherMen,
        (_, Sex.Female) => FinnishWomen,
        _ => FinnishMen,
    });

    public static string Family(ServiceLanguage language, Random random) => random.Pick(language switch
    {
        ServiceLanguage.Swedish => SwedishFamilies,
        ServiceLanguage.Other => OtherFamilies,
        _ => FinnishFamilies,
    });
}
