using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Palveluohjaus.Segmentation.Explanation;
using Palveluohjaus.Segmentation.Profiles;
using Palveluohjaus.Segmentation.Scheme;
using Palveluohjaus.Segmentation.Scorecard;
using Palveluohjaus.Segmentation.Texts;

namespace Palveluohjaus.Segmentation.Tests.Explanation;

[TestClass]
public sealed partial class PlainWordsTests
{
    private static readonly string[] Languages = ["fi", "sv", "en"];

    [TestMethod]
    [DataRow("fi-FI", "Lähipiirin tuki on vähäistä: nostaa huolenpitoasiakkuuden mahdollisuutta")]
    [DataRow("sv-FI", "Stödet från närstående är svagt: ökar sannolikheten för segmentet omsorgsklient")]
    [DataRow("en-GB", "Support from close ones is weak: raises the chance of the segment care-managed")]
    [DataRow("de-DE", "Lähipiirin tuki on vähäistä: nostaa huolenpitoasiakkuuden mahdollisuutta")]
    public void Contribution_reads_as_a_plain_sentence(string culture, string expected)
    {
        var careManaged = SegmentationScheme.Default.Find("HUOL")!;
        var contribution = new Contribution(Axis.Resources, FeatureCatalogue.Default.Find("resources.close-ones")!, 1, -3.2);

        Assert.AreEqual(expected, PlainWords.Describe(contribution, careManaged, CultureInfo.GetCultureInfo(culture)));
    }

    [TestMethod]
    public void Direction_is_seen_from_the_segment_the_sentence_speaks_of()
    {
        var finnish = CultureInfo.GetCultureInfo("fi");
        var safety = new Contribution(Axis.Need, FeatureCatalogue.Default.Find("need.safety")!, 3, 8);

        Assert.AreEqual("Turvallisuudesta on vakava huoli: laskee omatoimiasiakkuuden mahdollisuutta", PlainWords.Describe(safety, SegmentationScheme.Default.Find("OMA")!, finnish));
        Assert.AreEqual("Turvallisuudesta on vakava huoli: nostaa yhteistyöasiakkuuden mahdollisuutta", PlainWords.Describe(safety, SegmentationScheme.Default.Find("YHT")!, finnish));
        Assert.AreEqual(
            "Turvallisuudesta on vakava huoli: ei vaikuta omatoimiasiakkuuden mahdollisuuteen",
            PlainWords.Describe(safety with { Points = 0 }, SegmentationScheme.Default.Find("OMA")!, finnish));
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
