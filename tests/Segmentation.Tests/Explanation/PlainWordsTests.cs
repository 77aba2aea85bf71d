using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Palveluohjaus.Segmentation.Explanation;
using Palveluohjaus.Segmentation.Profiles;
using Palveluohjaus.Segmentation.Scheme;
using Palveluohjaus.Segmentation.Scorecard;
using Palveluohjaus.Segmentation.Texts;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Tests.Explanation;

[TestClass]
public sealed partial class PlainWordsTests
{
    private static readonly string[] Languages = ["fi", "sv", "en"];
    private static readonly double[] Even = [0.25, 0.25, 0.25, 0.25];
    private static readonly CultureInfo Finnish = CultureInfo.GetCultureInfo("fi");

    [TestMethod]
    [DataRow("fi-FI", "Lähipiirin tuki on vähäistä: nostaa huolenpitoasiakkuuden mahdollisuutta")]
    [DataRow("sv-FI", "Stödet från närstående är svagt: ökar sannolikheten för segmentet omsorgsklient")]
    [DataRow("en-GB", "Support from close ones is weak: raises the chance of the segment care-managed")]
    [DataRow("de-DE", "Lähipiirin tuki on vähäistä: nostaa huolenpitoasiakkuuden mahdollisuutta")]
    public void Reason_of_one_answer_reads_as_a_plain_sentence(string culture, string expected)
    {
        var reason = One("resources.close-ones", 1, -0.5, 0.2, -0.4, 0.7);

        Assert.AreEqual(expected, PlainWords.Describe(reason, Segment("HUOL"), Even, CultureInfo.GetCultureInfo(culture)));
    }

    [TestMethod]
    [DataRow("fi", "Jaksaminen on heikkoa ja samalla lähipiirin tuki on vähäistä: laskee omatoimiasiakkuuden mahdollisuutta")]
    [DataRow("sv", "Orken är svag, samtidigt som stödet från närstående är svagt: minskar sannolikheten för segmentet självständig klient")]
    [DataRow("en", "Coping is weak, while support from close ones is weak: lowers the chance of the segment self-managing")]
    public void Reason_of_two_answers_reads_as_one_sentence(string language, string expected)
    {
        var reason = new Reason(Feature("resources.coping"), 1, Feature("resources.close-ones"), 1, [-0.5, 0.2, -0.4, 0.7]);

        Assert.AreEqual(expected, PlainWords.Describe(reason, Segment("OMA"), Even, CultureInfo.GetCultureInfo(language)));
    }

    [TestMethod]
    [DataRow("fi", "Lähipiirin tuki – ei vastausta: nostaa tukiasiakkuuden mahdollisuutta", "Ikä – ei tiedossa: nostaa tukiasiakkuuden mahdollisuutta")]
    [DataRow("sv", "Stöd från närstående – inget svar: ökar sannolikheten för segmentet stödklient", "Ålder – uppgift saknas: ökar sannolikheten för segmentet stödklient")]
    [DataRow("en", "Support from close ones – no answer: raises the chance of the segment supported", "Age – not known: raises the chance of the segment supported")]
    public void Missing_answer_has_a_phrase_of_its_own(string language, string item, string age)
    {
        var culture = CultureInfo.GetCultureInfo(language);

        Assert.AreEqual(item, PlainWords.Describe(One("resources.close-ones", double.NaN, -1, 1, 0, 0), Segment("TUKI"), Even, culture));
        Assert.AreEqual(age, PlainWords.Describe(One("client.age-years", double.NaN, -1, 1, 0, 0), Segment("TUKI"), Even, culture));
    }

    [TestMethod]
    public void Age_and_counts_keep_their_numbers_in_a_reason_of_two()
    {
        var reason = new Reason(Feature("history.contacts-12-months"), 14, Feature("client.age-years"), 83, [0, 0, 0, 1]);

        Assert.AreEqual(
            "14 yhteydenottoa 12 kuukauden aikana ja samalla ikä 83 vuotta: nostaa huolenpitoasiakkuuden mahdollisuutta",
            PlainWords.Describe(reason, Segment("HUOL"), Even, Finnish));
    }

