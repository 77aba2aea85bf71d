using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Catalogue.Metrics;

/// <summary>The mean of the scores 1–5 that clients gave anonymously in the period.</summary>
public sealed class ClientFeedback() : Metric("client-feedback", BenefitGoal.QualityAndEffect, Direction.HigherIsBetter)
{
    public override FactTable TableOf(FactSnapshot facts) => facts.Feedback;

    public override InstantColumn InstantsOf(FactSnapshot facts) => facts.Feedback.AnsweredAt;

    // Answers are anonymous.
    public override bool HasRows => false;

    public override IEnumerable<Measurement> Measure(FactSlice slice)
    {
        var feedback = slice.Facts.Feedback;
        var (sum, squares, count) = (0, 0, 0);
        foreach (var row in slice.Rows)
        {
            if (!slice.Contains(feedback.AnsweredAt[row]))
                continue;
            sum += feedback.Score[row] * feedback.AnswerCount[row];
            squares += feedback.Score[row] * feedback.Score[row] * feedback.AnswerCount[row];
            count += feedback.AnswerCount[row];
        }

        var interval = Means.Interval(sum, squares, count);
        yield return Measurement.Mean("mean", sum, count, Units.ScoreOfFive);
        yield return new Measurement("mean-low", interval?.Low, Units.ScoreOfFive, count);
        yield return new Measurement("mean-high", interval?.High, Units.ScoreOfFive, count);
        yield return Measurement.Count("count", count, Units.Answers);
    }
}
