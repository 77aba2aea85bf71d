namespace Palveluohjaus.Guidance.Queues;

/// <summary>An absence to note.</summary>
public sealed record AbsenceToSave
{
    public required Guid UnitId { get; init; }
    public Guid? WorkerId { get; init; }
    public DateOnly? FromDay { get; init; }
    public DateOnly? ToDay { get; init; }

    /// <inheritdoc cref="Absence.CoverWorkerId"/>
    public Guid? CoverWorkerId { get; init; }
}

/// <summary>What is wrong with which field. Its sentence is in the texts, under <c>Absence.Problem.{Kind}</c>.</summary>
/// <param name="Field">The field.</param>
/// <param name="Kind">What.</param>
/// <param name="Name">Of the worker it is about, where the sentence names one.</param>
public sealed record AbsenceProblem(string Field, AbsenceProblemKind Kind, string? Name = null);

public enum AbsenceProblemKind
{
    UnitUnknown,
    WorkerUnknown,

    /// <summary>A colleague's absence is noted by those who may assign cases.</summary>
    NotAllowed,
    FirstDayMissing,
    LastDayMissing,
    EndsBeforeStart,
    IsOver,
    TooLong,
    SelfCover,
    CoverUnknown,
    Overlaps,

    /// <summary>Who is to cover is away on one of the days.</summary>
    CoverIsAway,

    /// <summary>Who is to be away covers somebody on one of the days.</summary>
    CoversAnother,
}

public abstract record AbsenceResult
{
    private AbsenceResult()
    {
    }

    public sealed record Saved(Guid AbsenceId) : AbsenceResult;

    /// <summary>Nothing was stored.</summary>
    public sealed record Refused(IReadOnlyList<AbsenceProblem> Problems) : AbsenceResult;
}
