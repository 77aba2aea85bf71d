namespace Palveluohjaus.Reporting.Facts;

/// <summary>How many anonymous answers gave one score, of one unit and channel in one month. Single answers are not told apart here.</summary>
public sealed record FeedbackFact : Fact
{
    public required Guid UnitId { get; init; }
    public required string Channel { get; init; }

    /// <summary>The first day of the month.</summary>
    public required DateOnly Month { get; init; }

    /// <summary>1–5; 5 is best.</summary>
    public required int Score { get; init; }

    public required int AnswerCount { get; init; }

    internal override object Key => (UnitId, Channel, Month, Score);
}
