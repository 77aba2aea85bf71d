using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Storage;

namespace Palveluohjaus.Reporting.Facts;

/// <summary>
/// Stores what was measured, and of that only what differs from what is stored: a fact keeps its number, and readers that keep facts in memory take in what
/// changed.
/// </summary>
internal sealed class StoreFacts(ReportingDbContext reporting, long version, bool isEmpty)
{
    private readonly Dictionary<Type, int> _lastNumbers = [];

    /// <summary>How many facts were added, changed or removed.</summary>
    public int Changes { get; private set; }

    /// <param name="rows">What was measured.</param>
    /// <param name="measured">All facts there are of it now.</param>
    /// <param name="cancellationToken">Cancels between rows.</param>
    public async Task ReplaceAsync(GuidanceRows rows, MeasuredFacts measured, CancellationToken cancellationToken)
    {
        var (clientIds, caseIds) = (rows.ClientIds, rows.Cases.Select(row => row.Id).Concat(rows.GoneCaseIds).ToList());

        // What the clients had may now be another's: their cases' facts are looked for by client and by case.
        var cases = await FindAsync<CaseFact>(fact => (fact.ClientId != null && EF.Parameter(clientIds).Contains(fact.ClientId.Value)) || EF.Parameter(caseIds).Contains(fact.CaseId), cancellationToken);
        var known = cases.Select(fact => fact.CaseId).Union(caseIds).ToList();
        await ReplaceAsync(cases, measured.Cases, cancellationToken);
        await ReplaceAsync(await FindAsync<ContactFact>(fact => EF.Parameter(known).Contains(fact.CaseId), cancellationToken), measured.Contacts, cancellationToken);
        await ReplaceAsync(await FindAsync<ReferralFact>(fact => EF.Parameter(known).Contains(fact.CaseId), cancellationToken), measured.Referrals, cancellationToken);
        if (clientIds.Count == 0)
            return;
        await ReplaceAsync(await FindAsync<InterventionFact>(fact => EF.Parameter(clientIds).Contains(fact.ClientId), cancellationToken), measured.Interventions, cancellationToken);
        await ReplaceAsync(await FindAsync<CoverageFact>(fact => EF.Parameter(clientIds).Contains(fact.ClientId), cancellationToken), measured.Coverage, cancellationToken);

        // A decision goes along when two clients are made one, and keeps its number.
        var sequences = measured.Decisions.ConvertAll(fact => fact.Sequence);
        await ReplaceAsync(
            await FindAsync<SegmentFact>(fact => EF.Parameter(clientIds).Contains(fact.ClientId) || EF.Parameter(sequences).Contains(fact.Sequence), cancellationToken),
            measured.Decisions,
            cancellationToken);
    }

    /// <summary>The same for facts that are of no client.</summary>
    public async Task ReplaceAsync<TFact>(IReadOnlyList<TFact> stored, IReadOnlyList<TFact> measured, CancellationToken cancellationToken)
        where TFact : Fact
    {
        var left = stored.ToDictionary(fact => fact.Key);
        var (added, changed) = (new List<TFact>(), new List<TFact>());
        foreach (var fact in measured)
        {
            if (!left.Remove(fact.Key, out var earlier))
                added.Add(fact);
            else if (!fact.Says(earlier))
                changed.Add(fact);
        }

        changed.ForEach(fact => fact.Version = version);
        if (added.Count > 0)
        {
            var last = await LastNumberAsync<TFact>(cancellationToken);
            foreach (var fact in added)
                (fact.Number, fact.Version) = (++last, version);
            _lastNumbers[typeof(TFact)] = last;
        }

        if (left.Count > 0)
        {
            var numbers = left.Values.Select(fact => fact.Number).ToList();
            await reporting.Set<TFact>().Where(fact => EF.Parameter(numbers).Contains(fact.Number)).ExecuteDeleteAsync(cancellationToken);
            await reporting.BulkInsertAsync(numbers.Select(number => new RemovedFact { Version = version, Kind = typeof(TFact).Name, Number = number }), cancellationToken);
        }

        await reporting.BulkInsertAsync(added, cancellationToken);
        await reporting.BulkUpdateAsync(changed, cancellationToken);
        Changes += added.Count + changed.Count + left.Count;
    }

    private async Task<List<TFact>> FindAsync<TFact>(Expression<Func<TFact, bool>> which, CancellationToken cancellationToken)
        where TFact : Fact =>
        isEmpty ? [] : await reporting.Set<TFact>().AsNoTracking().Where(which).ToListAsync(cancellationToken);

    private async Task<int> LastNumberAsync<TFact>(CancellationToken cancellationToken)
        where TFact : Fact =>
        _lastNumbers.TryGetValue(typeof(TFact), out var last) ? last : await reporting.Set<TFact>().MaxAsync(fact => (int?)fact.Number, cancellationToken) ?? -1;
}
