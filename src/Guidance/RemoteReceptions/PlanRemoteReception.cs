using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.RemoteReceptions;

/// <summary>Records a client's answer to being met remotely and, where it suits, when and where to: the plan, the consent and the audit in one transaction.</summary>
public sealed class PlanRemoteReception(GuidanceDbContext guidance, CountyCalendar calendar, TimeProvider clock)
{
    public const int PlannedWithinDays = 366;

    public Task<PlanRemoteReceptionResult> PlanAsync(RemoteReceptionToPlan toPlan, Actor actor, AuditGround ground, CancellationToken cancellationToken) => guidance.InTransactionAsync<PlanRemoteReceptionResult>(
        async transaction =>
        {
            // Where the same form came in at the same moment, a second look finds it.
            if (await guidance.FindSurvivorAsync(toPlan.ClientId, cancellationToken) is not { } client)
                return new PlanRemoteReceptionResult.Refused([RemoteReceptionProblem.ClientUnknown]);
            if (await guidance.RemoteReceptions.AsNoTracking().FirstOrDefaultAsync(each => each.SubmissionKey == toPlan.SubmissionKey, cancellationToken) is { } earlier)
            {
                return earlier.ClientId == client.Id && WhatIsStored(earlier) == WhatIsStored(toPlan)
                    ? new PlanRemoteReceptionResult.Planned(earlier.Id)
                    : new PlanRemoteReceptionResult.Refused([RemoteReceptionProblem.KeyUsed]);
            }

            var problems = FindProblems(toPlan);
            if (problems.Count > 0)
                return new PlanRemoteReceptionResult.Refused(problems);

            var added = Add(toPlan, client.Id, actor, ground);
            await guidance.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return new PlanRemoteReceptionResult.Planned(added.Id);
        },
        cancellationToken);

    private List<RemoteReceptionProblem> FindProblems(RemoteReceptionToPlan toPlan)
    {
        var problems = new List<RemoteReceptionProblem>();
        void Check(bool isWrong, RemoteReceptionProblem problem)
        {
            if (isWrong)
                problems.Add(problem);
        }

        Check(toPlan.Consent is not (ConsentAnswer.Given or ConsentAnswer.Refused), RemoteReceptionProblem.ConsentMissing);
        Check(toPlan is { Consent: ConsentAnswer.Refused, RefusalReason: null }, RemoteReceptionProblem.RefusalReasonMissing);
        if (toPlan.Consent != ConsentAnswer.Given)
            return problems;

        var reason = toPlan.JudgementReason.Trim();
        Check(toPlan.Judgement is null, RemoteReceptionProblem.JudgementMissing);
        Check(toPlan.Judgement == RemoteJudgement.NotSuitable && reason.Length == 0, RemoteReceptionProblem.JudgementReasonMissing);
        Check(reason.Length > RemoteReception.ReasonMaxLength, RemoteReceptionProblem.JudgementReasonTooLong);
        if (toPlan.Judgement != RemoteJudgement.Suitable)
            return problems;

        var (email, now) = (toPlan.Email.Trim(), clock.GetUtcNow().UtcDateTime);
        Check(email.Length == 0, RemoteReceptionProblem.EmailMissing);
        Check(email.Length > 0 && !EmailAddress.IsValid(email), RemoteReceptionProblem.EmailUnreadable);
        Check(email.Length > 0 && EmailAddress.IsValid(email) && !toPlan.IsEmailReadBack, RemoteReceptionProblem.EmailNotReadBack);
        Check(toPlan.PlannedAtUtc is null, RemoteReceptionProblem.TimeMissing);
        Check(toPlan.PlannedAtUtc < now, RemoteReceptionProblem.TimePast);
        Check(toPlan.PlannedAtUtc > now.AddDays(PlannedWithinDays), RemoteReceptionProblem.TimeTooFar);
        return problems;
    }

    private RemoteReception Add(RemoteReceptionToPlan toPlan, Guid clientId, Actor actor, AuditGround ground)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var stored = WhatIsStored(toPlan);
        var added = guidance.RemoteReceptions.Add(new RemoteReception
        {
            ClientId = clientId,
            CaseId = ground.CaseId,
            Consent = stored.Consent!.Value,
            RefusalReason = stored.RefusalReason,
            Judgement = stored.Judgement,
            JudgementReason = stored.JudgementReason,
            Email = stored.Email,
            PlannedAtUtc = stored.PlannedAtUtc,
            RecordedAtUtc = now,
            UnitId = actor.UnitId,
            WorkerId = actor.WorkerId,
            SubmissionKey = toPlan.SubmissionKey,
        }).Entity;
        guidance.Add(new ClientConsent
        {
            ClientId = clientId,
            Kind = ConsentKind.RemoteReception,
            Answer = added.Consent,
            AnsweredOn = calendar.DayOf(now),
            RecordedAtUtc = now,
            RecordedBy = actor.Name,
        });
        guidance.AuditClient(AuditAction.Update, clientId, actor, ground.With($": {nameof(ClientConsent)}"), now);
        guidance.AuditReception(AuditAction.Create, added, actor, ground, now);
        return added;
    }

    /// <summary>Without what the answers before it make needless: two forms that leave the same row say the same.</summary>
    private static (ConsentAnswer? Consent, RemoteRefusalReason? RefusalReason, RemoteJudgement? Judgement, string? JudgementReason, string? Email, DateTime? PlannedAtUtc) WhatIsStored(
        RemoteReceptionToPlan toPlan)
    {
        var isGiven = toPlan.Consent == ConsentAnswer.Given;
        var isSuitable = isGiven && toPlan.Judgement == RemoteJudgement.Suitable;
        var reason = toPlan.JudgementReason.Trim();
        return (
            toPlan.Consent,
            isGiven ? null : toPlan.RefusalReason,
            isGiven ? toPlan.Judgement : null,
            isGiven && reason.Length > 0 ? reason : null,
            isSuitable ? toPlan.Email.Trim() : null,
            isSuitable ? toPlan.PlannedAtUtc : null);
    }

    private static (ConsentAnswer? Consent, RemoteRefusalReason? RefusalReason, RemoteJudgement? Judgement, string? JudgementReason, string? Email, DateTime? PlannedAtUtc) WhatIsStored(
        RemoteReception reception) =>
        (reception.Consent, reception.RefusalReason, reception.Judgement, reception.JudgementReason, reception.Email, reception.PlannedAtUtc);
}
