using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Teams;
using Palveluohjaus.Guidance.Workbench;

namespace Palveluohjaus.Guidance.Interventions;

/// <summary>Reads a client's interventions, and one of them with all of its entries.</summary>
public sealed class ReadInterventions(GuidanceDbContext guidance, InterventionMethods methods, InterventionDoor door, CountyCalendar calendar, TimeProvider clock)
{
    /// <summary>All of a client's, those that go on first and then the latest; the reading is in the audit.</summary>
    public async Task<IReadOnlyList<InterventionView>> OfClientAsync(Guid clientId, Actor actor, AuditGround ground, CancellationToken cancellationToken)
    {
        var found = await ReadAsync(guidance.Interventions.Where(each => each.ClientId == clientId), entry => ClientGrounds.MayReadWords(ground, actor, entry.WorkerId, entry.UnitId), cancellationToken);
        guidance.AuditOf(AuditAction.Read, nameof(Intervention), null, clientId, actor, ground, clock.GetUtcNow().UtcDateTime);
        await guidance.SaveChangesAsync(cancellationToken);
        return found;
    }

    /// <summary>At most this many of those that go on are listed.</summary>
    public const int MostOngoing = 200;

    /// <summary>Those that go on and are the actor's own or of their units, the actor's own first and then the ones that began last. Everyone on the list is audited as read.</summary>
    public async Task<Cut<OngoingIntervention>> OngoingOfAsync(Actor actor, CancellationToken cancellationToken)
    {
        var (workerId, units) = (actor.WorkerId, actor.UnitIds);
        var own = guidance.Interventions.Where(each => each.State == InterventionState.Ongoing && ((each.WorkerId != null && each.WorkerId == workerId) || (each.UnitId != null && units.Contains(each.UnitId.Value))));
        var ids = await own.OrderByDescending(each => each.WorkerId == workerId).ThenByDescending(each => each.StartedOn).ThenBy(each => each.Id).Select(each => each.Id).Take(MostOngoing).ToListAsync(cancellationToken);
        var views = (await ReadAsync(guidance.Interventions.Where(each => ids.Contains(each.Id)), _ => false, cancellationToken)).ToDictionary(view => view.Intervention.Id);
        var now = clock.GetUtcNow().UtcDateTime;
        var clients = await new WorkClients(guidance, calendar, clock).ReadAsync(views.Values.Select(view => (Guid?)view.Intervention.ClientId), cancellationToken);
        await guidance.AuditListedAsync(clients.Keys, actor, AuditReasons.InterventionsRead, now, cancellationToken);
        return new Cut<OngoingIntervention>(
            [.. ids.Where(id => views.ContainsKey(id)).Select(id => views[id]).Where(view => clients.ContainsKey(view.Intervention.ClientId)).Select(view => new OngoingIntervention(view, clients[view.Intervention.ClientId], view.Intervention.WorkerId == workerId))],
            ids.Count < MostOngoing ? ids.Count : await own.CountAsync(cancellationToken));
    }

    /// <summary>The client's open cases that one can belong to.</summary>
    public async Task<IReadOnlyList<GuidanceCase>> OpenCasesAsync(Guid clientId, CancellationToken cancellationToken) =>
        await guidance.Cases.AsNoTracking().Where(each => each.ClientId == clientId && each.Source == GuidanceCase.OwnSource && each.ClosedAtUtc == null)
            .OrderByDescending(each => each.ReceivedAtUtc).ToListAsync(cancellationToken);

