using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Storage;

namespace Palveluohjaus.Reporting.Facts;

/// <summary>Reads the facts into a <see cref="FactSnapshot"/>.</summary>
public sealed class LoadFacts(ReportingDbContext reporting, GuidanceReads guidance, CountyCalendar calendar)
{
    /// <summary>Which refresh the stored facts are of, and when they were last known to be up to date.</summary>
    public async Task<(long Version, DateTime? RefreshedAtUtc)> ReadStateAsync(CancellationToken cancellationToken)
    {
        var state = await reporting.RefreshStates.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        return (state?.Version ?? 0, state?.RefreshedAtUtc);
    }

    public async Task<FactSnapshot> LoadAsync(CancellationToken cancellationToken)
    {
        var unitCodes = await guidance.Units.ToDictionaryAsync(unit => unit.Id, unit => unit.Code, cancellationToken);

        // One transaction: a refresh that ends half-way through the reading must not be seen in half.
        await using var moment = await ReadTransaction.BeginAsync(reporting, cancellationToken);
        var (version, refreshedAtUtc) = await ReadStateAsync(cancellationToken);
        var (decisions, segments) = await LoadDecisionsAsync(cancellationToken);
        var lookups = new Lookups(unitCodes, segments);
        return new FactSnapshot(
            version,
            refreshedAtUtc,
            await LoadCasesAsync(lookups, cancellationToken),
            await LoadContactsAsync(lookups, cancellationToken),
            decisions)
        {
            Feedback = await LoadFeedbackAsync(unitCodes, cancellationToken),
        };
    }

    private async Task<(DecisionTable Decisions, Dictionary<Guid, string> Segments)> LoadDecisionsAsync(CancellationToken cancellationToken)
    {
        var table = new DecisionTable(await reporting.SegmentFacts.CountAsync(cancellationToken));
        var segments = new Dictionary<Guid, string>();
        var lastRows = new Dictionary<Guid, int>();
        var facts = reporting.SegmentFacts.AsNoTracking().OrderBy(fact => fact.ClientId).ThenBy(fact => fact.DecidedAtUtc).ThenBy(fact => fact.Sequence);
        await foreach (var fact in facts.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (lastRows.TryGetValue(fact.ClientId, out var lastRow))
                table.NextDecidedAt[lastRow] = fact.DecidedAtUtc.Ticks;
            lastRows[fact.ClientId] = table.Count;
            segments[fact.ClientId] = fact.Segment;

            table.Dimensions[Dimension.Municipality].Add(fact.MunicipalityCode);
            table.Dimensions[Dimension.Language].Add(fact.ServiceLanguage);
            table.Dimensions[Dimension.LifeStage].Add(fact.LifeStage);
            table.Dimensions[Dimension.Segment].Add(fact.Segment);
            table.Suggested.Add(fact.SuggestedSegment);
            table.DecidedAt.Add(fact.DecidedAtUtc.Ticks);
            table.NextDecidedAt.Add(FactTable.Never);
        }

        return (table, segments);
    }

    // Only the columns a table keeps are read, and without making an entity of each row: a county has millions.
    private async Task<CaseTable> LoadCasesAsync(Lookups lookups, CancellationToken cancellationToken)
    {
        var table = new CaseTable(await reporting.CaseFacts.CountAsync(cancellationToken));
        var facts = reporting.CaseFacts.AsNoTracking().Select(fact => new
        {
            Shared = new SharedColumns(
                fact.Source, fact.MunicipalityCode, fact.UnitId, fact.Channel, fact.ServiceLanguage, fact.LifeStage, fact.Theme, fact.ClientId),
            fact.ReceivedAtUtc,
            fact.ClosedAtUtc,
            fact.DueAtUtc,
            fact.FirstActionAtUtc,
            fact.NextContactOnThemeAtUtc,
            fact.HandoffCount,
            fact.ReturnedToEarlierUnit,
            fact.IsResolvedAtFirstContact,
            fact.Trace,
        });
        await foreach (var fact in facts.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            lookups.AddTo(table, fact.Shared);
            table.ReceivedAt.Add(fact.ReceivedAtUtc.Ticks);
            table.ClosedAt.Add(TicksOf(fact.ClosedAtUtc));
            table.DueAt.Add(TicksOf(fact.DueAtUtc));
            table.FirstActionAt.Add(TicksOf(fact.FirstActionAtUtc));
            table.NextContactOnThemeAt.Add(TicksOf(fact.NextContactOnThemeAtUtc));
            table.HandoffCount.Add(fact.HandoffCount);
            table.ReturnedToEarlierUnit.Add(fact.ReturnedToEarlierUnit);
            table.IsResolvedAtFirstContact.Add(fact.IsResolvedAtFirstContact);
            table.IsIdentified.Add(fact.Shared.ClientId is not null);
            EventTrace.Unpack(fact.Trace, table.Events);
            table.FirstEvent.Add(table.Events.Count);
        }

        return table;
    }

