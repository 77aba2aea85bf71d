using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Interventions;
using Palveluohjaus.Guidance.NeedsAssessments;
using Palveluohjaus.Guidance.Services.Referrals;

namespace Palveluohjaus.Reporting.Facts;

/// <summary>Everything of some clients, or some anonymous cases, as read from Guidance: no name, no note.</summary>
public sealed record GuidanceRows
{
    /// <summary>Whose facts are measured; empty when the cases are anonymous.</summary>
    public required IReadOnlyList<Guid> ClientIds { get; init; }

    /// <summary>Cases that were asked for and are there no more.</summary>
    public IReadOnlyList<Guid> GoneCaseIds { get; init; } = [];

    public required IReadOnlyDictionary<Guid, ClientRow> Clients { get; init; }
    public required IReadOnlyList<CaseRow> Cases { get; init; }
    public required IReadOnlyList<ContactRow> Contacts { get; init; }
    public required IReadOnlyList<CaseEventRow> Events { get; init; }
    public required IReadOnlyList<DeadlineRow> Deadlines { get; init; }
    public required IReadOnlyList<AssessmentRow> NeedsAssessments { get; init; }
    public required IReadOnlyList<ReferralRow> Referrals { get; init; }
    public required IReadOnlyList<ReferralStepRow> ReferralSteps { get; init; }
    public IReadOnlyList<DecisionRow> Decisions { get; init; } = [];
    public IReadOnlyList<ResponsibleRow> Responsible { get; init; } = [];
    public IReadOnlyList<Intervention> Interventions { get; init; } = [];
    public IReadOnlyList<InterventionEntry> InterventionEntries { get; init; } = [];
}

/// <summary>A client as facts need it.</summary>
public sealed record ClientRow(Guid Id, string MunicipalityCode, ServiceLanguage ServiceLanguage, DateOnly DateOfBirth);

/// <summary>A case as facts need it.</summary>
public sealed record CaseRow(
    Guid Id,
    Guid? ClientId,
    string Source,
    string? MunicipalityCode,
    Guid? UnitId,
    ContactChannel Channel,
    ServiceLanguage? ServiceLanguage,
    LifeStage? LifeStage,
    NeedReason? Theme,
    DateTime ReceivedAtUtc,
    DateTime? ClosedAtUtc,
    DateTime? DueAtUtc,
    bool IsDueByRule);

/// <summary>A contact as facts need it.</summary>
public sealed record ContactRow(
    Guid Id,
    Guid CaseId,
    Guid? ClientId,
    bool OpensCase,
    string? MunicipalityCode,
    Guid? UnitId,
    bool IsFromDesk,
    ContactChannel Channel,
    ServiceLanguage? ServiceLanguage,
    IReadOnlyList<NeedReason> Themes,
    DateTime StartedAtUtc,
    DateTime RecordedAtUtc,
    int? HandlingTimeMinutes,
    RepeatReason? RepeatReason,
    ContactOutcome? Outcome)
{
    public NeedReason? MainTheme => Themes.Count == 0 ? null : Themes[0];
}

/// <summary>A case event as facts need it.</summary>
public sealed record CaseEventRow(long Sequence, Guid CaseId, CaseEventKind Kind, string? Activity, DateTime OccurredAtUtc, Guid? UnitId, long? TakesBack = null);

/// <summary>A deadline of a needs assessment.</summary>
public sealed record DeadlineRow(Guid CaseId, DateTime DueAtUtc, DateTime? MetAtUtc, DateTime? EndedAtUtc);

/// <summary>A completed needs assessment.</summary>
public sealed record AssessmentRow(Guid CaseId, IReadOnlyList<Participant> Participants);

/// <summary>A referral as facts need it.</summary>
public sealed record ReferralRow(Guid Id, Guid CaseId, Guid ServiceId, Guid? UnitId, DateTime MadeAtUtc);

/// <summary>A step of a referral as facts need it.</summary>
public sealed record ReferralStepRow(long Sequence, Guid ReferralId, ReferralState State, DateTime OccurredAtUtc, long? TakesBack);

/// <summary>A decision on a client's segment as facts need it.</summary>
public sealed record DecisionRow(long Sequence, Guid ClientId, string Segment, string? SuggestedSegment, OverrideReasonKind? OverrideReason, DateTime DecidedAtUtc, int? SecondsToDecide, Guid? CaseId);

/// <summary>A time of a client's responsible worker.</summary>
public sealed record ResponsibleRow(Guid ClientId, DateTime FromUtc, DateTime? UntilUtc);
