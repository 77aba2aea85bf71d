namespace Palveluohjaus.Reporting.Facts;

/// <summary>All anonymous answers, a row each. Of the time of answering only the month is known: an answer stands at its first midnight, in UTC ticks.</summary>
public sealed class FeedbackTable : FactTable
{
    public FeedbackTable(int expectedRows)
    {
        AddDimensions(expectedRows, Dimension.Unit, Dimension.Channel);
        AnsweredAt = new(expectedRows);
        Score = new(expectedRows);
    }

    public override int Count => AnsweredAt.Count;
    public List<long> AnsweredAt { get; }
    public List<int> Score { get; }

    public void Add(string? unit, string channel, long answeredAt, int score)
    {
        Dimensions[Dimension.Unit].Add(unit);
        Dimensions[Dimension.Channel].Add(channel);
        AnsweredAt.Add(answeredAt);
        Score.Add(score);
    }
}
