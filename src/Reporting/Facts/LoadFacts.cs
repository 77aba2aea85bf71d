using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Storage;

namespace Palveluohjaus.Reporting.Facts;

/// <summary>Reads the facts into a <see cref="FactSnapshot"/>, or what changed since an earlier one into its successor.</summary>
public sealed class LoadFacts(ReportingDbContext reporting, GuidanceReads guidance, CountyCalendar calendar)
{
    /// <summary>Rows read at once that leave behind more than collecting it costs.</summary>
    private const int WorthGivingBack = 100_000;

    /// <summary>Collecting beside so many facts keeps readers waiting for a tenth of a second, which is little once; beside ten times as many it is not.</summary>
    private const int QuickToCollect = 4_000_000;

    /// <summary>Which refresh the stored facts are of, when they were last known to be up to date, and which figures have been entered.</summary>
    /// <remarks>
    /// Entering a figure does not raise <see cref="RefreshState.Version"/>: a first refresh is known by there being none, and one that goes on where several write
    /// at once would be taken back because of it. Every figure that is entered, corrected or removed raises the sum of the figures' versions by one instead.
    /// </remarks>
    public async Task<(long Version, long FiguresVersion, DateTime? RefreshedAtUtc)> ReadStateAsync(CancellationToken cancellationToken)
    {
        var state = await reporting.RefreshStates.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        return (state?.Version ?? 0, await reporting.ImportedFigures.SumAsync(figure => (long)figure.Version, cancellationToken), state?.RefreshedAtUtc);
    }

    /// <param name="earlier">What was loaded before; it stays as it is. Null to read everything.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<FactSnapshot> LoadAsync(FactSnapshot? earlier, CancellationToken cancellationToken)
    {
        var names = new FactNames(
            await guidance.Units.ToDictionaryAsync(unit => unit.Id, unit => unit.Code, cancellationToken),
            await guidance.GuidanceServices.Select(service => new { service.Id, service.Sector }).ToDictionaryAsync(service => service.Id, service => Codes.Of(service.Sector), cancellationToken));

        // One transaction: a refresh that ends half-way through the reading must not be seen in half.
        await using var moment = await ReadTransaction.BeginAsync(reporting, cancellationToken);
        var state = await reporting.RefreshStates.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        if (earlier is not null && (state is null || earlier.Version < state.RebuiltAtVersion || earlier.Version > state.Version
            || earlier.Version < state.Version - RefreshFacts.VersionsRemembered || !earlier.Names.IsPartOf(names)))
        {
            earlier = null;
        }

        var entered = await reporting.ImportedFigures.AsNoTracking().OrderBy(figure => figure.EnteredAtUtc).ThenBy(figure => figure.Id).ToListAsync(cancellationToken);
        var since = earlier?.Version ?? -1;
        var placed = new PlaceFacts(names, earlier?.ClientNumbers ?? [], calendar);
        var removed = (await reporting.RemovedFacts.AsNoTracking().Where(fact => fact.Version > since).ToListAsync(cancellationToken)).ToLookup(fact => fact.Kind, fact => fact.Number);
        var casesOfReferrals = await CasesOfStartedReferralsAsync(since, cancellationToken);
        var facts = new FactSnapshot(state?.Version ?? 0, state?.RefreshedAtUtc)
        {
            Names = names,
            TraceWords = await reporting.TraceWords.AsNoTracking().ToListAsync(cancellationToken),
            Figures = FigureTable.Of(entered.Where(figure => !figure.IsRemoved), calendar),
            FiguresVersion = entered.Sum(figure => (long)figure.Version),
            ClientNumbers = placed.ClientNumbers,
            Cases = await UpdateAsync<CaseFact, CaseTable>(earlier?.Cases, table => new(table), placed.Set),
            Contacts = await UpdateAsync<ContactFact, ContactTable>(earlier?.Contacts, table => new(table), placed.Set),
            Decisions = await UpdateAsync<SegmentFact, DecisionTable>(earlier?.Decisions, table => new(table), placed.Set),
            Referrals = await UpdateAsync<ReferralFact, ReferralTable>(earlier?.Referrals, table => new(table), (table, row, fact) => placed.Set(table, row, fact, casesOfReferrals.TryGetValue(row, out var caseRow) ? caseRow : null)),
            Interventions = await UpdateAsync<InterventionFact, InterventionTable>(earlier?.Interventions, table => new(table), placed.Set),
            Coverage = await UpdateAsync<CoverageFact, CoverageTable>(earlier?.Coverage, table => new(table), PlaceFacts.Set),
            Feedback = await UpdateAsync<FeedbackFact, FeedbackTable>(earlier?.Feedback, table => new(table), placed.Set),
        };
        foreach (var table in facts.Tables)
            table.PutInOrder();

        // What reading millions of rows leaves behind is as much again, and a quiet server would keep it for hours; what a refresh replaces adds up likewise.
        var rows = facts.Contacts.Count + facts.Cases.Count;
        if (rows > WorthGivingBack && (earlier is null || rows < QuickToCollect))
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return facts;

        async Task<TTable> UpdateAsync<TFact, TTable>(TTable? before, Func<TTable?, TTable> copy, Action<TTable, int, TFact> set)
            where TFact : Fact
            where TTable : FactTable
        {
            Expression<Func<TFact, bool>> isNew = fact => fact.Version > since;
            var facts = reporting.Set<TFact>().AsNoTracking();
            if (before is not null && !removed.Contains(typeof(TFact).Name) && !await facts.AnyAsync(isNew, cancellationToken))
                return before;

            var table = copy(before);
            foreach (var number in removed[typeof(TFact).Name])
                table.Remove(number);
            await foreach (var fact in (before is null ? facts : facts.Where(isNew)).AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                table.Place(fact.Number);
                set(table, fact.Number, fact);
            }

            return table;
        }
    }

    /// <summary>A case keeps its number for as long as its referrals keep theirs, so that only those of what has changed are read.</summary>
    private async Task<Dictionary<int, int>> CasesOfStartedReferralsAsync(long since, CancellationToken cancellationToken)
    {
        var cases = new Dictionary<int, int>();
        var started = reporting.ReferralFacts.AsNoTracking()
            .Where(referral => referral.Version > since && referral.StartedAtUtc != null)
            .Join(reporting.CaseFacts, referral => referral.CaseId, of => of.CaseId, (referral, of) => new { Referral = referral.Number, Case = of.Number });
        await foreach (var pair in started.AsAsyncEnumerable().WithCancellation(cancellationToken))
            cases[pair.Referral] = pair.Case;
        return cases;
    }
}
