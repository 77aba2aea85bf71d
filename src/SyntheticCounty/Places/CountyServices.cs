using System.Globalization;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Services;
using Palveluohjaus.SyntheticCounty.People;

namespace Palveluohjaus.SyntheticCounty.Places;

/// <summary>The fictional county's own services. They are all invented, and say nothing of any real one, its queue or its phone number.</summary>
internal static class CountyServices
{
    private static readonly Invented[] All =
    [
        new("Kohtaamispaikka Pihlaja", "Träffpunkten Rönnen", "Meeting place Rowan", "Avoin kohtaamispaikka: kahvia, lehtiä ja seuraa arkisin.", "Öppen träffpunkt: kaffe, tidningar och sällskap på vardagar.", "Open house with coffee, papers and company on weekdays.",
            "Esimerkkiyhdistys Pihlaja", "MeetingPlace", "Participation", "", "fi sv", "905 499", "OMA TUKI", 0, ServiceCapacity.Free, 12),
        new("Ystävätoiminta Valontuoja", "Vänverksamheten Ljusbringaren", "Friend visits", "Vapaaehtoinen ystävä käy kylässä tai soittaa sovittuina päivinä.", "En frivillig vän hälsar på eller ringer på överenskomna dagar.", "A volunteer visits or calls on agreed days.",
            "Esimerkkiyhdistys Valontuoja", "ThirdSector", "Participation SupportingCloseOnes", "OlderPeople WorkingAge", "fi sv", "", "TUKI HUOL", 28, ServiceCapacity.Few, 20),
        new("Päivätoiminta Koivukoti", "Dagverksamheten Björkhemmet", "Day centre Birch", "Ohjattua päivätoimintaa, kuljetus ja lounas iäkkäille.", "Ledd dagverksamhet, skjuts och lunch för äldre.", "Guided activities, transport and lunch for older people.",
            "Esimerkkialueen ikääntyneiden palvelut", "Public", "Participation OtherFunctionalCapacity", "OlderPeople", "fi", "905 399", "TUKI YHT HUOL", 35, ServiceCapacity.Few, 9),
        new("Dagcenter Havsbrisen", "Dagcenter Havsbrisen", "Day centre Sea Breeze", "Ruotsinkielinen päiväkeskus iäkkäille.", "Svenskspråkigt dagcenter för äldre.", "A day centre for older people, in Swedish.",
            "Exempelföreningen Havsbrisen", "ThirdSector", "Participation", "OlderPeople", "sv", "545 280 475", "TUKI YHT", 7, ServiceCapacity.Free, 31),
        new("Kotihoidon neuvonta", "Rådgivning om hemvård", "Home care advice", "Neuvontaa kotihoidosta, ateriapalvelusta ja apuvälineistä.", "Råd om hemvård, måltidsservice och hjälpmedel.", "Advice on home care, meals and aids.",
            "Esimerkkialueen kotihoito", "Public", "EverydayLiving", "OlderPeople", "fi sv", "", "", 3, ServiceCapacity.Free, 5),
        new("Omaishoitajien tuki", "Stöd för närståendevårdare", "Support for carers", "Vertaisryhmä, valmennus ja lomitusneuvonta omaishoitajille.", "Kamratgrupp, träning och råd om avlastning för närståendevårdare.", "A peer group, coaching and advice on respite for carers.",
            "Esimerkkiyhdistys Kannattelijat", "ThirdSector", "SupportingCloseOnes", "", "fi sv", "", "", 14, ServiceCapacity.Free, 40),
        new("Kotikuntoutus", "Rehabilitering i hemmet", "Home rehabilitation", "Fysio- ja toimintaterapeutti käyvät kotona kahdeksan viikon jakson.", "Fysio- och ergoterapeuten gör hembesök under åtta veckor.", "A physiotherapist and an occupational therapist visit for eight weeks.",
            "Esimerkkialueen kuntoutus", "Public", "OtherFunctionalCapacity", "OlderPeople WorkingAge", "fi sv", "", "YHT HUOL", 21, ServiceCapacity.Few, 8),
        new("Muistineuvola", "Minnesrådgivning", "Memory clinic", "Muistin tutkiminen ja tuki sairastuneelle ja läheiselle.", "Minnesundersökning och stöd för den insjuknade och närstående.", "Memory tests and support for the ill person and those close.",
            "Esimerkkialueen terveysasema", "Public", "SubstancesHealthDisabilityAge SupportingCloseOnes", "OlderPeople", "fi sv", "905 598", "YHT HUOL", 49, ServiceCapacity.Few, 66),
        new("Perhekeskus Satakieli", "Familjecentret Näktergalen", "Family centre Nightingale", "Neuvola, perheohjaus ja avoin kohtaamispaikka saman katon alla.", "Rådgivning, familjehandledning och öppen träffpunkt under samma tak.", "Clinic, family guidance and an open meeting place under one roof.",
            "Esimerkkialueen perhekeskus", "FamilyCentre", "ChildDevelopment", "ChildrenAndFamilies", "fi sv en", "905 499", "", 10, ServiceCapacity.Free, 3),
        new("Familjecentret Strandliden", "Familjecentret Strandliden", "Family centre Strandliden", "Perheohjausta ja vanhempien ryhmiä ruotsiksi ja suomeksi.", "Familjehandledning och föräldragrupper på svenska och finska.", "Family guidance and groups for parents.",
            "Exempelområdets familjecenter", "FamilyCentre", "ChildDevelopment", "ChildrenAndFamilies", "sv fi", "598 599 440 893", "", 17, ServiceCapacity.Free, 15),
        new("Lapsiperheiden kotipalvelu", "Hemservice för barnfamiljer", "Home service for families", "Tilapäistä apua arkeen, kun perheen voimat ovat vähissä.", "Tillfällig hjälp i vardagen när familjens krafter tryter.", "Temporary help at home when a family is worn out.",
            "Esimerkkialueen lapsiperhepalvelut", "Public", "EverydayLiving ChildDevelopment", "ChildrenAndFamilies", "fi sv", "", "TUKI HUOL", 12, ServiceCapacity.Few, 25),
        new("Vertaisperhe", "Vänfamiljen", "Peer family", "Koulutettu vapaaehtoinen perhe toisen perheen tukena.", "En utbildad frivillig familj stöder en annan familj.", "A trained volunteer family supports another one.",
            "Esimerkkiyhdistys Perhepolku", "ThirdSector", "ChildDevelopment Participation", "ChildrenAndFamilies", "fi", "", "TUKI", 60, ServiceCapacity.Few, 75),
        new("Nuorten tupa", "Ungdomsstugan", "Young people's house", "Ohjaaja tavattavissa iltaisin, ei ajanvarausta.", "Handledare på plats kvällstid, ingen tidsbokning.", "A youth worker is there in the evenings, without appointment.",
            "Esimerkkikunnan nuorisotyö", "MeetingPlace", "Participation", "Youth", "fi sv en", "905 598", "", 0, ServiceCapacity.Free, 18),
        new("Etsivä tuki nuorelle", "Uppsökande stöd för unga", "Outreach for young people", "Rinnalla kulkija nuorelle, joka on vailla opiskelu- tai työpaikkaa.", "En följeslagare för unga utan studie- eller arbetsplats.", "Someone beside a young person without studies or work.",
            "Esimerkkikunnan nuorisotyö", "Public", "Participation Finances", "Youth", "fi sv", "", "TUKI HUOL", 5, ServiceCapacity.Free, 11),
        new("Nuorten mielenterveyspysäkki", "Ungas hållplats för psykisk hälsa", "Young minds stop", "Lyhyt hoitojakso nuorelle ilman lähetettä.", "En kort vårdperiod för unga utan remiss.", "A short course of care for young people without a referral.",
            "Esimerkkialueen mielenterveyspalvelut", "Public", "SubstancesHealthDisabilityAge", "Youth", "fi sv", "", "YHT HUOL", 24, ServiceCapacity.Few, 6),
        new("Nuorten tukiasunnot", "Stödbostäder för unga", "Supported flats for young people", "Oma asunto ja ohjaaja ensimmäisiksi vuosiksi.", "Egen bostad och handledare de första åren.", "A flat and a support worker for the first years.",
            "Esimerkkisäätiö Kynnys", "ThirdSector", "Housing", "Youth", "fi sv", "905", "TUKI YHT HUOL", 120, ServiceCapacity.Full, 22),
        new("Asumisneuvonta", "Boenderådgivning", "Housing advice", "Apua vuokravelkaan, häätöuhkaan ja asunnon hakuun.", "Hjälp vid hyresskuld, vräkningshot och bostadssökning.", "Help with rent arrears, threatened eviction and finding a flat.",
            "Esimerkkikunnan asumisneuvonta", "Public", "Housing Finances", "WorkingAge OlderPeople Youth", "fi sv en", "905 598 499", "", 4, ServiceCapacity.Free, 14),
        new("Talousneuvonta Tasapaino", "Ekonomirådgivningen Balans", "Money advice Balance", "Apua laskujen järjestämiseen ja velkojen selvittämiseen.", "Hjälp att ordna räkningar och reda ut skulder.", "Help in putting bills in order and sorting out debts.",
            "Esimerkkiyhdistys Tasapaino", "ThirdSector", "Finances", "", "fi sv", "", "", 9, ServiceCapacity.Free, 29),
        new("Velkalinja verkossa", "Skuldlinjen på nätet", "Debt line online", "Chat ja takaisinsoitto talousasioissa, arkisin.", "Chatt och återuppringning i ekonomiska frågor på vardagar.", "Chat and callback on money matters, weekdays.",
            "Esimerkkiyhdistys Tasapaino", "RemoteService", "Finances", "WorkingAge Youth", "fi sv en", "", "OMA TUKI", 0, ServiceCapacity.Free, 16),
        new("Mielenrauha verkossa", "Sinnesro på nätet", "Peace of mind online", "Itsenäinen verkko-ohjelma ahdistukseen ja uneen.", "Nätprogram på egen hand mot ångest och för sömn.", "A self-guided programme for anxiety and sleep.",
            "Esimerkkialueen etäpalvelut", "RemoteService", "SubstancesHealthDisabilityAge", "WorkingAge Youth", "fi sv en", "", "OMA YHT", 0, ServiceCapacity.Free, 2),
        new("Etäneuvola ja perhechat", "Distansrådgivning och familjechatt", "Family chat", "Kysy lapsen kasvusta ja vanhemmuudesta kuvapuhelulla tai chatissa.", "Fråga om barnets uppväxt och föräldraskap per video eller i chatt.", "Ask about children and parenthood by video or chat.",
            "Esimerkkialueen etäpalvelut", "RemoteService", "ChildDevelopment", "ChildrenAndFamilies", "fi sv en", "", "OMA TUKI", 1, ServiceCapacity.Free, 4),
        new("Seniorilinja", "Seniorlinjen", "Senior line", "Juttuseuraa ja neuvoja puhelimitse joka päivä.", "Samtal och råd per telefon varje dag.", "Company and advice by phone, every day.",
            "Esimerkkiyhdistys Valontuoja", "RemoteService", "Participation EverydayLiving", "OlderPeople", "fi sv", "", "OMA TUKI", 0, ServiceCapacity.Free, 19),
        new("Päihdeklinikka Käänne", "Missbrukarkliniken Vändningen", "Substance clinic Turn", "Hoidon arvio, vieroitus ja kuntoutus ilman lähetettä.", "Vårdbedömning, avgiftning och rehabilitering utan remiss.", "Assessment, detoxification and rehabilitation without a referral.",
            "Esimerkkialueen päihdepalvelut", "Public", "SubstancesHealthDisabilityAge", "WorkingAge Youth OlderPeople", "fi sv", "905 598", "YHT HUOL", 8, ServiceCapacity.Few, 10),
        new("Kriisipiste", "Krispunkten", "Crisis point", "Keskusteluapua äkillisessä kriisissä samana tai seuraavana päivänä.", "Samtalshjälp vid en akut kris samma eller följande dag.", "Someone to talk to in a sudden crisis, today or tomorrow.",
            "Esimerkkialueen kriisipalvelut", "Public", "AcuteCrisis", "", "fi sv en", "", "", 1, ServiceCapacity.Free, 1),
        new("Turvasatama", "Trygga hamnen", "Safe harbour", "Tukea ja turvasuunnitelma väkivaltaa kokeneelle, myös lapsille.", "Stöd och trygghetsplan för den som upplevt våld, också för barn.", "Support and a safety plan after violence, also for children.",
            "Esimerkkiyhdistys Turvasatama", "ThirdSector", "Violence AcuteCrisis", "", "fi sv en", "", "", 2, ServiceCapacity.Free, 13),
        new("Työkykykeskus Askel", "Arbetsförmågecentret Steget", "Work ability centre Step", "Moniammatillinen tuki työkyvyn arviointiin ja kuntoutukseen.", "Multiprofessionellt stöd för bedömning av arbetsförmågan och rehabilitering.", "Multi-professional support for work ability and rehabilitation.",
            "Esimerkkialueen kuntoutus", "Public", "OtherFunctionalCapacity", "WorkingAge", "fi sv", "", "YHT HUOL", 42, ServiceCapacity.Few, 90),
        new("Kodinapu Hilla", "Hemhjälpen Hjortron", "Home help Cloudberry", "Siivous, asiointi ja pienet korjaukset, maksullinen.", "Städning, ärenden och små reparationer, avgiftsbelagd.", "Cleaning, errands and small repairs, for a fee.",
            "Kodinapu Hilla (kuvitteellinen yritys)", "Company", "EverydayLiving", "OlderPeople WorkingAge", "fi sv", "905 499 399", "OMA YHT", 3, ServiceCapacity.Free, 33),
    ];

