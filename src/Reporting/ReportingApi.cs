using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.PowerBi.Embedding;
using Palveluohjaus.Reporting.Schedules;

namespace Palveluohjaus.Reporting;

/// <summary>The managers' and the keepers' part of the JSON API.</summary>
public static class ReportingApi
{
    public static void MapReportingApi(this RouteGroupBuilder api)
    {
        ScheduleEndpoints.Map(api.MapGroup("/schedules").WithTags("Schedules"));
        MetricEndpoints.Map(api.MapGroup("/metrics").WithTags("Metrics"));
        PowerBiEndpoints.Map(api.MapGroup("/power-bi").WithTags("PowerBi"));
    }
}
