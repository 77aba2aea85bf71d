using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.ClientSegments;

/// <summary>
/// Asks a second professional of the same unit what they would have decided from the same answers. Neither the suggestion nor the first decision is read
/// here, so no page can show them; nor is the client's name.
/// </summary>
public sealed class SecondOpinions(GuidanceDbContext guidance, CountyCalendar calendar, TimeProvider clock)
{
    /// <summary>Those asked of the actor's units that another decided first and nobody has answered, the oldest first.</summary>
    public async Task<IReadOnlyList<OpenSecondOpinion>> ReadOpenAsync(Actor actor, CancellationToken cancellationToken)
    {
        var unitIds = actor.UnitIds;
        var open = await (
            from opinion in guidance.SecondOpinions.AsNoTracking()
            join assessment in guidance.Assessments on opinion.AssessmentId equals assessment.Id
            where unitIds.Contains(opinion.UnitId) && opinion.GivenAtUtc == null && opinion.FirstWorkerId != actor.WorkerId
            orderby opinion.AskedAtUtc
            select new OpenSecondOpinion(opinion.Id, assessment.LifeStage, opinion.AskedAtUtc)).ToListAsync(cancellationToken);
        guidance.AuditOf(AuditAction.Search, nameof(SecondOpinion), null, null, actor, AuditReasons.SecondOpinionAsked, clock.GetUtcNow().UtcDateTime);
        await guidance.SaveChangesAsync(cancellationToken);
        return open;
    }

    /// <returns>Null when there is none for this actor.</returns>
    public async Task<AskedSecondOpinion?> FindAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        var unitIds = actor.UnitIds;
        var asked = await (
            from opinion in guidance.SecondOpinions.AsNoTracking()
            join assessment in guidance.Assessments on opinion.AssessmentId equals assessment.Id
            join client in guidance.Clients on opinion.ClientId equals client.Id
            where opinion.Id == id && unitIds.Contains(opinion.UnitId) && opinion.FirstWorkerId != actor.WorkerId
            select new
            {
                opinion.ClientId,
                opinion.GivenAtUtc,
                GivenByActor = opinion.WorkerId == actor.WorkerId,
                assessment.LifeStage,
                assessment.TemplateId,
                assessment.Answers,
                assessment.NeedReasons,
                assessment.AssessedAtUtc,
                client.DateOfBirth,
            }).FirstOrDefaultAsync(cancellationToken);
        if (asked is null)
            return null;

        guidance.AuditOf(AuditAction.Read, nameof(SecondOpinion), id, asked.ClientId, actor, AuditReasons.SecondOpinionAsked, clock.GetUtcNow().UtcDateTime);
        await guidance.SaveChangesAsync(cancellationToken);
        return new AskedSecondOpinion
        {
            Id = id,
            GivenAtUtc = asked.GivenAtUtc,
            IsGivenByActor = asked.GivenByActor,
            AgeYears = Client.AgeOn(asked.DateOfBirth, calendar.DayOf(asked.AssessedAtUtc)),
            TemplateId = asked.TemplateId,
            Answers = asked.Answers,
            NeedReasons = asked.NeedReasons,
        };
    }

    /// <returns>False when it has been given already, or is not this actor's to give.</returns>
    public async Task<bool> GiveAsync(Guid id, string segment, Actor actor, CancellationToken cancellationToken)
    {
        var unitIds = actor.UnitIds;
        guidance.ChangeTracker.Clear();
        return await guidance.InTransactionAsync(
            async transaction =>
            {
                var opinion = await guidance.SecondOpinions.FirstOrDefaultAsync(each => each.Id == id && unitIds.Contains(each.UnitId), cancellationToken);
                if (opinion is not { GivenAtUtc: null } || actor.WorkerId is not { } workerId || opinion.FirstWorkerId == workerId)
                    return false;

                var now = clock.GetUtcNow().UtcDateTime;
                opinion.Give(segment, workerId, now);
                guidance.AuditOf(AuditAction.Create, nameof(SecondOpinion), id, opinion.ClientId, actor, AuditReasons.SecondOpinionAsked, now);
                await guidance.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return true;
            },
            cancellationToken);
    }
}
