using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using MimeKit;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Mail;
using Palveluohjaus.Guidance.Queues;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Texts;
using Palveluohjaus.Guidance.Workbench;

namespace Palveluohjaus.Guidance.Warnings;

/// <summary>
/// Tells by mail, once each, of deadlines that have come to a level: who has the case, or who covers them while they are away; and the unit's team leads
/// when time is up and nobody has it. A run may be stopped at any moment, and two may run at once.
/// </summary>
public sealed partial class WatchDeadlines(
    GuidanceDbContext guidance, MailInUse mail, IStringLocalizer<GuidanceTexts> texts, DeadlineRules rules, WorkWords words, CountyCalendar calendar, TimeProvider clock, ILogger<WatchDeadlines> logger)
{
    /// <summary>In one mail; what is more comes with the next run.</summary>
    private const int MostInDigest = 1_000;

    private readonly WarningDigest _digest = new(texts, rules, words, calendar, clock);

    /// <returns>How many mails were sent.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (mail.Settings is not { } settings)
            return 0;

        var now = clock.GetUtcNow().UtcDateTime;
        var pending = await FindAsync(now, cancellationToken);
        var (sent, refused, tried) = (0, 0, 0);
        var (refusal, wait, stop) = ((MailFault?)null, (MailFault?)null, (MailFault?)null);
        MailLine? line = null;
        try
        {
            foreach (var (recipient, warnings) in pending.Take(settings.MostPerRun))
            {
                tried++;
                var taken = await TakeAsync(recipient, warnings, now, cancellationToken);
                if (taken.Count == 0)
                    continue;
                try
                {
                    if (line is { IsOpen: false })
                    {
                        await line.DisposeAsync();
                        line = null;
                    }

                    line ??= await MailLine.OpenAsync(settings, done: null, cancellationToken);
                    using var message = Write(settings, recipient, taken);
                    await line.SendAsync(message, cancellationToken);
                }
                catch (MailFaultException failed)
                {
                    await SettleAsync(taken, row => row.GiveBack(failed.IsForGood));
                    if (failed.IsForGood)
                    {
                        refused++;
                        refusal = failed.Fault;
                        continue;
                    }

                    tried--;
                    if (!failed.IsOfThisMail)
                    {
                        stop = failed.Fault;
                        break;
                    }

                    wait = failed.Fault;
                    continue;
                }
                catch (OperationCanceledException)
                {
                    await SettleAsync(taken, row => row.GiveBack(wasRefused: false));
                    throw;
                }

                await SettleAsync(taken, row => row.BeSentAt(clock.GetUtcNow().UtcDateTime));
                sent++;
            }
        }
        finally
        {
            if (line is not null)
                await line.DisposeAsync();
            await KeepStateAsync(now, sent, pending.Count - tried, stop ?? refusal ?? wait);
        }

        if (refusal is { } last)
            LogRefused(refused, last, sent);
        if (stop is { } told)
            LogStopped(told, pending.Count - tried);
        else if (wait is not null)
            LogAskedToWait(pending.Count - tried);
        return sent;
    }

    private MimeMessage Write(MailSettings settings, WarningRecipient recipient, List<(DeadlineWarning Row, WarningToTell Warning)> taken)
    {
        try
        {
            return _digest.Write(settings, recipient, [.. taken.Select(each => each.Warning)]);
        }
        catch (FormatException)
        {
            // One address that no mail can be written to must not keep everyone else's from leaving.
            throw new MailFaultException(MailFault.RecipientRefused);
        }
    }

    /// <summary>
    /// Who is to be told of what, those first whose time is up the longest. Those whose mail was given back come last: a mailbox that is always full would
    /// stop each run before anybody else is told.
    /// </summary>
    private async Task<IReadOnlyList<(WarningRecipient Recipient, IReadOnlyList<WarningToTell> Warnings)>> FindAsync(DateTime now, CancellationToken cancellationToken)
    {
        var units = await guidance.Units.AsNoTracking().Where(unit => unit.Source == GuidanceCase.OwnSource).ToDictionaryAsync(unit => unit.Id, cancellationToken);
        var accounts = (await guidance.Accounts.AsNoTracking().Where(account => account.DisabledAtUtc == null).ToListAsync(cancellationToken))
            .Where(account => RoleRights.Of(account.Roles).Contains(AccessRight.LogContacts)).ToList();
        var absences = (await guidance.Absences.AsNoTracking().HoldingOn(calendar.DayOf(now)).ToListAsync(cancellationToken))
            .DistinctBy(absence => (absence.WorkerId, absence.UnitId)).ToDictionary(absence => (absence.WorkerId, absence.UnitId));
        var away = absences.Keys.Select(key => key.WorkerId).ToHashSet();
        var untold = Untold(now, [.. accounts.Where(account => !away.Contains(account.WorkerId)).Select(account => account.Id)]);
        var crossed = await untold.Select(each => new
        {
            each.Deadline.CaseId, each.Deadline.RuleCode, each.Deadline.RuleValidFrom, each.Deadline.IsStatutory, each.Deadline.FromUtc, each.Deadline.DueAtUtc, each.Deadline.HalfAtUtc, each.Deadline.MostAtUtc,
            each.Case.ResponsibleUnitId, each.Case.ResponsibleWorkerId,
        }).ToListAsync(cancellationToken);
        if (crossed.Count == 0)
            return [];

        var byWorker = accounts.ToDictionary(account => account.WorkerId);
        var homes = await guidance.Workers.Where(worker => worker.UnitId != null).Select(worker => new { worker.Id, UnitId = worker.UnitId!.Value }).ToListAsync(cancellationToken);
        var others = await guidance.UnitMemberships.Select(membership => new { membership.WorkerId, membership.UnitId }).ToListAsync(cancellationToken);
        var members = homes.Select(home => (WorkerId: home.Id, home.UnitId)).Concat(others.Select(other => (other.WorkerId, other.UnitId))).ToHashSet();
        var leads = accounts.Where(account => account.Roles.Contains(AccountRole.TeamLead)).ToList();
        var told = (await (
            from warning in guidance.DeadlineWarnings
            join each in untold on new { warning.CaseId, warning.RuleCode } equals new { each.Deadline.CaseId, each.Deadline.RuleCode }
            select new { warning.CaseId, warning.RuleCode, warning.AccountId, warning.Level, warning.DueAtUtc, warning.TakenAtUtc, warning.SentAtUtc, warning.Refusals }).ToListAsync(cancellationToken)).ToLookup(warning => (warning.CaseId, warning.RuleCode, warning.AccountId));

        var givenBack = told.SelectMany(rows => rows).Where(row => row is { SentAtUtc: null, TakenAtUtc: null, Refusals: < DeadlineWarning.MostAttempts }).Select(row => row.AccountId).ToHashSet();
        var found = new Dictionary<Guid, (Account Account, List<WarningToTell> Warnings)>();
        foreach (var each in crossed)
        {
            if (each.ResponsibleUnitId is not { } unitId || !units.TryGetValue(unitId, out var unit))
                continue;
            var warning = new WarningToTell
            {
                CaseId = each.CaseId,
                RuleCode = each.RuleCode,
                RuleValidFrom = each.RuleValidFrom,
                IsStatutory = each.IsStatutory,
                Level = WarningLevels.At(each.HalfAtUtc, each.MostAtUtc, each.DueAtUtc, now),
                FromUtc = each.FromUtc,
                DueAtUtc = each.DueAtUtc,
                Unit = unit,
                WorkerId = each.ResponsibleWorkerId,
            };
            foreach (var account in RecipientsOf(warning, unitId).Where(account => account is { WarnsByMail: true, MailAddress: not null }))
            {
                if (told[(each.CaseId, each.RuleCode, account.Id)].Any(row => row.Level >= warning.Level && DeadlineWarning.IsSettled(row.DueAtUtc, row.TakenAtUtc, row.SentAtUtc, row.Refusals, each.DueAtUtc, now)))
                    continue;
                if (!found.TryGetValue(account.Id, out var of))
                    found[account.Id] = of = (account, []);
                of.Warnings.Add(warning);
            }
        }

        return [.. found.Values.OrderBy(each => givenBack.Contains(each.Account.Id)).ThenBy(each => each.Warnings.Min(warning => warning.DueAtUtc)).ThenBy(each => each.Account.Id)
            .Select(each => (WarningRecipient.Of(each.Account), (IReadOnlyList<WarningToTell>)[.. each.Warnings.OrderBy(warning => warning.DueAtUtc).Take(MostInDigest)]))];

        IEnumerable<Account> RecipientsOf(WarningToTell warning, Guid unitId)
        {
            var holder = warning.WorkerId;
            if (holder is { } away && absences.TryGetValue((away, unitId), out var absence))
                holder = absence.CoverWorkerId;
            if (holder is { } present && byWorker.TryGetValue(present, out var account) && members.Contains((present, unitId)))
                return [account];
            return warning.Level == WarningLevel.Passed ? leads.Where(lead => members.Contains((lead.WorkerId, unitId))) : [];
        }
    }

    private IQueryable<CrossedDeadline> Crossed(DateTime now) =>
        from deadline in guidance.CaseDeadlines
        join each in guidance.Cases on deadline.CaseId equals each.Id
        where deadline.MetAtUtc == null && deadline.EndedAtUtc == null && deadline.HalfAtUtc != null && deadline.HalfAtUtc <= now
            && each.ClosedAtUtc == null && each.Source == GuidanceCase.OwnSource && each.ResponsibleUnitId != null
        select new CrossedDeadline { Deadline = deadline, Case = each };

    /// <summary>
    /// Without what its holder has been told of at its present level, which is nearly all of it in a county that is late: of that nobody else is to be told.
    /// Unless the holder is away, or of the unit no more.
    /// </summary>
    private IQueryable<CrossedDeadline> Untold(DateTime now, IReadOnlyList<Guid> presentAccountIds) => Crossed(now).Where(each => !(
        from warning in guidance.DeadlineWarnings
        join account in guidance.Accounts on warning.AccountId equals account.Id
        where warning.CaseId == each.Case.Id && warning.RuleCode == each.Deadline.RuleCode && warning.SentAtUtc != null && warning.DueAtUtc == each.Deadline.DueAtUtc
            && (warning.Level == WarningLevel.Passed
                || (warning.Level == WarningLevel.Most && each.Deadline.DueAtUtc > now)
                || (warning.Level == WarningLevel.Half && each.Deadline.DueAtUtc > now && (each.Deadline.MostAtUtc == null || each.Deadline.MostAtUtc > now)))
            && account.WorkerId == each.Case.ResponsibleWorkerId && EF.Parameter(presentAccountIds).Contains(account.Id)
            && (guidance.Workers.Any(worker => worker.Id == account.WorkerId && worker.UnitId == each.Case.ResponsibleUnitId)
                || guidance.UnitMemberships.Any(membership => membership.WorkerId == account.WorkerId && membership.UnitId == each.Case.ResponsibleUnitId))
        select warning).Any());

    /// <summary>Takes what is still so at this moment, and what no other run has taken.</summary>
    private async Task<List<(DeadlineWarning Row, WarningToTell Warning)>> TakeAsync(WarningRecipient recipient, IReadOnlyList<WarningToTell> warnings, DateTime now, CancellationToken cancellationToken)
    {
        guidance.ChangeTracker.Clear();
        var takenAt = clock.GetUtcNow().UtcDateTime;
        try
        {
            return await guidance.InTransactionAsync(transaction => TakeOnceAsync(recipient, warnings, now, takenAt, transaction, cancellationToken), cancellationToken);
        }
        catch (DbUpdateException fault) when (StorageFaults.IsConflict(fault))
        {
            // Another run takes them at the same moments, and tells.
            guidance.ChangeTracker.Clear();
            return [];
        }
    }

    private async Task<List<(DeadlineWarning Row, WarningToTell Warning)>> TakeOnceAsync(
        WarningRecipient recipient, IReadOnlyList<WarningToTell> warnings, DateTime now, DateTime takenAt, WorkTransaction transaction, CancellationToken cancellationToken)
    {
        if (!await guidance.Accounts.AnyAsync(account => account.Id == recipient.AccountId && account.DisabledAtUtc == null && account.WarnsByMail && account.MailAddress == recipient.Address, cancellationToken))
            return [];
        var caseIds = warnings.Select(each => each.CaseId).Distinct().ToList();
        var still = (await Crossed(now).Where(each => EF.Parameter(caseIds).Contains(each.Case.Id))
            .Select(each => new { each.Case.Id, each.Deadline.RuleCode, each.Deadline.DueAtUtc, each.Case.ResponsibleUnitId, each.Case.ResponsibleWorkerId }).ToListAsync(cancellationToken))
            .Select(each => (each.Id, each.RuleCode, each.DueAtUtc, each.ResponsibleUnitId, each.ResponsibleWorkerId)).ToHashSet();
        var rows = (await guidance.DeadlineWarnings.Where(row => row.AccountId == recipient.AccountId && EF.Parameter(caseIds).Contains(row.CaseId)).ToListAsync(cancellationToken))
            .ToLookup(row => (row.CaseId, row.RuleCode));
        var taken = new List<(DeadlineWarning Row, WarningToTell Warning)>();
        foreach (var each in warnings.Where(each => still.Contains((each.CaseId, each.RuleCode, each.DueAtUtc, each.Unit.Id, each.WorkerId))))
        {
            var known = rows[(each.CaseId, each.RuleCode)].ToList();
            if (known.Exists(row => row.Level >= each.Level && row.IsSettledFor(each.DueAtUtc, takenAt)))
                continue;
            var row = known.Find(row => row.Level == each.Level);
            if (row is null)
                guidance.DeadlineWarnings.Add(row = new DeadlineWarning { CaseId = each.CaseId, RuleCode = each.RuleCode, Level = each.Level, AccountId = recipient.AccountId });
            taken.Add((row.TakeFor(each.DueAtUtc, takenAt), each));
        }

        await guidance.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return taken;
    }

    /// <remarks>Not cancellable: what was sent must not be sent again because the server is stopped.</remarks>
    private async Task SettleAsync(List<(DeadlineWarning Row, WarningToTell Warning)> taken, Action<DeadlineWarning> settle)
    {
        taken.ForEach(each => settle(each.Row));
        await guidance.SaveChangesAsync(CancellationToken.None);
    }

    private async Task KeepStateAsync(DateTime now, int sent, int waiting, MailFault? fault)
    {
        guidance.ChangeTracker.Clear();
        var changed = await guidance.WarningMailStates.ExecuteUpdateAsync(
            set => set.SetProperty(state => state.LastRunAtUtc, now).SetProperty(state => state.LastRunSent, sent).SetProperty(state => state.LastRunWaiting, waiting).SetProperty(state => state.SentInAll, state => state.SentInAll + sent),
            CancellationToken.None);
        if (changed == 0)
        {
            guidance.WarningMailStates.Add(new WarningMailState { LastRunAtUtc = now, LastRunSent = sent, LastRunWaiting = waiting, SentInAll = sent });
            try
            {
                await guidance.SaveChangesAsync(CancellationToken.None);
            }
            catch (DbUpdateException)
            {
                // Another run was the first; the next one tells of itself.
                guidance.ChangeTracker.Clear();
            }
        }

        if (fault is not null)
        {
            await guidance.WarningMailStates.ExecuteUpdateAsync(
                set => set.SetProperty(state => state.LastFault, fault).SetProperty(state => state.LastFaultAtUtc, now), CancellationToken.None);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Warnings by mail stopped: {Fault}. {Waiting} mails wait for the next run; 'mail check' tells what to mend.")]
    private partial void LogStopped(MailFault fault, int waiting);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} mails with warnings were refused, the last with {Fault}; {Sent} were sent.")]
    private partial void LogRefused(int count, MailFault fault, int sent);

    [LoggerMessage(Level = LogLevel.Information, Message = "The server asked for some warnings to be sent later. {Waiting} mails wait for the next run.")]
    private partial void LogAskedToWait(int waiting);

    private sealed class CrossedDeadline
    {
        public required CaseDeadline Deadline { get; init; }
        public required GuidanceCase Case { get; init; }
    }
}
