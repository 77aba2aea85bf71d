using Palveluohjaus.Guidance.Contacts;

namespace Palveluohjaus.Guidance.Feedback;

/// <summary>
/// One anonymous answer. Nothing in it or about it leads to a client, a worker or a contact: a link is not stored when it is made, and of the time of
/// answering only the month is kept.
/// </summary>
public sealed class FeedbackAnswer
{
    public const int CommentMaxLength = 500;
    public const int LowestScore = 1;
    public const int HighestScore = 5;

    /// <summary>Of the link that was answered, so that it is answered once.</summary>
    public required string LinkDigest { get; init; }

    public required Guid UnitId { get; init; }

    /// <summary>What the feedback is of.</summary>
    public required ContactChannel Channel { get; init; }

    /// <summary>The first day of the month.</summary>
    public required DateOnly AnsweredMonth { get; init; }

    /// <summary>1–5; 5 is best.</summary>
    public required int Score { get; init; }

    public string? Comment { get; init; }
}
