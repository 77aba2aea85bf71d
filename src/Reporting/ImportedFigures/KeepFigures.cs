using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Storage;

namespace Palveluohjaus.Reporting.ImportedFigures;

/// <summary>
/// Enters figures, one or a file of them, and corrects or removes them with a reason. All or nothing: of a file in which anything is wrong, nothing is stored.
/// A figure that has been entered is never written over in silence.
/// </summary>
public sealed class KeepFigures(ReportingDbContext reporting, GuidanceReads guidance, AuditAdministration audit, CountyCalendar calendar, TimeProvider clock)
{
    /// <summary>Oldest first, without those that were removed.</summary>
    public Task<List<ImportedFigure>> ReadAsync(CancellationToken cancellationToken) =>
        reporting.ImportedFigures.AsNoTracking().Where(figure => !figure.IsRemoved).OrderBy(figure => figure.EnteredAtUtc).ThenBy(figure => figure.Id).ToListAsync(cancellationToken);

    /// <summary>Those that were removed, the latest entered first.</summary>
    public Task<List<ImportedFigure>> ReadRemovedAsync(CancellationToken cancellationToken) =>
        reporting.ImportedFigures.AsNoTracking().Where(figure => figure.IsRemoved).OrderByDescending(figure => figure.EnteredAtUtc).ThenBy(figure => figure.Id).ToListAsync(cancellationToken);

    public Task<ImportedFigure?> FindAsync(Guid id, CancellationToken cancellationToken) => reporting.ImportedFigures.AsNoTracking().SingleOrDefaultAsync(figure => figure.Id == id, cancellationToken);

    /// <summary>What it said before, newest first.</summary>
    public Task<List<ImportedFigureChange>> ReadHistoryAsync(Guid id, CancellationToken cancellationToken) =>
        reporting.ImportedFigureChanges.AsNoTracking().Where(change => change.FigureId == id).OrderByDescending(change => change.Version).ToListAsync(cancellationToken);

    public Task<FiguresEntered> EnterAsync(FigureToEnter typed, Actor actor, CancellationToken cancellationToken) =>
        EnterAsync(new FigureRows([new FigureRow(null, typed)], []), actor, cancellationToken);

    public async Task<FiguresEntered> EnterAsync(FigureRows file, Actor actor, CancellationToken cancellationToken)
    {
        var check = new CheckFigure(await guidance.Municipalities.ToListAsync(cancellationToken), Today);
        var (figures, problems) = (new Dictionary<object, (int? Line, CheckedFigure Figure)>(), new List<FigureProblem>(file.Problems));
        foreach (var row in file.Rows)
        {
            var (figure, wrong) = check.Check(row.Typed);
            problems.AddRange(wrong.Select(problem => problem with { Line = row.Line }));
            if (figure is null || figures.TryAdd(figure.Key, (row.Line, figure)))
                continue;
            var (line, first) = figures[figure.Key];
            if (first.Value != figure.Value || first.Definition != figure.Definition || first.HasCatalogueDefinition != figure.HasCatalogueDefinition)
                problems.Add(new FigureProblem(FigureField.Value, FigureProblemKind.OtherValueInFile) { Line = row.Line, Number = line ?? 0, Found = row.Typed.Value });
        }

        return await StoreAsync(figures, problems, file.Rows.Count, actor, cancellationToken);
    }

    /// <param name="id">Which.</param>
    /// <param name="version">As it was read: what is corrected is what was looked at.</param>
    /// <param name="typed">The new value and definition; what the figure is of stays as it is.</param>
    /// <param name="reason">Why.</param>
    /// <param name="actor">Who corrects it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<FigureCorrected> CorrectAsync(Guid id, int version, FigureToEnter typed, string reason, Actor actor, CancellationToken cancellationToken)
    {
        var municipalities = await guidance.Municipalities.ToListAsync(cancellationToken);
        return await ChangeAsync(id, version, reason, actor, "imported figure corrected", Correct, cancellationToken);

        (ImportedFigureChange?, IReadOnlyList<FigureProblem>) Correct(ImportedFigure figure, string because, string account, DateTime nowUtc)
        {
            var (wanted, wrong) = new CheckFigure(municipalities, Today).Check(typed with
            {
                Series = figure.FindSeries()!.Code,
                Municipality = figure.MunicipalityCode,
                Period = figure.Period.Code,
                Source = figure.Source,
            });
            return wanted is null || (wanted.Says(figure) && !figure.IsRemoved)
                ? (null, wrong)
                : (figure.Correct(wanted.Value, wanted.Definition, wanted.HasCatalogueDefinition, because, account, nowUtc), wrong);
        }
    }

    /// <summary>Takes a figure away that was entered by mistake.</summary>
    /// <inheritdoc cref="CorrectAsync"/>
    public Task<FigureCorrected> RemoveAsync(Guid id, int version, string reason, Actor actor, CancellationToken cancellationToken) => ChangeAsync(
        id, version, reason, actor, "imported figure removed", (figure, because, account, nowUtc) => (figure.IsRemoved ? null : figure.Remove(because, account, nowUtc), []), cancellationToken);

