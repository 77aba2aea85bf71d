using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Handoffs;
using Palveluohjaus.Guidance.Queues;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Contacts;

/// <summary>
/// Logs one contact: the contact, its case, the case's events and the audit entry in one transaction.
/// The page and every other sender come through here.
/// </summary>
public sealed class LogContact(GuidanceDbContext guidance, ContactSenders senders, KeepDeadlines keepDeadlines, CountyCalendar calendar, TimeProvider clock)
{
    public const int MaxThemes = 3;
    public const int MaxHandlingTimeMinutes = 600;

    /// <summary>A desk's clock may be a little ahead of the server's.</summary>
    internal static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    /// <summary>Older contacts come in by import, where they are checked as history.</summary>
    private static readonly TimeSpan OldestAccepted = TimeSpan.FromDays(366);

    public const int CallbackWithinDays = 92;

    /// <returns>Exactly what happened; see <see cref="LogContactResult"/>. When it returns <see cref="LogContactResult.Logged"/> the contact is on disk.</returns>
    public async Task<LogContactResult> LogAsync(ContactToLog toLog, Actor actor, CancellationToken cancellationToken)
    {
        var digest = toLog.SubmittedDigest ?? Digest(toLog);

        // Looking for the case and storing the contact are one transaction: two desks that log the same matter at the same moment would otherwise each open a case for
        // it. Where the same submission came in at the same moment, or another contact changed the same case, looking again settles it.
        var result = await guidance.InTransactionAsync(transaction => LogOnceAsync(toLog, digest, actor, transaction, cancellationToken), cancellationToken);
        if (result is LogContactResult.Logged)
            ProductMeter.ContactsLogged.Add(1);
        return result;
    }

    private async Task<LogContactResult> LogOnceAsync(ContactToLog toLog, string digest, Actor actor, WorkTransaction transaction, CancellationToken cancellationToken)
    {
        if (await FindEarlierAsync(toLog.SubmissionKey, digest, cancellationToken) is { } earlier)
            return earlier;

        var client = await FindClientAsync(toLog, cancellationToken);
        var (openCase, caseProblem) = await FindCaseAsync(toLog, client, actor, cancellationToken);
        var problems = await FindProblemsAsync(toLog, client, openCase is null ? actor.UnitId : openCase.Case.ResponsibleUnitId, cancellationToken);
        if (caseProblem is { } kind)
            problems.Add(new ContactProblem(nameof(toLog.CaseId), kind));
        if (openCase is not null && TakesCase(toLog, openCase.Case, actor))
            problems.Add(new ContactProblem(nameof(toLog.HandoffUnitId), ContactProblemKind.HandoffTakesCase));
        if (toLog.LeavesToWorkerId is { } responsibleId && !await IsResponsibleHereAsync(responsibleId, client, openCase is null ? actor.UnitId : openCase.Case.ResponsibleUnitId, actor, cancellationToken))
            problems.Add(new ContactProblem(nameof(toLog.LeavesToWorkerId), ContactProblemKind.ResponsibleNotHere));
        if (problems.Count > 0)
            return new LogContactResult.Refused(problems);

        var (logged, guidanceCase) = Add(toLog, client, openCase, digest, actor);
        if (guidanceCase.ClosedAtUtc is { } endedAtUtc)
            await guidance.EndHandoffsAsync(guidanceCase, endedAtUtc, clock.GetUtcNow().UtcDateTime, actor, cancellationToken);
        else if (toLog.Outcome == ContactOutcome.Handoff)
            await OfferAsync(toLog, logged.ContactId, guidanceCase, openCase, actor, cancellationToken);
        if (openCase is not null)
            await SettleAsync(toLog, client, openCase.Case, cancellationToken);
        await keepDeadlines.UpdateAsync(guidanceCase, client, cancellationToken);
        await guidance.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return logged;
    }

    /// <summary>What would be refused, without storing anything: a form can show it together with what it could not read at all.</summary>
    public async Task<IReadOnlyList<ContactProblem>> CheckAsync(ContactToLog toLog, CancellationToken cancellationToken) =>
        await FindProblemsAsync(toLog, await FindClientAsync(toLog, cancellationToken), unitWithCase: null, cancellationToken);

