using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Workbench;

/// <summary>The county's present day: its figures, and the lists behind them. The figures are counted from the very rows of the lists.</summary>
public sealed class ReadToday(GuidanceDbContext guidance, CountyCalendar calendar, TimeProvider clock)
{
    public const int PageSize = 50;

    public async Task<TodayCounts> CountAsync(WorkView view, Actor actor, CancellationToken cancellationToken)
    {
        var scope = new WorkScope(guidance, actor, view);
        var contacts = await ReadAsync(TodayList.Contacts, scope, cancellationToken);
        var calls = await ReadAsync(TodayList.Callbacks, scope, cancellationToken);
        return new TodayCounts
        {
            Contacts = contacts.Count,
            Solved = contacts.Count(contact => contact.IsSolved),
            FailureDemand = contacts.Count(contact => contact.IsFailureDemand),
            CallbacksPromised = calls.Count,
            CallbacksKept = calls.Count(contact => contact.IsCallbackKept),
            Suggestions = await Suggestions(scope).CountAsync(cancellationToken),
            MedianDelayMinutes = Median([.. contacts.Where(contact => contact.IsFromDesk).Select(contact => contact.DelayMinutes).Order()]),
        };
    }

    /// <summary>One page of a list, and who is on it noted in the audit.</summary>
    public async Task<Cut<TodayContact>> ReadPageAsync(TodayList list, WorkView view, int page, Actor actor, CancellationToken cancellationToken)
    {
        var all = await ReadAsync(list, new WorkScope(guidance, actor, view), cancellationToken);
        var shown = all.Skip((page - 1) * PageSize).Take(PageSize).ToList();
        var clients = await new WorkClients(guidance, calendar, clock).ReadAsync(shown.Select(contact => contact.ClientId), cancellationToken);
        await AuditAsync(clients.Keys, actor, cancellationToken);
        return new Cut<TodayContact>(
            [.. shown.Select(contact => contact with { Client = contact.ClientId is { } clientId ? clients.GetValueOrDefault(clientId) : null })],
            all.Count);
    }

    /// <inheritdoc cref="ReadPageAsync"/>
    public async Task<Cut<DraftRow>> ReadSuggestionsAsync(WorkView view, int page, Actor actor, CancellationToken cancellationToken)
    {
        var drafts = Suggestions(new WorkScope(guidance, actor, view));
        var count = await drafts.CountAsync(cancellationToken);
        var shown = await drafts.OrderBy(draft => draft.SavedAtUtc).Skip((page - 1) * PageSize).Take(PageSize).AsNoTracking().ToListAsync(cancellationToken);
        var clients = await new WorkClients(guidance, calendar, clock).ReadAsync(shown.Select(draft => (Guid?)draft.ClientId), cancellationToken);
        await AuditAsync(clients.Keys, actor, cancellationToken);
        return new Cut<DraftRow>([.. shown.Select(draft => ReadWorkbench.RowOf(draft, clients))], count);
    }

    private static IQueryable<Assessments.AssessmentDraft> Suggestions(WorkScope scope) => scope.Drafts().Where(draft => draft.SuggestedSegment != null);

    private async Task<IReadOnlyList<TodayContact>> ReadAsync(TodayList list, WorkScope scope, CancellationToken cancellationToken)
    {
        var today = calendar.DayOf(clock.GetUtcNow().UtcDateTime);
        var (from, to) = (calendar.StartOfDayUtc(today), calendar.StartOfDayUtc(today.AddDays(1)));
        if (list == TodayList.Callbacks)
            return await RowsAsync(scope.Promises().Where(contact => contact.CallbackPromisedAtUtc >= from && contact.CallbackPromisedAtUtc < to).OrderBy(contact => contact.CallbackPromisedAtUtc), cancellationToken);

        var contacts = await RowsAsync(scope.Contacts().Where(contact => contact.StartedAtUtc >= from && contact.StartedAtUtc < to).OrderByDescending(contact => contact.StartedAtUtc), cancellationToken);
        return list switch
        {
            TodayList.Contacts => contacts,
            TodayList.Solved => [.. contacts.Where(contact => contact.IsSolved)],
            TodayList.FailureDemand => [.. contacts.Where(contact => contact.IsFailureDemand)],
            TodayList.Delays => [.. contacts.Where(contact => contact.IsFromDesk).OrderByDescending(contact => contact.DelayMinutes)],
            _ => throw new ArgumentOutOfRangeException(nameof(list), list, "Not a list of contacts."),
        };
    }

    private static async Task<IReadOnlyList<TodayContact>> RowsAsync(IQueryable<Contact> contacts, CancellationToken cancellationToken) =>
        await contacts.Select(contact => new TodayContact
        {
            Id = contact.Id,
            ClientId = contact.ClientId,
            Channel = contact.Channel,
            StartedAtUtc = contact.StartedAtUtc,
            HandlingTimeMinutes = contact.HandlingTimeMinutes,
            RecordedAtUtc = contact.RecordedAtUtc,
            IsFromDesk = contact.WorkerId != null,
            Themes = contact.Themes,
            RepeatReason = contact.RepeatReason,
            Outcome = contact.Outcome,
            CallbackPromisedAtUtc = contact.CallbackPromisedAtUtc,
            CallbackDoneAtUtc = contact.CallbackDoneAtUtc,
        }).ToListAsync(cancellationToken);

    private Task AuditAsync(IEnumerable<Guid> clientIds, Actor actor, CancellationToken cancellationToken) =>
        guidance.AuditListedAsync(clientIds, actor, AuditReasons.WorkbenchToday, clock.GetUtcNow().UtcDateTime, cancellationToken);

    /// <summary>The middle one; of two middle ones the mean, rounded up as a delay is.</summary>
    private static int? Median(IReadOnlyList<int> ordered) =>
        ordered.Count == 0 ? null : (ordered[(ordered.Count - 1) / 2] + ordered[ordered.Count / 2] + 1) / 2;
}