    [TestMethod]
    public void Direction_is_seen_from_the_segment_and_the_clients_probabilities()
    {
        // Points 1 for YHT and 2 for HUOL. Against an even mean of 0.75 both rise; where HUOL is all but certain, YHT falls beside it.
        var reason = One("need.safety", 3, 0, 0, 1, 2);

        Assert.AreEqual(0.25, reason.EffectOn(2, Even), 1e-12);
        Assert.AreEqual("Turvallisuudesta on vakava huoli: nostaa yhteistyöasiakkuuden mahdollisuutta", PlainWords.Describe(reason, Segment("YHT"), Even, Finnish));
        Assert.AreEqual("Turvallisuudesta on vakava huoli: laskee yhteistyöasiakkuuden mahdollisuutta", PlainWords.Describe(reason, Segment("YHT"), [0.01, 0.01, 0.03, 0.95], Finnish));
        Assert.AreEqual("Turvallisuudesta on vakava huoli: laskee omatoimiasiakkuuden mahdollisuutta", PlainWords.Describe(reason, Segment("OMA"), Even, Finnish));
        Assert.AreEqual("Turvallisuudesta on vakava huoli: ei vaikuta omatoimiasiakkuuden mahdollisuuteen", PlainWords.Describe(reason with { Points = [3, 3, 3, 3] }, Segment("OMA"), Even, Finnish));
    }

    [TestMethod]
    public void Effect_is_how_the_probability_answers_when_the_reason_grows()
    {
        // The derivative of ln p by the definition, as a central difference of step 1e-5: its error is of the order of 1e-10.
        double[] logits = [0.3, -0.7, 1.1, 0.2];
        double[] points = [0.4, -0.2, 0.1, -0.3];
        var reason = new Reason(Feature("need.health"), 2, null, double.NaN, points);

        for (var segment = 0; segment < 4; segment++)
        {
            var slope = (LogProbability(logits, points, 1e-5, segment) - LogProbability(logits, points, -1e-5, segment)) / 2e-5;
            Assert.AreEqual(slope, reason.EffectOn(segment, Probabilities(logits)), 1e-8);
        }

        static double LogProbability(double[] logits, double[] points, double step, int segment) =>
            Math.Log(Probabilities([.. logits.Zip(points, (logit, point) => logit + (step * point))])[segment]);

        static double[] Probabilities(double[] logits)
        {
            var probabilities = new double[logits.Length];
            Softmax.Apply(logits, 1, probabilities);
            return probabilities;
        }
    }

    [TestMethod]
    public void Strongest_reasons_come_first_and_tiny_ones_in_one_sum()
    {
        // Effects on HUOL under even probabilities: ¾ of the points given to HUOL alone.
        var reasons = new SuggestionReasons(
            [One("need.safety", 3, 0, 0, 0, 0.04), One("need.health", 2, 0, 0, 0, 1), One("resources.hope", 3, 0, 0, 0, -2), One("need.housing", 1, 0, 0, 0, 0.05)],
            [0, 0, 0, 0.3]);

        CollectionAssert.AreEqual(
            new List<string>
            {
                "Toiveikkuus on vahvaa: laskee huolenpitoasiakkuuden mahdollisuutta",
                "Terveyteen liittyvää tuen tarvetta on selvästi: nostaa huolenpitoasiakkuuden mahdollisuutta",
                "Muut tiedot yhteensä: nostaa huolenpitoasiakkuuden mahdollisuutta",
            },
            PlainWords.DescribeReasons(reasons, Segment("HUOL"), Even, Finnish).ToArray());
        Assert.HasCount(2, PlainWords.DescribeReasons(reasons with { Others = [0, 0, 0, 0] }, Segment("HUOL"), Even, Finnish), "0.09 is under a tenth of 2.");
        CollectionAssert.AreEqual(
            new List<string> { "Toiveikkuus on vahvaa: laskee huolenpitoasiakkuuden mahdollisuutta", "Muut tiedot yhteensä: nostaa huolenpitoasiakkuuden mahdollisuutta" },
            PlainWords.DescribeReasons(reasons, Segment("HUOL"), Even, Finnish, atMost: 1).ToArray());
        Assert.IsEmpty(PlainWords.DescribeReasons(new SuggestionReasons([], [0, 0, 0, 0]), Segment("HUOL"), Even, Finnish));
    }

