using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Interventions;

/// <summary>Starts a method of the catalogue with a client: the intervention and the audit entry in one transaction.</summary>
public sealed class StartIntervention(GuidanceDbContext guidance, InterventionMethods methods, ClientGrounds grounds, CountyCalendar calendar, TimeProvider clock)
{
    public Task<InterventionOutcome> StartAsync(InterventionToStart toStart, Actor actor, CancellationToken cancellationToken) => guidance.InTransactionAsync<InterventionOutcome>(
        async transaction =>
        {
            // The same method must not be begun by two desks at once, nor the case be closed between looking and storing. Where the same key came in at the same moment, a
            // second look finds it.
            if (await guidance.FindSurvivorAsync(toStart.ClientId, cancellationToken) is not { } client
                || await grounds.FindAsync(client.Id, AuditReasons.InterventionStarted, actor, cancellationToken) is not { } ground)
                return Refuse(InterventionFields.Client, InterventionProblemKind.NotThere);
            if (ClientGrounds.StatedIn(ground) is not null)
                return Refuse(InterventionFields.Client, InterventionProblemKind.ContactFirst);
            if (await FindEarlierAsync(toStart, client, cancellationToken) is { } earlier)
                return earlier;
            if (!await guidance.HoldClientAsync(client.Id, cancellationToken))
                return Refuse(InterventionFields.Client, InterventionProblemKind.ChangedMeanwhile);

            var now = clock.GetUtcNow().UtcDateTime;
            var method = string.IsNullOrEmpty(toStart.MethodCode) ? null : methods.FindInUse(toStart.MethodCode);
            var startedOn = toStart.StartedOn ?? calendar.DayOf(now);
            var problems = await FindProblemsAsync(toStart, method, startedOn, client, calendar.DayOf(now), cancellationToken);
            if (problems.Count > 0)
                return new InterventionOutcome.Refused(problems);

            var started = new Intervention
            {
                ClientId = client.Id,
                CaseId = toStart.CaseId,
                MethodCode = method!.Code,
                MethodVersion = method.Version,
                PlannedSessions = toStart.PlannedSessions ?? method.Sessions,
                StartedOn = startedOn,
                WorkerId = actor.WorkerId,
                UnitId = actor.UnitId,
                RecordedAtUtc = now,
                SubmissionKey = toStart.SubmissionKey,
            };
            guidance.Add(started);
            guidance.AuditOf(AuditAction.Create, nameof(Intervention), started.Id, client.Id, actor, toStart.CaseId is { } caseId ? ground with { CaseId = caseId } : ground, now);
            await guidance.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return new InterventionOutcome.Done(started.Id);
        },
        cancellationToken);

    private async Task<InterventionOutcome?> FindEarlierAsync(InterventionToStart toStart, Client client, CancellationToken cancellationToken) =>
        await guidance.Interventions.AsNoTracking().FirstOrDefaultAsync(each => each.SubmissionKey == toStart.SubmissionKey, cancellationToken) switch
        {
            null => null,
            { } sent when sent.ClientId == client.Id && sent.MethodCode == toStart.MethodCode && sent.CaseId == toStart.CaseId
                && (toStart.StartedOn is not { } day || sent.StartedOn == day) && (toStart.PlannedSessions is not { } planned || sent.PlannedSessions == planned) => new InterventionOutcome.Done(sent.Id, CameBefore: true),
            _ => Refuse(InterventionFields.Client, InterventionProblemKind.KeyReused),
        };

    private async Task<List<InterventionProblem>> FindProblemsAsync(
        InterventionToStart toStart, InterventionMethod? method, DateOnly startedOn, Client client, DateOnly today, CancellationToken cancellationToken)
    {
        var problems = new List<InterventionProblem>();
        if (method is null)
            Wrong(InterventionFields.Method, string.IsNullOrEmpty(toStart.MethodCode) ? InterventionProblemKind.MethodMissing : InterventionProblemKind.MethodUnknown);
        else if (await guidance.IsOngoingAsync(client.Id, method.Code, exceptId: null, cancellationToken))
            Wrong(InterventionFields.Method, InterventionProblemKind.AlreadyOngoing);
        if (toStart.CaseId is { } caseId)
        {
            var of = await guidance.Cases.AsNoTracking()
                .FirstOrDefaultAsync(each => each.Id == caseId && each.ClientId == client.Id && each.Source == GuidanceCase.OwnSource, cancellationToken);
            if (of is null)
                Wrong(InterventionFields.Case, InterventionProblemKind.CaseUnknown);
            else if (of.ClosedAtUtc is not null)
                Wrong(InterventionFields.Case, InterventionProblemKind.CaseClosed);
        }

        if (startedOn > today)
            Wrong(InterventionFields.StartedOn, InterventionProblemKind.DayInFuture);
        else if (startedOn < client.DateOfBirth)
            Wrong(InterventionFields.StartedOn, InterventionProblemKind.DayBeforeBirth);
        if (toStart.PlannedSessions is not (null or (>= 1 and <= Intervention.MostSessions)))
            Wrong(InterventionFields.PlannedSessions, InterventionProblemKind.PlannedSessionsImpossible);
        return problems;

        void Wrong(string field, InterventionProblemKind kind) => problems.Add(new InterventionProblem(field, kind));
    }

    private static InterventionOutcome.Refused Refuse(string field, InterventionProblemKind kind) => new(new InterventionProblem(field, kind));
}
