namespace Palveluohjaus.Guidance.Deadlines;

/// <summary>How much of a deadline is used, as far as somebody should be warned of it. A higher one is worse.</summary>
public enum WarningLevel
{
    None,

    /// <summary>The first of the county's shares, half of the time unless it says otherwise.</summary>
    Half,

    /// <summary>The second, four fifths unless the county says otherwise.</summary>
    Most,

    /// <summary>The time is up.</summary>
    Passed,
}

/// <summary>When the county is warned of a deadline, in per cent of its time.</summary>
public sealed record WarningShares(int HalfPercent, int MostPercent)
{
    public static WarningShares Default { get; } = new(50, 80);
}

internal static class WarningLevels
{
    /// <param name="halfAtUtc">When the first share is used; null for never.</param>
    /// <param name="mostAtUtc">When the second is used; null for never.</param>
    /// <param name="dueAtUtc">The first instant that is late; null for never.</param>
    /// <param name="nowUtc">When it is asked.</param>
    public static WarningLevel At(DateTime? halfAtUtc, DateTime? mostAtUtc, DateTime? dueAtUtc, DateTime nowUtc) =>
        dueAtUtc <= nowUtc ? WarningLevel.Passed : mostAtUtc <= nowUtc ? WarningLevel.Most : halfAtUtc <= nowUtc ? WarningLevel.Half : WarningLevel.None;
}
