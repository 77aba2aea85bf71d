namespace Palveluohjaus.Guidance.ModelWatch;

/// <summary>What the weekly watch found of the model in use over the 13 weeks before one Monday. Run again for the same Monday, it is replaced.</summary>
public sealed class ModelWatchRun
{
    public const int SchemeMaxLength = 40;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required DateTime RanAtUtc { get; init; }

    /// <summary>The first day that is looked at.</summary>
    public required DateOnly FromDay { get; init; }

    /// <summary>The day after the last, a Monday.</summary>
    public required DateOnly UntilDay { get; init; }

    /// <summary>The champion's or the scorecard's identity.</summary>
    public required string Model { get; init; }

    public required string Scheme { get; init; }

    /// <summary>Decisions in the time looked at.</summary>
    public required int Decisions { get; init; }

    /// <summary>Those whose suggestion the model in use now had made; the others were suggested by one before it, or not at all.</summary>
    public required int DecisionsOfModel { get; init; }

    /// <summary>The gravest of its findings.</summary>
    public required WatchLevel Level { get; init; }
}

/// <summary>How a finding is to be taken, from the lightest to the gravest.</summary>
public enum WatchLevel
{
    /// <summary>Too little to say anything; no figure is kept.</summary>
    TooFew,

    Ok,

    /// <summary>Look into it before the next week.</summary>
    Look,

    /// <summary>Retrain, change the form, instruct, or take the model out of use.</summary>
    Act,
}