    /// <summary>A unit gives its cases and nobody takes them: with the case would go the lasting ground to see the client.</summary>
    private static bool TakesCase(ContactToLog toLog, GuidanceCase openCase, Actor actor) =>
        toLog is { Outcome: ContactOutcome.Handoff, HandoffUnitId: { } toUnitId }
        && actor.UnitIds.Contains(toUnitId)
        && (openCase.ResponsibleUnitId is not { } hasIt || !actor.UnitIds.Contains(hasIt));

    private async Task<Client?> FindClientAsync(ContactToLog toLog, CancellationToken cancellationToken) => toLog.ClientId is { } clientId
        ? await guidance.FindSurvivorAsync(clientId, cancellationToken)
        : null;

    /// <summary>The case this contact belongs to: the one that was named, or the client's open one on the same matter, received before it.</summary>
    private async Task<(OpenCase? Found, ContactProblemKind? Problem)> FindCaseAsync(ContactToLog toLog, Client? client, Actor actor, CancellationToken cancellationToken)
    {
        if (toLog.CaseId is { } caseId)
        {
            var named = await guidance.Cases.FirstOrDefaultAsync(candidate => candidate.Id == caseId && candidate.Source == GuidanceCase.OwnSource, cancellationToken);
            if (named is null || !IsTheirs(named, client, actor))
                return (null, ContactProblemKind.CaseUnknown);
            return named.ClosedAtUtc is null ? (await ReadAsync(named, toLog, cancellationToken), null) : (null, ContactProblemKind.CaseClosed);
        }

        if (client is null || toLog.Themes.Count == 0)
            return (null, null);

        var theme = toLog.Themes[0];
        var found = await guidance.Cases
            .Where(candidate => candidate.ClientId == client.Id && candidate.Theme == theme && candidate.Source == GuidanceCase.OwnSource
                && candidate.ClosedAtUtc == null && candidate.ReceivedAtUtc <= toLog.StartedAtUtc)
            .OrderBy(candidate => candidate.ReceivedAtUtc)
            .FirstOrDefaultAsync(cancellationToken);
        return found is null ? (null, null) : (await ReadAsync(found, toLog, cancellationToken), null);
    }

    /// <summary>A case of the client in question, or one of the actor's units whose client is unknown, or not told.</summary>
    private static bool IsTheirs(GuidanceCase named, Client? client, Actor actor)
    {
        if (client is not null && named.ClientId is { } clientId)
            return clientId == client.Id;
        return named.ResponsibleUnitId is { } unitId && actor.UnitIds.Contains(unitId);
    }

    private async Task<bool> IsResponsibleHereAsync(Guid workerId, Client? client, Guid? unitId, Actor actor, CancellationToken cancellationToken) =>
        client is not null && unitId is { } known && actor.UnitIds.Contains(known)
        && await guidance.ResponsibleWorkers.AnyAsync(responsible => responsible.ClientId == client.Id && responsible.WorkerId == workerId && responsible.UntilUtc == null, cancellationToken)
        && (await new UnitStaff(guidance).ReadAsync(known, cancellationToken)).Any(worker => worker.Id == workerId);

    private async Task<OpenCase> ReadAsync(GuidanceCase found, ContactToLog toLog, CancellationToken cancellationToken)
    {
        var events = await guidance.CaseEvents.AsNoTracking()
            .Where(caseEvent => caseEvent.CaseId == found.Id && caseEvent.Kind != CaseEventKind.Corrected)
            .OrderBy(caseEvent => caseEvent.OccurredAtUtc).ThenBy(caseEvent => caseEvent.Sequence)
            .Select(caseEvent => new { caseEvent.OccurredAtUtc, caseEvent.UnitId })
            .ToListAsync(cancellationToken);
        return new OpenCase(
            found,
            events.LastOrDefault(caseEvent => caseEvent.OccurredAtUtc <= toLog.StartedAtUtc && caseEvent.UnitId is not null)?.UnitId,
            events.Any(caseEvent => caseEvent.OccurredAtUtc > EndsAtUtc(toLog)));
    }

