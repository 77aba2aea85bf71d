using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Deadlines;

/// <summary>Brings a case's deadlines up to date within the caller's transaction: whoever changes what they rest on calls it before saving.</summary>
public sealed class KeepDeadlines(GuidanceDbContext guidance, DeadlineBook book, TimeProvider clock)
{
    /// <param name="guidanceCase">Tracked. What was changed or added in this context and is not saved yet is taken into account.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public Task UpdateAsync(GuidanceCase guidanceCase, CancellationToken cancellationToken) => UpdateAsync(guidanceCase, client: null, cancellationToken);

    /// <inheritdoc cref="UpdateAsync(GuidanceCase, CancellationToken)"/>
    /// <param name="client">The case's client where the caller has read them already; else null.</param>
    public async Task UpdateAsync(GuidanceCase guidanceCase, Client? client, CancellationToken cancellationToken)
    {
        if (guidanceCase.Source != GuidanceCase.OwnSource)
            return;

        var (deadlines, pauses, done) = guidance.Entry(guidanceCase).State == EntityState.Added
            ? ([], [], new Dictionary<DeadlineTarget, DateTime>())
            : await ReadAsync(guidanceCase.Id, cancellationToken);
        foreach (var (target, atUtc) in Unsaved(guidanceCase.Id))
            done[target] = done.TryGetValue(target, out var earlier) && earlier < atUtc ? earlier : atUtc;
        var born = client is not null && client.Id == guidanceCase.ClientId ? client.DateOfBirth
            : guidanceCase.ClientId is { } clientId ? await ReadDateOfBirthAsync(clientId, cancellationToken) : null;
        guidance.CaseDeadlines.AddRange(book.Update(guidanceCase, born, deadlines, pauses, done, clock.GetUtcNow().UtcDateTime).Begun);
    }

    private async Task<(List<CaseDeadline> Deadlines, List<DeadlinePause> Pauses, Dictionary<DeadlineTarget, DateTime> Done)> ReadAsync(Guid caseId, CancellationToken cancellationToken)
    {
        var rows = await DeadlineRows.ReadAsync(guidance, [caseId], isTracked: true, cancellationToken);
        return (
            rows.DeadlinesOf(caseId),
            [.. rows.PausesOf(caseId), .. guidance.DeadlinePauses.Local.Where(pause => pause.CaseId == caseId && guidance.Entry(pause).State == EntityState.Added)],
            rows.DoneOf(caseId));
    }

    private IEnumerable<(DeadlineTarget Target, DateTime AtUtc)> Unsaved(Guid caseId) =>
    [
        .. guidance.CaseEvents.Local.Where(happened => happened.CaseId == caseId && DeadlineRows.Reached.ContainsKey(happened.Kind) && guidance.Entry(happened).State == EntityState.Added)
            .SelectMany(happened => DeadlineRows.Reached[happened.Kind].Select(target => (target, happened.OccurredAtUtc))),
        .. guidance.Contacts.Local.Where(contact => contact.CaseId == caseId && contact.Outcome is not null)
            .Select(contact => (DeadlineTarget.FirstResponse, contact.StartedAtUtc)),
    ];

    private async Task<DateOnly?> ReadDateOfBirthAsync(Guid clientId, CancellationToken cancellationToken) =>
        await guidance.Clients.Where(client => client.Id == clientId).Select(client => (DateOnly?)client.DateOfBirth).FirstOrDefaultAsync(cancellationToken);
}
