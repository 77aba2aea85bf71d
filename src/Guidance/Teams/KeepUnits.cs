using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Teams;

/// <summary>Adds and changes the county's own units. Units of an imported log are the log's, and nobody changes them here.</summary>
public sealed class KeepUnits(GuidanceDbContext guidance, TimeProvider clock)
{
    public const int CodeMaxLength = 20;
    public const int NameMaxLength = 100;

    /// <summary>The longest number there is, with room for spaces and brackets.</summary>
    public const int PhoneMaxLength = 30;

    public Task<UnitResult> AddAsync(UnitToSave toSave, Actor actor, CancellationToken cancellationToken) => SaveAsync(
        async transaction =>
        {
            var cleaned = Clean(toSave);
            var problems = await CheckAsync(cleaned, unitId: null, cancellationToken);
            if (problems.Count > 0)
                return new UnitResult.Refused(problems);

            var unit = new Unit
            {
                Source = GuidanceCase.OwnSource,
                Code = cleaned.Code,
                NameFi = cleaned.NameFi,
                NameSv = cleaned.NameSv,
                NameEn = cleaned.NameEn,
                Phone = cleaned.Phone,
                ClosedOn = cleaned.ClosedOn,
            };
            guidance.Add(unit);
            return await StoreAsync(AuditAction.Create, unit.Id, nameof(Unit), actor, transaction, cancellationToken);
        },
        cancellationToken);

    public Task<UnitResult> ChangeAsync(Guid unitId, UnitToSave toSave, Actor actor, CancellationToken cancellationToken) => SaveAsync(
        async transaction =>
        {
            // A key must not be given to the unit between looking and closing it.
            var unit = await guidance.Units.FirstOrDefaultAsync(candidate => candidate.Id == unitId && candidate.Source == GuidanceCase.OwnSource, cancellationToken);
            if (unit is null)
                return Refuse(nameof(unitId), UnitProblemKind.UnitUnknown);

            var cleaned = Clean(toSave);
            var problems = await CheckAsync(cleaned, unitId, cancellationToken);
            if (cleaned.ClosedOn is not null && cleaned.ClosedOn != unit.ClosedOn
                && await guidance.SendingSystems.AnyAsync(system => system.UnitId == unitId && system.RevokedAtUtc == null, cancellationToken))
                problems.Add(new UnitProblem(nameof(cleaned.ClosedOn), UnitProblemKind.StillReceives));
            if (problems.Count > 0)
                return new UnitResult.Refused(problems);

            var entry = guidance.Entry(unit);
            entry.CurrentValues.SetValues(cleaned);
            var changed = entry.Properties.Where(property => property.IsModified).Select(property => property.Metadata.Name).ToList();
            return changed.Count == 0
                ? new UnitResult.Saved(unitId)
                : await StoreAsync(AuditAction.Update, unitId, string.Join(", ", changed), actor, transaction, cancellationToken);
        },
        cancellationToken);

    private async Task<List<UnitProblem>> CheckAsync(UnitToSave cleaned, Guid? unitId, CancellationToken cancellationToken)
    {
        var problems = new List<UnitProblem>();
        void Check(bool isWrong, string field, UnitProblemKind kind)
        {
            if (isWrong && problems.TrueForAll(earlier => earlier.Field != field))
                problems.Add(new UnitProblem(field, kind));
        }

        void CheckName(string name, string field)
        {
            Check(name.Length == 0, field, UnitProblemKind.NameMissing);
            Check(name.Length > NameMaxLength, field, UnitProblemKind.TooLong);
            Check(!ClientText.IsReadable(name), field, UnitProblemKind.NameUnreadable);
        }

        var isTaken = await guidance.Units.AnyAsync(
            other => other.Source == GuidanceCase.OwnSource && other.Code == cleaned.Code && other.Id != unitId, cancellationToken);
        Check(cleaned.Code.Length == 0, nameof(cleaned.Code), UnitProblemKind.CodeMissing);
        Check(cleaned.Code.Length > CodeMaxLength, nameof(cleaned.Code), UnitProblemKind.TooLong);
        Check(!cleaned.Code.All(character => char.IsLetterOrDigit(character) || character is '-' or '_'), nameof(cleaned.Code), UnitProblemKind.CodeNotAllowed);
        Check(isTaken, nameof(cleaned.Code), UnitProblemKind.CodeTaken);
        CheckName(cleaned.NameFi, nameof(cleaned.NameFi));
        CheckName(cleaned.NameSv, nameof(cleaned.NameSv));
        CheckName(cleaned.NameEn, nameof(cleaned.NameEn));
        Check(cleaned.Phone?.Length > PhoneMaxLength, nameof(cleaned.Phone), UnitProblemKind.TooLong);
        Check(cleaned.Phone is { } phone && PhoneNumber.Read(phone) is null, nameof(cleaned.Phone), UnitProblemKind.PhoneUnreadable);
        return problems;
    }

    private async Task<UnitResult> SaveAsync(Func<WorkTransaction, Task<UnitResult>> save, CancellationToken cancellationToken)
    {
        try
        {
            return await guidance.InTransactionAsync(save, cancellationToken);
        }
        catch (DbUpdateException fault) when (StorageFaults.IsConflict(fault))
        {
            // Somebody took the code after we looked.
            guidance.ChangeTracker.Clear();
            return Refuse(nameof(UnitToSave.Code), UnitProblemKind.CodeTaken);
        }
    }

    private async Task<UnitResult> StoreAsync(AuditAction action, Guid unitId, string what, Actor actor, WorkTransaction transaction, CancellationToken cancellationToken)
    {
        guidance.AuditOf(action, nameof(Unit), unitId, null, actor, what, clock.GetUtcNow().UtcDateTime);
        await guidance.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new UnitResult.Saved(unitId);
    }

    private static UnitToSave Clean(UnitToSave typed) => typed with
    {
        Code = ClientText.Clean(typed.Code),
        NameFi = ClientText.Clean(typed.NameFi),
        NameSv = ClientText.Clean(typed.NameSv),
        NameEn = ClientText.Clean(typed.NameEn),
        // As it was written: grouping by threes, right for mobile numbers, would misread 09 123 456 and 0800 12345.
        Phone = ClientText.Clean(typed.Phone) is { Length: > 0 } phone ? phone : null,
    };

    private static UnitResult.Refused Refuse(string field, UnitProblemKind kind) => new([new UnitProblem(field, kind)]);
}
