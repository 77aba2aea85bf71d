using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Storage;

namespace Palveluohjaus.Reporting.Facts;

/// <summary>
/// Holds the stored facts against those of a rebuild, which is made aside: nothing that is stored changes, and staff and readers go on meanwhile. Both are read in the
/// order of their keys, so that memory does not grow with them.
/// </summary>
public sealed class CompareFacts(GuidanceReads guidance, ReportingDbContext reporting, CountyCalendar calendar, TimeProvider clock)
{
    /// <param name="progress">Told how many cases have been measured so far.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<FactsComparison> RunAsync(IProgress<int>? progress, CancellationToken cancellationToken)
    {
        await using var moment = await ReadTransaction.BeginAsync(reporting, cancellationToken);
        if (await reporting.RefreshStates.AsNoTracking().SingleOrDefaultAsync(cancellationToken) is not { Version: > 0 } state)
            return new FactsComparison { IsBuilt = false, Kinds = [], ClientsLeftOut = 0, CasesLeftOut = 0 };

        // A file without a name is SQLite's own: nobody else sees it, and it is gone with its connection, however that ends.
        await using var aside = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = string.Empty, Pooling = false }.ToString());
        await aside.OpenAsync(cancellationToken);
        await using var rebuilt = Open(aside);
        await rebuilt.Database.MigrateAsync(cancellationToken);
        await new RefreshFacts(guidance, rebuilt, calendar, clock).RunAsync(rebuild: true, progress, cancellationToken);

        // Asked last: whatever was recorded since the last refresh, also during the rebuild, is no fault of the stored facts.
        var pending = await ReadPendingAsync(aside, cancellationToken);
        var openMonth = RefreshFacts.EarliestOpenMonth(calendar, state.RefreshedAtUtc, clock.GetUtcNow().UtcDateTime);
        var traces = await TranslatedTraces.BetweenAsync(rebuilt, reporting, cancellationToken);
        var merge = new Merge(reporting, rebuilt, cancellationToken);
        var kinds = new[]
        {
            await merge.CompareAsync<CaseFact>(
                facts => facts.OrderBy(fact => fact.CaseId), (one, other) => one.CaseId.CompareTo(other.CaseId), pending.IsOf, fact => fact with { Trace = traces.Translate(fact.Trace) }),
            await merge.CompareAsync<ContactFact>(facts => facts.OrderBy(fact => fact.ContactId), (one, other) => one.ContactId.CompareTo(other.ContactId), fact => pending.IsOf(fact.ClientId, fact.CaseId)),
            await merge.CompareAsync<SegmentFact>(facts => facts.OrderBy(fact => fact.Sequence), (one, other) => one.Sequence.CompareTo(other.Sequence), fact => pending.IsOf(fact.ClientId)),
            await merge.CompareAsync<ReferralFact>(facts => facts.OrderBy(fact => fact.ReferralId), (one, other) => one.ReferralId.CompareTo(other.ReferralId), fact => pending.IsOf(null, fact.CaseId)),
            await merge.CompareAsync<InterventionFact>(
                facts => facts.OrderBy(fact => fact.InterventionId).ThenBy(fact => fact.Measure),
                (one, other) => First(one.InterventionId.CompareTo(other.InterventionId), string.CompareOrdinal(one.Measure, other.Measure)),
                fact => pending.IsOf(fact.ClientId)),
            await merge.CompareAsync<CoverageFact>(
                facts => facts.OrderBy(fact => fact.ClientId).ThenBy(fact => fact.FromUtc),
                (one, other) => First(one.ClientId.CompareTo(other.ClientId), one.FromUtc.CompareTo(other.FromUtc)),
                fact => pending.IsOf(fact.ClientId)),

            // Answers carry no number that would tell which are new: those of months that are still open are left out.
            await merge.CompareAsync<FeedbackFact>(
                facts => facts.Where(fact => fact.Month < openMonth).OrderBy(fact => fact.UnitId).ThenBy(fact => fact.Channel).ThenBy(fact => fact.Month).ThenBy(fact => fact.Score),
                (one, other) => First(one.UnitId.CompareTo(other.UnitId), string.CompareOrdinal(one.Channel, other.Channel), one.Month.CompareTo(other.Month), one.Score.CompareTo(other.Score)),
                _ => false),
        };
        return new FactsComparison { IsBuilt = true, Kinds = kinds, ClientsLeftOut = pending.Subjects.ClientIds.Count, CasesLeftOut = pending.Subjects.AnonymousCaseIds.Count };
    }

    /// <summary>Asked as a refresh asks, from where the last one stopped; what it notes on the way is noted aside.</summary>
    private async Task<Pending> ReadPendingAsync(SqliteConnection aside, CancellationToken cancellationToken)
    {
        await using var noted = Open(aside);
        await noted.RefreshMarks.ExecuteDeleteAsync(cancellationToken);
        await noted.SequenceGaps.ExecuteDeleteAsync(cancellationToken);
        noted.RefreshMarks.AddRange(await reporting.RefreshMarks.AsNoTracking().ToListAsync(cancellationToken));
        noted.SequenceGaps.AddRange(await reporting.SequenceGaps.AsNoTracking().ToListAsync(cancellationToken));
        await noted.SaveChangesAsync(cancellationToken);
        return new Pending(await new ReadChanges(guidance, noted).ReadAsync(fromTheBeginning: false, clock.GetUtcNow().UtcDateTime, cancellationToken));
    }

    private static SqliteReportingDbContext Open(SqliteConnection aside) => new(new DbContextOptionsBuilder<SqliteReportingDbContext>().UseSqlite(aside).Options);

    private static int First(params ReadOnlySpan<int> orders)
    {
        foreach (var order in orders)
        {
            if (order != 0)
                return order;
        }

        return 0;
    }

    /// <summary>Whom the next refresh will measure again.</summary>
    private sealed class Pending(ChangedSubjects subjects)
    {
        private readonly HashSet<Guid> _clients = [.. subjects.ClientIds];
        private readonly HashSet<Guid> _cases = [.. subjects.AnonymousCaseIds];

        public ChangedSubjects Subjects => subjects;

        public bool IsOf(Guid? clientId) => clientId is { } known && _clients.Contains(known);

        /// <summary>Of all cases, since the facts that come after them name a case only.</summary>
        public bool IsOf(CaseFact fact)
        {
            if (IsOf(fact.ClientId))
                _cases.Add(fact.CaseId);
            return _cases.Contains(fact.CaseId);
        }

        public bool IsOf(Guid? clientId, Guid caseId) => IsOf(clientId) || _cases.Contains(caseId);
    }

    private sealed class Merge(ReportingDbContext stored, ReportingDbContext rebuilt, CancellationToken cancellationToken)
    {
        public async Task<FactDifference> CompareAsync<TFact>(
            Func<IQueryable<TFact>, IQueryable<TFact>> inOrder, Comparison<TFact> compare, Func<TFact, bool> isPending, Func<TFact, TFact>? translate = null)
            where TFact : Fact
        {
            await using var here = inOrder(stored.Set<TFact>().AsNoTracking()).AsAsyncEnumerable().GetAsyncEnumerator(cancellationToken);
            await using var there = inOrder(rebuilt.Set<TFact>().AsNoTracking()).AsAsyncEnumerable().GetAsyncEnumerator(cancellationToken);
            var (compared, missing, extra, other) = (0L, 0L, 0L, 0L);
            var (hasStored, hasRebuilt) = (await here.MoveNextAsync(), await there.MoveNextAsync());
            while (hasStored || hasRebuilt)
            {
                var order = !hasStored ? 1 : !hasRebuilt ? -1 : compare(here.Current, there.Current);
                var isLeftOut = (order <= 0 && isPending(here.Current)) | (order >= 0 && isPending(there.Current));
                if (!isLeftOut)
                {
                    compared++;
                    if (order < 0)
                        extra++;
                    else if (order > 0)
                        missing++;
                    else if (!(translate?.Invoke(there.Current) ?? there.Current).Says(here.Current))
                        other++;
                }

                if (order <= 0)
                    hasStored = await here.MoveNextAsync();
                if (order >= 0)
                    hasRebuilt = await there.MoveNextAsync();
            }

            return new FactDifference(typeof(TFact).Name, compared, missing, extra, other);
        }
    }

    /// <summary>Traces name units and activities by numbers, which a rebuild gives anew.</summary>
    private sealed class TranslatedTraces(IReadOnlyDictionary<int, int> units, IReadOnlyDictionary<int, int> activities)
    {
        /// <summary>No stored word has it.</summary>
        private const int Unknown = int.MaxValue;

        public static async Task<TranslatedTraces> BetweenAsync(ReportingDbContext from, ReportingDbContext to, CancellationToken cancellationToken)
        {
            var known = await to.TraceWords.AsNoTracking().ToDictionaryAsync(word => (word.Kind, word.Word), word => word.Number, cancellationToken);
            var words = await from.TraceWords.AsNoTracking().ToListAsync(cancellationToken);
            return new TranslatedTraces(Of(TraceWordKind.Unit), Of(TraceWordKind.Activity));

            Dictionary<int, int> Of(TraceWordKind kind) => words.Where(word => word.Kind == kind).ToDictionary(word => word.Number, word => known.GetValueOrDefault((kind, word.Word), Unknown));
        }

        public byte[] Translate(byte[] trace)
        {
            var events = new List<TraceEvent>();
            ReadOnlySpan<byte> left = trace;
            var at = 0L;

            // 0 is none in both.
            while (EventTrace.ReadNext(ref left, ref at, out var read))
                events.Add(read with { Unit = units.GetValueOrDefault(read.Unit), Activity = activities.GetValueOrDefault(read.Activity) });
            return EventTrace.Pack(events);
        }
    }
}

/// <summary>What a comparison found.</summary>
public sealed record FactsComparison
{
    /// <summary>False when there are no facts yet.</summary>
    public required bool IsBuilt { get; init; }

    public required IReadOnlyList<FactDifference> Kinds { get; init; }

    /// <summary>Of whom something was recorded since the last refresh: their facts were not compared.</summary>
    public required int ClientsLeftOut { get; init; }

    /// <summary>The same of cases of nobody known.</summary>
    public required int CasesLeftOut { get; init; }

    public bool IsSame => Kinds.All(kind => kind.Count == 0);
}

/// <param name="Kind">Which facts.</param>
/// <param name="Compared">How many there were to compare.</param>
/// <param name="Missing">A rebuild has them, and they are not stored.</param>
/// <param name="Extra">Stored, and a rebuild has none such.</param>
/// <param name="Other">Stored with another content than a rebuild's.</param>
public sealed record FactDifference(string Kind, long Compared, long Missing, long Extra, long Other)
{
    public long Count => Missing + Extra + Other;
}
