using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Storage;

namespace Palveluohjaus.Reporting.Facts;

/// <summary>Finds whose facts must be measured again since the last refresh, and remembers how far it has read.</summary>
internal sealed class ReadChanges(GuidanceReads guidance, ReportingDbContext reporting)
{
    /// <summary>No transaction of the desk stays open longer: what has not come by then was taken back.</summary>
    private static readonly TimeSpan GapsKept = TimeSpan.FromHours(24);

    /// <summary>More than a county records while a transaction is open. Holes further back in a history that is read for the first time are no rows to come.</summary>
    private const int NumbersLookedBack = 20_000;

    /// <summary>Whether a source ends before the place reached: another database has been put in its place, and what has come since cannot be told from what was known.</summary>
    public async Task<bool> IsAnotherHistoryAsync(CancellationToken cancellationToken)
    {
        foreach (var mark in await reporting.RefreshMarks.ToListAsync(cancellationToken))
        {
            if (await LastAsync(mark.Source, cancellationToken) < mark.LastSequence)
                return true;
        }

        return false;
    }

    /// <param name="fromTheBeginning">Everything is measured anyway: only how far the streams have come is noted.</param>
    /// <param name="nowUtc">The moment of the refresh.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<ChangedSubjects> ReadAsync(bool fromTheBeginning, DateTime nowUtc, CancellationToken cancellationToken)
    {
        var subjects = new ChangedSubjects();
        var marks = await reporting.RefreshMarks.ToDictionaryAsync(mark => mark.Source, cancellationToken);
        var gaps = (await reporting.SequenceGaps.ToListAsync(cancellationToken)).ToLookup(gap => gap.Source);
        foreach (var source in Enum.GetValues<ChangeSource>())
        {
            if (!marks.TryGetValue(source, out var mark))
                mark = reporting.RefreshMarks.Add(new RefreshMark { Source = source }).Entity;
            await ReadAsync(mark, [.. gaps[source]], fromTheBeginning, subjects, nowUtc, cancellationToken);
        }

        return subjects;
    }

    private async Task ReadAsync(RefreshMark mark, List<SequenceGap> known, bool fromTheBeginning, ChangedSubjects subjects, DateTime nowUtc, CancellationToken cancellationToken)
    {
        var last = await LastAsync(mark.Source, cancellationToken);
        if (fromTheBeginning)
        {
            reporting.SequenceGaps.RemoveRange(known);
            known = [];
            mark.LastSequence = Math.Max(0, last - NumbersLookedBack);
        }

        // The clock may have been set back: a gap seen in what is now the future is as old as can be.
        var expired = known.Where(gap => gap.SeenAtUtc < nowUtc - GapsKept || gap.SeenAtUtc > nowUtc + GapsKept).ToList();
        reporting.SequenceGaps.RemoveRange(expired);
        var open = known.Except(expired).ToList();

        var after = Math.Min(mark.LastSequence, open.Count == 0 ? long.MaxValue : open.Min(gap => gap.From) - 1);
        if (last <= after)
            return;
        var rows = await RowsOf(mark.Source, after, last).ToListAsync(cancellationToken);
        rows.Sort((one, other) => one.Sequence.CompareTo(other.Sequence));

        var missing = new List<(long From, long To, DateTime SeenAtUtc)>(open.Select(gap => (gap.From, gap.To, gap.SeenAtUtc)));
        if (last > mark.LastSequence)
            missing.Add((mark.LastSequence + 1, last, nowUtc));
        var left = new List<(long From, long To, DateTime SeenAtUtc)>();
        var index = 0;
        foreach (var (from, to, seenAt) in missing.OrderBy(range => range.From))
        {
            var next = from;
            for (; index < rows.Count && rows[index].Sequence <= to; index++)
            {
                if (rows[index].Sequence < next)
                    continue;
                if (!fromTheBeginning)
                    subjects.Add(rows[index]);
                if (rows[index].Sequence > next)
                    left.Add((next, rows[index].Sequence - 1, seenAt));
                next = rows[index].Sequence + 1;
            }

            if (next <= to)
                left.Add((next, to, seenAt));
        }

        mark.LastSequence = Math.Max(mark.LastSequence, last);
        var before = open.Select(gap => (gap.From, gap.To, gap.SeenAtUtc)).ToHashSet();
        reporting.SequenceGaps.RemoveRange(open.Where(gap => !left.Contains((gap.From, gap.To, gap.SeenAtUtc))));
        await reporting.SaveChangesAsync(cancellationToken);
        reporting.SequenceGaps.AddRange(left.Where(range => !before.Contains(range)).Select(range => new SequenceGap { Source = mark.Source, From = range.From, To = range.To, SeenAtUtc = range.SeenAtUtc }));
    }

