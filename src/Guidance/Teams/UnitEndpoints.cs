using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Api;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Teams;

/// <summary>The county's own units: everyone may know them, an admin keeps them.</summary>
internal static class UnitEndpoints
{
    public static void Map(RouteGroupBuilder units)
    {
        units.MapGet("/", ListAsync).WithSummary("List the county's units").For(AccessRight.OwnAccount).WithoutClientData();
        units.MapPost("/", AddAsync).WithSummary("Add a unit")
            .For(AccessRight.AdministerAccounts).WithoutClientData().Refuses(StatusCodes.Status422UnprocessableEntity);
        units.MapPut("/{id:guid}", ChangeAsync).WithSummary("Change a unit, or close it")
            .For(AccessRight.AdministerAccounts).WithoutClientData().Refuses(StatusCodes.Status404NotFound, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<Ok<List<UnitView>>> ListAsync(GuidanceReads guidance, CancellationToken cancellationToken)
    {
        var units = await guidance.Units.Where(unit => unit.Source == GuidanceCase.OwnSource).ToListAsync(cancellationToken);
        return TypedResults.Ok(units.OrderBy(unit => unit.Code, StringComparer.Ordinal).Select(UnitView.Of).ToList());
    }

    private static async Task<Results<Created<UnitView>, ProblemHttpResult>> AddAsync(
        UnitToSave body, KeepUnits keep, CurrentActor current, GuidanceReads guidance, ApiProblems problems, CancellationToken cancellationToken) =>
        await keep.AddAsync(body, current.Actor, cancellationToken) switch
        {
            UnitResult.Saved saved => TypedResults.Created($"/api/v1/units/{saved.UnitId}", await ReadAsync(guidance, saved.UnitId, cancellationToken)),
            UnitResult.Refused refused => Refuse(refused, problems),
            _ => throw new InvalidOperationException("Not a result of keeping units."),
        };

    private static async Task<Results<Ok<UnitView>, ProblemHttpResult>> ChangeAsync(
        Guid id, UnitToSave body, KeepUnits keep, CurrentActor current, GuidanceReads guidance, ApiProblems problems, CancellationToken cancellationToken) =>
        await keep.ChangeAsync(id, body, current.Actor, cancellationToken) switch
        {
            UnitResult.Saved saved => TypedResults.Ok(await ReadAsync(guidance, saved.UnitId, cancellationToken)),
            UnitResult.Refused refused => Refuse(refused, problems),
            _ => throw new InvalidOperationException("Not a result of keeping units."),
        };

    private static async Task<UnitView> ReadAsync(GuidanceReads guidance, Guid unitId, CancellationToken cancellationToken) =>
        UnitView.Of(await guidance.Units.SingleAsync(unit => unit.Id == unitId, cancellationToken));

    private static ProblemHttpResult Refuse(UnitResult.Refused refused, ApiProblems problems) =>
        refused.Problems.Any(problem => problem.Kind == UnitProblemKind.UnitUnknown)
            ? problems.Of(ApiProblemKind.NotFound)
            : problems.Invalid("Unit.Problem", refused.Problems.Select(problem => (problem.Field, (Enum)problem.Kind)));
}
