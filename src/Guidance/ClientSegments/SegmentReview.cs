namespace Palveluohjaus.Guidance.ClientSegments;

/// <summary>By when a segment is looked at again, unless the professional says otherwise.</summary>
public static class SegmentReview
{
    /// <summary>The furthest that may be chosen.</summary>
    public const int MostMonths = 24;

    private const int OrdinaryMonths = 6;

    public static int MonthsOf(string segment) => segment switch
    {
        "OMA" => 12,
        "HUOL" => 3,
        _ => OrdinaryMonths,
    };

    public static DateOnly DefaultFor(string segment, DateOnly today) => today.AddMonths(MonthsOf(segment));
}
