using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.ClientSegments;

/// <summary>
/// Reads what is known of clients, a batch at a time: a query per table and batch, never one per client. Made for one run.
/// </summary>
/// <param name="guidance">Where clients and their history are.</param>
/// <param name="fromUtc">The earliest moment a row will be asked for; history from the year before it is read.</param>
/// <param name="untilUtc">The latest moment a row will be asked for.</param>
internal sealed class ReadClientPasts(GuidanceDbContext guidance, DateTime fromUtc, DateTime untilUtc)
{
    // Further back than a year: the first contact of it may repeat one from before it.
    private readonly DateTime _handoffsFromUtc = ClientPast.YearBefore(fromUtc);
    private readonly DateTime _contactsFromUtc = ClientPast.YearBefore(fromUtc) - ClientPast.RepeatWindow;

    // Events have no client of their own and no index by time, so one pass for the whole county costs what one batch would.
    // It holds two instants for each handoff of the time looked at.
    private Dictionary<Guid, List<PastHandoff>>? _handoffs;

    /// <summary>Reads the clients of one batch, whole.</summary>
    /// <param name="clientIds">Neighbours in the database's own order of ids, which bounds every query: .NET and SQL Server order Guids differently.</param>
    /// <param name="unreadable">Gets the clients of whom something is stored that cannot be read. One of them must not stop a county's run.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The others, in the order of their ids.</returns>
    public async Task<IReadOnlyList<ClientPast>> ReadAsync(IReadOnlyList<Guid> clientIds, List<Guid> unreadable, CancellationToken cancellationToken)
    {
        _handoffs ??= await ReadHandoffsAsync(cancellationToken);
        try
        {
            return await ReadRangeAsync(clientIds, cancellationToken);
        }
        catch (Exception error) when (IsOfTheRowsThemselves(error))
        {
            if (clientIds.Count == 1)
            {
                unreadable.Add(clientIds[0]);
                return [];
            }

            // Which client it is, a query does not tell; halving finds each in about a dozen steps.
            var half = clientIds.Count / 2;
            var earlier = await ReadAsync([.. clientIds.Take(half)], unreadable, cancellationToken);
            var later = await ReadAsync([.. clientIds.Skip(half)], unreadable, cancellationToken);
            return [.. earlier, .. later];
        }
    }

    /// <summary>What the providers and our own conversions throw at a stored value that is not what its column should hold.</summary>
    private static bool IsOfTheRowsThemselves(Exception error) =>
        error is JsonException or FormatException or ArgumentException or InvalidCastException or OverflowException
        || (error is InvalidOperationException && error.InnerException is { } inner && IsOfTheRowsThemselves(inner));

    private async Task<IReadOnlyList<ClientPast>> ReadRangeAsync(IReadOnlyList<Guid> clientIds, CancellationToken cancellationToken)
    {
        var (first, last) = (clientIds[0], clientIds[^1]);
        var clients = await guidance.Clients.AsNoTracking()
            .Where(client => client.Id >= first && client.Id <= last)
            .Select(client => new PastClient(client.Id, client.DateOfBirth, client.Sex, client.ServiceLanguage, client.MunicipalityCode, client.IsProtected))
            .ToDictionaryAsync(client => client.Id, cancellationToken);
        var pasts = new Dictionary<Guid, ClientPast>(clientIds.Count);
        foreach (var clientId in clientIds)
        {
            if (clients.TryGetValue(clientId, out var client))
                pasts[clientId] = new ClientPast(client) { Handoffs = _handoffs!.GetValueOrDefault(clientId) ?? [] };
        }

        var assessments = guidance.Assessments.AsNoTracking()
            .Where(assessment => assessment.ClientId >= first && assessment.ClientId <= last && assessment.AssessedAtUtc <= untilUtc)
            .Select(assessment => new PastAssessment(assessment.ClientId, assessment.Id, assessment.AssessedAtUtc, assessment.Answers));
        await foreach (var assessment in assessments.AsAsyncEnumerable().WithCancellation(cancellationToken))
            pasts.GetValueOrDefault(assessment.ClientId)?.Assessments.Add(assessment);

        var contacts = guidance.Contacts.AsNoTracking()
            .Where(contact => contact.ClientId >= first && contact.ClientId <= last
                && contact.StartedAtUtc >= _contactsFromUtc && contact.StartedAtUtc < untilUtc)
            .Select(contact => new { ClientId = contact.ClientId!.Value, contact.StartedAtUtc, contact.RecordedAtUtc, contact.Themes });
        await foreach (var contact in contacts.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            pasts.GetValueOrDefault(contact.ClientId)?.Contacts
                .Add(new PastContact(contact.StartedAtUtc, contact.RecordedAtUtc, contact.Themes.Count == 0 ? null : contact.Themes[0]));
        }

        foreach (var past in pasts.Values)
            past.Contacts.Sort((one, other) => one.StartedAtUtc.CompareTo(other.StartedAtUtc));
        return [.. pasts.Values];
    }

    private async Task<Dictionary<Guid, List<PastHandoff>>> ReadHandoffsAsync(CancellationToken cancellationToken)
    {
        // The case is looked up from the event, one by one in the database: a join let SQLite begin from every case the
        // county ever had, which took about ten times as long.
        var handoffs = guidance.CaseEvents.AsNoTracking()
            .Where(caseEvent => caseEvent.Kind == CaseEventKind.HandedOff
                && caseEvent.OccurredAtUtc >= _handoffsFromUtc && caseEvent.OccurredAtUtc < untilUtc)
            .Select(caseEvent => new
            {
                caseEvent.OccurredAtUtc,
                caseEvent.RecordedAtUtc,
                ClientId = guidance.Cases
                    .Where(guidanceCase => guidanceCase.Id == caseEvent.CaseId)
                    .Select(guidanceCase => guidanceCase.ClientId)
                    .FirstOrDefault(),
            });

        var read = new Dictionary<Guid, List<PastHandoff>>();
        await foreach (var handoff in handoffs.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (handoff.ClientId is not { } known)
                continue;
            if (!read.TryGetValue(known, out var ofClient))
                read[known] = ofClient = [];
            ofClient.Add(new PastHandoff(handoff.OccurredAtUtc, handoff.RecordedAtUtc));
        }

        return read;
    }
}
