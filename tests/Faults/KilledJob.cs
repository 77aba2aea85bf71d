namespace Palveluohjaus.Faults;

/// <summary>A job in whose middle a node is killed.</summary>
/// <param name="Name">As the catalogue has it.</param>
/// <param name="Leaves">The tables that hold what it came to.</param>
internal sealed record KilledJob(string Name, IReadOnlyList<string> Leaves)
{
    /// <summary>Gives it something to do; null where the county has it already.</summary>
    public string? Prepares { get; init; }

    /// <summary>
    /// What another transaction does, so that the job waits for it in its middle: it holds a table that the job writes, or a row of what the job is about to add. Null of one that
    /// waits outside the database, in <see cref="JobsOutside"/>.
    /// </summary>
    public string? Holds { get; init; }

    public static KilledJob WaitingForTable(string name, string table, params IReadOnlyList<string> leaves) => new(name, leaves) { Holds = $"LOCK TABLE \"{table}\" IN SHARE MODE" };
}
