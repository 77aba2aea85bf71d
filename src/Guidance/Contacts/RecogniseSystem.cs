using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Contacts;

/// <summary>Finds out, at each call, which sending system a key belongs to. A key that is refused leaves a trace in the audit, without the key.</summary>
public sealed class RecogniseSystem(GuidanceDbContext guidance, CountyCalendar calendar, TimeProvider clock)
{
    /// <returns>Null for a key that was never given, is not one, or was revoked.</returns>
    public async Task<RecognisedSystem?> FindAsync(string key, CancellationToken cancellationToken)
    {
        // Looked for by its digest: how long the database compares tells nothing of the key.
        var digest = SystemKey.DigestOf(key);
        var system = SystemKey.IsWellFormed(key)
            ? await guidance.SendingSystems.AsNoTracking().FirstOrDefaultAsync(candidate => candidate.KeyDigest == digest, cancellationToken)
            : null;
        if (system is not { RevokedAtUtc: null })
        {
            await AuditRefusalAsync(system, cancellationToken);
            return null;
        }

        var today = calendar.DayOf(clock.GetUtcNow().UtcDateTime);
        if (system.LastUsedOn != today)
        {
            await guidance.SendingSystems.Where(stored => stored.Id == system.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(stored => stored.LastUsedOn, today), cancellationToken);
        }

        return new RecognisedSystem(system.Id, new Actor(KeepSendingSystems.ActorPrefix + system.Name, UnitId: system.UnitId)
        {
            UnitIds = [system.UnitId],
            Rights = new HashSet<AccessRight> { AccessRight.SendContacts },
        });
    }

    private async Task AuditRefusalAsync(SendingSystem? revoked, CancellationToken cancellationToken)
    {
        guidance.AuditOf(AuditAction.SignInRefused, nameof(SendingSystem), revoked?.Id, null, SignIn.Unknown, revoked is null ? "Key" : "Key; revoked", clock.GetUtcNow().UtcDateTime);
        await guidance.SaveChangesAsync(cancellationToken);
    }
}

/// <summary>The system whose key came with a call, and as whom it acts.</summary>
public sealed record RecognisedSystem(Guid SystemId, Actor Actor);
