using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.NeedsAssessments;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Reporting.Facts;

/// <summary>Reads everything of some clients, or of some anonymous cases, that facts are measured from.</summary>
internal sealed class ReadGuidance(GuidanceReads guidance)
{
    public async Task<GuidanceRows> ReadClientsAsync(IReadOnlyList<Guid> clientIds, CancellationToken cancellationToken)
    {
        // Ids that cannot be null: among those that can, a database looks for each row through all of them.
        var ids = clientIds.ToList();
        await using var moment = await guidance.BeginLookUpsAsync(cancellationToken);
        var rows = await ReadAsync(clientIds, guidance.Cases.Where(row => row.ClientId != null && EF.Parameter(ids).Contains(row.ClientId.Value)), cancellationToken);
        return rows with
        {
            Clients = await guidance.Clients.Where(row => EF.Parameter(ids).Contains(row.Id))
                .Select(row => new ClientRow(row.Id, row.MunicipalityCode, row.ServiceLanguage, row.DateOfBirth))
                .ToDictionaryAsync(row => row.Id, cancellationToken),
            Decisions = await guidance.SegmentDecisions.Where(row => EF.Parameter(ids).Contains(row.ClientId))
                .Select(row => new DecisionRow(row.Sequence, row.ClientId, row.Segment, row.SuggestedSegment, row.OverrideReasonKind, row.DecidedAtUtc, row.SecondsToDecide, row.CaseId))
                .ToListAsync(cancellationToken),
            Responsible = await guidance.ResponsibleWorkers.Where(row => EF.Parameter(ids).Contains(row.ClientId))
                .Select(row => new ResponsibleRow(row.ClientId, row.FromUtc, row.UntilUtc)).ToListAsync(cancellationToken),
            Interventions = await guidance.Interventions.Where(row => EF.Parameter(ids).Contains(row.ClientId)).ToListAsync(cancellationToken),
            InterventionEntries = await guidance.Interventions.Where(row => EF.Parameter(ids).Contains(row.ClientId))
                .Join(guidance.InterventionEntries, row => row.Id, row => row.InterventionId, (_, row) => row).ToListAsync(cancellationToken),
        };
    }

    public async Task<GuidanceRows> ReadCasesAsync(IReadOnlyList<Guid> caseIds, CancellationToken cancellationToken)
    {
        await using var moment = await guidance.BeginLookUpsAsync(cancellationToken);

        // Asked as well for those without a client, a database goes through all of them, by the index on clients. One that has found its client meanwhile is measured with the client.
        var rows = await ReadAsync([], guidance.Cases.Where(row => EF.Parameter(caseIds).Contains(row.Id)), cancellationToken);
        return rows with { Cases = [.. rows.Cases.Where(row => row.ClientId is null)], GoneCaseIds = [.. caseIds.Except(rows.Cases.Select(row => row.Id))] };
    }

    private async Task<GuidanceRows> ReadAsync(IReadOnlyList<Guid> clientIds, IQueryable<GuidanceCase> cases, CancellationToken cancellationToken) => new()
    {
        ClientIds = clientIds,
        Clients = new Dictionary<Guid, ClientRow>(),
        Cases = await cases.Select(row => new CaseRow(
            row.Id, row.ClientId, row.Source, row.MunicipalityCode, row.ResponsibleUnitId, row.Channel, row.ServiceLanguage,
            row.LifeStage, row.Theme, row.ReceivedAtUtc, row.ClosedAtUtc, row.DueAtUtc, row.DueRuleCode != null)).ToListAsync(cancellationToken),
        Contacts = await cases.Join(guidance.Contacts, row => row.Id, row => row.CaseId, (_, row) => new ContactRow(
            row.Id, row.CaseId, row.ClientId, row.OpensCase, row.MunicipalityCode, row.UnitId, row.WorkerId != null, row.Channel, row.ServiceLanguage,
            row.Themes, row.StartedAtUtc, row.RecordedAtUtc, row.HandlingTimeMinutes, row.RepeatReason, row.Outcome)).ToListAsync(cancellationToken),
        Events = await cases.Join(guidance.CaseEvents, row => row.Id, row => row.CaseId, (_, row) => new CaseEventRow(
            row.Sequence, row.CaseId, row.Kind, row.Activity, row.OccurredAtUtc, row.UnitId, row.TakesBack)).ToListAsync(cancellationToken),
        Deadlines = await cases.Join(guidance.CaseDeadlines, row => row.Id, row => row.CaseId, (_, row) => row)
            .Where(row => row.Target == DeadlineTarget.NeedsAssessmentCompleted)
            .Select(row => new DeadlineRow(row.CaseId, row.DueAtUtc, row.MetAtUtc, row.EndedAtUtc)).ToListAsync(cancellationToken),
        NeedsAssessments = await cases.Join(guidance.NeedsAssessments, row => row.Id, row => row.CaseId, (_, row) => row)
            .Where(row => row.State == NeedsAssessmentState.Completed)
            .Select(row => new AssessmentRow(row.CaseId, row.Participants)).ToListAsync(cancellationToken),
        Referrals = await cases.Join(guidance.Referrals, row => row.Id, row => row.CaseId, (_, row) => new ReferralRow(
            row.Id, row.CaseId, row.ServiceId, row.UnitId, row.MadeAtUtc)).ToListAsync(cancellationToken),
        ReferralSteps = await cases.Join(guidance.Referrals, row => row.Id, row => row.CaseId, (_, row) => row.Id)
            .Join(guidance.ReferralSteps, id => id, row => row.ReferralId, (_, row) => new ReferralStepRow(row.Sequence, row.ReferralId, row.State, row.OccurredAtUtc, row.TakesBack)).ToListAsync(cancellationToken),
    };
}
