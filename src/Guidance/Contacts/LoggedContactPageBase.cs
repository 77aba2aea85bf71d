using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Services.Referrals;
using Palveluohjaus.Web.Components;

namespace Palveluohjaus.Guidance.Contacts;

/// <summary>What the receipt of a contact does: it shows the contact, and lets an anonymous one be linked to its client.</summary>
public abstract class LoggedContactPageBase : ClientPageBase
{
    public const string SearchAction = "search";
    public const string LinkAction = "link";
    public const string UnlinkAction = "unlink";
    public const string SearchField = "Search";
    public const string ClientField = "ClientId";

    [Parameter] public Guid ContactId { get; set; }

    /// <summary>True when this very submission had been stored before.</summary>
    [SupplyParameterFromQuery(Name = "again")] public string? AgainText { get; set; }
    protected bool Again => AgainText == "true";

    /// <summary>True right after the contact was linked, or unlinked.</summary>
    [SupplyParameterFromQuery(Name = "changed")] public string? ChangedText { get; set; }
    protected bool IsChanged => ChangedText == "true";

    [Inject] public required LoggedContacts LoggedContacts { get; set; }
    [Inject] public required LinkContact LinkContact { get; set; }
    [Inject] public required ReadReferrals ReadReferrals { get; set; }
    [Inject] public required SearchClients SearchClients { get; set; }

    protected LoggedContact? Contact { get; private set; }

    /// <summary>Null until somebody is searched for.</summary>
    protected ClientHits? Hits { get; private set; }

    protected string SearchText { get; private set; } = string.Empty;
    protected IReadOnlyList<ReferralRow> Referrals { get; private set; } = [];

    /// <summary>Where a service is looked for, for as long as the case is open.</summary>
    protected string? FinderAddress => Contact is { IsCaseClosed: false } ? $"/services?case={Contact.CaseId}{(Contact.ClientId is { } clientId ? $"&client={clientId}" : null)}" : null;

    protected string Address => $"/contacts/logged/{ContactId}";

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        if (!IsPosting)
            await ReadAsync();
    }

    protected async Task ActAsync()
    {
        IsPosting = false;
        await (Posted["action"].ToString() switch
        {
            SearchAction => SearchAsync(),
            LinkAction => LinkAsync(),
            UnlinkAction => ConcludeAsync(await LinkContact.UnlinkAsync(ContactId, CurrentActor.Actor, Cancelled)),
            _ => ReadAsync(),
        });
    }

    protected string Moment(DateTime utc) => Texts["LogContact.Moment", Calendar.ToLocal(utc).ToString("d", CultureInfo.CurrentCulture), TimeText(utc)];

    private async Task ReadAsync()
    {
        Contact = await LoggedContacts.ReadAsync(ContactId, CurrentActor.Actor, Cancelled);
        // The page for 404 is then shown in place of this one.
        if (Contact is null)
            HttpContext.Response.StatusCode = StatusCodes.Status404NotFound;
        else
            Referrals = await ReadReferrals.OfCaseAsync(Contact.CaseId, CurrentActor.Actor, Cancelled);
    }

    private async Task SearchAsync()
    {
        await ReadAsync();
        SearchText = Posted[SearchField].ToString();
        if (Contact is not { ClientId: null })
            return;
        Hits = await SearchClients.FindAsync(SearchText, DetailsRight.OrdinaryOnly, CurrentActor.Actor, new AuditGround(AuditReasons.ContactToLinkSearched) { ContactId = ContactId }, Cancelled);
        if (Hits.ReadAs is SearchReading.Nothing or SearchReading.WrongIdentityCode or SearchReading.ImpossibleDate)
            Refuse([new FieldError(SearchField, Texts[$"Clients.None.{Hits.ReadAs}"])]);
    }

    private async Task LinkAsync()
    {
        if (Guid.TryParse(Posted[ClientField], out var clientId))
        {
            await ConcludeAsync(await LinkContact.LinkAsync(ContactId, clientId, CurrentActor.Actor, Cancelled));
            return;
        }

        await SearchAsync();
        if (Errors.Count == 0)
            Refuse([new FieldError(SearchField, Texts["ContactLink.Problem.NobodyPicked"])]);
    }

    private async Task ConcludeAsync(LinkContactResult result)
    {
        if (result == LinkContactResult.Done)
        {
            Navigation.NavigateTo($"{Address}?changed=true");
            return;
        }

        await ReadAsync();
        if (Contact is null)
            return;
        Refuse([new FieldError("link", Texts[$"ContactLink.Problem.{result}"])]);
        if (result is LinkContactResult.AnothersAlready or LinkContactResult.NotUndone)
            HttpContext.Response.StatusCode = StatusCodes.Status409Conflict;
    }
}
