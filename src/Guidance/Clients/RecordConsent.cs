using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>Records a client's answer to a request for consent. Nothing recorded before is changed: a withdrawal stands beside what it withdraws.</summary>
public sealed class RecordConsent(GuidanceDbContext guidance, CountyCalendar calendar, TimeProvider clock)
{
    /// <returns>What must be corrected; empty when it was recorded.</returns>
    public Task<IReadOnlyList<ClientProblem>> RecordAsync(ConsentToRecord toRecord, Actor actor, AuditGround ground, CancellationToken cancellationToken) => guidance.InTransactionAsync<IReadOnlyList<ClientProblem>>(
        async transaction =>
        {
            var now = clock.GetUtcNow().UtcDateTime;
            var today = calendar.DayOf(now);

            // A merge at the same moment must not leave the answer with a client nobody reads any more.
            if (await guidance.FindSurvivorAsync(toRecord.ClientId, cancellationToken) is not { } client)
                return [new ClientProblem(nameof(toRecord.ClientId), ClientProblemKind.ClientUnknown)];
            if (toRecord.AnsweredOn > today || toRecord.AnsweredOn < client.DateOfBirth)
                return [new ClientProblem(nameof(toRecord.AnsweredOn), ClientProblemKind.AnswerDayImpossible)];

            guidance.Add(new ClientConsent
            {
                ClientId = client.Id,
                Kind = toRecord.Kind,
                Answer = toRecord.Answer,
                AnsweredOn = toRecord.AnsweredOn,
                RecordedAtUtc = now,
                RecordedBy = actor.Name,
            });
            guidance.AuditClient(AuditAction.Update, client.Id, actor, ground.With($": {nameof(ClientConsent)}"), now);
            await guidance.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return [];
        },
        cancellationToken);
}

/// <summary>One answer to record.</summary>
public sealed record ConsentToRecord(Guid ClientId, ConsentKind Kind, ConsentAnswer Answer, DateOnly AnsweredOn);
