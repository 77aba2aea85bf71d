namespace Palveluohjaus.Reporting.PowerBi;

/// <summary>Somebody who runs a command is kept waiting, and is told why.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Length">For how long at most.</param>
public sealed record PowerBiWait(PowerBiWaitKind Kind, TimeSpan Length)
{
    /// <summary>What went wrong, of <see cref="PowerBiWaitKind.Again"/>.</summary>
    public PowerBiFault? Fault { get; init; }
}

/// <summary>Named in the texts, <c>PowerBiWait.{name}</c>.</summary>
public enum PowerBiWaitKind
{
    /// <summary>The service has not answered yet.</summary>
    Answer,

    /// <summary>It failed, and is asked once more.</summary>
    Again,

    /// <summary>It takes no more rows for now.</summary>
    Pace,
}
