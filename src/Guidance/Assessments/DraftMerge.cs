using Palveluohjaus.Guidance.Contacts;

namespace Palveluohjaus.Guidance.Assessments;

/// <summary>
/// Puts together what two professionals did to the same assessment at once, item by item: what only one of them changed stands. Where both changed the
/// same item differently, what was stored first stands, and the other is told both.
/// </summary>
internal static class DraftMerge
{
    /// <param name="drawn">What the form was drawn from.</param>
    /// <param name="sent">What was sent.</param>
    /// <param name="stored">What is stored now.</param>
    public static (DraftContent Merged, IReadOnlyList<DraftConflict> Conflicts) Of(DraftContent drawn, DraftContent sent, DraftContent stored)
    {
        var conflicts = new List<DraftConflict>();
        var answers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var code in sent.Answers.Keys.Union(stored.Answers.Keys).Union(drawn.Answers.Keys))
        {
            var (was, mine, theirs) = (Rating(drawn, code), Rating(sent, code), Rating(stored, code));
            if (IsConflict(was, mine, theirs))
                conflicts.Add(new DraftConflict { Code = code, SentRating = mine, StoredRating = theirs });
            if ((Equals(mine, was) || IsConflict(was, mine, theirs) ? theirs : mine) is { } rating)
                answers[code] = rating;
        }

        var flags = new List<RaisedFlag>();
        foreach (var kind in Enum.GetValues<RedFlagKind>())
        {
            var (was, mine, theirs) = (Flag(drawn, kind), Flag(sent, kind), Flag(stored, kind));
            if (IsConflict(was, mine, theirs))
                conflicts.Add(new DraftConflict { Flag = kind, SentStep = mine?.Step, StoredStep = theirs?.Step });
            if ((Equals(mine, was) || IsConflict(was, mine, theirs) ? theirs : mine) is { } raised)
                flags.Add(raised);
        }

        NeedReason[] reasons =
        [
            .. Enum.GetValues<NeedReason>().Where(reason =>
            {
                var (was, mine, theirs) = (drawn.NeedReasons.Contains(reason), sent.NeedReasons.Contains(reason), stored.NeedReasons.Contains(reason));
                return mine == was ? theirs : mine;
            }),
        ];
        return (new DraftContent { Answers = answers, NeedReasons = reasons, RedFlags = flags }, conflicts);
    }

    private static bool IsConflict<T>(T was, T mine, T theirs) => !Equals(mine, was) && !Equals(theirs, was) && !Equals(mine, theirs);

    private static int? Rating(DraftContent content, string code) => content.Answers.TryGetValue(code, out var rating) ? rating : null;

    private static RaisedFlag? Flag(DraftContent content, RedFlagKind kind) => content.RedFlags.FirstOrDefault(raised => raised.Flag == kind);
}
