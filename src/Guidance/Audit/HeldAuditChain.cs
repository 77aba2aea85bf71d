using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Audit;

/// <summary>A chain whose head the current transaction has locked and verified. Nothing is kept between transactions, so a rollback leaves no hole.</summary>
internal sealed class HeldAuditChain : IDisposable
{
    private readonly AuditStamp _stamp;
    private long _entries;
    private byte[] _lastMac;

    private HeldAuditChain(AuditChainHead head, AuditStamp stamp)
    {
        Head = head;
        _stamp = stamp;
        _entries = head.Entries;
        _lastMac = head.LastMac;
    }

    /// <summary>As it is stored until <see cref="Close"/>.</summary>
    public AuditChainHead Head { get; }

    /// <exception cref="AuditChainBrokenException">The head is missing or does not verify.</exception>
    public static async Task<HeldAuditChain> TakeAsync(GuidanceDbContext guidance, AuditSeal seal, int chainId, CancellationToken cancellationToken)
    {
        var stamp = seal.CreateStamp();
        try
        {
            if (await FindLockedAsync(guidance, seal, chainId, cancellationToken) is not { } found)
            {
                await BeginChainsAsync(guidance, seal, stamp, chainId, cancellationToken);
                found = (await FindLockedAsync(guidance, seal, chainId, cancellationToken))!;
            }

            return stamp.IsOf(found) ? new HeldAuditChain(found, stamp) : throw new AuditChainBrokenException(chainId);
        }
        catch
        {
            stamp.Dispose();
            throw;
        }
    }

    /// <exception cref="InvalidOperationException">The entry does not fit its table as it is, and would be another one when read again.</exception>
    public SealedPlace Stamp(AuditEntry entry)
    {
        RequireFits(nameof(entry.Actor), entry.Actor, AuditEntry.ActorMaxLength);
        RequireFits(nameof(entry.Subject), entry.Subject, AuditEntry.SubjectMaxLength);
        RequireFits(nameof(entry.Reason), entry.Reason ?? string.Empty, AuditEntry.ReasonMaxLength);

        var place = new AuditPlace(Head.ChainId, ++_entries);
        _lastMac = _stamp.OfEntry(AuditFields.Of(entry, place), _lastMac);
        return new SealedPlace(place, _lastMac);
    }

    /// <inheritdoc cref="Stamp"/>
    public AuditEntry Seal(AuditEntry entry)
    {
        entry.Seal(Stamp(entry));
        return entry;
    }

    /// <summary>Brings the head up to the last sealed entry.</summary>
    public AuditChainHead Close()
    {
        Head.Seal(_entries, _lastMac, _stamp);
        return Head;
    }

    public void Dispose() => _stamp.Dispose();

    /// <summary>Where there is one chain there is one writer at a time, who has the lock by now. Elsewhere PostgreSQL locks what it reads; on SQL Server an update that changes nothing takes the row's.</summary>
    private static async Task<AuditChainHead?> FindLockedAsync(GuidanceDbContext guidance, AuditSeal seal, int chainId, CancellationToken cancellationToken)
    {
        if (guidance.Database.IsNpgsql())
        {
            return await guidance.AuditChainHeads.FromSql($"""SELECT * FROM "AuditChainHeads" WHERE "ChainId" = {chainId} FOR UPDATE""")
                .AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        }

        var heads = guidance.AuditChainHeads.Where(head => head.ChainId == chainId);
        if (seal.Chains > 1)
            await heads.ExecuteUpdateAsync(set => set.SetProperty(head => head.Entries, head => head.Entries), cancellationToken);
        return await heads.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>All chains begin together: one that is missing later was removed.</summary>
    private static async Task BeginChainsAsync(GuidanceDbContext guidance, AuditSeal seal, AuditStamp stamp, int chainId, CancellationToken cancellationToken)
    {
        // Of two that begin them at once, the second finds them.
        await guidance.TakeTurnAsync("Palveluohjaus.AuditChains", cancellationToken);
        if (await guidance.AuditChainHeads.AnyAsync(head => head.ChainId == chainId, cancellationToken))
            return;
        if (await guidance.AuditChainHeads.AnyAsync(cancellationToken) || await guidance.AuditEntries.AnyAsync(cancellationToken))
            throw new AuditChainBrokenException(chainId);

        await BeginAsync(guidance, seal, stamp, 0, cancellationToken);
    }

    /// <summary>Stores entries at the end of a chain, its head with them.</summary>
    public static async Task<int> AppendAsync(GuidanceDbContext guidance, AuditSeal seal, int chainId, IEnumerable<AuditEntry> entries, CancellationToken cancellationToken)
    {
        using var chain = await TakeAsync(guidance, seal, chainId, cancellationToken);
        var inserted = await BulkInsert.InsertRowsAsync(guidance, entries.Select(chain.Seal), cancellationToken);
        var closed = chain.Close();
        await guidance.AuditChainHeads.Where(head => head.ChainId == closed.ChainId).ExecuteUpdateAsync(
            set => set
                .SetProperty(head => head.Entries, closed.Entries)
                .SetProperty(head => head.LastMac, closed.LastMac)
                .SetProperty(head => head.Mac, closed.Mac),
            cancellationToken);
        return inserted;
    }

    /// <summary>For a county whose first chains come from a database that has no more.</summary>
    public static async Task BeginOtherChainsAsync(GuidanceDbContext guidance, AuditSeal seal, int first, CancellationToken cancellationToken)
    {
        using var stamp = seal.CreateStamp();
        await BeginAsync(guidance, seal, stamp, first, cancellationToken);
    }

    private static async Task BeginAsync(GuidanceDbContext guidance, AuditSeal seal, AuditStamp stamp, int first, CancellationToken cancellationToken)
    {
        var heads = Enumerable.Range(first, seal.Chains - first).Select(id => new AuditChainHead { ChainId = id }).ToList();
        heads.ForEach(head => head.Seal(0, head.LastMac, stamp));
        await guidance.BulkInsertAsync(heads, cancellationToken);
    }

    private static void RequireFits(string field, string text, int maxLength)
    {
        if (text.Length > maxLength)
            throw new InvalidOperationException($"An audit entry's {field} has at most {maxLength} letters; this one has {text.Length}.");

        // SQLite reads a text to its first zero only, and PostgreSQL refuses it.
        if (text.Contains('\0', StringComparison.Ordinal))
            throw new InvalidOperationException($"An audit entry's {field} holds a zero character.");
        if (!WholeTexts.IsWhole(text))
            throw new InvalidOperationException($"An audit entry's {field} holds half a letter, which servers do not store.");
    }
}

/// <summary>What sealing gives an entry: its place in a chain, and the keyed hash.</summary>
internal readonly record struct SealedPlace(AuditPlace Place, byte[] Mac);
