namespace Palveluohjaus.Guidance.Deadlines.Forecast;

/// <summary>The chance that a running deadline is missed.</summary>
public sealed record MissChance
{
    /// <summary>0–1.</summary>
    public required double Share { get; init; }

    /// <summary>The narrowest situation around the deadline's own with enough history to be told in counts.</summary>
    public required ForecastSituation Situation { get; init; }

    /// <summary>How many earlier deadlines were in <see cref="Situation"/>.</summary>
    public required int Alike { get; init; }

    /// <summary>How many of them were missed.</summary>
    public required int AlikeMissed { get; init; }
}
