using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Storage;

namespace Palveluohjaus.Reporting.ChartMarks;

/// <summary>Enters marks, corrects and removes them with a reason. What a mark said before stays in sight: a chart that was read once was drawn with it.</summary>
public sealed class KeepMarks(ReportingDbContext reporting, GuidanceReads guidance, AuditAdministration audit, TimeProvider clock)
{
    /// <summary>Newest first, removed ones too.</summary>
    public async Task<List<ChartMark>> ReadAsync(CancellationToken cancellationToken) =>
        [.. (await reporting.ChartMarks.AsNoTracking().ToListAsync(cancellationToken)).OrderBy(mark => mark.IsRemoved).ThenByDescending(mark => mark.Content.FirstDay).ThenBy(mark => mark.Id)];

    public async Task<CurrentMarks> ReadCurrentAsync(CancellationToken cancellationToken)
    {
        var marks = await ReadAsync(cancellationToken);
        return new CurrentMarks([.. marks.Where(mark => !mark.IsRemoved).Select(mark => mark.Content).OrderBy(content => content.FirstDay).ThenBy(content => content.LastDay)], marks.Sum(mark => (long)mark.Version));
    }

    public Task<ChartMark?> FindAsync(Guid id, CancellationToken cancellationToken) => reporting.ChartMarks.AsNoTracking().SingleOrDefaultAsync(mark => mark.Id == id, cancellationToken);

    /// <summary>What it said before, newest first.</summary>
    public Task<List<ChartMarkChange>> ReadHistoryAsync(Guid id, CancellationToken cancellationToken) =>
        reporting.ChartMarkChanges.AsNoTracking().Where(change => change.MarkId == id).OrderByDescending(change => change.Version).ToListAsync(cancellationToken);

    public async Task<MarkKept> EnterAsync(MarkToEnter typed, Actor actor, CancellationToken cancellationToken)
    {
        var (content, problems) = await CheckAsync(typed, cancellationToken);
        if (content is null)
            return new MarkKept.Refused(problems);

        var mark = new ChartMark { Content = content, EnteredAtUtc = Now, EnteredBy = actor.NameUpTo(ChartMark.AccountMaxLength) };
        var note = audit.NoteOnce(AuditAction.Create, nameof(ChartMark), actor);
        return await reporting.InTransactionAsync<MarkKept>(
            async transaction =>
            {
                // Sent twice by an impatient hand: it is the same mark.
                if ((await ReadAsync(cancellationToken)).Find(each => !each.IsRemoved && each.Content == content) is { } same)
                    return new MarkKept.Saved(same.Id);
                reporting.Add(mark);
                await reporting.SaveChangesAsync(cancellationToken);

                // What cannot be audited is not done.
                await note(mark.Id, "chart mark entered", cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return new MarkKept.Saved(mark.Id);
            },
            cancellationToken);
    }

    /// <param name="id">Which.</param>
    /// <param name="version">As it was read: what is corrected is what was looked at.</param>
    /// <param name="typed">The new content.</param>
    /// <param name="reason">Why.</param>
    /// <param name="actor">Who corrects it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<MarkKept> CorrectAsync(Guid id, int version, MarkToEnter typed, string reason, Actor actor, CancellationToken cancellationToken)
    {
        var (content, problems) = await CheckAsync(typed, cancellationToken);
        return await ChangeAsync(id, version, reason, actor, problems, mark => mark.Content == content ? null : mark.Correct(content!, ClientText.Clean(reason), actor.NameUpTo(ChartMark.AccountMaxLength), Now), "chart mark corrected", cancellationToken);
    }

    public Task<MarkKept> RemoveAsync(Guid id, int version, string reason, Actor actor, CancellationToken cancellationToken) =>
        ChangeAsync(id, version, reason, actor, [], mark => mark.Remove(ClientText.Clean(reason), actor.NameUpTo(ChartMark.AccountMaxLength), Now), "chart mark removed", cancellationToken);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private Task<MarkKept> ChangeAsync(
        Guid id, int version, string reason, Actor actor, IReadOnlyList<MarkProblem> wrong, Func<ChartMark, ChartMarkChange?> change, string what, CancellationToken cancellationToken)
    {
        var note = audit.NoteOnce(AuditAction.Update, nameof(ChartMark), actor);
        return reporting.InTransactionAsync<MarkKept>(
            async transaction =>
            {
                if (await reporting.ChartMarks.SingleOrDefaultAsync(each => each.Id == id, cancellationToken) is not { } mark)
                    return new MarkKept.Unknown();

                // Who corrects it at the same moment is found here, at the second look at the latest.
                if (mark.Version != version || mark.IsRemoved)
                    return new MarkKept.ChangedMeanwhile(mark);
                List<MarkProblem> problems = [.. wrong];
                if (CheckMark.CheckReason(ClientText.Clean(reason)) is { } problem)
                    problems.Add(problem);
                if (problems.Count > 0)
                    return new MarkKept.Refused(problems);
                if (change(mark) is not { } earlier)
                    return new MarkKept.Saved(id);

                reporting.Add(earlier);
                await reporting.SaveChangesAsync(cancellationToken);
                await note(id, what, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return new MarkKept.Saved(id);
            },
            cancellationToken);
    }

    private async Task<(ChartMarkContent? Content, IReadOnlyList<MarkProblem> Problems)> CheckAsync(MarkToEnter typed, CancellationToken cancellationToken) =>
        new CheckMark(await DashboardNames.ReadAsync(guidance, cancellationToken), DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)).Check(typed);
}

/// <summary>What came of entering, correcting or removing a mark.</summary>
public abstract record MarkKept
{
    private MarkKept()
    {
    }

    /// <summary>Also when it said so already.</summary>
    public sealed record Saved(Guid Id) : MarkKept;

    public sealed record Refused(IReadOnlyList<MarkProblem> Problems) : MarkKept;

    /// <param name="Mark">As it is now.</param>
    public sealed record ChangedMeanwhile(ChartMark Mark) : MarkKept;

    public sealed record Unknown : MarkKept;
}
