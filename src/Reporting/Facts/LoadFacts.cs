using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Storage;

namespace Palveluohjaus.Reporting.Facts;

/// <summary>Reads the facts into a <see cref="FactSnapshot"/>.</summary>
public sealed class LoadFacts(ReportingDbContext reporting, GuidanceReads guidance)
{
    /// <summary>Which refresh the stored facts are of, and when they were last known to be up to date.</summary>
    public async Task<(long Version, DateTime? RefreshedAtUtc)> ReadStateAsync(CancellationToken cancellationToken)
    {
        var state = await reporting.RefreshStates.AsNoTracking().FirstOrDefaultAsync(cancellationToken);
        return (state?.Version ?? 0, state?.RefreshedAtUtc);
    }

    public async Task<FactSnapshot> LoadAsync(CancellationToken cancellationToken)
    {
        var unitCodes = await guidance.Units.ToDictionaryAsync(unit => unit.Id, unit => unit.Code, cancellationToken);

        // One transaction: a refresh that ends half-way through the reading must not be seen in half.
        await using var transaction = await reporting.BeginReadAsync(cancellationToken);
        var state = await reporting.RefreshStates.AsNoTracking().FirstOrDefaultAsync(cancellationToken);
        var (decisions, segments) = await LoadDecisionsAsync(cancellationToken);
        var cases = await LoadCasesAsync(unitCodes, segments, cancellationToken);
        var contacts = await LoadContactsAsync(unitCodes, segments, cancellationToken);
        return new FactSnapshot(state?.Version ?? 0, state?.RefreshedAtUtc, cases, contacts, decisions);
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
            table.Dimensions[Dimension.Language].Add(Codes.Of(fact.ServiceLanguage));
            table.Dimensions[Dimension.LifeStage].Add(Codes.Of(fact.LifeStage));
            table.Dimensions[Dimension.Segment].Add(fact.Segment);
            table.Suggested.Add(fact.SuggestedSegment);
            table.DecidedAt.Add(fact.DecidedAtUtc.Ticks);
            table.NextDecidedAt.Add(FactTable.Never);
        }

        return (table, segments);
    }

    private async Task<CaseTable> LoadCasesAsync(Dictionary<Guid, string> unitCodes, Dictionary<Guid, string> segments, CancellationToken cancellationToken)
    {
        var table = new CaseTable(await reporting.CaseFacts.CountAsync(cancellationToken));
        await foreach (var fact in reporting.CaseFacts.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            table.Dimensions[Dimension.Source].Add(fact.Source);
            table.Dimensions[Dimension.Municipality].Add(fact.MunicipalityCode);
            table.Dimensions[Dimension.Unit].Add(CodeOf(fact.UnitId, unitCodes));
            table.Dimensions[Dimension.Channel].Add(fact.Channel.Code());
            table.Dimensions[Dimension.Language].Add(CodeOf(fact.ServiceLanguage));
            table.Dimensions[Dimension.LifeStage].Add(CodeOf(fact.LifeStage));
            table.Dimensions[Dimension.Segment].Add(SegmentOf(fact.ClientId, segments));
            table.Dimensions[Dimension.Theme].Add(CodeOf(fact.Theme));
            table.ReceivedAt.Add(fact.ReceivedAtUtc.Ticks);
            table.ClosedAt.Add(TicksOf(fact.ClosedAtUtc));
            table.DueAt.Add(TicksOf(fact.DueAtUtc));
            table.FirstActionAt.Add(TicksOf(fact.FirstActionAtUtc));
            table.NextContactOnThemeAt.Add(TicksOf(fact.NextContactOnThemeAtUtc));
            table.HandoffCount.Add(fact.HandoffCount);
            table.ReturnedToEarlierUnit.Add(fact.ReturnedToEarlierUnit);
            table.IsResolvedAtFirstContact.Add(fact.IsResolvedAtFirstContact);
            table.IsIdentified.Add(fact.ClientId is not null);
            EventTrace.Unpack(fact.Trace, table.Events);
            table.FirstEvent.Add(table.Events.Count);
        }

        return table;
    }

    private async Task<ContactTable> LoadContactsAsync(Dictionary<Guid, string> unitCodes, Dictionary<Guid, string> segments, CancellationToken cancellationToken)
    {
        var table = new ContactTable(await reporting.ContactFacts.CountAsync(cancellationToken));
        await foreach (var fact in reporting.ContactFacts.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            table.Dimensions[Dimension.Source].Add(fact.Source);
            table.Dimensions[Dimension.Municipality].Add(fact.MunicipalityCode);
            table.Dimensions[Dimension.Unit].Add(CodeOf(fact.UnitId, unitCodes));
            table.Dimensions[Dimension.Channel].Add(fact.Channel.Code());
            table.Dimensions[Dimension.Language].Add(CodeOf(fact.ServiceLanguage));
            table.Dimensions[Dimension.LifeStage].Add(CodeOf(fact.LifeStage));
            table.Dimensions[Dimension.Segment].Add(SegmentOf(fact.ClientId, segments));
            table.Dimensions[Dimension.Theme].Add(CodeOf(fact.Theme));
            table.ClientLanguage.Add(CodeOf(fact.ClientLanguage));
            table.StartedAt.Add(fact.StartedAtUtc.Ticks);
            table.PreviousContactOnThemeAt.Add(TicksOf(fact.PreviousContactOnThemeAtUtc));
            table.IsFailureDemand.Add(fact.IsFailureDemand);
            table.IsIdentified.Add(fact.ClientId is not null);
        }

        return table;
    }

    private static string? CodeOf<TEnum>(TEnum? value)
        where TEnum : struct, Enum => value is { } known ? Codes.Of(known) : null;

    private static string? CodeOf(Guid? unitId, Dictionary<Guid, string> unitCodes) =>
        unitId is { } known ? unitCodes.GetValueOrDefault(known) : null;

    private static string? SegmentOf(Guid? clientId, Dictionary<Guid, string> segments) =>
        clientId is { } known ? segments.GetValueOrDefault(known) : null;

    private static long TicksOf(DateTime? instant) => instant?.Ticks ?? FactTable.Never;
}
