namespace Palveluohjaus.Guidance.Services;

/// <summary>A service of the county's own to add, or what one is to become.</summary>
public sealed record ServiceToKeep
{
    public required ServiceContent Content { get; init; }

    /// <summary>Codes of the segments it is offered to; none for everyone.</summary>
    public IReadOnlyList<string> Segments { get; init; } = [];

    /// <summary>Of the service as it was when the form was opened; null for a new one.</summary>
    public int? Version { get; init; }
}

/// <summary>What is wrong with which field. Its sentence is in the texts, under <c>Services.Problem.{Kind}</c>.</summary>
public sealed record ServiceProblem(string Field, ServiceProblemKind Kind);

public enum ServiceProblemKind
{
    NotThere,
    NameMissing,
    TextUnreadable,
    TooLong,
    ThemeMissing,
    WebAddressWrong,
    EmailWrong,
    MunicipalityUnknown,
    LanguageUnknown,
    SegmentUnknown,
    WaitingDaysWrong,

    /// <summary>A filter of the finder that is none of its values.</summary>
    FilterUnknown,

    /// <summary>What the national catalogue says is changed in the national catalogue.</summary>
    OfTheCatalogue,

    /// <summary>Somebody else changed it after the form was opened.</summary>
    ChangedMeanwhile,
}

/// <summary>What became of keeping a service.</summary>
public abstract record ServiceResult
{
    private ServiceResult()
    {
    }

    public sealed record Saved(Guid ServiceId) : ServiceResult;

    /// <summary>Something must be corrected first; nothing was stored.</summary>
    public sealed record Refused(IReadOnlyList<ServiceProblem> Problems) : ServiceResult
    {
        public bool IsConflict => Problems.Any(problem => problem.Kind == ServiceProblemKind.ChangedMeanwhile);
    }
}
