using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Deadlines;

/// <summary>Brings a case's deadlines up to date within the caller's transaction: whoever changes what they rest on calls it before saving.</summary>
public sealed class KeepDeadlines(GuidanceDbContext guidance, DeadlineBook book, TimeProvider clock)
{
    /// <summary>The events that reach targets.</summary>
    public static readonly IReadOnlyDictionary<CaseEventKind, IReadOnlyList<DeadlineTarget>> Reached = new Dictionary<CaseEventKind, IReadOnlyList<DeadlineTarget>>
    {
        [CaseEventKind.NeedsAssessmentStarted] = [DeadlineTarget.NeedsAssessmentStarted],
        [CaseEventKind.NeedsAssessmentCompleted] = [DeadlineTarget.NeedsAssessmentCompleted],

        // Found evidently unnecessary, with its reason, it is not made (SHL 36 §).
        [CaseEventKind.NeedsAssessmentUnnecessary] = [DeadlineTarget.NeedsAssessmentStarted, DeadlineTarget.NeedsAssessmentCompleted],
        [CaseEventKind.ServiceArranged] = [DeadlineTarget.ServiceArranged],
    };

    private static readonly CaseEventKind[] ReachingKinds = [.. Reached.Keys];

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

    /// <summary>When each target was first reached.</summary>
    internal static Dictionary<DeadlineTarget, DateTime> FirstOfEach(IEnumerable<(CaseEventKind Kind, DateTime AtUtc)> events) =>
        events.SelectMany(happened => Reached[happened.Kind].Select(target => (Target: target, happened.AtUtc))).GroupBy(each => each.Target).ToDictionary(each => each.Key, each => each.Min(happened => happened.AtUtc));

    private async Task<(List<CaseDeadline> Deadlines, List<DeadlinePause> Pauses, Dictionary<DeadlineTarget, DateTime> Done)> ReadAsync(Guid caseId, CancellationToken cancellationToken)
    {
        var deadlines = await guidance.CaseDeadlines.Where(deadline => deadline.CaseId == caseId).ToListAsync(cancellationToken);
        var pauses = await guidance.DeadlinePauses.Where(pause => pause.CaseId == caseId).ToListAsync(cancellationToken);
        pauses.AddRange(guidance.DeadlinePauses.Local.Where(pause => pause.CaseId == caseId && guidance.Entry(pause).State == EntityState.Added));
        var reached = await guidance.CaseEvents.Where(happened => happened.CaseId == caseId && ReachingKinds.Contains(happened.Kind))
            .Select(happened => new { happened.Kind, happened.OccurredAtUtc }).ToListAsync(cancellationToken);
        var done = FirstOfEach(reached.Select(happened => (happened.Kind, happened.OccurredAtUtc)));
        if (await guidance.Contacts.Where(contact => contact.CaseId == caseId && contact.Outcome != null).MinAsync(contact => (DateTime?)contact.StartedAtUtc, cancellationToken) is { } answered)
            done[DeadlineTarget.FirstResponse] = answered;
        return (deadlines, pauses, done);
    }

    private IEnumerable<(DeadlineTarget Target, DateTime AtUtc)> Unsaved(Guid caseId) =>
    [
        .. guidance.CaseEvents.Local.Where(happened => happened.CaseId == caseId && Reached.ContainsKey(happened.Kind) && guidance.Entry(happened).State == EntityState.Added)
            .SelectMany(happened => Reached[happened.Kind].Select(target => (target, happened.OccurredAtUtc))),
        .. guidance.Contacts.Local.Where(contact => contact.CaseId == caseId && contact.Outcome is not null)
            .Select(contact => (DeadlineTarget.FirstResponse, contact.StartedAtUtc)),
    ];

    private async Task<DateOnly?> ReadDateOfBirthAsync(Guid clientId, CancellationToken cancellationToken) =>
        await guidance.Clients.Where(client => client.Id == clientId).Select(client => (DateOnly?)client.DateOfBirth).FirstOrDefaultAsync(cancellationToken);
}
