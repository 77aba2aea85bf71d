namespace Palveluohjaus.Guidance.Clients;

/// <summary>One field of two clients side by side, in the words of the page. What is hidden of one is compared with nothing.</summary>
internal sealed record ComparedField(string Label, string? One, string? Other)
{
    public bool IsOneHidden { get; init; }
    public bool IsOtherHidden { get; init; }

    /// <summary>False for what each has of their own, as how many cases: there is nothing to agree on.</summary>
    public bool IsCompared { get; init; } = true;

    public VerdictKind Verdict => (IsCompared, IsOneHidden || IsOtherHidden, One, Other) switch
    {
        (false, _, _, _) or (_, _, null, null) => VerdictKind.None,
        (_, true, _, _) => VerdictKind.Hidden,
        (_, _, null, _) or (_, _, _, null) => VerdictKind.OnlyOne,
        _ => string.Equals(One, Other, StringComparison.Ordinal) ? VerdictKind.Same : VerdictKind.Differs,
    };

    // Holds what the client's record does.
    public override string ToString() => nameof(ComparedField);

    public enum VerdictKind
    {
        None,
        Same,
        Differs,
        OnlyOne,
        Hidden,
    }
}
