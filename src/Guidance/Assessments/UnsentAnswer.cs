using Palveluohjaus.Guidance.Contacts;

namespace Palveluohjaus.Guidance.Assessments;

/// <summary>One thing that was set in an assessment after another had decided on it, and so was not stored: an item's rating, a reason of need, or a flag.</summary>
public sealed record UnsentAnswer
{
    public string? Code { get; init; }

    /// <summary>The item's; null where it was left without one.</summary>
    public int? Rating { get; init; }

    public NeedReason? Reason { get; init; }
    public RedFlagKind? Flag { get; init; }

    /// <summary>Whether the reason or the flag was ticked; false where its tick was taken away.</summary>
    public bool IsChosen { get; init; }

    /// <summary>The flag's.</summary>
    public string? Step { get; init; }

    /// <param name="drawn">What the form was drawn from.</param>
    /// <param name="sent">What was sent.</param>
    /// <param name="decided">What was decided on.</param>
    public static IReadOnlyList<UnsentAnswer> Of(DraftContent drawn, DraftContent sent, DraftContent decided)
    {
        var unsent = new List<UnsentAnswer>();
        foreach (var (code, rating) in sent.Answers)
        {
            if (Rating(drawn) != rating && Rating(decided) != rating)
                unsent.Add(new UnsentAnswer { Code = code, Rating = rating });

            int? Rating(DraftContent content) => content.Answers.TryGetValue(code, out var found) ? found : null;
        }

        foreach (var reason in Enum.GetValues<NeedReason>())
        {
            var mine = sent.NeedReasons.Contains(reason);
            if (drawn.NeedReasons.Contains(reason) != mine && decided.NeedReasons.Contains(reason) != mine)
                unsent.Add(new UnsentAnswer { Reason = reason, IsChosen = mine });
        }

        foreach (var flag in Enum.GetValues<RedFlagKind>())
        {
            var mine = Raised(sent);
            if (Raised(drawn) != mine && Raised(decided) != mine)
                unsent.Add(new UnsentAnswer { Flag = flag, IsChosen = mine is not null, Step = mine?.Step });

            RaisedFlag? Raised(DraftContent content) => content.RedFlags.FirstOrDefault(raised => raised.Flag == flag);
        }

        return unsent;
    }

    // A record prints every field, and these are about a client.
    public override string ToString() => $"{nameof(UnsentAnswer)} {Code}{Reason}{Flag}";
}