    private async Task<long> LastAsync(ChangeSource source, CancellationToken cancellationToken) => await (source switch
    {
        ChangeSource.CaseEvents => guidance.CaseEvents.Select(row => (long?)row.Sequence),
        ChangeSource.Decisions => guidance.SegmentDecisions.Select(row => (long?)row.Sequence),
        ChangeSource.ClientChanges => guidance.ClientChanges.Select(row => (long?)row.Sequence),
        ChangeSource.ReferralSteps => guidance.ReferralSteps.Select(row => (long?)row.Sequence),
        ChangeSource.InterventionEntries => guidance.InterventionEntries.Select(row => (long?)row.Sequence),
        ChangeSource.RemovedClients => guidance.RemovedClients.Select(row => (long?)row.Sequence),
        ChangeSource.RemovedAnonymousCases => guidance.RemovedAnonymousCases.Select(row => (long?)row.Sequence),
        _ => throw new ArgumentOutOfRangeException(nameof(source), source, "Not a source."),
    }).MaxAsync(cancellationToken) ?? 0;

    private IQueryable<ChangeRow> RowsOf(ChangeSource source, long after, long upTo) => source switch
    {
        ChangeSource.CaseEvents => guidance.CaseEvents.Where(row => row.Sequence > after && row.Sequence <= upTo)
            .Join(guidance.Cases, row => row.CaseId, row => row.Id, (row, of) => new ChangeRow(row.Sequence, of.ClientId, of.Id)),
        ChangeSource.Decisions => guidance.SegmentDecisions.Where(row => row.Sequence > after && row.Sequence <= upTo)
            .Select(row => new ChangeRow(row.Sequence, row.ClientId, null)),
        ChangeSource.ClientChanges => guidance.ClientChanges.Where(row => row.Sequence > after && row.Sequence <= upTo)
            .Select(row => new ChangeRow(row.Sequence, row.ClientId, null)),
        ChangeSource.ReferralSteps => guidance.ReferralSteps.Where(row => row.Sequence > after && row.Sequence <= upTo)
            .Join(guidance.Referrals, row => row.ReferralId, row => row.Id, (row, referral) => new { row.Sequence, referral.CaseId })
            .Join(guidance.Cases, row => row.CaseId, row => row.Id, (row, of) => new ChangeRow(row.Sequence, of.ClientId, of.Id)),
        ChangeSource.InterventionEntries => guidance.InterventionEntries.Where(row => row.Sequence > after && row.Sequence <= upTo)
            .Join(guidance.Interventions, row => row.InterventionId, row => row.Id, (row, of) => new ChangeRow(row.Sequence, of.ClientId, null)),
        ChangeSource.RemovedClients => guidance.RemovedClients.Where(row => row.Sequence > after && row.Sequence <= upTo)
            .Select(row => new ChangeRow(row.Sequence, row.ClientId, null)),
        ChangeSource.RemovedAnonymousCases => guidance.RemovedAnonymousCases.Where(row => row.Sequence > after && row.Sequence <= upTo)
            .Select(row => new ChangeRow(row.Sequence, null, row.CaseId)),
        _ => throw new ArgumentOutOfRangeException(nameof(source), source, "Not a source."),
    };
}

/// <summary>A row of a source, and whom it concerns: a client, or a case of nobody known.</summary>
internal sealed record ChangeRow(long Sequence, Guid? ClientId, Guid? CaseId);

/// <summary>Whose facts must be measured again.</summary>
internal sealed class ChangedSubjects
{
    private readonly HashSet<Guid> _clientIds = [];
    private readonly HashSet<Guid> _anonymousCaseIds = [];

    public IReadOnlyCollection<Guid> ClientIds => _clientIds;

    public IReadOnlyCollection<Guid> AnonymousCaseIds => _anonymousCaseIds;

    public void Add(ChangeRow row)
    {
        if (row.ClientId is { } clientId)
            _clientIds.Add(clientId);
        else if (row.CaseId is { } caseId)
            _anonymousCaseIds.Add(caseId);
    }
}