    /// <summary>
    /// A further contact keeps the calls that were promised before it, unless it came from another system and waits itself for someone to handle it,
    /// and tells whose an anonymous matter is when it is told.
    /// </summary>
    private async Task SettleAsync(ContactToLog toLog, Client? client, GuidanceCase openCase, CancellationToken cancellationToken)
    {
        if (toLog.Outcome is not null)
        {
            var promised = await guidance.Contacts
                .Where(contact => contact.CaseId == openCase.Id && contact.StartedAtUtc <= toLog.StartedAtUtc && contact.CallbackPromisedAtUtc != null && contact.CallbackDoneAtUtc == null)
                .ToListAsync(cancellationToken);
            promised.ForEach(contact => contact.SettleCallback(toLog.StartedAtUtc));
        }

        // A case is one client's, with all its contacts, whichever of them was recorded first. Once it has a client, so has each of them.
        if (client is null || openCase.ClientId is not null)
            return;
        await guidance.LinkAnonymousAsync(openCase, client.Id, clock.GetUtcNow().UtcDateTime, cancellationToken);
        openCase.BelongTo(client.Id);
    }

    /// <summary>
    /// Offers the case to the unit that was named. It is not offered twice at a time, nor to a unit that has had it without asking why no joint meeting is
    /// held, nor after it has moved on: the contact is stored all the same, and its receipt leads to where it is offered.
    /// </summary>
    private async Task OfferAsync(ContactToLog toLog, Guid contactId, GuidanceCase guidanceCase, OpenCase? openCase, Actor actor, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (openCase is not null)
        {
            var isOffered = await guidance.Handoffs.AnyAsync(handoff => handoff.CaseId == guidanceCase.Id && handoff.State == HandoffState.Offered, cancellationToken);
            var way = await CaseWay.ReadAsync(guidance, guidanceCase, now, cancellationToken);
            if (isOffered || openCase.HasMovedOn || way.WouldReturnTo(toLog.HandoffUnitId!.Value, guidanceCase.ResponsibleUnitId))
                return;
        }

        var toOffer = new HandoffToOffer { CaseId = guidanceCase.Id, ToUnitId = toLog.HandoffUnitId, ReasonKind = HandoffReason.AtContact };
        await new OfferHandoff(guidance, calendar, clock).AddAsync(guidanceCase, toOffer, contactId, EndsAtUtc(toLog), now, actor, cancellationToken);
    }

    private async Task<LogContactResult?> FindEarlierAsync(Guid submissionKey, string digest, CancellationToken cancellationToken)
    {
        var earlier = await guidance.Contacts.AsNoTracking()
            .Where(contact => contact.SubmissionKey == submissionKey)
            .Select(contact => new { contact.Id, contact.CaseId, contact.RecordedAtUtc, contact.SubmissionDigest })
            .FirstOrDefaultAsync(cancellationToken);
        if (earlier is null)
            return null;

        return earlier.SubmissionDigest == digest
            ? new LogContactResult.AlreadyLogged(earlier.Id, earlier.CaseId, earlier.RecordedAtUtc)
            : new LogContactResult.KeyUsedForAnother(earlier.Id, earlier.RecordedAtUtc);
    }

