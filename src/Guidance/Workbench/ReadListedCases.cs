using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines.Forecast;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Workbench;

/// <summary>
/// Reads cases that a list made elsewhere names, as they stand now. Whose a case is stands beside it only where the case itself opens the client's card to the
/// reader; everyone whose case is listed gets a line in the audit.
/// </summary>
public sealed class ReadListedCases(GuidanceDbContext guidance, CountyCalendar calendar, TimeProvider clock)
{
    /// <param name="caseIds">A page of them, which the caller has limited to the reader's units.</param>
    /// <param name="purpose">One of <see cref="AuditReasons"/>.</param>
    /// <param name="actor">Who reads.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>Those that are there still.</returns>
    public async Task<IReadOnlyDictionary<Guid, ListedCase>> ReadAsync(IReadOnlyCollection<Guid> caseIds, string purpose, Actor actor, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var cases = await guidance.Cases.AsNoTracking().Where(each => caseIds.Contains(each.Id)).ToListAsync(cancellationToken);
        var open = (await guidance.Cases.Where(each => caseIds.Contains(each.Id)).Where(ClientGrounds.IsOwnMatter(actor.UnitIds, now)).Select(each => each.Id).ToListAsync(cancellationToken)).ToHashSet();
        var clients = await new WorkClients(guidance, calendar, clock).ReadAsync(cases.Select(each => each.ClientId), cancellationToken);
        var anonymous = cases.Where(each => each.ClientId is null && open.Contains(each.Id)).Select(each => each.Id).ToList();
        var receipts = (await guidance.Contacts.Where(contact => anonymous.Contains(contact.CaseId) && contact.OpensCase).Select(contact => new { contact.CaseId, contact.Id }).ToListAsync(cancellationToken))
            .DistinctBy(contact => contact.CaseId).ToDictionary(contact => contact.CaseId, contact => contact.Id);
        var stages = await guidance.ReadReachedStagesAsync(caseIds, cancellationToken);
        await guidance.AuditListedAsync(clients.Keys, actor, purpose, now, cancellationToken);
        return cases.ToDictionary(each => each.Id, each =>
        {
            var client = each.ClientId is { } clientId ? clients.GetValueOrDefault(clientId) : null;
            return new ListedCase
            {
                Id = each.Id,
                Client = open.Contains(each.Id) ? client : null,
                IsClientHidden = each.ClientId is not null && !open.Contains(each.Id),
                OpeningContactId = receipts.TryGetValue(each.Id, out var receiptId) ? receiptId : null,
                MunicipalityCode = client is { IsProtected: true } ? null : each.MunicipalityCode,
                IsMunicipalityHidden = client is { IsProtected: true },
                Theme = each.Theme,
                Stage = each.ClosedAtUtc is not null ? CaseStage.Closed : stages.GetValueOrDefault(each.Id),
                ReceivedAtUtc = each.ReceivedAtUtc,
                ClosedAtUtc = each.ClosedAtUtc,
            };
        });
    }
}

/// <summary>A case as a list shows it.</summary>
public sealed record ListedCase
{
    public required Guid Id { get; init; }

    /// <summary>Null where nobody is known, and where <see cref="IsClientHidden"/>.</summary>
    public required WorkClient? Client { get; init; }

    /// <summary>Whether it is somebody's whose card the case does not open to the reader.</summary>
    public required bool IsClientHidden { get; init; }

    /// <summary>The receipt that is the only way to an anonymous matter.</summary>
    public required Guid? OpeningContactId { get; init; }

    public required string? MunicipalityCode { get; init; }

    /// <summary>Whether the client's details are protected.</summary>
    public required bool IsMunicipalityHidden { get; init; }

    public required NeedReason? Theme { get; init; }
    public required CaseStage Stage { get; init; }
    public required DateTime ReceivedAtUtc { get; init; }
    public required DateTime? ClosedAtUtc { get; init; }

    public override string ToString() => $"{nameof(ListedCase)} {Id}";
}
