namespace Palveluohjaus.Guidance.Interventions;

/// <summary>The standard result of an intervention, whatever the method: sessions, and of each measure the scores, the scale and the change.</summary>
public sealed record InterventionResult
{
    public required int SessionsHeld { get; init; }
    public required int PlannedSessions { get; init; }

    /// <summary>In the order in which they were first measured.</summary>
    public required IReadOnlyList<MeasureResult> Measures { get; init; }

    /// <summary>From the entries that hold.</summary>
    /// <param name="intervention">Whose result.</param>
    /// <param name="entries">All of its entries, in the order of their numbers.</param>
    public static InterventionResult Of(Intervention intervention, IReadOnlyCollection<InterventionEntry> entries)
    {
        var holding = Holding(entries).ToList();
        return new InterventionResult
        {
            SessionsHeld = holding.Count(entry => entry.Kind == InterventionEntryKind.SessionHeld),
            PlannedSessions = intervention.PlannedSessions,
            Measures =
            [
                .. holding.Where(entry => entry.MeasureCode is not null).GroupBy(entry => entry.MeasureCode!).Select(ofMeasure => new MeasureResult
                {
                    Code = ofMeasure.Key,
                    Scale = ofMeasure.First().Scale!,
                    Before = LastOf(ofMeasure, InterventionEntryKind.MeasuredBefore),
                    After = LastOf(ofMeasure, InterventionEntryKind.MeasuredAfter),
                }),
            ],
        };
    }

    /// <summary>Those that nobody has taken back.</summary>
    public static IEnumerable<InterventionEntry> Holding(IEnumerable<InterventionEntry> entries)
    {
        var all = entries.ToList();
        var gone = all.Select(entry => entry.TakesBack).OfType<long>().ToHashSet();
        return all.Where(entry => entry.Kind != InterventionEntryKind.TakenBack && !gone.Contains(entry.Sequence));
    }

    private static MeasuredScore? LastOf(IEnumerable<InterventionEntry> ofMeasure, InterventionEntryKind kind) =>
        ofMeasure.LastOrDefault(entry => entry.Kind == kind) is { } entry ? new MeasuredScore(entry.Score!.Value, entry.Day) : null;
}

/// <summary>A measure of an intervention, before and after.</summary>
public sealed record MeasureResult
{
    public required string Code { get; init; }
    public required MeasureScale Scale { get; init; }
    public required MeasuredScore? Before { get; init; }
    public required MeasuredScore? After { get; init; }

    /// <summary>After less before, on the scale; null until both are there.</summary>
    public double? Change => Before is { } before && After is { } after ? Math.Round(after.Score - before.Score, 2) : null;

    public ChangeDirection? Direction => Change switch
    {
        null => null,
        0 => ChangeDirection.None,
        { } change => change > 0 == (Scale.Better == BetterScore.Higher) ? ChangeDirection.Better : ChangeDirection.Worse,
    };

    /// <summary>Whether the change, for better or worse, is at least the smallest that matters; null where nobody has said how small that is, or nothing can be said yet.</summary>
    public bool? Matters => Change is { } change && Scale.SmallestChange is { } smallest ? Math.Abs(change) >= smallest : null;
}

/// <summary>A score and the day it is of.</summary>
public sealed record MeasuredScore(double Score, DateOnly Day)
{
    public override string ToString() => nameof(MeasuredScore);
}

/// <summary>Which way a score went.</summary>
public enum ChangeDirection
{
    Better,
    None,
    Worse,
}