    /// <param name="endsAtUtc">When the county's history ends: waiting times were confirmed before it, some of them long before.</param>
    public static IEnumerable<GuidanceService> Rows(DateTime endsAtUtc)
    {
        // The same whatever the county's seed: they are drawn from nothing.
        var ids = new DerivedIds(endsAtUtc, new Random(0));
        return All.Select((service, index) => RowOf(service, index, ids.Next(), endsAtUtc));
    }

    private static GuidanceService RowOf(Invented service, int index, Guid id, DateTime endsAtUtc) => new GuidanceService
    {
        Id = id,
        Source = GuidanceCase.OwnSource,
        ExternalId = string.Create(CultureInfo.InvariantCulture, $"demo-{index + 1:00}"),
        Sector = Enum.Parse<ServiceSector>(service.Sector),
        Provider = service.Provider,
        NameFi = service.NameFi,
        NameSv = service.NameSv,
        NameEn = service.NameEn,
        DescriptionFi = service.DescriptionFi,
        DescriptionSv = service.DescriptionSv,
        DescriptionEn = service.DescriptionEn,
        Languages = Parts(service.Languages),
        MunicipalityCodes = Parts(service.Municipalities),
        Themes = [.. Parts(service.Themes).Select(Enum.Parse<NeedReason>)],
        LifeStages = [.. Parts(service.LifeStages).Select(Enum.Parse<LifeStage>)],
        Email = string.Create(CultureInfo.InvariantCulture, $"palvelu{index + 1}@esimerkki.example"),
    }.OfferTo(Parts(service.Segments)).ConfirmWait(service.Capacity, service.WaitingDays, endsAtUtc.AddDays(-service.ConfirmedDaysAgo), workerId: null);

    private static string[] Parts(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private sealed record Invented(
        string NameFi, string NameSv, string NameEn, string DescriptionFi, string DescriptionSv, string DescriptionEn,
        string Provider, string Sector, string Themes, string LifeStages, string Languages, string Municipalities, string Segments, int WaitingDays, ServiceCapacity Capacity, int ConfirmedDaysAgo);
}
