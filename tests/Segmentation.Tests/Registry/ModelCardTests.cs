using System.Xml.Linq;
using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.GlassBox;
using Palveluohjaus.Segmentation.Registry;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Tests.Registry;

[TestClass]
public sealed class ModelCardTests
{
    private static readonly XNamespace SvgNames = "http://www.w3.org/2000/svg";

    [TestMethod]
    public void Card_draws_reliability_six_columns_and_three_pairs_and_shows_each()
    {
        var files = ModelCard.Render(SampleModels.OfClients(), SampleModels.Metrics());

        Assert.AreEqual(
            "card.md reliability.svg shape-1.svg shape-2.svg shape-3.svg shape-4.svg shape-5.svg shape-6.svg pair-1.svg pair-2.svg pair-3.svg",
            string.Join(' ', files.Select(file => file.Name)));
        foreach (var drawing in files.Skip(1))
            StringAssert.Contains(files[0].Text, $"]({drawing.Name})", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Drawings_are_valid_have_a_title_and_a_description_and_run_nothing()
    {
        var files = ModelCard.Render(SampleModels.OfClients(), SampleModels.Metrics()).Concat(ModelCard.Render(Hostile(), SampleModels.Metrics()));

        foreach (var drawing in files.Where(file => file.Name != "card.md"))
        {
            var root = XDocument.Parse(drawing.Text).Root!;
            Assert.IsNotEmpty(root.Element(SvgNames + "title")!.Value, drawing.Name);
            Assert.IsNotEmpty(root.Element(SvgNames + "desc")!.Value, drawing.Name);
            Assert.IsEmpty(root.DescendantsAndSelf().Where(element => element.Name.LocalName is "script" or "style" or "a" or "image" or "foreignObject"));
            Assert.IsEmpty(root.DescendantsAndSelf().Attributes().Where(attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal) || attribute.Value.Contains("NaN", StringComparison.Ordinal)));
        }
    }

    [TestMethod]
    public void Same_model_and_metrics_give_the_same_text()
    {
        var once = ModelCard.Render(SampleModels.OfClients(), SampleModels.Metrics());

        CollectionAssert.AreEqual(once.ToArray(), ModelCard.Render(SampleModels.OfClients(), SampleModels.Metrics()).ToArray());
    }

    [TestMethod]
    [DataRow("| **this model** | 0.820 [0.800, 0.840] |", DisplayName = "figures with intervals")]
    [DataRow("| scorecard (baseline) | 0.740 [0.720, 0.760] |", DisplayName = "baselines beside them")]
    [DataRow("Largest gap among groups of at least 100 rows: by language, fi over sv by 0.100 [0.030, 0.170] in accuracy", DisplayName = "largest gap named")]
    [DataRow("exact explanations cost 2.3 percentage points of accuracy (log-loss 0.480 against 0.452)", DisplayName = "price: 0.843 − 0.82")]
    [DataRow("its sets hold it in **91.2 %**. It abstains on **29.0 %** of rows because more than one segment stays possible (1.34 on average); clients who lack a required answer come on top.", DisplayName = "coverage, and 1 − 0.71 abstaining")]
    [DataRow("- **language sv**: accuracy 0.740 [0.720, 0.760] against 0.820 for all, 170 rows.", DisplayName = "who it fails")]
    [DataRow("- Not known, for too few rows: language other (30).", DisplayName = "who is too few")]
    [DataRow(@"| municipality | Ylä\|harju | 1200 |", DisplayName = "a bar in a name does not break the table")]
    [DataRow("| training rows | 3000, decided 2025-01-02 08:00 UTC – 2026-05-31 15:00 UTC |", DisplayName = "data window")]
    [DataRow("| trainer | `glass-box-2`, seed 42 |", DisplayName = "seed")]
    [DataRow("need.safety 0.310", DisplayName = "drift")]
    [DataRow("Cohen's kappa 0.710", DisplayName = "agreement")]
    public void Card_says(string expected) =>
        StringAssert.Contains(ModelCard.Render(SampleModels.OfClients(), SampleModels.Metrics())[0].Text, expected, StringComparison.Ordinal);

    [TestMethod]
    public void Synthetic_is_said_at_the_top_at_the_source_and_among_the_limits()
    {
        var card = ModelCard.Render(SampleModels.OfClients(), SampleModels.Metrics(isSynthetic: true))[0].Text;

        StringAssert.StartsWith(card, "# Model card: four-field-1/2026-11-22-1\n\n> **SYNTHETIC.", StringComparison.Ordinal);
        StringAssert.Contains(card, "| source | database decisions (SYNTHETIC) |", StringComparison.Ordinal);
        StringAssert.Contains(card, "- SYNTHETIC: the people", StringComparison.Ordinal);
        Assert.DoesNotContain("SYNTHETIC", ModelCard.Render(SampleModels.OfClients(), SampleModels.Metrics())[0].Text);
    }

    [TestMethod]
    [DataRow("| HUOL (Huolenpitoasiakkuus) | 150 | not defined | 0.000 | not defined |", DisplayName = "undefined in words")]
    [DataRow(@"- **Clients decided into YHT (Yhteistyöasiakkuus)**: found in 61.0 % of 250.", DisplayName = "segments it does not find")]
    [DataRow("| **TUKI** | 30 | 243 | 27 | 0 |", DisplayName = "confusion with its small counts")]
    public void Card_of_invented_people_says(string expected) =>
        StringAssert.Contains(ModelCard.Render(SampleModels.OfClients(), SampleModels.Metrics(isSynthetic: true))[0].Text, expected, StringComparison.Ordinal);

    [TestMethod]
    public void Small_counts_of_people_are_not_told_nor_to_be_found_by_subtraction()
    {
        // Bins: 3 is small, and 40 is the least of the others. Groups: likewise 4 and 30. Municipalities have no small one.
        var report = SampleModels.Report();
        var metrics = SampleModels.Metrics() with
        {
            Test = report with
            {
                Reliability = [new ReliabilityBin(0.3, 0.4, 3, 0.36, 0.667), .. report.Reliability],
                Groups = [.. report.Groups, new GroupFigures("language", "se", 4, null)],
            },
            DoubleCoded = new ProfessionalAgreement(4, 0.75, new Estimate(0.5, 0, 1)),
        };

        var files = ModelCard.Render(SampleModels.OfClients(), metrics);

        var card = files[0].Text;
        foreach (var line in new[]
        {
            "| 30.0 % – 40.0 % | under 5 | withheld | withheld |\n| 40.0 % – 50.0 % | withheld | withheld | withheld |\n| 50.0 % – 60.0 % | 110 | 55.0 % | 52.0 % |\n",
            "| language | other | withheld | too few rows | | |\n",
            "| language | se | under 5 | too few rows | | |\n",
            "- Not known, for too few rows: language other (withheld), language se (under 5).\n",
            "| HUOL (Huolenpitoasiakkuus) | 150 | withheld | withheld | withheld |\n",
            "- **Clients decided into HUOL (Huolenpitoasiakkuus)**: found in under 70.0 % of 150.\n",
            "Two professionals decided on under 5 clients",
            "- Counts under 5 are not told",
        })
        {
            StringAssert.Contains(card, line, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("0.667", card);
        Assert.DoesNotContain(", 3 rows", files.Single(file => file.Name == "reliability.svg").Text);
        Assert.DoesNotContain("- Counts under 5", ModelCard.Render(SampleModels.OfClients(), metrics with { IsSynthetic = true })[0].Text);
    }

    [TestMethod]
    public void No_sum_leaves_a_small_cell_of_a_confusion_determined()
    {
        var random = new Random(11);
        for (var round = 0; round < 200; round++)
        {
            var count = random.Next(2, 6);
            long[][] cells = [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, count).Select(_ => (long)random.Next(random.Next(2) == 0 ? 8 : 200)).ToArray())];
            var metrics = SampleModels.Metrics() with { Test = SampleModels.Report() with { Confusion = cells, BySegment = [], Groups = [], Reliability = [] } };

            var told = new CardCounts(metrics);

            var all = Enumerable.Range(0, count).ToList();
            var sums = all.Select(line => all.Select(other => (Line: line, Column: other)).ToList())
                .Concat(all.Select(column => all.Select(other => (Line: other, Column: column)).ToList()))
                .Append([.. all.Select(index => (index, index))]);
            foreach (var sum in sums)
            {
                Assert.IsTrue(sum.All(cell => cells[cell.Line][cell.Column] >= CardCounts.Smallest || told.Confusion(cell.Line, cell.Column) == "under 5"), $"Round {round}.");
                var withheld = sum.Where(cell => !long.TryParse(told.Confusion(cell.Line, cell.Column), out _)).Select(cell => cells[cell.Line][cell.Column]).ToList();
                Assert.IsTrue(withheld.Count == 0 || withheld.Count == count || (withheld.Count > 1 && withheld.Sum() >= CardCounts.Smallest), $"Round {round}.");
            }
        }
    }

    [TestMethod]
    public void Importance_is_the_weighted_mean_size_and_orders_the_tables()
    {
        // Small: (0·0 + 0.25·0.1 + 0.5·1e-300 + 0.25·0.3) = 0.1 for the number; for the pair the mean of 0…23 sevenths, 23 ÷ 14 = 1.643.
        var card = ModelCard.Render(SampleModels.Small(), SampleModels.Metrics())[0].Text;

        StringAssert.Contains(card, "| 1 | määrä × väri | 1.643 |\n| 2 | määrä | 0.100 |\n", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Bins_of_features_are_named_by_the_answers_in_them_and_those_of_files_by_their_edges()
    {
        var clients = new CardWords(SampleModels.ClientSchema);
        var file = new CardWords(SampleModels.FileSchema);

        Assert.AreEqual("missing | 0 | 1–2 | 3", string.Join(" | ", clients.Bins(TermAxis.OfNumber(5, [0.5f, 2f]))));
        Assert.AreEqual("missing | 0–1 | 2+", string.Join(" | ", clients.Bins(TermAxis.OfNumber(14, [1.5f]))));
        Assert.AreEqual("missing | ≤ 0.5 | ≤ 2 | > 2", string.Join(" | ", file.Bins(TermAxis.OfNumber(0, [0.5f, 2f]))));
        Assert.AreEqual("missing | sininen, punainen | vihreä", string.Join(" | ", file.Bins(TermAxis.OfCategory(1, [1, 2, 1]))));
    }

    [TestMethod]
    public void Model_without_tables_or_comparators_or_groups_has_a_card_too()
    {
        var metrics = SampleModels.Metrics() with { Comparators = [], DoubleCoded = null, Drift = null, Test = SampleModels.Report() with { Groups = [], LargestGap = null, Sets = null } };

        var files = ModelCard.Render(SampleModels.Calibrated("x/1", "silent", new OwnFileModel(SampleModels.FileSchema, 3)), metrics);

        Assert.HasCount(2, files);
        StringAssert.Contains(files[0].Text, "can never become champion", StringComparison.Ordinal);
        StringAssert.Contains(files[0].Text, "the price is not known", StringComparison.Ordinal);
        StringAssert.Contains(files[0].Text, "name no groups", StringComparison.Ordinal);
    }

    private static Segmentation.Suggestions.CalibratedModel Hostile()
    {
        var schema = new ModelSchema
        {
            Columns = [new ModelColumn("</text><script>alert(1)</script>\u0001", [.. Enumerable.Range(0, 254).Select(index => $"<&\"'{index}")]), ModelColumn.Number("one")],
            Segments = [.. Enumerable.Range(0, 12).Select(index => $"<b>{index}</b>")],
        };
        var category = TermAxis.OfCategory(0, [.. Enumerable.Range(1, 254)]);
        var single = new TermTable(category, null, new double[255 * 12], [.. Enumerable.Repeat(1.0 / 255, 255)]);
        var pair = new TermTable(category, TermAxis.OfNumber(1, []), new double[510 * 12], new double[510]);
        return SampleModels.Calibrated("x/1", "glass-box-2", new GlassBoxModel(schema, new double[12], [single, pair]));
    }
}
