using System.Globalization;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Contacts;

namespace Palveluohjaus.Guidance.Imports;

/// <summary>What a whole file says about each of its cases. It is complete before the first row is stored.</summary>
internal sealed class CaseLedger(ImportProfile profile)
{
    private readonly Dictionary<string, CaseState> _cases = new(StringComparer.Ordinal);

    private readonly HashSet<string> _sources = new(StringComparer.Ordinal);

    public HashSet<string> Units { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Workers { get; } = new(StringComparer.Ordinal);

    public int RowCount { get; private set; }

    public void Take(EventRow row)
    {
        RowCount++;
        if (row.Fault is not null)
            return;
        Known(_sources, row.Source ?? string.Empty);
        if (!_cases.TryGetValue(row.CaseId, out var state))
            _cases.Add(row.CaseId, state = new CaseState { ExternalId = row.CaseId, FirstEventAtUtc = row.OccurredAtUtc, LatestEventAtUtc = row.OccurredAtUtc });
        else if (state.Disagreement(row, profile) is not null)
            return;

        state.Take(row, Known(Units, row.Unit), Known(Workers, row.Worker));
    }

    /// <returns>The row's case, or null when the file has changed since it was checked.</returns>
    public CaseState? Find(EventRow row) => _cases.GetValueOrDefault(row.CaseId);

    /// <summary>
    /// The profile as the source that the whole file says its cases are of: a log that was moved twice stays what it was. Our own source is no log's to claim.
    /// </summary>
    public ImportProfile ForSource() => _sources.Count == 1 && _sources.Single() is var source && ImportProfile.IsName(source) ? profile with { Name = source } : profile;

    // A few codes stand on millions of rows: each case keeps the one text of its code instead of a copy.
    private static string? Known(HashSet<string> codes, string? code)
    {
        if (code is null)
            return null;
        if (codes.TryGetValue(code, out var known))
            return known;
        codes.Add(code);
        return code;
    }
}

/// <summary>One case as its file states it. An empty cell states nothing; the first row that states something sets it.</summary>
internal sealed class CaseState
{
    public required string ExternalId { get; init; }
    public required DateTime FirstEventAtUtc { get; set; }
    public required DateTime LatestEventAtUtc { get; set; }
    public string? LatestUnit { get; private set; }
    public string? LatestWorker { get; private set; }
    public DateTime? StartAtUtc { get; private set; }
    public DateTime? EndAtUtc { get; private set; }
    public DateTime? DeadlineAtUtc { get; private set; }
    public ContactChannel? Channel { get; private set; }
    public NeedReason? Theme { get; private set; }
    public LifeStage? LifeStage { get; private set; }
    public ServiceLanguage? Language { get; private set; }

    /// <summary>The stored case, once this run has added it or brought it up to date.</summary>
    public Guid? StoredId { get; set; }

    /// <summary>Set when the case as a whole cannot be taken: then none of its rows can.</summary>
    public RowFault? Fault { get; set; }

    public void Take(EventRow row, string? unit, string? worker)
    {
        StartAtUtc ??= row.StartAtUtc;
        EndAtUtc ??= row.EndAtUtc;
        DeadlineAtUtc ??= row.DeadlineAtUtc;
        Channel ??= row.Channel;
        Theme ??= row.Theme;
        LifeStage ??= row.LifeStage;
        Language ??= row.Language;
        if (row.OccurredAtUtc < FirstEventAtUtc)
            FirstEventAtUtc = row.OccurredAtUtc;
        // Equal times: the later row of the file wins.
        if (row.OccurredAtUtc >= LatestEventAtUtc)
            (LatestEventAtUtc, LatestUnit, LatestWorker) = (row.OccurredAtUtc, unit, worker);
    }

    public RowFault? Disagreement(EventRow row, ImportProfile profile) =>
        Compare(row.StartAtUtc, StartAtUtc, EventColumn.Start, profile)
        ?? Compare(row.EndAtUtc, EndAtUtc, EventColumn.End, profile)
        ?? Compare(row.DeadlineAtUtc, DeadlineAtUtc, EventColumn.Deadline, profile)
        ?? CompareChannel(row.Channel, Channel, profile)
        ?? CompareCode(row.Theme, Theme, EventColumn.Theme, profile)
        ?? CompareCode(row.LifeStage, LifeStage, EventColumn.LifeStage, profile)
        ?? CompareCode(row.Language, Language, EventColumn.Language, profile);

    /// <summary>A case's start and channel are counted on from the day they are stored, so another start or channel is not a correction but a disagreement.</summary>
    public RowFault? Disagreement(GuidanceCase stored, ImportProfile profile) =>
        Compare(StartAtUtc, stored.ReceivedAtUtc, EventColumn.Start, profile)
        ?? CompareChannel(Channel, stored.Channel, profile);

    private static RowFault? Compare(DateTime? stated, DateTime? earlier, EventColumn column, ImportProfile profile) =>
        stated is { } found && earlier is { } expected && found != expected
            ? new RowFault(profile.Columns[column], RowProblem.DisagreesWithCase, Invariant(found), Invariant(expected))
            : null;

    private static RowFault? CompareChannel(ContactChannel? stated, ContactChannel? earlier, ImportProfile profile) =>
        stated is { } found && earlier is { } expected && found != expected
            ? new RowFault(profile.Columns[EventColumn.Channel], RowProblem.DisagreesWithCase, found.Code(), expected.Code())
            : null;

    private static RowFault? CompareCode<TEnum>(TEnum? stated, TEnum? earlier, EventColumn column, ImportProfile profile)
        where TEnum : struct, Enum =>
        stated is { } found && earlier is { } expected && !found.Equals(expected)
            ? new RowFault(profile.Columns[column], RowProblem.DisagreesWithCase, OwnCodes<TEnum>.Of(found), OwnCodes<TEnum>.Of(expected))
            : null;

    private static string Invariant(DateTime utc) => utc.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture);
}
