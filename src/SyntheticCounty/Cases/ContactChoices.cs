using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.SyntheticCounty.People;
using Palveluohjaus.SyntheticCounty.Places;

namespace Palveluohjaus.SyntheticCounty.Cases;

/// <summary>The many small choices a contact is made of.</summary>
internal static class ContactChoices
{
    // Rows: life stage. Columns: NeedReason.
    private static readonly double[][] ThemeWeights =
    [
        [0.10, 0.04, 0.10, 0.05, 0.05, 0.06, 0.32, 0.08, 0.06, 0.14],
        [0.10, 0.15, 0.20, 0.14, 0.05, 0.08, 0.03, 0.17, 0.05, 0.03],
        [0.12, 0.13, 0.25, 0.08, 0.05, 0.07, 0.02, 0.17, 0.06, 0.05],
        [0.30, 0.09, 0.06, 0.05, 0.01, 0.03, 0.00, 0.25, 0.14, 0.07],
    ];

    // Columns: ContactChannel.
    private static readonly double[] ChannelWeights = [0.54, 0.11, 0.03, 0.02, 0.07, 0.11, 0.09, 0.02, 0.01];
    private static readonly double[] OlderChannelWeights = [0.68, 0.11, 0.06, 0.01, 0.01, 0.06, 0.03, 0.03, 0.01];
    private static readonly double[] ClosedDayChannelWeights = [0.20, 0, 0, 0, 0.10, 0.35, 0.35, 0, 0];
    private static readonly double[] MedianMinutes = [14, 32, 55, 28, 13, 8, 9, 10, 10];

    // Columns: RepeatReason.
    private static readonly double[] ReturnReasonWeights = [0.28, 0.20, 0.14, 0.17, 0.15, 0.06];

    private static readonly string[] FinnishNotes =
    [
        "Kysyy tukea arjen askareisiin.", "Omainen on huolissaan jaksamisesta.", "Ohjattu hakemuksen täyttämisessä.", "Sovittu, että soitetaan uudelleen.",
        "Tarvitsee neuvoa etuuksista.", "Kerrottu palvelun tilanteesta.", "Toivoo tapaamista kotona.", "Yhteys vastuuyksikköön sovittu.",
    ];

    private static readonly string[] SwedishNotes =
    [
        "Frågar efter stöd i vardagen.", "Den närstående är orolig för orken.", "Fick hjälp med att fylla i ansökan.", "Vi har kommit överens om ett nytt samtal.",
        "Behöver råd om förmåner.", "Informerade om läget i ärendet.", "Önskar ett möte hemma.", "Kontakt med den ansvariga enheten har avtalats.",
    ];

    public static NeedReason Theme(LifeStage stage, Random random) => (NeedReason)random.Weighted(ThemeWeights[(int)stage]);

    /// <summary>The main theme and up to two more, the more the greater the need. A municipality that records one theme records only that.</summary>
    public static IReadOnlyList<NeedReason> Themes(NeedReason main, bool isOneTheme, Person person, LifeStage stage, Random random)
    {
        var themes = new List<NeedReason>(3) { main };
        while (!isOneTheme && themes.Count < LogContact.MaxThemes && random.Chance(0.08 + (0.004 * person.Traits.Need)))
        {
            var more = Theme(stage, random);
            if (themes.Contains(more))
                break;
            themes.Add(more);
        }

        return themes;
    }

    public static ContactChannel Channel(LifeStage stage, bool isWorkingDay, Random random) => (ContactChannel)random.Weighted(
        !isWorkingDay ? ClosedDayChannelWeights
        : stage == LifeStage.OlderPeople ? OlderChannelWeights
        : ChannelWeights);

    public static ContactInitiator Initiator(LifeStage stage, ContactChannel channel, Random random) => channel == ContactChannel.Internal
        ? ContactInitiator.Professional
        : (ContactInitiator)random.Weighted(stage switch
        {
            LifeStage.ChildrenAndFamilies => [0.18, 0.58, 0.21, 0.03],
            LifeStage.OlderPeople => [0.55, 0.28, 0.14, 0.03],
            _ => [0.78, 0.08, 0.11, 0.03],
        });

    public static Urgency Urgency(Person person, Random random)
    {
        var immediate = 0.004 + (0.0003 * person.Traits.Need);
        var urgent = 0.05 + (0.0015 * person.Traits.Need);
        return (Urgency)random.Weighted([1 - immediate - urgent, urgent, immediate]);
    }

    public static int Minutes(ContactChannel channel, double need, Random random) =>
        Math.Clamp((int)Math.Round(random.LogNormal(MedianMinutes[(int)channel], 0.55) * (0.8 + (need / 250))), 1, LogContact.MaxHandlingTimeMinutes);

    /// <summary>Mostly the client's own; a Swedish speaker outside the Swedish-majority municipalities is served in Finnish far more often than others in the wrong language.</summary>
    public static ServiceLanguage ServedIn(Person person, FlowParameters flow, Random random) => person.Language switch
    {
        ServiceLanguage.Other => random.Chance(0.35) ? ServiceLanguage.Other : MajorityLanguage(person.Home),
        var own => random.Chance(person.IsInLanguageGap ? flow.GapOwnLanguageShare : flow.OwnLanguageShare)
            ? own
            : own == ServiceLanguage.Swedish ? ServiceLanguage.Finnish : ServiceLanguage.Swedish,
    };

    public static RepeatReason ReturnReason(Random random) => (RepeatReason)random.Weighted(ReturnReasonWeights);

    public static string Note(ServiceLanguage language, Random random) =>
        random.Pick(language == ServiceLanguage.Swedish ? SwedishNotes : FinnishNotes);

    private static ServiceLanguage MajorityLanguage(CountyMunicipality home) =>
        home.Municipality.LanguageStatus is MunicipalityLanguageStatus.BilingualSwedishMajority or MunicipalityLanguageStatus.Swedish
            ? ServiceLanguage.Swedish
            : ServiceLanguage.Finnish;
}
