using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.Profiles;
using Palveluohjaus.Segmentation.Suggestions;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Tests.Suggestions;

[TestClass]
public sealed class NextQuestionTests
{
    private const float None = float.NaN;

    [TestMethod]
    public void Question_that_splits_the_segments_most_is_asked_first()
    {
        // Nothing known: p = (½, ½), H = ln 2. Answers are as likely in both segments, so P(x = 1) = ½ and either way
        // p(A | x = 1) = 1 ÷ (1 + e^−4) = 0.98201379, H = 0.09009477; the drop is ln 2 − 0.09009477 = 0.60305241.
        // For y: p(A | y = 1) = 1 ÷ (1 + e^−1) = 0.73105858, H = 0.58220311; the drop is 0.11094407.
        var suggest = new SuggestSegment(GlassBoxes.Calibrate(GlassBoxes.OfXAndY()));

        var nothingKnown = suggest.Suggest([None, None, None]);

        Assert.AreEqual(0, nothingKnown.NextQuestion!.Value.Column);
        Assert.AreEqual(0.60305241, nothingKnown.NextQuestion.Value.ExpectedDropNats, 1e-8);
    }

    [TestMethod]
    public void Answers_are_as_likely_as_the_segments_that_give_them()
    {
        // Everyone in A answered x with 0 and everyone in B with 1: 999 rows each, and Jeffreys' ½ makes P(0 | A) = 999.5 ÷ 1000.
        // y = 1 is known: p(A) = 1 ÷ (1 + e^−1) = 0.73105858, so P(x = 0) = 0.73105858 · 0.9995 + 0.26894142 · 0.0005 = 0.73082752.
        // After x = 0, p(A) = 1 ÷ (1 + e³); after x = 1, 1 ÷ (1 + e^−5). The drop 0.43189849 was computed with Python's math module.
        var reference = new ReferenceDistribution(
            [GlassBoxes.YesOrNoReference(2, (answer, segment) => answer == segment ? 999 : 0), GlassBoxes.YesOrNoReference(2, (_, _) => 10), GlassBoxes.YesOrNoReference(2, (_, _) => 10)],
            [0.5, 0.5]);
        var suggest = new SuggestSegment(GlassBoxes.Calibrate(GlassBoxes.OfXAndY(), reference));

        var next = suggest.Suggest([None, 1, None]).NextQuestion!.Value;

        Assert.AreEqual(0, next.Column);
        Assert.AreEqual(0.4318984919772033, next.ExpectedDropNats, 1e-12);
    }

    [TestMethod]
    public void Nothing_is_asked_when_all_is_answered_or_no_answer_would_help()
    {
        var calibrated = GlassBoxes.Calibrate(GlassBoxes.OfXAndY());

        Assert.IsNull(new SuggestSegment(calibrated).Suggest([1, 0, 1]).NextQuestion);
        Assert.IsNull(new SuggestSegment(calibrated, askable: [2]).Suggest([None, None, None]).NextQuestion, "No table looks at z.");
        Assert.IsNull(new SuggestSegment(calibrated).Suggest([1, None, None]).NextQuestion, "An even y would blur what x = 1 says: its drop is −0.025.");
    }

    [TestMethod]
    public void Only_the_columns_that_can_be_asked_are()
    {
        var suggest = new SuggestSegment(GlassBoxes.Calibrate(GlassBoxes.OfXAndY()), askable: [1]);

        Assert.AreEqual(1, suggest.Suggest([None, None, None]).NextQuestion?.Column);
    }

    [TestMethod]
    public void Answers_that_never_occurred_are_not_expected()
    {
        // All rows answered x with 1: one answer only, so asking cannot tell anything; y is asked though it says less.
        var reference = new ReferenceDistribution(
            [GlassBoxes.YesOrNoReference(2, (answer, _) => answer * 50), GlassBoxes.YesOrNoReference(2, (_, _) => 10), GlassBoxes.YesOrNoReference(2, (_, _) => 10)],
            [0.5, 0.5]);
        var suggest = new SuggestSegment(GlassBoxes.Calibrate(GlassBoxes.OfXAndY(), reference));

        Assert.AreEqual(1, suggest.Suggest([None, None, None]).NextQuestion?.Column);
    }

    [TestMethod]
    public void Quick_way_agrees_with_scoring_every_answer_anew()
    {
        var items = SuggestSegment.AssessmentItemsOf(FeatureCatalogue.Default);
        var asked = new HashSet<int>();
        for (var seed = 1; seed <= 40; seed++)
        {
            var random = new Random(seed);
            var calibrated = GlassBoxes.OfCatalogue(random, pairCount: 40, temperature: 0.6 + random.NextDouble());
            var row = GlassBoxes.RandomRow(random, missingShare: 0.4);

            var quick = new SuggestSegment(calibrated, askable: items).Suggest(row).NextQuestion;
            var opaque = new SuggestSegment(calibrated with { Model = new OpaqueModel((IExplainableModel)calibrated.Model) }, askable: items).Suggest(row).NextQuestion;
            var slow = Slowly(calibrated, items, row);

            Assert.AreEqual(slow?.Column, quick?.Column, $"seed {seed}");
            Assert.AreEqual(slow?.Column, opaque?.Column, $"seed {seed}");
            Assert.AreEqual(slow?.ExpectedDropNats ?? 0, quick?.ExpectedDropNats ?? 0, 1e-9, $"seed {seed}");
            Assert.AreEqual(slow?.ExpectedDropNats ?? 0, opaque?.ExpectedDropNats ?? 0, 1e-9, $"seed {seed}");
            if (quick is { } question)
                asked.Add(question.Column);
        }

        Assert.IsGreaterThan(5, asked.Count, "The models should ask for many different things.");
    }

    /// <summary>The definition, word for word: every answer of every question, the whole row scored anew.</summary>
    private static NextQuestion? Slowly(CalibratedModel calibrated, IEnumerable<int> items, float[] row)
    {
        var model = (IExplainableModel)calibrated.Model;
        var now = ProbabilitiesOf(row);
        NextQuestion? best = null;
        foreach (var column in items.Where(column => float.IsNaN(row[column])))
        {
            var reference = calibrated.Reference.Columns[column];
            var answers = Enumerable.Range(0, 4).ToArray();
            var totals = Enumerable.Range(0, 4).Select(segment => answers.Sum(answer => reference.Counts[answer][segment] + 0.5)).ToArray();
            var expected = answers.Sum(answer =>
            {
                var chance = Enumerable.Range(0, 4).Sum(segment => now[segment] * (reference.Counts[answer][segment] + 0.5) / totals[segment]);
                var answered = row.ToArray();
                answered[column] = reference.Representatives[answer];
                return chance * Entropy(ProbabilitiesOf(answered));
            });
            if (Entropy(now) - expected > (best?.ExpectedDropNats ?? 0))
                best = new NextQuestion(column, Entropy(now) - expected);
        }

        return best;

        double[] ProbabilitiesOf(float[] values)
        {
            var contributions = new double[model.Terms.Count * 4];
            model.Contribute(values, contributions);
            var logits = model.Intercepts.ToArray();
            for (var index = 0; index < contributions.Length; index++)
                logits[index % 4] += contributions[index];
            Softmax.Apply(logits, calibrated.Temperature, logits);
            return logits;
        }
    }

    private static double Entropy(double[] probabilities) => -probabilities.Sum(probability => probability * Math.Log(probability));
}