    private async Task<FigureCorrected> ChangeAsync(
        Guid id,
        int version,
        string reason,
        Actor actor,
        string what,
        Func<ImportedFigure, string, string, DateTime, (ImportedFigureChange? Earlier, IReadOnlyList<FigureProblem> Problems)> change,
        CancellationToken cancellationToken)
    {
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        var note = audit.NoteOnce(AuditAction.Update, nameof(ImportedFigure), actor);
        return await reporting.InTransactionAsync<FigureCorrected>(
            async transaction =>
            {
                if (await reporting.ImportedFigures.SingleOrDefaultAsync(each => each.Id == id, cancellationToken) is not { } figure || figure.FindSeries() is null)
                    return new FigureCorrected.Unknown();

                // Who changes it at the same moment is found here, at the second look at the latest.
                if (figure.Version != version)
                    return new FigureCorrected.ChangedMeanwhile(figure);
                var because = ClientText.Clean(reason);
                var (earlier, wrong) = change(figure, because, actor.NameUpTo(ImportedFigure.AccountMaxLength), nowUtc);
                List<FigureProblem> problems = [.. wrong, .. CheckFigure.CheckReason(because) is { } problem ? [problem] : Array.Empty<FigureProblem>()];
                if (problems.Count > 0)
                    return new FigureCorrected.Refused(problems);
                if (earlier is null)
                    return new FigureCorrected.Saved(id);

                reporting.Add(earlier);
                await reporting.SaveChangesAsync(cancellationToken);

                // What cannot be audited is not done.
                await note(id, what, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return new FigureCorrected.Saved(id);
            },
            cancellationToken);
    }

    private DateOnly Today => calendar.DayOf(clock.GetUtcNow().UtcDateTime);

    /// <remarks>Two who enter the same figure at once: where the database lets both write, the later one is taken back and finds the figure there.</remarks>
    private async Task<FiguresEntered> StoreAsync(
        Dictionary<object, (int? Line, CheckedFigure Figure)> figures, List<FigureProblem> rowProblems, int rows, Actor actor, CancellationToken cancellationToken)
    {
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        var wanted = figures.Values.Select(each => (each.Line, Checked: each.Figure, Figure: each.Figure.ToFigure(actor.NameUpTo(ImportedFigure.AccountMaxLength), nowUtc))).ToList();
        var (note, noteAgain) = (audit.NoteOnce(AuditAction.Create, nameof(ImportedFigure), actor), audit.NoteOnce(AuditAction.Update, nameof(ImportedFigure), actor));
        return await reporting.InTransactionAsync<FiguresEntered>(
            async transaction =>
            {
                string[] ids = [.. figures.Values.Select(each => each.Figure.Series.Id).Distinct()];
                var entered = (await reporting.ImportedFigures.Where(figure => EF.Parameter(ids).Contains(figure.Series)).ToListAsync(cancellationToken)).ToDictionary(CheckedFigure.KeyOf);
                var (problems, added, again) = (new List<FigureProblem>(rowProblems), new List<ImportedFigure>(), new List<(ImportedFigure Removed, ImportedFigure Figure)>());
                foreach (var (line, typed, figure) in wanted)
                {
                    if (!entered.TryGetValue(typed.Key, out var earlier))
                        added.Add(figure);
                    else if (earlier.IsRemoved)
                        again.Add((earlier, figure));
                    else if (!typed.Says(earlier))
                        problems.Add(DiffersFrom(earlier, typed) with { Line = line });
                }

                if (problems.Count > 0)
                    return new FiguresEntered.Refused([.. problems.OrderBy(problem => problem.Line ?? 0)]);
                reporting.AddRange(added);
                foreach (var (removed, figure) in again)
                    reporting.Add(removed.Correct(figure.Value, figure.Definition, figure.HasCatalogueDefinition, string.Empty, figure.EnteredBy, nowUtc));
                if (added.Count + again.Count == 0)
                    return new FiguresEntered.Saved(0, rows, figures.Values.Select(each => entered[each.Figure.Key].Id).FirstOrDefault());

                await reporting.SaveChangesAsync(cancellationToken);
                if (added.Count > 0)
                    await note(added[0].Id, $"imported figures entered: {added.Count}", cancellationToken);
                if (again.Count > 0)
                    await noteAgain(again[0].Removed.Id, $"imported figures entered again: {again.Count}", cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                var stored = added.Count + again.Count;
                return new FiguresEntered.Saved(stored, rows - stored, (added.FirstOrDefault() ?? again[0].Removed).Id);
            },
            cancellationToken);
    }

    private static FigureProblem DiffersFrom(ImportedFigure earlier, CheckedFigure figure) => earlier.Value == figure.Value
        ? new FigureProblem(FigureField.Definition, FigureProblemKind.OtherDefinitionEntered) { Entered = earlier, Given = figure.Value }
        : new FigureProblem(FigureField.Value, FigureProblemKind.OtherValueEntered) { Entered = earlier, Given = figure.Value };
}

/// <summary>What came of entering figures.</summary>
public abstract record FiguresEntered
{
    private FiguresEntered()
    {
    }

    /// <param name="Added">New ones, and those that had been removed.</param>
    /// <param name="Unchanged">Those that had been entered with the same value.</param>
    /// <param name="FirstId">The first of the new ones; when none is, of the old.</param>
    public sealed record Saved(int Added, int Unchanged, Guid FirstId) : FiguresEntered;

    /// <summary>Nothing was stored.</summary>
    public sealed record Refused(IReadOnlyList<FigureProblem> Problems) : FiguresEntered;
}

/// <summary>What came of correcting a figure.</summary>
public abstract record FigureCorrected
{
    private FigureCorrected()
    {
    }

    /// <summary>Also when it said so already.</summary>
    public sealed record Saved(Guid Id) : FigureCorrected;

    public sealed record Refused(IReadOnlyList<FigureProblem> Problems) : FigureCorrected;

    /// <param name="Figure">As it is now.</param>
    public sealed record ChangedMeanwhile(ImportedFigure Figure) : FigureCorrected;

    public sealed record Unknown : FigureCorrected;
}