    [TestMethod]
    [DataRow("fi", "Mahdollisia ovat tukiasiakkuus ja huolenpitoasiakkuus; eniten auttaisi tieto: Lähipiirin tuki", "Mahdollisia ovat tukiasiakkuus, yhteistyöasiakkuus ja huolenpitoasiakkuus")]
    [DataRow("sv", "Möjliga segment är stödklient och omsorgsklient; mest skulle det hjälpa att veta: Stöd från närstående", "Möjliga segment är stödklient, samarbetsklient och omsorgsklient")]
    [DataRow("en", "Possible segments are supported and care-managed; it would help most to know: Support from close ones", "Possible segments are supported, collaborative and care-managed")]
    public void Several_possible_segments_are_named_with_what_would_help(string language, string two, string three)
    {
        var culture = CultureInfo.GetCultureInfo(language);

        Assert.AreEqual(two, PlainWords.DescribeSeveralPossible([Segment("TUKI"), Segment("HUOL")], Feature("resources.close-ones"), culture));
        Assert.AreEqual(three, PlainWords.DescribeSeveralPossible([Segment("TUKI"), Segment("YHT"), Segment("HUOL")], null, culture));
        Assert.ThrowsExactly<ArgumentException>(() => PlainWords.DescribeSeveralPossible([Segment("TUKI")], null, culture));
    }

    [TestMethod]
    public void Next_question_is_named()
    {
        Assert.AreEqual("Eniten auttaisi tieto: Toiveikkuus", PlainWords.DescribeNextQuestion(Feature("resources.hope"), Finnish));
    }

    [TestMethod]
    public void Abstaining_names_the_unanswered_items()
    {
        var row = Rows.Uniform(1, 2);
        (row[5], row[9]) = (double.NaN, double.NaN);
        var suggestion = ExpertScorecard.Default.Suggest(Rows.ToProfile(row));

        Assert.AreEqual(
            "Inget förslag ges, eftersom svar saknas: Trygghet, Stöd från närstående",
            PlainWords.DescribeAbstaining(suggestion.MissingRequired, CultureInfo.GetCultureInfo("sv-FI")));
        Assert.IsNull(PlainWords.DescribeAbstaining([], CultureInfo.InvariantCulture));
    }

    [TestMethod]
    public void Every_answer_of_every_feature_has_words_in_every_language()
    {
        foreach (var language in Languages)
        {
            var culture = CultureInfo.GetCultureInfo(language);
            var names = FeatureCatalogue.Default.Features.Select(feature => feature.NameIn(culture)).ToArray();
            Assert.HasCount(names.Length, names.Distinct().ToArray(), language);

            foreach (var feature in FeatureCatalogue.Default.Features)
            {
                var sentences = Enumerable.Range(0, 4).Select(value => PlainWords.Describe(feature, value, culture)).ToArray();
                Assert.HasCount(4, sentences.Distinct().ToArray(), string.Join(" / ", sentences));
            }
        }
    }

    [TestMethod]
    public void Missing_or_impossible_answer_is_not_put_into_words()
    {
        var feature = FeatureCatalogue.Default.Find("need.health")!;

        Assert.ThrowsExactly<ArgumentException>(() => PlainWords.Describe(feature, double.NaN, CultureInfo.InvariantCulture));
        Assert.ThrowsExactly<ArgumentException>(() => PlainWords.Describe(feature, 4, CultureInfo.InvariantCulture));
    }

    [TestMethod]
    public void Languages_have_the_same_keys_and_placeholders()
    {
        var finnish = TextsIn(CultureInfo.InvariantCulture);
        foreach (var language in new[] { "sv", "en" })
        {
            var texts = TextsIn(CultureInfo.GetCultureInfo(language));

            CollectionAssert.AreEqual(finnish.Keys.ToArray(), texts.Keys.ToArray(), language);
            foreach (var (key, text) in texts)
                CollectionAssert.AreEqual(PlaceholdersOf(finnish[key]), PlaceholdersOf(text), $"{language} {key}");
        }
    }

    private static Reason One(string feature, double value, params double[] points) => new(Feature(feature), value, null, double.NaN, points);

    private static Feature Feature(string code) => FeatureCatalogue.Default.Find(code)!;

    private static Segment Segment(string code) => SegmentationScheme.Default.Find(code)!;

    private static SortedList<string, string> TextsIn(CultureInfo culture)
    {
        var resources = new ResourceManager(typeof(SegmentationTexts)).GetResourceSet(culture, createIfNotExists: true, tryParents: false)!;
        return new SortedList<string, string>(
            resources.Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!),
            StringComparer.Ordinal);
    }

    private static string[] PlaceholdersOf(string text) => [.. Placeholder().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Placeholder();
}
