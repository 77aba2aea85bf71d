using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Teams;
using Palveluohjaus.Guidance.Workbench;

namespace Palveluohjaus.Guidance.NeedsAssessments;

/// <summary>Reads who of one's units' clients waits for housing: the criteria are met and the decision is made. Everyone on it is audited as read.</summary>
public sealed class ReadHousingWaits(GuidanceDbContext guidance, CountyCalendar calendar, TimeProvider clock)
{
    public const int MaxRows = 500;

    /// <returns>Who has waited longest comes first.</returns>
    public async Task<Cut<HousingRow>> ReadAsync(Actor actor, CancellationToken cancellationToken)
    {
        var units = actor.UnitIds;
        var waiting =
            from assessment in guidance.NeedsAssessments.AsNoTracking()
            where assessment.HousingDecidedOn != null && assessment.HousingEndedOn == null && assessment.State == NeedsAssessmentState.Completed && assessment.AreHousingCriteriaMet
            join each in guidance.Cases on assessment.CaseId equals each.Id
            where each.ResponsibleUnitId != null && units.Contains(each.ResponsibleUnitId.Value) && each.ClientId != null
            join unit in guidance.Units on each.ResponsibleUnitId equals unit.Id
            orderby assessment.HousingDecidedOn, assessment.Id
            select new { assessment.CaseId, each.ClientId, DecidedOn = assessment.HousingDecidedOn!.Value, unit };
        var rows = await waiting.Take(MaxRows).ToListAsync(cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        var (today, clients) = (calendar.DayOf(now), await new WorkClients(guidance, calendar, clock).ReadAsync(rows.Select(row => row.ClientId), cancellationToken));
        await guidance.AuditListedAsync(clients.Keys, actor, AuditReasons.HousingQueue, now, cancellationToken);
        return new Cut<HousingRow>(
            rows.ConvertAll(row => new HousingRow(row.CaseId, clients[row.ClientId!.Value], row.DecidedOn, today.DayNumber - row.DecidedOn.DayNumber, row.unit)),
            rows.Count < MaxRows ? rows.Count : await waiting.CountAsync(cancellationToken));
    }
}

/// <summary>One who waits for housing, and for how many days since the decision.</summary>
public sealed record HousingRow(Guid CaseId, WorkClient Client, DateOnly DecidedOn, int DaysWaited, Unit Unit)
{
    public override string ToString() => $"{nameof(HousingRow)} {CaseId}";
}