    private async Task<List<ContactProblem>> FindProblemsAsync(ContactToLog toLog, Client? client, Guid? unitWithCase, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var problems = new List<ContactProblem>();
        void Check(bool isWrong, string field, ContactProblemKind kind)
        {
            if (isWrong)
                problems.Add(new ContactProblem(field, kind));
        }

        Check(toLog.ClientId is not null && client is null, nameof(toLog.ClientId), ContactProblemKind.ClientUnknown);
        Check(toLog.StartedAtUtc > now + ClockTolerance, nameof(toLog.StartedAtUtc), ContactProblemKind.StartsInFuture);
        Check(toLog.StartedAtUtc < now - OldestAccepted, nameof(toLog.StartedAtUtc), ContactProblemKind.TooLongAgo);
        var isAtDesk = toLog.SendingSystemId is null;
        Check(isAtDesk ? toLog.HandlingTimeMinutes is null or < 1 or > MaxHandlingTimeMinutes : toLog.HandlingTimeMinutes is < 0 or > MaxHandlingTimeMinutes, nameof(toLog.HandlingTimeMinutes), ContactProblemKind.MinutesOutOfRange);
        Check(isAtDesk && toLog.Outcome is null, nameof(toLog.Outcome), ContactProblemKind.OutcomeMissing);
        Check(isAtDesk && toLog.Themes.Count == 0, nameof(toLog.Themes), ContactProblemKind.ThemeMissing);
        Check(toLog.Themes.Distinct().Count() > MaxThemes, nameof(toLog.Themes), ContactProblemKind.TooManyThemes);
        Check(toLog.Note?.Length > Contact.NoteMaxLength, nameof(toLog.Note), ContactProblemKind.NoteTooLong);

        if (toLog.Consultation is { } consultation)
        {
            Check(toLog.Channel != ContactChannel.Consultation, nameof(toLog.Channel), ContactProblemKind.ConsultationUnexpected);
            problems.AddRange(consultation.FindProblems());
        }

        if (toLog.Outcome == ContactOutcome.Callback)
        {
            Check(toLog.CallbackPromisedAtUtc is null, nameof(toLog.CallbackPromisedAtUtc), ContactProblemKind.CallbackTimeMissing);
            Check(toLog.CallbackPromisedAtUtc <= toLog.StartedAtUtc, nameof(toLog.CallbackPromisedAtUtc), ContactProblemKind.CallbackBeforeContact);
            Check(toLog.CallbackPromisedAtUtc > now.AddDays(CallbackWithinDays), nameof(toLog.CallbackPromisedAtUtc), ContactProblemKind.CallbackTooFar);
        }

        if (toLog.Outcome == ContactOutcome.Handoff)
        {
            Check(toLog.HandoffUnitId is null, nameof(toLog.HandoffUnitId), ContactProblemKind.HandoffUnitMissing);
            var day = calendar.DayOf(toLog.StartedAtUtc);
            var isUnknown = toLog.HandoffUnitId is { } unitId
                && !await guidance.Units.AnyAsync(unit => unit.Id == unitId && unit.Source == GuidanceCase.OwnSource && (unit.ClosedOn == null || unit.ClosedOn > day), cancellationToken);
            Check(isUnknown, nameof(toLog.HandoffUnitId), ContactProblemKind.HandoffUnitUnknown);
            Check(toLog.HandoffUnitId is not null && toLog.HandoffUnitId == unitWithCase, nameof(toLog.HandoffUnitId), ContactProblemKind.HandoffUnitHasCase);
        }

        var isMunicipalityUnknown = toLog.MunicipalityCode is { } code
            && !await guidance.Municipalities.AnyAsync(municipality => municipality.Code == code, cancellationToken);
        Check(isMunicipalityUnknown, nameof(toLog.MunicipalityCode), ContactProblemKind.MunicipalityUnknown);
        return problems;
    }

    private (LogContactResult.Logged Logged, GuidanceCase Case) Add(ContactToLog toLog, Client? client, OpenCase? openCase, string digest, Actor actor)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var municipality = client?.MunicipalityCode ?? toLog.MunicipalityCode;
        var guidanceCase = openCase?.Case ?? guidance.Cases.Add(new GuidanceCase
        {
            ClientId = client?.Id,
            Source = GuidanceCase.OwnSource,
            Theme = toLog.Themes.Count == 0 ? null : toLog.Themes[0],
            Channel = toLog.Channel,
            ServiceLanguage = client?.ServiceLanguage ?? toLog.ServiceLanguage,
            LifeStage = client is null ? null : LifeStages.Of(client, calendar.DayOf(toLog.StartedAtUtc)),
            MunicipalityCode = municipality,
            ReceivedAtUtc = toLog.StartedAtUtc,
        }.AssignTo(actor.UnitId, actor.WorkerId)).Entity;

        var contact = guidance.Contacts.Add(new Contact
        {
            CaseId = guidanceCase.Id,
            ClientId = client?.Id ?? guidanceCase.ClientId,
            OpensCase = openCase is null,
            Initiator = toLog.Initiator,
            Channel = toLog.Channel,
            StartedAtUtc = toLog.StartedAtUtc,
            HandlingTimeMinutes = toLog.HandlingTimeMinutes,
            ServiceLanguage = toLog.ServiceLanguage,
            Themes = [.. toLog.Themes.Distinct()],
            Urgency = toLog.Urgency,
            RepeatReason = toLog.RepeatReason,
            Outcome = toLog.Outcome,
            CallbackPromisedAtUtc = toLog.Outcome == ContactOutcome.Callback ? toLog.CallbackPromisedAtUtc : null,
            Note = string.IsNullOrWhiteSpace(toLog.Note) ? null : toLog.Note.Trim(),
            MunicipalityCode = municipality,
            UnitId = actor.UnitId,
            WorkerId = actor.WorkerId,
            SendingSystemId = toLog.SendingSystemId,
            SubmissionKey = toLog.SubmissionKey,
            SubmissionDigest = digest,
            RecordedAtUtc = now,
        }).Entity;
        if ((contact.ClientId is null ? toLog.Sender : toLog.Sender?.HowToReach()) is { } sender)
            guidance.ContactSenders.Add(senders.Protect(contact.Id, sender));

