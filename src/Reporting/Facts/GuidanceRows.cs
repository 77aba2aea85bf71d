using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Contacts;

namespace Palveluohjaus.Reporting.Facts;

/// <summary>A case as facts need it: no name, no note.</summary>
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
    DateTime? DueAtUtc);

/// <summary>A contact as facts need it.</summary>
public sealed record ContactRow(
    Guid Id,
    Guid CaseId,
    Guid? ClientId,
    bool OpensCase,
    string? MunicipalityCode,
    Guid? UnitId,
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
public sealed record CaseEventRow(long Sequence, Guid CaseId, CaseEventKind Kind, string? Activity, DateTime OccurredAtUtc, Guid? UnitId);
