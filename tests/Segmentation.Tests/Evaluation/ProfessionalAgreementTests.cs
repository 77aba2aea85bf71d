using Palveluohjaus.Segmentation.Evaluation;

namespace Palveluohjaus.Segmentation.Tests.Evaluation;

[TestClass]
public sealed class ProfessionalAgreementTests
{
    [TestMethod]
    public void Interval_is_that_of_the_delta_method()
    {
        // 120 clients. Kappa's derivatives taken numerically in numpy: standard error 0.05466033; 20,000 multinomial resamples gave 0.0548.
        int[][] counts = [[30, 4, 2, 1], [5, 22, 3, 2], [1, 6, 18, 4], [0, 2, 3, 17]];
        var (one, other) = Clients(counts);

        var agreement = ProfessionalAgreement.Measure(one, other, 4);

        Assert.AreEqual(120, agreement.Clients);
        Assert.AreEqual(87.0 / 120, agreement.AgreementShare, 1e-12);
        Assert.AreEqual(0.62983735277622, agreement.Kappa.Value, 1e-12);
        Assert.AreEqual(0.5227050697659423, agreement.Kappa.Low, 1e-6);
        Assert.AreEqual(0.7369696357864977, agreement.Kappa.High, 1e-6);
    }

    [TestMethod]
    public void Changing_places_changes_nothing()
    {
        var (one, other) = Clients([[9, 3, 1], [0, 8, 4], [2, 2, 7]]);

        Assert.AreEqual(
            ProfessionalAgreement.Measure(one, other, 3).Kappa.Low,
            ProfessionalAgreement.Measure(other, one, 3).Kappa.Low,
            1e-12);
    }

    [TestMethod]
    public void Full_agreement_is_one_without_width() =>
        Assert.AreEqual(new Estimate(1, 1, 1), ProfessionalAgreement.Measure([0, 1, 2, 3], [0, 1, 2, 3], 4).Kappa);

    [TestMethod]
    public void An_interval_stays_within_what_kappa_can_be() =>
        Assert.AreEqual(1, ProfessionalAgreement.Measure([0, 0, 0, 1, 1, 1], [0, 0, 0, 1, 1, 0], 2).Kappa.High);

    [TestMethod]
    public void Without_clients_or_with_one_segment_only_there_is_no_kappa()
    {
        Assert.AreEqual(new Estimate(double.NaN, double.NaN, double.NaN), ProfessionalAgreement.Measure([], [], 4).Kappa);
        Assert.AreEqual(new Estimate(double.NaN, double.NaN, double.NaN), ProfessionalAgreement.Measure([2, 2], [2, 2], 4).Kappa);
        Assert.AreEqual(1, ProfessionalAgreement.Measure([2, 2], [2, 2], 4).AgreementShare);
    }

    private static (int[] One, int[] Other) Clients(int[][] counts)
    {
        var pairs = counts.SelectMany((row, one) => row.SelectMany((count, other) => Enumerable.Repeat((one, other), count))).ToArray();
        return ([.. pairs.Select(pair => pair.one)], [.. pairs.Select(pair => pair.other)]);
    }
}
