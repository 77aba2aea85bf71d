using System.Globalization;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Api;
using Palveluohjaus.Guidance.Audit;

namespace Palveluohjaus.Guidance.Deadlines;

/// <summary>A case's deadlines: read with how each was counted, stopped and gone on with; and the rules they follow.</summary>
internal static class DeadlineEndpoints
{
    private const string Texts = "Deadline.Change";

    public static void Map(RouteGroupBuilder cases, RouteGroupBuilder rules)
    {
        cases.MapGet("/{caseId:guid}/deadlines", ReadAsync).WithSummary("Read a case's deadlines, the open ones first, and how each was counted")
            .For(AccessRight.LogContacts).Audited(AuditAction.Read).Refuses(StatusCodes.Status404NotFound);
        cases.MapPost("/{caseId:guid}/deadlines/pause", PauseAsync).WithSummary("Stop the case's promises while somebody is waited for; what a law gives goes on")
            .For(AccessRight.LogContacts).Audited(AuditAction.Update).Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        cases.MapPost("/{caseId:guid}/deadlines/resume", ResumeAsync).WithSummary("Let the case's promises go on")
            .For(AccessRight.LogContacts).Audited(AuditAction.Update).Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        cases.MapPut("/{caseId:guid}/matter", RecordAsync).WithSummary("Record when the matter was raised, what it is about and whom: they decide which rules concern the case")
            .For(AccessRight.LogContacts).Audited(AuditAction.Update).Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity);
        rules.MapGet("/", ReadRules).WithSummary("Read the deadline rules in use, all versions").For(AccessRight.OwnAccount).WithoutClientData();
    }

    private static async Task<Results<Ok<CaseDeadlinesView>, ProblemHttpResult>> ReadAsync(
        Guid caseId, CaseDeadlineDesk desk, DeadlineWords words, CurrentActor current, ApiProblems problems, CancellationToken cancellationToken) =>
        await desk.ReadAsync(caseId, current.Actor, cancellationToken) is { } found
            ? TypedResults.Ok(CaseDeadlinesView.Of(found, words))
            : problems.Of(ApiProblemKind.NotFound);

    private static async Task<Results<NoContent, ProblemHttpResult>> PauseAsync(
        Guid caseId, PauseBody body, CaseDeadlineDesk desk, CurrentActor current, ApiProblems problems, CancellationToken cancellationToken) =>
        Conclude(await desk.PauseAsync(caseId, body.Reason, current.Actor, cancellationToken), problems);

    private static async Task<Results<NoContent, ProblemHttpResult>> ResumeAsync(
        Guid caseId, CaseDeadlineDesk desk, CurrentActor current, ApiProblems problems, CancellationToken cancellationToken) =>
        Conclude(await desk.ResumeAsync(caseId, current.Actor, cancellationToken), problems);

    private static async Task<Results<NoContent, ProblemHttpResult>> RecordAsync(
        Guid caseId, MatterBody body, CaseDeadlineDesk desk, CurrentActor current, ApiProblems problems, CancellationToken cancellationToken) =>
        Conclude(
            await desk.RecordAsync(caseId, new MatterToRecord(body.RaisedAt?.UtcDateTime, body.Matter, body.HasHighestCareAllowance, body.IsChildNeedingSpecialSupport), current.Actor, cancellationToken),
            problems);

    private static Ok<DeadlineRulesView> ReadRules(DeadlineRules rules, DeadlineWords words) => TypedResults.Ok(new DeadlineRulesView(
        rules.WorkingDays.SaturdayIsWorkingDay,
        rules.WorkingDays.ChristmasEveIsWorkingDay,
        [.. rules.All.Select(rule => DeadlineRuleView.Of(rule, rules.OwnCodes.Contains(rule.Code), words))]));

    private static Results<NoContent, ProblemHttpResult> Conclude(DeadlineChange change, ApiProblems problems) => change switch
    {
        DeadlineChange.Done => TypedResults.NoContent(),
        DeadlineChange.NotThere => problems.Of(ApiProblemKind.NotFound),
        DeadlineChange.Closed => problems.Of(ApiProblemKind.CaseClosed),
        DeadlineChange.PausedAlready or DeadlineChange.NotPaused or DeadlineChange.NothingToPause => problems.Of(ApiProblemKind.ChangedMeanwhile, "reason", change.ToString()),
        _ => problems.Invalid(Texts, (nameof(MatterBody.RaisedAt), change)),
    };
}

