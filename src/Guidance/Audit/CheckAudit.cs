using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Audit;

/// <summary>Walks through the whole audit and tells what was altered, removed or added. Streams: memory does not grow with the entries.</summary>
public sealed class CheckAudit(GuidanceDbContext guidance)
{
    private const int EntriesBetweenReports = 100_000;

    /// <summary>Reading and hashing take about as long: each has a thread, and rows go over by the batch.</summary>
    private const int EntriesPerBatch = 256;
    private const int BatchesAhead = 8;

    /// <param name="noted">Heads noted at earlier times: what they knew must still be there.</param>
    /// <param name="maxFaults">At most so many faults are described; all are counted.</param>
    /// <param name="progress">Told now and then how many entries have been read.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<AuditCheck> RunAsync(IReadOnlyList<NotedHead> noted, int maxFaults, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        // Heads and entries of the same moment; writers go on meanwhile.
        await using var moment = await ReadTransaction.BeginAsync(guidance, cancellationToken);
        var heads = await guidance.AuditChainHeads.AsNoTracking().OrderBy(head => head.ChainId).ToListAsync(cancellationToken);
        using var stamp = guidance.Seal.CreateStamp();
        var faults = new FaultTally(maxFaults);
        var chains = Enumerable.Range(0, guidance.Seal.Chains)
            .Select(id => new ChainWalk(id, heads.Find(head => head.ChainId == id), stamp, noted, faults))
            .ToArray();

        var read = 0L;
        await foreach (var batch in ReadBatchesAsync(cancellationToken))
        {
            foreach (var entry in batch)
            {
                var place = AuditPlace.Of(entry.Sequence);
                if (place.Chain >= 0 && place.Chain < chains.Length)
                    chains[place.Chain].Take(place, entry);
                else
                    faults.Add(new AuditFault(AuditFaultKind.Added, place));
                if (++read % EntriesBetweenReports == 0)
                    progress?.Report(read);
            }
        }

        // A database that nothing has happened in has no heads yet.
        if (read > 0 || heads.Count > 0)
            Array.ForEach(chains, chain => chain.End());
        else if (noted.Count > 0 || await guidance.Clients.AnyAsync(cancellationToken) || await guidance.Cases.AnyAsync(cancellationToken))
            faults.Add(new AuditFault(AuditFaultKind.AuditMissing, new AuditPlace(0, 1)));
        foreach (var head in heads.Where(head => head.ChainId < 0 || head.ChainId >= chains.Length))
            faults.Add(new AuditFault(AuditFaultKind.HeadAdded, new AuditPlace(head.ChainId, head.Entries)));

        return new AuditCheck { Entries = read, Faults = faults.Count, FirstFaults = faults.First, Heads = [.. heads.Select(NotedHead.Of)] };
    }

    /// <summary>The heads as they are now, without a check.</summary>
    public async Task<IReadOnlyList<NotedHead>> ReadHeadsAsync(CancellationToken cancellationToken) =>
        [.. (await guidance.AuditChainHeads.AsNoTracking().OrderBy(head => head.ChainId).ToListAsync(cancellationToken)).Select(NotedHead.Of)];

    private async IAsyncEnumerable<List<StoredAuditEntry>> ReadBatchesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var batches = Channel.CreateBounded<List<StoredAuditEntry>>(BatchesAhead);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = Task.Run(() => ReadIntoAsync(batches.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(cancellationToken))
                yield return batch;
        }
        finally
        {
            // The connection is the reader's until it has ended; what stopped it has come through the channel.
            await stop.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReadIntoAsync(ChannelWriter<List<StoredAuditEntry>> batches, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = guidance.AuditEntries.AsNoTracking().OrderBy(entry => entry.Sequence).CreateDbCommand();
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var row = new AuditRow(reader, guidance.AuditEntries.EntityType);
            var batch = new List<StoredAuditEntry>(EntriesPerBatch);
            while (await reader.ReadAsync(cancellationToken))
            {
                batch.Add(row.Read());
                if (batch.Count < EntriesPerBatch)
                    continue;
                await batches.WriteAsync(batch, cancellationToken);
                batch = new List<StoredAuditEntry>(EntriesPerBatch);
            }

            await batches.WriteAsync(batch, cancellationToken);
            batches.Complete();
        }
        catch (Exception fault)
        {
            batches.Complete(fault);
            throw;
        }
    }

    private sealed class FaultTally(int maxDescribed)
    {
        private readonly List<AuditFault> _first = [];

        public long Count { get; private set; }

        public IReadOnlyList<AuditFault> First => _first;

        public void Add(AuditFault fault)
        {
            Count++;
            if (_first.Count < maxDescribed)
                _first.Add(fault);
        }
    }

    private sealed class ChainWalk(int id, AuditChainHead? head, AuditStamp stamp, IReadOnlyList<NotedHead> noted, FaultTally faults)
    {
        private readonly Dictionary<long, string> _noted = noted.Where(each => each.Chain == id && each.Entries > 0)
            .GroupBy(each => each.Entries).ToDictionary(each => each.Key, each => each.First().LastMac);

        private readonly bool _isHeadSound = head is not null && stamp.IsOf(head);
        private byte[] _lastMac = new byte[AuditEntry.MacLength];
        private long _number;

        public void Take(AuditPlace place, in StoredAuditEntry entry)
        {
            var missing = place.Number - _number - 1;
            var mac = entry.Mac;
            if (_isHeadSound && place.Number > head!.Entries)
                faults.Add(new AuditFault(AuditFaultKind.Added, place));
            else if (missing > 0)
                faults.Add(new AuditFault(AuditFaultKind.Removed, new AuditPlace(id, _number + 1), missing));
            else if (entry.Fields is not { } fields || !stamp.OfEntry(fields, _lastMac).AsSpan().SequenceEqual(mac))
                faults.Add(new AuditFault(AuditFaultKind.Altered, place));

            if (_noted.Count > 0 && _noted.Remove(place.Number, out var expected) && expected != Convert.ToHexStringLower(mac))
                faults.Add(new AuditFault(AuditFaultKind.NotAsNoted, place));
            if (_isHeadSound && place.Number > head!.Entries)
                return;
            _number = place.Number;
            _lastMac = mac;
        }

        public void End()
        {
            foreach (var number in _noted.Keys.Order())
                faults.Add(new AuditFault(AuditFaultKind.NotAsNoted, new AuditPlace(id, number)));

            if (head is null)
                faults.Add(new AuditFault(AuditFaultKind.HeadMissing, new AuditPlace(id, _number)));
            else if (!_isHeadSound)
                faults.Add(new AuditFault(AuditFaultKind.HeadAltered, new AuditPlace(id, _number)));
            else if (head.Entries > _number)
                faults.Add(new AuditFault(AuditFaultKind.Removed, new AuditPlace(id, _number + 1), head.Entries - _number));
            else if (!head.LastMac.AsSpan().SequenceEqual(_lastMac))
                faults.Add(new AuditFault(AuditFaultKind.HeadOfOtherEntries, new AuditPlace(id, _number)));
        }
    }
}
