using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Services.Paths;
using Palveluohjaus.Guidance.Services.Referrals;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Services.Finder;

/// <summary>What the finder does. Its markup is in ServicesPage.razor.</summary>
public abstract class ServicesPageBase : FormPageBase
{
    public const string Route = "/services";
    public const string FormName = "refer";
    public const string ServiceField = "Service";
    public const string KeyField = "SubmissionKey";

    [Inject] public required GuidanceReads Guidance { get; set; }
    [Inject] public required CurrentActor CurrentActor { get; set; }
    [Inject] public required FindServices FindServices { get; set; }
    [Inject] public required ReadGuidedClient ReadGuidedClient { get; set; }
    [Inject] public required MakeReferral MakeReferral { get; set; }
    [Inject] public required ServicePaths Paths { get; set; }

    [SupplyParameterFromQuery(Name = "client")] public string? ClientText { get; set; }
    [SupplyParameterFromQuery(Name = "case")] public string? CaseText { get; set; }
    [SupplyParameterFromQuery(Name = "text")] public string? Text { get; set; }
    [SupplyParameterFromQuery(Name = "theme")] public string? ThemeText { get; set; }
    [SupplyParameterFromQuery(Name = "segment")] public string? SegmentText { get; set; }
    [SupplyParameterFromQuery(Name = "stage")] public string? StageText { get; set; }
    [SupplyParameterFromQuery(Name = "municipality")] public string? MunicipalityText { get; set; }
    [SupplyParameterFromQuery(Name = "language")] public string? LanguageText { get; set; }
    [SupplyParameterFromQuery(Name = "sector")] public string? SectorText { get; set; }
    [SupplyParameterFromQuery(Name = "page")] public string? PageText { get; set; }

    /// <summary>True once the filters are the reader's own: an emptied one is not filled again with what suits the client.</summary>
    [SupplyParameterFromQuery(Name = "asked")] public string? AskedText { get; set; }

    /// <summary>True right after a referral was made.</summary>
    [SupplyParameterFromQuery(Name = "made")] public string? MadeText { get; set; }

    protected ServiceSearch Search { get; private set; } = new();
    protected FoundServices? Found { get; private set; }
    protected IReadOnlyDictionary<string, Municipality> Municipalities { get; private set; } = new Dictionary<string, Municipality>();

    /// <summary>What to look for instead; null unless a text was looked for in vain.</summary>
    protected SearchHints? Hints { get; private set; }

    /// <summary>Whom services are looked for; null when for nobody in particular.</summary>
    protected GuidedClient? Guided { get; private set; }

    /// <summary>A client or a case was named, and the actor has nothing to do with them.</summary>
    protected bool IsShut { get; private set; }

    protected IReadOnlyList<(ServiceOffer Offer, ServiceSearch Search, int Count)> Path { get; private set; } = [];

    protected string? Refusal { get; private set; }

    /// <summary>The row whose form was refused, and its words.</summary>
    protected (string Service, string Note, bool IsNote) Refused { get; private set; } = (string.Empty, string.Empty, false);

    protected bool IsMade => MadeText == "true";

    private Guid? ClientId => Guid.TryParse(ClientText, out var id) ? id : null;
    private Guid? CaseId => Guid.TryParse(CaseText, out var id) ? id : null;

    protected override async Task OnInitializedAsync()
    {
        if (!IsPost)
            await ReadAsync();
    }

    /// <summary>The finder with other filters, for the same client.</summary>
    protected string AddressOf(ServiceSearch search) => $"{Route}?{string.Join('&', new[] { Whom, "asked=true", search.Query }.Where(part => part.Length > 0))}";

    /// <summary>The client and the case, as they stand in the address.</summary>
    protected string Whom => string.Join('&', new[] { ClientId is { } client ? $"client={client}" : null, CaseId is { } guided ? $"case={guided}" : null }.OfType<string>());

    protected async Task ReferAsync()
    {
        var caseId = Guid.TryParse(Field(MakeReferral.CaseField), out var chosen) ? chosen : CaseId;
        ReferralResult result = Guid.TryParse(Field(ServiceField), out var serviceId) && Guid.TryParse(Field(KeyField), out var key) && caseId is { } guidanceCase
            ? await MakeReferral.MakeAsync(new ReferralToMake { CaseId = guidanceCase, ServiceId = serviceId, Note = Field(MakeReferral.NoteField), SubmissionKey = key }, CurrentActor.Actor, Cancelled)
            : new ReferralResult.Refused(MakeReferral.CaseField, ReferralProblemKind.NotThere);
        if (result is ReferralResult.Done)
        {
            Navigation.NavigateTo($"{AddressOf(Asked)}&made=true");
            return;
        }

        var refused = (ReferralResult.Refused)result;
        await ReadAsync();
        HttpContext.Response.StatusCode = refused.IsConflict ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
        Refusal = Texts[$"Referrals.Problem.{refused.Kind}"];
        Refused = (Field(ServiceField), Field(MakeReferral.NoteField), refused.Field == MakeReferral.NoteField);
    }

    private ServiceSearch Asked => ServiceSearch.Read(Text, ThemeText, SegmentText, StageText, MunicipalityText, LanguageText, SectorText, PageText);

    private async Task ReadAsync()
    {
        Municipalities = await Guidance.Municipalities.ToDictionaryAsync(each => each.Code, Cancelled);
        var isForClient = ClientText is not null || CaseText is not null;
        if (isForClient)
        {
            Guided = await ReadGuidedClient.FindAsync(ClientId, CaseId, CurrentActor.Actor, Cancelled);
            IsShut = Guided is null;
            if (IsShut)
                HttpContext.Response.StatusCode = StatusCodes.Status403Forbidden;
        }

        Search = Guided is not null && AskedText != "true" && Asked.IsEmpty ? Guided.Suiting : Asked;
        Found = await FindServices.FindAsync(Search, Cancelled);
        if (Found is { Page.Count: 0, Count: > 0 } && Search.Page > 1)
        {
            // An address may be older than the directory: past its end the last page is shown.
            Search = Search with { Page = ((Found.Count - 1) / FindServices.PageSize) + 1 };
            Found = await FindServices.FindAsync(Search, Cancelled);
        }

        if (Found is { Count: 0, OfAll: > 0 } && Search.Text.Length > 0 && !Search.HasNothingToFind)
            Hints = await FindServices.HintAsync(Search, Cancelled);
        if (Guided is { LifeStage: { } stage, Client.Segment: { } segment })
        {
            var offers = Paths.Of(segment, stage);
            var searches = offers.Select(offer => offer.Narrow(Guided.Suiting)).ToList();
            var counts = await FindServices.CountAsync(searches, Cancelled);
            // A path that leads to nothing is not offered.
            Path = [.. offers.Select((offer, index) => (offer, searches[index], counts[index])).Where(each => each.Item3 > 0)];
        }
    }
}