    private async Task<ContactTable> LoadContactsAsync(Lookups lookups, CancellationToken cancellationToken)
    {
        var table = new ContactTable(await reporting.ContactFacts.CountAsync(cancellationToken));
        var facts = reporting.ContactFacts.AsNoTracking().Select(fact => new
        {
            Shared = new SharedColumns(
                fact.Source, fact.MunicipalityCode, fact.UnitId, fact.Channel, fact.ServiceLanguage, fact.LifeStage, fact.Theme, fact.ClientId),
            fact.ClientLanguage,
            fact.StartedAtUtc,
            fact.PreviousContactOnThemeAtUtc,
            fact.IsFailureDemand,
        });
        await foreach (var fact in facts.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            lookups.AddTo(table, fact.Shared);
            table.ClientLanguage.Add(fact.ClientLanguage);
            table.StartedAt.Add(fact.StartedAtUtc.Ticks);
            table.PreviousContactOnThemeAt.Add(TicksOf(fact.PreviousContactOnThemeAtUtc));
            table.IsFailureDemand.Add(fact.IsFailureDemand);
            table.IsIdentified.Add(fact.Shared.ClientId is not null);
        }

        return table;
    }

    private async Task<FeedbackTable> LoadFeedbackAsync(Dictionary<Guid, string> unitCodes, CancellationToken cancellationToken)
    {
        var facts = await reporting.FeedbackFacts.AsNoTracking().OrderBy(fact => fact.Month).ThenBy(fact => fact.Score).ToListAsync(cancellationToken);
        var table = new FeedbackTable(facts.Sum(fact => fact.AnswerCount));
        foreach (var fact in facts)
        {
            var answeredAt = calendar.StartOfDayUtc(fact.Month).Ticks;
            for (var i = 0; i < fact.AnswerCount; i++)
                table.Add(unitCodes.GetValueOrDefault(fact.UnitId), fact.Channel, answeredAt, fact.Score);
        }

        return table;
    }

    private static long TicksOf(DateTime? instant) => instant?.Ticks ?? FactTable.Never;

    /// <summary>What cases and contacts have in common.</summary>
    private readonly record struct SharedColumns(
        string Source,
        string? MunicipalityCode,
        Guid? UnitId,
        string Channel,
        string? Language,
        string? LifeStage,
        string? Theme,
        Guid? ClientId);

    private sealed class Lookups(Dictionary<Guid, string> unitCodes, Dictionary<Guid, string> segments)
    {
        public void AddTo(FactTable table, SharedColumns columns)
        {
            table.Dimensions[Dimension.Source].Add(columns.Source);
            table.Dimensions[Dimension.Municipality].Add(columns.MunicipalityCode);
            table.Dimensions[Dimension.Unit].Add(columns.UnitId is { } unitId ? unitCodes.GetValueOrDefault(unitId) : null);
            table.Dimensions[Dimension.Channel].Add(columns.Channel);
            table.Dimensions[Dimension.Language].Add(columns.Language);
            table.Dimensions[Dimension.LifeStage].Add(columns.LifeStage);
            table.Dimensions[Dimension.Segment].Add(columns.ClientId is { } clientId ? segments.GetValueOrDefault(clientId) : null);
            table.Dimensions[Dimension.Theme].Add(columns.Theme);
        }
    }
}
