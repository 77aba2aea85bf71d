using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Segmentation.Profiles;

namespace Palveluohjaus.Guidance.ClientSegments;

/// <summary>Builds the feature rows of clients as they are now, a batch at a time in the order of their ids. Made for one run.</summary>
/// <param name="guidance">Where clients and their history are.</param>
/// <param name="calendar">The county's day decides a client's age.</param>
/// <param name="catalogue">The features to build.</param>
/// <param name="nowUtc">History reaches back 12 months from here; what is later is not seen.</param>
internal sealed class ReadClientProfiles(GuidanceDbContext guidance, CountyCalendar calendar, FeatureCatalogue catalogue, DateTime nowUtc)
{
    private readonly ReadClientPasts _pasts = new(guidance, nowUtc, nowUtc);

    /// <summary>The next clients, or null when there are no more.</summary>
    public async Task<ProfileBatch?> ReadNextAsync(Guid? afterClientId, int count, CancellationToken cancellationToken)
    {
        var clients = guidance.Clients.AsNoTracking().Where(client => client.MergedIntoId == null);
        if (afterClientId is { } after)
            clients = clients.Where(client => client.Id > after);
        var clientIds = await clients.OrderBy(client => client.Id).Take(count).Select(client => client.Id).ToListAsync(cancellationToken);
        if (clientIds.Count == 0)
            return null;

        var unreadable = new List<Guid>();
        var pasts = await _pasts.ReadAsync(clientIds, unreadable, cancellationToken);
        var today = calendar.DayOf(nowUtc);
        return new ProfileBatch(clientIds[0], clientIds[^1], [.. pasts.Select(past => past.At(catalogue, nowUtc, today))], unreadable);
    }
}

/// <summary>Some clients next to each other in the order of ids.</summary>
/// <param name="First">The first client's id.</param>
/// <param name="Last">The last client's id.</param>
/// <param name="Profiles">A row for each of them that could be read.</param>
/// <param name="Unreadable">Those of whom something is stored that cannot be read.</param>
internal sealed record ProfileBatch(Guid First, Guid Last, IReadOnlyList<ReadProfile> Profiles, IReadOnlyList<Guid> Unreadable);