        if (toLog.Consultation is { } consultation)
            guidance.Consultations.Add(consultation.Of(contact.Id));

        guidanceCase.BeAtLeast(toLog.Urgency);

        // A contact that joins a case is handled by the unit that answered, but the case stays where it was at the time. What is recorded
        // late must not change what has happened since: a case that has moved on is neither closed nor moved by an earlier contact.
        var hasMovedOn = openCase is { HasMovedOn: true };
        AddEvent(CaseEventKind.ContactLogged, toLog.StartedAtUtc, openCase is null ? actor.UnitId : openCase.UnitIdThen);
        switch (toLog.Outcome)
        {
            case ContactOutcome.SolvedHere or ContactOutcome.GuidedToService or ContactOutcome.NothingFurther:
                if (!hasMovedOn && !(openCase is not null && toLog.KeepsCaseOpen))
                {
                    guidanceCase.Close(EndsAtUtc(toLog));
                    AddEvent(CaseEventKind.Closed, EndsAtUtc(toLog), guidanceCase.ResponsibleUnitId);
                }

                break;
            case ContactOutcome.Handoff or ContactOutcome.FirstAssessment:
                RaiseMatter();
                break;
            case ContactOutcome.Callback or null:
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(toLog), toLog.Outcome, "Not an outcome.");
        }

        if (toLog.LeavesToWorkerId is { } leftTo && guidanceCase.ClosedAtUtc is null && toLog.Outcome != ContactOutcome.Handoff)
        {
            // Said at the contact, and therefore no taking by whoever logged it.
            if (guidanceCase.ResponsibleWorkerId != leftTo)
            {
                guidance.Assign(guidanceCase, leftTo, CaseAssignmentKind.Assigned, reason: null, actor, now);
                guidance.AuditEntries.Add(AuditEntry.Of(
                    AuditAction.Update, nameof(GuidanceCase), guidanceCase.Id, guidanceCase.ClientId, actor, new AuditGround(AuditReasons.CaseAssigned) { CaseId = guidanceCase.Id }, now));
            }
        }

        // Who handles a matter of their unit that nobody has, has it.
        else if (openCase is { Case: { ClosedAtUtc: null, ResponsibleWorkerId: null, ResponsibleUnitId: { } unitWithCase } } && actor is { WorkerId: { } workerId } && actor.UnitIds.Contains(unitWithCase))
            guidance.Assign(guidanceCase, workerId, CaseAssignmentKind.Taken, reason: null, actor, now);

        guidance.AuditOf(AuditAction.Create, nameof(Contact), contact.Id, contact.ClientId, actor, new AuditGround(Reason: null) { CaseId = guidanceCase.Id, ContactId = contact.Id }, now);
        return (new LogContactResult.Logged(contact.Id, guidanceCase.Id, openCase is null), guidanceCase);

        // With the assessment that is asked for, the matter is raised.
        void RaiseMatter()
        {
            if (guidanceCase.RaisedAtUtc is null)
                guidanceCase.Raise(toLog.StartedAtUtc);
        }

        void AddEvent(CaseEventKind kind, DateTime occurredAtUtc, Guid? unitId) => guidance.CaseEvents.Add(new CaseEvent
        {
            CaseId = guidanceCase.Id,
            Kind = kind,
            OccurredAtUtc = occurredAtUtc,
            RecordedAtUtc = now,
            UnitId = unitId,
            WorkerId = actor.WorkerId,
            ContactId = contact.Id,
        });
    }

    private static DateTime EndsAtUtc(ContactToLog toLog) => toLog.StartedAtUtc.AddMinutes(toLog.HandlingTimeMinutes ?? 0);

    private static string Digest(ContactToLog toLog) =>
        Convert.ToBase64String(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(toLog, JsonSerializerOptions.Default)));

    /// <param name="Case">The case.</param>
    /// <param name="UnitIdThen">The unit that had it when the contact began; null when no event before it tells.</param>
    /// <param name="HasMovedOn">Whether something has happened to it after the contact ended.</param>
    private sealed record OpenCase(GuidanceCase Case, Guid? UnitIdThen, bool HasMovedOn);
}
