namespace Palveluohjaus.Guidance.Api;

/// <summary>Why a call was refused. A problem's type is <c>urn:palveluohjaus:problem:</c> and this in kebab case; its sentence is in the texts, under <c>Api.Problem.{Kind}</c>.</summary>
public enum ApiProblemKind
{
    /// <summary>Not JSON, or not of the shape that is asked for.</summary>
    Malformed,
    IdempotencyKeyNeeded,
    NotSignedIn,
    SignInRefused,

    /// <summary>The key of a sending system is missing, unknown or revoked.</summary>
    KeyRefused,

    /// <summary>The password was right; the call is to be repeated with a code of the second factor.</summary>
    CodeNeeded,

    /// <summary>The account's roles do not allow it.</summary>
    NotAllowed,
    CsrfTokenNeeded,

    /// <summary>Nothing tells what the worker has to do with the client: a ground must be stated first.</summary>
    GroundNeeded,
    ProtectedNotAllowed,
    NotFound,
    MethodNotAllowed,

    /// <summary>The caller takes neither JSON nor CSV.</summary>
    NotAcceptable,
    LikelyDuplicates,
    ChangedMeanwhile,
    MergeRefused,

    /// <summary>Somebody else has the case; the problem's <c>workerName</c> tells who.</summary>
    CaseTaken,
    CaseClosed,

    /// <summary>It runs already, or lacks what it needs; the problem's <c>reason</c> tells which.</summary>
    JobCannotStart,
    SecondFactorIsOn,

    /// <summary>The key came before with another body.</summary>
    IdempotencyKeyReused,
    TooLarge,
    NotJson,

    /// <summary>Readable, and something in it must be corrected; the problem's <c>errors</c> tell what.</summary>
    Invalid,
    TooManyAttempts,
    Failed,

    /// <summary>The database is busy or away: the same call may succeed later.</summary>
    Unavailable,

    /// <summary>The database went away while the call was being stored: it may be there or not.</summary>
    OutcomeUnknown,

    /// <summary>The server has no room left to store anything: the same call may succeed once somebody has made some.</summary>
    StorageFull,

    /// <summary>Power BI cannot be reached, or asks to wait: the problem's <c>reason</c> tells which, and <c>waitSeconds</c> how long.</summary>
    PowerBiAway,

    /// <summary>Power BI does not show the report until something is mended; the problem's <c>reason</c> tells what.</summary>
    PowerBiRefused,
}
