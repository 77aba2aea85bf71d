using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Feedback;

/// <summary>Takes an anonymous answer, once for each link.</summary>
public sealed class GiveFeedback(GuidanceDbContext guidance, FeedbackLinks links, CountyCalendar calendar, TimeProvider clock)
{
    /// <summary>How the link stands now.</summary>
    public async Task<FeedbackState> FindAsync(string token, CancellationToken cancellationToken)
    {
        if (links.Read(token) is not { } link || !await guidance.Units.AnyAsync(unit => unit.Id == link.UnitId, cancellationToken))
            return FeedbackState.NoLink;
        if (await IsAnsweredAsync(link, cancellationToken))
            return FeedbackState.Answered;
        return link.IsExpired ? FeedbackState.Expired : FeedbackState.Open;
    }

    /// <returns><see cref="FeedbackState.Open"/> when the answer was stored by this very call; otherwise why it was not.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The score or the comment's length is beyond its limits.</exception>
    public async Task<FeedbackState> GiveAsync(string token, int score, string comment, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(score, FeedbackAnswer.LowestScore);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(score, FeedbackAnswer.HighestScore);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(comment.Length, FeedbackAnswer.CommentMaxLength);

        return await guidance.InTransactionAsync(
            async transaction =>
            {
                // One transaction, so that of two answers at once the second sees the first, at its second look at the latest.
                var state = await FindAsync(token, cancellationToken);
                if (state != FeedbackState.Open)
                    return state;

                var link = links.Read(token)!;
                var today = calendar.DayOf(clock.GetUtcNow().UtcDateTime);
                guidance.FeedbackAnswers.Add(new FeedbackAnswer
                {
                    LinkDigest = link.Digest,
                    UnitId = link.UnitId,
                    Channel = link.Channel,
                    AnsweredMonth = new DateOnly(today.Year, today.Month, 1),
                    Score = score,
                    Comment = string.IsNullOrWhiteSpace(comment) ? null : comment.Trim(),
                });
                await guidance.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return FeedbackState.Open;
            },
            cancellationToken);
    }

    private Task<bool> IsAnsweredAsync(FeedbackLink link, CancellationToken cancellationToken) =>
        guidance.FeedbackAnswers.AnyAsync(answer => answer.LinkDigest == link.Digest, cancellationToken);
}

/// <summary>How a feedback link stands.</summary>
public enum FeedbackState
{
    Open,

    /// <summary>It is none of ours.</summary>
    NoLink,
    Answered,
    Expired,
}
