using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Contacts;

/// <summary>Gives other systems keys to send contacts with, and takes them back. Every change is in the audit.</summary>
public sealed class KeepSendingSystems(GuidanceDbContext guidance, TimeProvider clock)
{
    /// <summary>Stands before a system's name in the audit, so that no system passes for a person.</summary>
    public const string ActorPrefix = "system: ";

    public const int NameMaxLength = AuditEntry.ActorMaxLength - 8;

    /// <summary>Those whose keys hold first, each by name.</summary>
    public async Task<IReadOnlyList<SendingSystem>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await guidance.SendingSystems.AsNoTracking().ToListAsync(cancellationToken))
            .OrderBy(system => system.RevokedAtUtc is not null).ThenBy(system => system.Name, StringComparer.CurrentCultureIgnoreCase)];

    /// <returns>Null when there is no such system.</returns>
    public Task<SendingSystem?> FindAsync(Guid systemId, CancellationToken cancellationToken) =>
        guidance.SendingSystems.AsNoTracking().FirstOrDefaultAsync(system => system.Id == systemId, cancellationToken);

    /// <returns>The system whose key holds under a name; null when there is none.</returns>
    public async Task<SendingSystem?> FindHolderAsync(string name, CancellationToken cancellationToken) =>
        (await guidance.SendingSystems.AsNoTracking().Where(system => system.RevokedAtUtc == null).ToListAsync(cancellationToken))
            .Find(system => system.Name.Equals(ClientText.Clean(name), StringComparison.OrdinalIgnoreCase));

    public Task<SendingSystemResult> AddAsync(SendingSystemToAdd toAdd, Actor actor, CancellationToken cancellationToken) => guidance.InTransactionAsync<SendingSystemResult>(
        async transaction =>
        {
            // Of two who add the same name at once, the second finds the first one's.
            var name = ClientText.Clean(toAdd.Name);
            var problems = await CheckAsync(name, toAdd.UnitId, cancellationToken);
            if (problems.Count > 0)
                return new SendingSystemResult.Refused(problems);

            var key = SystemKey.Make();
            var system = guidance.SendingSystems.Add(new SendingSystem
            {
                Name = name,
                UnitId = toAdd.UnitId!.Value,
                KeyDigest = SystemKey.DigestOf(key),
                KeyStart = key[..SystemKey.StartLength],
                CreatedAtUtc = clock.GetUtcNow().UtcDateTime,
            }).Entity;
            Audit(AuditAction.Create, system.Id, nameof(SendingSystem), actor);
            await guidance.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return new SendingSystemResult.Added(system.Id, key);
        },
        cancellationToken);

    /// <summary>From now on the key opens nothing. What the system sent stays.</summary>
    /// <returns>False when there is no such system.</returns>
    public Task<bool> RevokeAsync(Guid systemId, Actor actor, CancellationToken cancellationToken) => guidance.InTransactionAsync(
        async transaction =>
        {
            if (await guidance.SendingSystems.FirstOrDefaultAsync(candidate => candidate.Id == systemId, cancellationToken) is not { } system)
                return false;
            if (system.RevokedAtUtc is not null)
                return true;

            system.Revoke(clock.GetUtcNow().UtcDateTime);
            Audit(AuditAction.Update, systemId, nameof(SendingSystem.RevokedAtUtc), actor);
            await guidance.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return true;
        },
        cancellationToken);

    private async Task<List<SendingSystemProblem>> CheckAsync(string name, Guid? unitId, CancellationToken cancellationToken)
    {
        var problems = new List<SendingSystemProblem>();
        void Check(bool isWrong, string field, SendingSystemProblemKind kind)
        {
            if (isWrong && problems.TrueForAll(earlier => earlier.Field != field))
                problems.Add(new SendingSystemProblem(field, kind));
        }

        var held = await guidance.SendingSystems.Where(system => system.RevokedAtUtc == null).Select(system => system.Name).ToListAsync(cancellationToken);
        // Nor one that is to close: what is sent must go on coming to somebody.
        var isOpen = await guidance.Units.AnyAsync(unit => unit.Id == unitId && unit.Source == GuidanceCase.OwnSource && unit.ClosedOn == null, cancellationToken);
        Check(name.Length == 0, nameof(SendingSystemToAdd.Name), SendingSystemProblemKind.NameMissing);
        Check(name.Length > NameMaxLength, nameof(SendingSystemToAdd.Name), SendingSystemProblemKind.TooLong);
        Check(!ClientText.IsReadable(name), nameof(SendingSystemToAdd.Name), SendingSystemProblemKind.NameUnreadable);
        Check(held.Contains(name, StringComparer.OrdinalIgnoreCase), nameof(SendingSystemToAdd.Name), SendingSystemProblemKind.NameTaken);
        Check(!isOpen, nameof(SendingSystemToAdd.UnitId), SendingSystemProblemKind.UnitMissing);
        return problems;
    }

    private void Audit(AuditAction action, Guid systemId, string what, Actor actor) =>
        guidance.AuditOf(action, nameof(SendingSystem), systemId, null, actor, what, clock.GetUtcNow().UtcDateTime);
}
