namespace Palveluohjaus.Reporting.Facts;

/// <summary>One row of facts: computed, never edited. Dimensions hold the codes of <see cref="Codes"/>.</summary>
public abstract record Fact
{
    /// <summary>Its row in a <see cref="FactTable"/>: given when the fact is first stored, and its own until it is removed or everything is rebuilt.</summary>
    public int Number { get; set; }

    /// <summary>The refresh that last changed it; see <see cref="RefreshState.Version"/>.</summary>
    public long Version { get; set; }

    /// <summary>What makes it itself among the facts of its kind.</summary>
    internal abstract object Key { get; }

    /// <summary>Whether a fact just measured says what the stored one says.</summary>
    internal virtual bool Says(Fact stored)
    {
        (Number, Version) = (stored.Number, stored.Version);
        return Equals(stored);
    }
}

/// <summary>That a fact is no more, for readers that keep facts in memory.</summary>
public sealed class RemovedFact
{
    /// <summary>The refresh that removed it.</summary>
    public required long Version { get; init; }

    /// <summary>The name of its type.</summary>
    public required string Kind { get; init; }

    public required int Number { get; init; }
}
