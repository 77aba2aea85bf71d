using Palveluohjaus.Segmentation.Boosting;
using Palveluohjaus.Segmentation.Tables;
using Palveluohjaus.Segmentation.Workshop;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Segmentation.Tests.Workshop;

/// <summary>
/// The real nursery file (Olave, Rajkovic and Bohanec 1989; UCI Machine Learning Repository), by the very code of
/// <c>model evaluate --folds 5</c> with the default options. Fifteen trainings on 10,366 rows take some seconds.
/// </summary>
[TestClass]
public sealed class NurseryFiguresTests
{
    [TestMethod]
    [DataRow(1, 0.925, 0.930, DisplayName = "Order 1: no better than logistic regression, for the rules are about pairs and more")]
    [DataRow(2, 0.995, 1.0, DisplayName = "Order 2")]
    [DataRow(null, 0.9995, 1.0, DisplayName = "Unlimited")]
    public void Accuracy_in_five_folds(int? order, double atLeast, double atMost)
    {
        var read = CsvTable.ReadLabelled(SharedData.Require("nursery.csv"), new CsvTableOptions { Label = "classification", WithoutLabels = ["recommend"] });
        var rows = new WorkshopRows { Rows = read.Rows, Source = "nursery.csv", SourceSha256 = read.Sha256, IsSynthetic = false };

        var evaluation = CrossValidate.Measure(new BoostingTrainer(new BoostingOptions { InteractionOrder = order }), rows, 5, new WorkshopOptions { Resamples = 1 }, null, CancellationToken.None);

        var report = evaluation.Report;
        Assert.AreEqual(12_958, report.Rows);
        Assert.IsGreaterThanOrEqualTo(atLeast, report.Overall.Accuracy.Value);
        Assert.IsLessThanOrEqualTo(atMost, report.Overall.Accuracy.Value);
        Assert.AreEqual(0.926, evaluation.Baselines.Single(baseline => baseline.Name == "logistic").Figures.Accuracy.Value, 0.003, "scikit-learn 1.2.1's, in five folds of its own.");
    }
}
