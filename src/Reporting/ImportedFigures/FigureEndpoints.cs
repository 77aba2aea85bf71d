using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Reporting.ImportedFigures;

/// <summary>The file that figures are filled into.</summary>
public static class FigureEndpoints
{
    public static void MapImportedFigures(this IEndpointRouteBuilder app) =>
        app.MapGet("/imported-figures/template", DownloadAsync).WithMetadata(new AccessAttribute(AccessRight.EnterFigures), new NoClientDataAttribute());

    private static async Task<FileContentHttpResult> DownloadAsync(GuidanceReads guidance, CountyCalendar calendar, TimeProvider clock, CancellationToken cancellationToken)
    {
        var municipality = await guidance.Municipalities.OrderBy(each => each.Code).Select(each => each.Code).FirstOrDefaultAsync(cancellationToken);
        return TypedResults.File(
            FigureFile.Template(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, municipality ?? "000", calendar.DayOf(clock.GetUtcNow().UtcDateTime).Year - 1),
            "text/csv; charset=utf-8",
            "luvut.csv");
    }
}