    /// <returns>Null when there is no such intervention, or the actor has nothing to do with it.</returns>
    public async Task<InterventionDetails?> FindAsync(Guid interventionId, Actor actor, CancellationToken cancellationToken)
    {
        if (await guidance.Interventions.AsNoTracking().FirstOrDefaultAsync(each => each.Id == interventionId, cancellationToken) is not { } intervention
            || await door.AskAsync(intervention, AuditReasons.InterventionsRead, actor, cancellationToken) is not { } ground)
            return null;

        var view = (await ReadAsync(
            guidance.Interventions.Where(each => each.Id == interventionId), entry => ClientGrounds.MayReadWords(ground, actor, entry.WorkerId, entry.UnitId), cancellationToken)).Single();
        var client = await guidance.Clients.AsNoTracking().SingleAsync(each => each.Id == intervention.ClientId, cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        guidance.AuditOf(
            AuditAction.Read, nameof(Intervention), intervention.Id, intervention.ClientId, actor, intervention.CaseId is { } caseId && ground.CaseId is null ? ground with { CaseId = caseId } : ground, now);
        await guidance.SaveChangesAsync(cancellationToken);
        return new InterventionDetails(view, $"{client.GivenName} {client.FamilyName}", client.AgeOn(calendar.DayOf(now)), ClientGrounds.StatedIn(ground) is null);
    }

    private async Task<IReadOnlyList<InterventionView>> ReadAsync(IQueryable<Intervention> which, Func<InterventionEntry, bool> mayReadWords, CancellationToken cancellationToken)
    {
        var found = await which.AsNoTracking().ToListAsync(cancellationToken);
        if (found.Count == 0)
            return [];

        var entries = (await (
            from each in which
            join entry in guidance.InterventionEntries.AsNoTracking() on each.Id equals entry.InterventionId
            orderby entry.Sequence
            select entry).ToListAsync(cancellationToken)).ToLookup(entry => entry.InterventionId);
        var workerIds = found.Select(each => each.WorkerId).Concat(entries.SelectMany(each => each).Select(entry => entry.WorkerId)).OfType<Guid>().Distinct().ToList();
        var workers = await guidance.Workers.Where(worker => workerIds.Contains(worker.Id)).ToDictionaryAsync(worker => worker.Id, worker => worker.Name, cancellationToken);
        var unitIds = found.Select(each => each.UnitId).OfType<Guid>().Distinct().ToList();
        var units = await guidance.Units.AsNoTracking().Where(unit => unitIds.Contains(unit.Id)).ToDictionaryAsync(unit => unit.Id, cancellationToken);
        return
        [
            .. found.OrderBy(each => !each.IsOngoing).ThenByDescending(each => each.StartedOn).ThenByDescending(each => each.Id).Select(each => new InterventionView
            {
                Intervention = each,
                Method = methods.FindToName(each.MethodCode, each.MethodVersion),
                Result = InterventionResult.Of(each, [.. entries[each.Id]]),
                WorkerName = NameOf(each.WorkerId),
                Unit = each.UnitId is { } unitId ? units.GetValueOrDefault(unitId) : null,
                Entries = Rows([.. entries[each.Id]]),
            }),
        ];

        IReadOnlyList<InterventionEntryRow> Rows(IReadOnlyList<InterventionEntry> all)
        {
            var holding = InterventionResult.Holding(all).ToHashSet();
            return [.. all.Select(entry => new InterventionEntryRow(entry, NameOf(entry.WorkerId), holding.Contains(entry), mayReadWords(entry) ? entry.Note : null))];
        }

        string? NameOf(Guid? workerId) => workerId is { } known ? workers.GetValueOrDefault(known) : null;
    }
}

/// <summary>An intervention with its result and its history.</summary>
public sealed record InterventionView
{
    public required Intervention Intervention { get; init; }

    /// <summary>Null when no file has the method any more.</summary>
    public required InterventionMethod? Method { get; init; }

    public required InterventionResult Result { get; init; }
    public required string? WorkerName { get; init; }
    public required Unit? Unit { get; init; }

    /// <summary>In the order in which they were recorded.</summary>
    public required IReadOnlyList<InterventionEntryRow> Entries { get; init; }

    public override string ToString() => $"{nameof(InterventionView)} {Intervention.Id}";
}

/// <param name="View">The intervention.</param>
/// <param name="ClientName">Whose.</param>
/// <param name="ClientAge">In whole years.</param>
/// <param name="MayRecord">False for whoever only stated why they see the client.</param>
public sealed record InterventionDetails(InterventionView View, string ClientName, int ClientAge, bool MayRecord)
{
    public override string ToString() => $"{nameof(InterventionDetails)} {View.Intervention.Id}";
}

/// <param name="View">The intervention.</param>
/// <param name="Client">Whose.</param>
/// <param name="IsOwn">Whether it is the reader's own.</param>
public sealed record OngoingIntervention(InterventionView View, WorkClient Client, bool IsOwn)
{
    public override string ToString() => $"{nameof(OngoingIntervention)} {View.Intervention.Id}";
}

/// <param name="Entry">The entry.</param>
/// <param name="WorkerName">Who recorded it.</param>
/// <param name="Holds">False for one that was taken back, and for the taking back.</param>
/// <param name="Note">Null where nothing was written, or the actor may not read it.</param>
public sealed record InterventionEntryRow(InterventionEntry Entry, string? WorkerName, bool Holds, string? Note)
{
    public override string ToString() => $"{nameof(InterventionEntryRow)} {Entry.Sequence}";
}