/// <param name="Reason">For whom or what one waits.</param>
internal sealed record PauseBody(PauseReason Reason);

/// <summary>All of what is recorded: what is left out becomes false, or is not raised yet.</summary>
internal sealed record MatterBody
{
    /// <summary>Vireilletulo, with its offset from UTC; null while nothing is asked for.</summary>
    [JsonConverter(typeof(InstantWithOffset))]
    public DateTimeOffset? RaisedAt { get; init; }

    public required MatterKind Matter { get; init; }
    public bool HasHighestCareAllowance { get; init; }
    public bool IsChildNeedingSpecialSupport { get; init; }
}

/// <summary>A case's deadlines as the API gives them.</summary>
internal sealed record CaseDeadlinesView
{
    public required Guid CaseId { get; init; }
    public required Guid? ClientId { get; init; }
    public required DateTime ReceivedAt { get; init; }

    /// <summary>Vireilletulo; null while nothing is asked for.</summary>
    public required DateTime? RaisedAt { get; init; }

    public required MatterKind Matter { get; init; }
    public required bool HasHighestCareAllowance { get; init; }
    public required bool IsChildNeedingSpecialSupport { get; init; }
    public required DateTime? ClosedAt { get; init; }

    /// <summary>Whether the promises stand still now.</summary>
    public required bool IsPaused { get; init; }

    public required IReadOnlyList<CaseDeadlineView> Deadlines { get; init; }
    public required IReadOnlyList<DeadlinePauseView> Pauses { get; init; }

    public static CaseDeadlinesView Of(CaseDeadlines found, DeadlineWords words) => new()
    {
        CaseId = found.Case.Id,
        ClientId = found.Case.ClientId,
        ReceivedAt = found.Case.ReceivedAtUtc,
        RaisedAt = found.Case.RaisedAtUtc,
        Matter = found.Case.Matter,
        HasHighestCareAllowance = found.Case.HasHighestCareAllowance,
        IsChildNeedingSpecialSupport = found.Case.IsChildNeedingSpecialSupport,
        ClosedAt = found.Case.ClosedAtUtc,
        IsPaused = found.LastingPause is not null,
        Deadlines = [.. found.Deadlines.Select(deadline => CaseDeadlineView.Of(deadline, words))],
        Pauses = [.. found.Pauses.Select(pause => new DeadlinePauseView(pause.FromUtc, pause.UntilUtc, pause.Reason))],
    };

    public override string ToString() => $"{nameof(CaseDeadlinesView)} {CaseId}";
}

/// <summary>One time limit, and how it came about.</summary>
internal sealed record CaseDeadlineView
{
    public required string RuleCode { get; init; }
    public required DateOnly RuleValidFrom { get; init; }

    /// <summary>In the caller's language, as are the legal basis and how it was counted.</summary>
    public required string Name { get; init; }

    /// <summary>Null when the version is gone from the files.</summary>
    public required string? LegalBasis { get; init; }

    public required DeadlineTarget Target { get; init; }
    public required DeadlineTrigger Trigger { get; init; }
    public required bool IsStatutory { get; init; }
    public required bool IsPausable { get; init; }

    /// <summary>Whether the county still has to confirm the rule.</summary>
    public required bool IsToBeConfirmed { get; init; }

    public required int Amount { get; init; }
    public required DeadlineUnit Unit { get; init; }
    public required DateTime From { get; init; }

    /// <summary>The first instant that is late. While it stands still, what it would be if it went on now.</summary>
    public required DateTime DueAt { get; init; }

    /// <summary>0–1 while it runs and more when it is late, of the time the rule counts; null when it is over.</summary>
    public required double? UsedShare { get; init; }

    /// <summary>What it is warned of; null when it is over.</summary>
    public required WarningLevel? Warning { get; init; }

    /// <summary>The chance that it is missed, 0–1; null when it is over, late or stands still, or there is too little history.</summary>
    public required double? ChanceOfMissing { get; init; }

