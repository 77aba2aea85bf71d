namespace Palveluohjaus.Guidance.Queues;

/// <summary>Cases of one unit that are to go to one of its workers, or back to its queue.</summary>
public sealed record CasesToMove
{
    public const int MostChosen = 500;

    public required Guid UnitId { get; init; }

    /// <summary>Those that were chosen, each with who had it when it was seen. Empty when <see cref="AllOfWorkerId"/> tells.</summary>
    public IReadOnlyList<SeenCase> Chosen { get; init; } = [];

    /// <summary>Every open case of this worker in the unit.</summary>
    public Guid? AllOfWorkerId { get; init; }

    /// <summary>Null for back to the unit's queue.</summary>
    public Guid? ToWorkerId { get; init; }

    /// <summary>Why; need not be given.</summary>
    public string? Reason { get; init; }

    // A reason may tell of a client.
    public override string ToString() => $"{nameof(CasesToMove)} {UnitId}: {Chosen.Count}";
}

/// <summary>A case as it was when it was chosen.</summary>
/// <param name="CaseId">Which.</param>
/// <param name="WorkerId">Who had it; null for nobody. Whoever has it now must be the same: what somebody took meanwhile is not taken from them.</param>
public sealed record SeenCase(Guid CaseId, Guid? WorkerId);

/// <summary>What became of moving cases.</summary>
public abstract record MoveCasesResult
{
    private MoveCasesResult()
    {
    }

    /// <summary>What could be moved was, and the rest is told one by one.</summary>
    public sealed record Done(IReadOnlyList<CaseMove> Moves) : MoveCasesResult
    {
        public int Count(MoveOutcome outcome) => Moves.Count(move => move.Outcome == outcome);
    }

    /// <summary>Nothing was moved.</summary>
    public sealed record Refused(MoveProblem Problem) : MoveCasesResult;
}

/// <param name="CaseId">Which.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="WorkerName">Who has it, when somebody else does.</param>
public sealed record CaseMove(Guid CaseId, MoveOutcome Outcome, string? WorkerName = null);

/// <summary>Its words are in the texts, under <c>Queue.Moved.{Outcome}</c>.</summary>
public enum MoveOutcome
{
    Moved,

    /// <summary>It was where it was to go already.</summary>
    ThereAlready,
    ClosedMeanwhile,

    /// <summary>Somebody else has it than when it was chosen.</summary>
    HasAnother,

    /// <summary>There is no such case in the unit: it may have gone to another one.</summary>
    NotThere,

    /// <summary>It is a colleague's, or nobody's, and the actor may move only their own.</summary>
    NotAllowed,
}

/// <summary>Why nothing was moved. Its sentence is in the texts, under <c>Queue.Problem.{Problem}</c>.</summary>
public enum MoveProblem
{
    UnitUnknown,
    NothingChosen,
    TooMany,

    /// <summary>Not one who works the unit's queue.</summary>
    WorkerUnknown,
    ReasonTooLong,
    ReasonUnreadable,

    /// <summary>All of a colleague's cases are moved by those who may assign cases.</summary>
    NotAllowed,
}
