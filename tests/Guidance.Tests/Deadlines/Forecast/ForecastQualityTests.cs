using Palveluohjaus.Guidance.Deadlines.Forecast;
using Palveluohjaus.Guidance.Workbench;

namespace Palveluohjaus.Guidance.Tests.Deadlines.Forecast;

[TestClass]
public sealed class ForecastQualityTests
{
    private static readonly DateTime Start = new(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [TestMethod]
    public void A_forecast_of_what_follows_its_situation_is_calibrated_and_beats_the_plain_share()
    {
        var quality = ForecastQuality.Measure(Draw(4000, seed: 1, (random, band) => random.NextDouble() < band / 10.0))!;

        Assert.IsLessThan(0.05, quality.CalibrationError);
        Assert.IsLessThan(quality.BrierOfRate * 0.8, quality.Brier);
        Assert.AreEqual(800, quality.Deadlines, "The newest fifth.");
        Assert.AreEqual(quality.Rules["start"].Moments, quality.Bins.Sum(bin => bin.Moments));
        Assert.IsTrue(quality.Bins.Zip(quality.Bins.Skip(1)).All(pair => pair.First.Forecast < pair.Second.Forecast), "What was given the same chance is one group.");
    }

    [TestMethod]
    public void Chance_that_has_nothing_to_do_with_the_situation_adds_nothing()
    {
        var quality = ForecastQuality.Measure(Draw(4000, seed: 2, (random, _) => random.NextDouble() < 0.3))!;

        Assert.AreEqual(quality.BrierOfRate, quality.Brier, 0.005);
    }

    [TestMethod]
    public void A_change_of_practice_shows_as_a_gap()
    {
        var at = 0;
        var quality = ForecastQuality.Measure(Draw(4000, seed: 3, (random, _) => at++ < 3200 ? random.NextDouble() < 0.1 : random.NextDouble() < 0.6))!;

        Assert.IsGreaterThan(0.4, quality.CalibrationError, "Fitted on the old practice, tried on the new: nothing of the new has leaked into the fit.");
    }

    [TestMethod]
    public void Too_little_to_try_it_on_tells_nothing()
    {
        Assert.IsNull(ForecastQuality.Measure([]));
        Assert.IsNull(ForecastQuality.Measure(Draw(400, seed: 4, (random, _) => random.Next(2) == 0)));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void All_or_none_missed_is_one_group(bool areMissed)
    {
        var quality = ForecastQuality.Measure(Draw(2000, seed: 5, (_, _) => areMissed))!;

        Assert.IsLessThan(0.02, quality.CalibrationError);
        Assert.AreEqual(0, quality.BrierOfRate);
    }

    /// <summary>Deadlines that each were looked at once, one an hour.</summary>
    private static List<PastMoment> Draw(int count, int seed, Func<Random, int, bool> isMissed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(index =>
        {
            var band = random.Next(10);
            return new PastMoment(new ForecastSituation("start", band, CaseStage.Received, UnitLoad.Low, ""), isMissed(random, band), Start.AddHours(index), Guid.NewGuid());
        })];
    }
}
