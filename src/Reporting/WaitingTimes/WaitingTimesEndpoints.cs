using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Audit;

namespace Palveluohjaus.Reporting.WaitingTimes;

/// <summary>Statements as files.</summary>
public static class WaitingTimesEndpoints
{
    public static void MapWaitingTimes(this IEndpointRouteBuilder app)
    {
        app.MapGet("/waiting-times/{id:guid}/csv", DownloadAsync).WithMetadata(new AccessAttribute(AccessRight.PublishWaitingTimes), new NoClientDataAttribute());
        app.MapGet("/public/waiting-times/csv", DownloadPublicAsync).AllowAnonymous().WithMetadata(new NoClientDataAttribute());
    }

    private static async Task<Results<FileContentHttpResult, NotFound>> DownloadAsync(Guid id, KeepStatements statements, WaitingTimesWords words, CancellationToken cancellationToken) =>
        await statements.FindAsync(id, cancellationToken) is { } statement ? ToFile(statement, words) : TypedResults.NotFound();

    private static async Task<Results<FileContentHttpResult, NotFound>> DownloadPublicAsync(
        string? half, KeepStatements statements, WaitingTimesSettings settings, WaitingTimesWords words, CancellationToken cancellationToken)
    {
        if (!settings.OpenToPublic)
            return TypedResults.NotFound();
        var published = await statements.ReadPublishedAsync(cancellationToken);
        var wanted = half is null ? published.FirstOrDefault() : published.Find(statement => statement.HalfYear == HalfYear.Parse(half));
        return wanted is null ? TypedResults.NotFound() : ToFile(wanted, words);
    }

    // The mark at its beginning tells a spreadsheet that it is UTF-8.
    private static FileContentHttpResult ToFile(WaitingTimesStatement statement, WaitingTimesWords words) => TypedResults.File(
        [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(words.ToCsv(statement.HalfYear, statement.Read()))],
        "text/csv; charset=utf-8",
        $"odotusajat-{statement.HalfYear}.csv");
}
