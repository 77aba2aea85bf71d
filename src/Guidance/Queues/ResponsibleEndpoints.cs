using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Api;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Workbench;

namespace Palveluohjaus.Guidance.Queues;

/// <summary>Clients of two or more services for whom nobody answers as a whole.</summary>
internal static class ResponsibleEndpoints
{
    public static void Map(RouteGroupBuilder responsible) =>
        responsible.MapGet("/missing", ReadAsync).WithSummary("List clients of two or more services without a responsible worker, the most services first")
            .For(AccessRight.LogContacts).Audited(AuditAction.Search, AuditAction.Read);

    private static async Task<Ok<MissingResponsiblesView>> ReadAsync(string? page, ReadMissingResponsible read, CurrentActor current, CancellationToken cancellationToken)
    {
        var asked = WorkbenchAddresses.ReadPage(page);
        var missing = await read.ReadAsync(asked, current.Actor, cancellationToken);
        return TypedResults.Ok(new MissingResponsiblesView(
            missing.Count,
            asked,
            ReadMissingResponsible.PageSize,
            [
                .. missing.Rows.Select(row => new MissingResponsibleView(
                    row.Client.Id,
                    row.Client.Name,
                    row.Client.IsProtected,
                    [.. row.Units.Select(unit => new MissingUnitView(unit.Id, unit.NameIn(CultureInfo.CurrentUICulture)))],
                    row.Services)),
            ]));
    }
}

/// <param name="Count">Of all pages.</param>
/// <param name="Page">From 1.</param>
/// <param name="PageSize">How many a page has.</param>
/// <param name="Clients">The most services first.</param>
internal sealed record MissingResponsiblesView(int Count, int Page, int PageSize, IReadOnlyList<MissingResponsibleView> Clients);

/// <param name="ClientId">Who.</param>
/// <param name="ClientName">Their name.</param>
/// <param name="IsProtected">Whether they are under turvakielto.</param>
/// <param name="Units">The units that have an open case of the client.</param>
/// <param name="Services">The services that have accepted the client, named in the caller's language.</param>
internal sealed record MissingResponsibleView(Guid ClientId, string ClientName, bool IsProtected, IReadOnlyList<MissingUnitView> Units, IReadOnlyList<string> Services)
{
    public override string ToString() => $"{nameof(MissingResponsibleView)} {ClientId}";
}

/// <param name="Id">Which.</param>
/// <param name="Name">In the caller's language.</param>
internal sealed record MissingUnitView(Guid Id, string Name);
