namespace Palveluohjaus.Guidance.Assessments;

/// <summary>One thing that two professionals set differently at once. What was stored first stands until someone sets it anew.</summary>
public sealed record DraftConflict
{
    /// <summary>The item; null when it is about a flag.</summary>
    public string? Code { get; init; }

    public int? SentRating { get; init; }
    public int? StoredRating { get; init; }
    public RedFlagKind? Flag { get; init; }
    public string? SentStep { get; init; }
    public string? StoredStep { get; init; }

    // A record prints every field, and a step is about a client.
    public override string ToString() => $"{nameof(DraftConflict)} {Code}{Flag}";
}
