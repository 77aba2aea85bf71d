using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Handoffs;
using Palveluohjaus.Guidance.Interventions;
using Palveluohjaus.Guidance.NeedsAssessments;
using Palveluohjaus.Guidance.Queues;
using Palveluohjaus.Guidance.Services;
using Palveluohjaus.Guidance.Services.Referrals;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.Api;

/// <summary>The front line's part of the JSON API. Each capability maps its own endpoints, beside what they call.</summary>
public static class GuidanceApi
{
    private const string ProblemJson = "application/problem+json";

    public static void MapGuidanceApi(this RouteGroupBuilder api)
    {
        SessionEndpoints.Map(api.MapGroup("/session").WithTags("Session"));
        SettingsEndpoints.Map(api.MapGroup("/settings").WithTags("Settings"));
        AccountEndpoints.Map(api.MapGroup("/accounts").WithTags("Accounts"));
        UnitEndpoints.Map(api.MapGroup("/units").WithTags("Units"));
        var clients = api.MapGroup("/clients").WithTags("Clients");
        ClientEndpoints.Map(clients);
        ClientTieEndpoints.Map(clients);
        DuplicateEndpoints.Map(clients);
        InterventionEndpoints.MapOfClient(clients);
        InterventionEndpoints.Map(api.MapGroup("/interventions").WithTags("Interventions"));
        InterventionEndpoints.MapMethods(api.MapGroup("/intervention-methods").WithTags("Interventions"));
        HandoffEndpoints.Map(api.MapGroup("/handoffs").WithTags("Handoffs"));
        QueueEndpoints.Map(api.MapGroup("/queues").WithTags("Queues"));
        ResponsibleEndpoints.Map(api.MapGroup("/responsible-workers").WithTags("Responsible workers"));
        var cases = api.MapGroup("/cases").WithTags("Cases");
        DeadlineEndpoints.Map(cases, api.MapGroup("/deadline-rules").WithTags("Deadlines"));
        NeedsAssessmentEndpoints.Map(cases, api.MapGroup("/housing").WithTags("Housing"));
        ServiceEndpoints.Map(api.MapGroup("/services").WithTags("Services"));
        ReferralEndpoints.Map(api.MapGroup("/referrals").WithTags("Referrals"));
        ContactEndpoints.Map(api.MapGroup("/contacts").WithTags("Contacts"));
    }

    extension(RouteHandlerBuilder endpoint)
    {
        /// <summary>Who may call it; what the audit gets is declared beside it.</summary>
        public RouteHandlerBuilder For(AccessRight right) => endpoint.WithMetadata(new AccessAttribute(right)).Refuses(StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden);

        internal RouteHandlerBuilder Audited(params AuditAction[] actions) => endpoint.WithMetadata(new AuditedAttribute(actions));

        public RouteHandlerBuilder WithoutClientData() => endpoint.WithMetadata(new NoClientDataAttribute());

        /// <summary>The refusals a caller must expect, for the API's description.</summary>
        public RouteHandlerBuilder Refuses(params int[] statuses)
        {
            foreach (var status in statuses)
                endpoint.ProducesProblem(status, ProblemJson);
            return endpoint;
        }
    }
}
