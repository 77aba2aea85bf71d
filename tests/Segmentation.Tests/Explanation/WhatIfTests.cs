using System.Globalization;
using Palveluohjaus.Segmentation.Explanation;
using Palveluohjaus.Segmentation.Profiles;
using Palveluohjaus.Segmentation.Scorecard;

namespace Palveluohjaus.Segmentation.Tests.Explanation;

[TestClass]
public sealed class WhatIfTests
{
    private static readonly ExpertScorecard Scorecard = ExpertScorecard.Default;
    private static readonly Feature[] Items = [.. FeatureCatalogue.Default.Features.Where(feature => feature.IsAssessmentItem)];

    [TestMethod]
    public void Every_change_told_changes_the_suggestion_and_no_smaller_one_does()
    {
        const int Seed = 20261122;
        var draws = new Random(Seed);
        var changing = 0;
        for (var turn = 0; turn < 300; turn++)
        {
            var profile = Profile(Items.Where(item => IsRequired(item) || draws.NextDouble() < 0.7).Select(item => (item, draws.Next(0, 4))));
            var suggested = Outcome(profile).Segment;

            var told = new WhatIf(Outcome).FindSmallestChanges(profile);

            // The slow way: every single answer changed to every value.
            var all = Items.Where(item => !double.IsNaN(profile[item]))
                .SelectMany(item => Enumerable.Range(0, 4).Where(value => value != profile[item]).Select(value => (item, Value: value, Distance: Math.Abs(value - (int)profile[item]))))
                .Where(each => Outcome(profile.With(each.item, each.Value)).Segment != suggested)
                .ToList();
            var least = all.Count == 0 ? 0 : all.Min(each => each.Distance);
            var expected = all.Where(each => each.Distance == least).Select(each => (each.item.Code, each.Value)).Order().ToArray();
            CollectionAssert.AreEqual(expected, told.Select(change => (change.Feature.Code, change.To)).Order().ToArray(), $"seed {Seed}, turn {turn}");
            Assert.IsTrue(told.All(change => change.Distance == least && change.From == (int)profile[change.Feature]), $"seed {Seed}, turn {turn}");
            changing += told.Count > 0 ? 1 : 0;
        }

        Assert.IsGreaterThan(100, changing);
    }

    [TestMethod]
    public void Nothing_is_told_of_a_row_of_which_nothing_is_suggested() =>
        Assert.IsEmpty(new WhatIf(Outcome).FindSmallestChanges(Profile([(Items[0], 3)])));

    [TestMethod]
    public void Looking_ahead_gives_each_answer_its_own_outcome()
    {
        var profile = Profile(Items.Where(IsRequired).Select(item => (item, 2)));
        var question = Items.First(item => !IsRequired(item));

        var outlook = new WhatIf(Outcome).LookAhead(profile, question);

        Assert.AreEqual("0 1 2 3", string.Join(' ', outlook.Answers.Select(answer => answer.Value)));
        foreach (var answer in outlook.Answers)
            Assert.AreEqual(Outcome(profile.With(question, answer.Value)).Segment, answer.Outcome.Segment);
    }

    [TestMethod]
    [DataRow("fi", "Jos vastaus on 0–1, ehdotus on tukiasiakkuus ja luottamus 60–70\u00a0%|Jos vastaus on 2, ehdotusta ei vielä anneta|Jos vastaus on 3, ehdotus on huolenpitoasiakkuus ja luottamus 80\u00a0%")]
    [DataRow("sv", "Om svaret är 0–1 är förslaget stödklient och säkerheten 60–70\u00a0%|Om svaret är 2 ges inget förslag ännu|Om svaret är 3 är förslaget omsorgsklient och säkerheten 80\u00a0%")]
    [DataRow("en", "If the answer is 0–1, the suggestion is supported with confidence 60–70%|If the answer is 2, there is no suggestion yet|If the answer is 3, the suggestion is care-managed with confidence 80%")]
    public void What_each_answer_leads_to_is_said_in_plain_words(string language, string expected)
    {
        var outlook = new QuestionOutlook(Items[0],
        [
            new PossibleAnswer(0, new SuggestionOutcome(1, [0.1, 0.6, 0.1, 0.2])),
            new PossibleAnswer(1, new SuggestionOutcome(1, [0.1, 0.7, 0.1, 0.1])),
            new PossibleAnswer(2, new SuggestionOutcome(null, [0.25, 0.25, 0.25, 0.25])),
            new PossibleAnswer(3, new SuggestionOutcome(3, [0.1, 0.1, 0, 0.8])),
        ]);

        var sentences = PlainWords.Describe(outlook, Scorecard.Scheme, CultureInfo.GetCultureInfo(language));

        Assert.AreEqual(expected, string.Join('|', sentences));
    }

    [TestMethod]
    public void A_change_is_said_in_plain_words()
    {
        var change = new AnswerChange(FeatureCatalogue.Default.Find(FeatureCodes.NeedDailyLiving)!, 1, 3, new SuggestionOutcome(3, [0, 0, 0, 1]));

        var sentence = PlainWords.Describe(change, Scorecard.Scheme, CultureInfo.GetCultureInfo("en"));

        Assert.AreEqual("There is great need of support in daily life: the suggestion would be care-managed", sentence);
    }

    private static SuggestionOutcome Outcome(ClientProfile profile) => SuggestionOutcome.Of(Scorecard.InLogits(Scorecard.Suggest(profile)));

    private static bool IsRequired(Feature feature) => Scorecard.Items.Any(item => item.Feature == feature && item.IsRequired);

    private static ClientProfile Profile(IEnumerable<(Feature Item, int Value)> answers) =>
        ClientProfile.From(FeatureCatalogue.Default, [.. answers.Select(answer => KeyValuePair.Create(answer.Item.Code, (double)answer.Value))]);
}
