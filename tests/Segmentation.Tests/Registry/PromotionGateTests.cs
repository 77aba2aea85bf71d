using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.Registry;

namespace Palveluohjaus.Segmentation.Tests.Registry;

[TestClass]
public sealed class PromotionGateTests
{
    private static readonly GateOpponent Worse = new("2026-11-21-1", 1_200, new Estimate(-0.02, -0.03, -0.01), new Estimate(0.01, -0.002, 0.02));

    [TestMethod]
    public void Better_fair_and_explainable_passes_every_check()
    {
        var decision = PromotionGate.Decide(Evidence());

        Assert.IsTrue(decision.IsPassed);
        CollectionAssert.AreEqual(Enum.GetValues<GateCheck>(), decision.Findings.Select(finding => finding.Check).ToArray());
        Assert.AreEqual(
            "Against 2026-11-21-1 on the same 1200 rows: log-loss −0.0200 [−0.0300, −0.0100], lower beyond noise; accuracy +0.010 [−0.002, +0.020], not lower beyond noise.",
            Finding(decision, GateCheck.BetterOnSameRows).Words);
        Assert.AreEqual(
            "Largest difference in accuracy among groups of at least 100 rows, by language: fi over sv by 0.100 [0.030, 0.170], within the limit 0.150.",
            Finding(decision, GateCheck.GroupGap).Words);
    }

    [TestMethod]
    [DataRow(-0.001, 0.002, -0.01, 0.005, true, DisplayName = "log-loss lower within noise, accuracy lower within noise")]
    [DataRow(0.0, 0.0, 0.0, 0.0, false, DisplayName = "the very same model")]
    [DataRow(0.001, 0.002, 0.02, 0.03, false, DisplayName = "log-loss higher, accuracy higher")]
    [DataRow(-0.02, -0.01, -0.02, -0.001, false, DisplayName = "log-loss lower, accuracy lower beyond noise")]
    [DataRow(-0.02, -0.01, -0.02, 0.0, true, DisplayName = "accuracy's interval touches 0")]
    [DataRow(double.NaN, double.NaN, 0.1, 0.1, false, DisplayName = "log-loss not defined")]
    [DataRow(-0.02, -0.01, double.NaN, double.NaN, false, DisplayName = "accuracy not defined")]
    public void Better_is_a_lower_log_loss_and_an_accuracy_that_is_not_lower_beyond_noise(double logLoss, double logLossHigh, double accuracy, double accuracyHigh, bool isPassed)
    {
        var opponent = Worse with { LogLoss = new Estimate(logLoss, logLoss - 0.01, logLossHigh), Accuracy = new Estimate(accuracy, accuracy - 0.01, accuracyHigh) };

        var decision = PromotionGate.Decide(Evidence() with { Opponents = [opponent] });

        Assert.AreEqual(isPassed, decision.IsPassed, Finding(decision, GateCheck.BetterOnSameRows).Words);
        Assert.IsTrue(decision.CanBeOverridden);
    }

    [TestMethod]
    [DataRow(0.15, true)]
    [DataRow(0.150001, false)]
    [DataRow(double.NaN, false)]
    public void No_gap_between_groups_is_above_the_limit(double gap, bool isPassed)
    {
        var report = SampleModels.Report() with { LargestGap = new GroupGap("language", "fi", "sv", SampleModels.Around(gap)) };

        var decision = PromotionGate.Decide(Evidence() with { Report = report });

        Assert.AreEqual(isPassed, decision.IsPassed);
        Assert.IsTrue(decision.CanBeOverridden);
    }

    [TestMethod]
    public void County_sets_its_own_limit()
    {
        Assert.IsFalse(PromotionGate.Decide(Evidence(), maximumGroupGap: 0.09).IsPassed);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => PromotionGate.Decide(Evidence(), maximumGroupGap: 0));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => PromotionGate.Decide(Evidence(), maximumGroupGap: double.NaN));
    }

    [TestMethod]
    public void Fairness_that_was_not_measured_fails_for_clients_and_not_for_a_file()
    {
        var unmeasured = Evidence() with { Report = SampleModels.Report() with { LargestGap = null } };

        Assert.IsFalse(PromotionGate.Decide(unmeasured).IsPassed);
        Assert.IsTrue(PromotionGate.Decide(unmeasured with { Schema = SampleModels.FileSchema, SchemaInUse = SampleModels.FileSchema }).IsPassed);
    }

    [TestMethod]
    public void Without_an_exact_explanation_no_reason_is_enough()
    {
        var decision = PromotionGate.Decide(Evidence() with { HasExactExplanation = false });

        Assert.IsFalse(decision.IsPassed);
        Assert.IsFalse(decision.CanBeOverridden);
        StringAssert.Contains(Finding(decision, GateCheck.ExactExplanation).Words, "Only models with exact explanations may become champion", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Model_of_another_catalogue_could_not_score_and_no_reason_is_enough()
    {
        var decision = PromotionGate.Decide(Evidence() with { SchemaInUse = SampleModels.ClientSchema with { CatalogueVersion = "first-assessment-2" } });

        Assert.IsFalse(decision.IsPassed);
        Assert.IsFalse(decision.CanBeOverridden);
        StringAssert.Contains(Finding(decision, GateCheck.SameSchema).Words, "four-field/1 on first-assessment-1, and four-field/1 on first-assessment-2", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Champion_cannot_be_left_out_nor_compared_on_other_rows()
    {
        Assert.IsFalse(PromotionGate.Decide(Evidence() with { Opponents = [Worse with { Name = "majority" }] }).IsPassed);
        Assert.IsFalse(PromotionGate.Decide(Evidence() with { Opponents = [Worse with { Rows = 1_199 }] }).IsPassed);
    }

    [TestMethod]
    public void What_weakens_the_figures_is_said_with_every_comparison()
    {
        var decision = PromotionGate.Decide(Evidence() with { Caveats = ["The champion was made of another file."] });

        StringAssert.EndsWith(Finding(decision, GateCheck.BetterOnSameRows).Words, "not lower beyond noise. The champion was made of another file.", StringComparison.Ordinal);
        Assert.IsTrue(decision.IsPassed);
        Assert.AreEqual(SampleModels.Measured, decision.Measured);
    }

    [TestMethod]
    public void First_champion_must_beat_each_plain_model()
    {
        var first = Evidence() with { Champion = null, Opponents = [Worse with { Name = "majority" }, Worse with { Name = "scorecard" }] };

        Assert.IsTrue(PromotionGate.Decide(first).IsPassed);
        Assert.IsFalse(PromotionGate.Decide(first with { Opponents = [] }).IsPassed);
        Assert.IsFalse(PromotionGate.Decide(first with { Opponents = [first.Opponents[0], first.Opponents[1] with { LogLoss = SampleModels.Around(0.1) }] }).IsPassed);
    }

    internal static GateEvidence Evidence() => new()
    {
        Collection = SampleModels.Collection,
        Candidate = "2026-11-22-1",
        Champion = "2026-11-21-1",
        Schema = SampleModels.ClientSchema,
        SchemaInUse = SampleModels.ClientSchema,
        HasExactExplanation = true,
        Measured = SampleModels.Measured,
        Report = SampleModels.Report(),
        Opponents = [Worse],
    };

    private static GateFinding Finding(GateDecision decision, GateCheck check) => decision.Findings.Single(finding => finding.Check == check);
}
