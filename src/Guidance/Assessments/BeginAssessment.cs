using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Assessments;

/// <summary>Begins a client's first assessment, or goes on with the one of the same stream that is unfinished: pressed twice, it is begun once.</summary>
public sealed class BeginAssessment(GuidanceDbContext guidance, AssessmentTemplates templates, TimeProvider clock)
{
    /// <param name="clientId">The client.</param>
    /// <param name="caseId">The case it is made for; without one, or when it is not an open one of this client and the actor's units, their latest that is.</param>
    /// <param name="stream">Whose questions are asked.</param>
    /// <param name="actor">Who begins.</param>
    /// <param name="ground">Why, for the audit.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The draft's id; null when there is no such client.</returns>
    public Task<Guid?> BeginAsync(Guid clientId, Guid? caseId, LifeStage stream, Actor actor, AuditGround ground, CancellationToken cancellationToken) => guidance.InTransactionAsync<Guid?>(
        async transaction =>
        {
            if (await guidance.FindSurvivorAsync(clientId, cancellationToken) is not { } client)
                return null;

            var unfinished = await guidance.AssessmentDrafts.AsNoTracking()
                .Where(draft => draft.ClientId == client.Id && draft.LifeStage == stream)
                .OrderByDescending(draft => draft.SavedAtUtc)
                .Select(draft => (Guid?)draft.Id).FirstOrDefaultAsync(cancellationToken);
            if (unfinished is not null)
                return unfinished;

            var now = clock.GetUtcNow().UtcDateTime;
            var unitIds = actor.UnitIds;
            var foundCaseId = await guidance.Cases
                .Where(each => each.ClientId == client.Id && each.Source == GuidanceCase.OwnSource && each.ClosedAtUtc == null && unitIds.Contains(each.ResponsibleUnitId!.Value))
                .OrderBy(each => each.Id != caseId).ThenByDescending(each => each.ReceivedAtUtc)
                .Select(each => (Guid?)each.Id).FirstOrDefaultAsync(cancellationToken);
            var begun = new AssessmentDraft
            {
                ClientId = client.Id,
                CaseId = foundCaseId,
                LifeStage = stream,
                UnitId = actor.UnitId,
                TemplateId = templates.CurrentOf(stream).Id,
                StartedAtUtc = now,
                SavedAtUtc = now,
                WorkerId = actor.WorkerId,
                SavedByWorkerId = actor.WorkerId,
            };
            guidance.Add(begun);
            guidance.AuditOf(AuditAction.Create, nameof(AssessmentDraft), begun.Id, client.Id, actor, ground, now);
            await guidance.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return begun.Id;
        },
        cancellationToken);
}
