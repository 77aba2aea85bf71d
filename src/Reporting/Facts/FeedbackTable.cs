namespace Palveluohjaus.Reporting.Facts;

/// <summary>
/// Anonymous answers, counted: a row for each unit, channel, month and score. Of the time of answering only the month is known: answers stand at its first
/// midnight, in UTC ticks.
/// </summary>
public sealed class FeedbackTable : FactTable
{
    public FeedbackTable(FeedbackTable? earlier = null)
        : base(earlier)
    {
        TakeDimensions(earlier, Dimension.Unit, Dimension.Channel);
        AnsweredAt = Take(earlier?.AnsweredAt);
        Score = Take(earlier?.Score);
        AnswerCount = Take(earlier?.AnswerCount);
    }

    public InstantColumn AnsweredAt { get; }
    public Column<int> Score { get; }
    public Column<int> AnswerCount { get; }
}
