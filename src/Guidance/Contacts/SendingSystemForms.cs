namespace Palveluohjaus.Guidance.Contacts;

/// <summary>A sending system to add.</summary>
public sealed record SendingSystemToAdd
{
    public string Name { get; init; } = string.Empty;

    /// <summary>The unit its contacts come to; null until one is chosen.</summary>
    public Guid? UnitId { get; init; }
}

/// <summary>What is wrong with which field. Its sentence is in the texts, under <c>SendingSystem.Problem.{Kind}</c>.</summary>
public sealed record SendingSystemProblem(string Field, SendingSystemProblemKind Kind);

public enum SendingSystemProblemKind
{
    NameMissing,
    NameUnreadable,

    /// <summary>The audit knows a system by its name: two whose keys hold cannot share one.</summary>
    NameTaken,
    TooLong,
    UnitMissing,
}

/// <summary>What became of adding a sending system.</summary>
public abstract record SendingSystemResult
{
    private SendingSystemResult()
    {
    }

    /// <param name="SystemId">The system.</param>
    /// <param name="Key">To be handed over once: it is kept nowhere.</param>
    public sealed record Added(Guid SystemId, string Key) : SendingSystemResult
    {
        // A record prints every field; the key must not reach a log that way.
        public override string ToString() => $"{nameof(Added)} {SystemId}";
    }

    /// <summary>Something must be corrected first; nothing was stored.</summary>
    public sealed record Refused(IReadOnlyList<SendingSystemProblem> Problems) : SendingSystemResult;
}
