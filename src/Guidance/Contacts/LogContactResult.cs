namespace Palveluohjaus.Guidance.Contacts;

/// <summary>What came of logging a contact.</summary>
public abstract record LogContactResult
{
    private LogContactResult()
    {
    }

    /// <summary>Stored, durably.</summary>
    public sealed record Logged(Guid ContactId, Guid CaseId, bool OpenedCase) : LogContactResult;

    /// <summary>The same submission had been stored before; nothing was stored now.</summary>
    public sealed record AlreadyLogged(Guid ContactId, Guid CaseId, DateTime RecordedAtUtc) : LogContactResult;

    /// <summary>The key was used before for another content; nothing was stored now, and what was typed must not be thrown away.</summary>
    public sealed record KeyUsedForAnother(Guid ContactId, DateTime RecordedAtUtc) : LogContactResult;

    /// <summary>Something must be corrected first; nothing was stored.</summary>
    public sealed record Refused(IReadOnlyList<ContactProblem> Problems) : LogContactResult;
}

/// <summary>What is wrong with which field. Its sentence is in the texts, under <c>LogContact.Problem.{Kind}</c>.</summary>
/// <param name="Field">A property of <see cref="ContactToLog"/>.</param>
/// <param name="Kind">What is wrong.</param>
public sealed record ContactProblem(string Field, ContactProblemKind Kind);

public enum ContactProblemKind
{
    ClientUnknown,

    /// <summary>There is no such case, or it is another client's or another unit's.</summary>
    CaseUnknown,
    CaseClosed,
    OutcomeMissing,
    StartsInFuture,
    TooLongAgo,
    MinutesOutOfRange,
    ThemeMissing,
    TooManyThemes,
    CallbackTimeMissing,
    CallbackBeforeContact,

    /// <summary>A promise nobody can keep in mind is no promise.</summary>
    CallbackTooFar,
    HandoffUnitMissing,
    HandoffUnitUnknown,
    HandoffUnitHasCase,

    /// <summary>A case of another unit is given by that unit, not taken.</summary>
    HandoffTakesCase,

    /// <summary>The case is to be left to one who is not the client's responsible worker, or not of the unit that has it.</summary>
    ResponsibleNotHere,
    MunicipalityUnknown,
    NoteTooLong,

    /// <summary>Something was told of a consultation in a contact that is none.</summary>
    ConsultationUnexpected,
    ConsultedNameMissing,
    ConsultedProfessionMissing,
    ConsultationQuestionMissing,
    ConsultationAnswerMissing,
    ConsultationNameTooLong,
    ConsultationTextTooLong,
}
