using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Services.Referrals;

/// <summary>Whether a worker has to do with a case's referrals: by the client's grounds, and for a case without a client by its unit or a contact of one's own.</summary>
public sealed class ReferralDoor(GuidanceDbContext guidance, ClientGrounds grounds, TimeProvider clock)
{
    /// <summary>How long whoever guided still sees one that was declined or has ended: another service is to be found, and how it went is to be told.</summary>
    public const int ShownAfterDays = 30;

    /// <returns>Why the actor may read the case's referrals; null when they may not.</returns>
    internal async Task<AuditGround?> AskAsync(GuidanceCase guidanceCase, string purpose, Actor actor, CancellationToken cancellationToken)
    {
        if (guidanceCase.Source != GuidanceCase.OwnSource)
            return null;
        if (guidanceCase.ClientId is { } clientId)
        {
            return await grounds.FindAsync(clientId, purpose, actor, cancellationToken) is not { } ground ? null
                : ClientGrounds.StatedIn(ground) is null ? ground with { CaseId = guidanceCase.Id }
                : ground;
        }

        var isOwn = (guidanceCase.ResponsibleUnitId is { } unitId && actor.UnitIds.Contains(unitId))
            || await guidance.Contacts.AnyAsync(contact => contact.CaseId == guidanceCase.Id && contact.WorkerId == actor.WorkerId && actor.WorkerId != null, cancellationToken);
        return isOwn ? new AuditGround(purpose) { CaseId = guidanceCase.Id } : null;
    }

    /// <summary>The one who guided sees how it goes while the referral is open and <see cref="ShownAfterDays"/> after, also when the case has gone to another unit: that is the loop back.</summary>
    internal async Task<AuditGround?> AskAsync(Referral referral, GuidanceCase guidanceCase, string purpose, Actor actor, CancellationToken cancellationToken)
    {
        if (await AskAsync(guidanceCase, purpose, actor, cancellationToken) is { } ground && ClientGrounds.StatedIn(ground) is null)
            return ground;
        if (!referral.IsOpen && referral.LastStepAtUtc <= clock.GetUtcNow().UtcDateTime.AddDays(-ShownAfterDays))
            return null;
        var isOwn = (referral.MadeByWorkerId is not null && referral.MadeByWorkerId == actor.WorkerId) || (referral.UnitId is { } unitId && actor.UnitIds.Contains(unitId));
        return isOwn ? new AuditGround(purpose) { CaseId = guidanceCase.Id } : null;
    }
}