    public required DateTime? MetAt { get; init; }
    public required DateTime? EndedAt { get; init; }

    /// <summary>One sentence for each step, in the order in which it is counted.</summary>
    public required IReadOnlyList<string> HowCounted { get; init; }

    public static CaseDeadlineView Of(CountedCaseDeadline counted, DeadlineWords words) => new()
    {
        RuleCode = counted.Deadline.RuleCode,
        RuleValidFrom = counted.Deadline.RuleValidFrom,
        Name = words.Name(counted),
        LegalBasis = counted.Rule?.LegalBasis.In(CultureInfo.CurrentUICulture),
        Target = counted.Deadline.Target,
        Trigger = counted.Deadline.Trigger,
        IsStatutory = counted.Deadline.IsStatutory,
        IsPausable = counted.Deadline.IsPausable,
        IsToBeConfirmed = counted.Rule is { IsToBeConfirmed: true },
        Amount = counted.Deadline.Amount,
        Unit = counted.Deadline.Unit,
        From = counted.Deadline.FromUtc,
        DueAt = counted.Due?.AtUtc ?? counted.Deadline.DueAtUtc,
        UsedShare = counted.Due?.UsedShare,
        Warning = counted.Due?.Warning,
        ChanceOfMissing = counted.Chance is { } chance ? Math.Round(chance.Share, 3) : null,
        MetAt = counted.Deadline.MetAtUtc,
        EndedAt = counted.Deadline.EndedAtUtc,
        HowCounted = words.Explain(counted),
    };
}

/// <param name="From">When the promises stopped.</param>
/// <param name="Until">Null while it lasts.</param>
/// <param name="Reason">Why.</param>
internal sealed record DeadlinePauseView(DateTime From, DateTime? Until, PauseReason Reason);

/// <param name="SaturdayIsWorkingDay">Whether a Saturday counts among working days.</param>
/// <param name="ChristmasEveIsWorkingDay">Whether Christmas Eve does.</param>
/// <param name="Rules">By code, and then by when each came into force.</param>
internal sealed record DeadlineRulesView(bool SaturdayIsWorkingDay, bool ChristmasEveIsWorkingDay, IReadOnlyList<DeadlineRuleView> Rules);

/// <summary>One version of a rule, its texts in the caller's language.</summary>
internal sealed record DeadlineRuleView
{
    public required string Code { get; init; }
    public required DateOnly ValidFrom { get; init; }
    public required DateOnly? ValidTo { get; init; }
    public required string Name { get; init; }
    public required string LegalBasis { get; init; }
    public required DeadlineTrigger Trigger { get; init; }
    public required DeadlineTarget Target { get; init; }
    public required int Amount { get; init; }
    public required DeadlineUnit Unit { get; init; }

    /// <summary>Whom it concerns, in words; null for everybody.</summary>
    public required string? Population { get; init; }

    public required bool IsStatutory { get; init; }
    public required bool IsPausable { get; init; }
    public required bool IsToBeConfirmed { get; init; }

    /// <summary>Whether the county wrote it itself.</summary>
    public required bool IsOwn { get; init; }

    public required bool IsInUse { get; init; }
    public required IReadOnlyList<string> Exclusions { get; init; }

    public static DeadlineRuleView Of(DeadlineRule rule, bool isOwn, DeadlineWords words) => new()
    {
        Code = rule.Code,
        ValidFrom = rule.ValidFrom,
        ValidTo = rule.ValidTo,
        Name = rule.Name.In(CultureInfo.CurrentUICulture),
        LegalBasis = rule.LegalBasis.In(CultureInfo.CurrentUICulture),
        Trigger = rule.Trigger,
        Target = rule.Target,
        Amount = rule.Amount,
        Unit = rule.Unit,
        Population = words.Population(rule.Population),
        IsStatutory = rule.IsStatutory,
        IsPausable = rule.IsPausable,
        IsToBeConfirmed = rule.IsToBeConfirmed,
        IsOwn = isOwn,
        IsInUse = rule.IsInUse,
        Exclusions = [.. rule.Exclusions.Select(exclusion => exclusion.In(CultureInfo.CurrentUICulture))],
    };
}
