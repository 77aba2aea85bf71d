using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Queues;

/// <summary>Who answers for a client's whole, for whoever the client gets in touch with: they are offered first.</summary>
public sealed class FindResponsible(GuidanceDbContext guidance, UnitStaff staff, CountyCalendar calendar, TimeProvider clock)
{
    /// <returns>Null when nobody does, or the actor.</returns>
    public async Task<ResponsibleNow?> OfAsync(Guid clientId, Actor actor, CancellationToken cancellationToken)
    {
        var found = await (
            from responsible in guidance.ResponsibleWorkers
            where responsible.ClientId == clientId && responsible.UntilUtc == null && responsible.WorkerId != actor.WorkerId
            join worker in guidance.Workers on responsible.WorkerId equals worker.Id
            orderby responsible.FromUtc descending
            select new { worker.Id, worker.Name }).FirstOrDefaultAsync(cancellationToken);
        if (found is null)
            return null;

        var today = calendar.DayOf(clock.GetUtcNow().UtcDateTime);
        var isHere = actor.UnitId is { } unitId && (await staff.ReadAsync(unitId, cancellationToken)).Any(worker => worker.Id == found.Id);
        var awayUntil = await guidance.Absences
            .HoldingOn(today).Where(absence => absence.WorkerId == found.Id)
            .Select(absence => (DateOnly?)absence.ToDay).MaxAsync(cancellationToken);
        return new ResponsibleNow(found.Id, found.Name, isHere, awayUntil);
    }
}

/// <param name="WorkerId">Who.</param>
/// <param name="Name">Their name.</param>
/// <param name="IsHere">Whether they work in the unit the actor acts for, so that a case can be left to them.</param>
/// <param name="AwayUntil">The last day of their absence; null when they are not away.</param>
public sealed record ResponsibleNow(Guid WorkerId, string Name, bool IsHere, DateOnly? AwayUntil);
