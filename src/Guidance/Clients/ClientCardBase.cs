using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Teams;
using Palveluohjaus.Web.Components;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>What the client's card does with what is sent to it. Its markup is in ClientPage.razor.</summary>
public abstract class ClientCardBase : OneClientPageBase
{
    public const string GroundAction = "ground";
    public const string GroundField = "Ground";
    public const string ConsentAction = "consent";
    public const string OutsiderAction = "outsider";
    public const string SeekAction = "seek";
    public const string RelateAction = "relate";
    public const string EndAction = "end";
    public const string ResponsibleAction = "responsible";

    [Inject] public required ReadClientMatters ReadMatters { get; set; }
    [Inject] public required RecordConsent RecordConsent { get; set; }
    [Inject] public required RelateClients RelateClients { get; set; }
    [Inject] public required SearchClients SearchClients { get; set; }
    [Inject] public required NameResponsibleWorker NameResponsible { get; set; }

    /// <summary>What the timeline shows, how much of it, and whether the ended cases are listed: see <see cref="MattersAsked.Query"/>.</summary>
    [SupplyParameterFromQuery(Name = "show")] public string? ShowText { get; set; }

    [SupplyParameterFromQuery(Name = "rows")] public string? RowsText { get; set; }
    [SupplyParameterFromQuery(Name = "closed")] public string? ClosedText { get; set; }
    protected MattersAsked Asked => MattersAsked.Read(ShowText, RowsText, ClosedText);

    /// <summary>True right after something was stored.</summary>
    [SupplyParameterFromQuery(Name = "saved")] public string? SavedText { get; set; }
    protected bool Saved => SavedText == "true";

    protected ClientMatters? Matters { get; private set; }

    /// <summary>Whom one may name as the responsible worker, by name.</summary>
    protected IReadOnlyList<Worker> ResponsibleChoices { get; private set; } = [];

    protected ConsentFormText ConsentForm { get; private set; } = new();
    protected RelationFormText RelationForm { get; private set; } = new();

    /// <summary>Those found as close ones to choose from; null when nobody was searched for.</summary>
    protected ClientHits? RelatedHits { get; private set; }

    protected override string Purpose => AuditReasons.ClientCard;

    protected override string AddressOf(Guid clientId) => $"/clients/{clientId}";

    protected override async Task ReadAsync()
    {
        await base.ReadAsync();
        Matters = await ReadMatters.ReadAsync(ClientId!.Value, Asked, Actor, Ground!, Cancelled);
        // Who only stated why they see the client does not change who answers for them: a unit gives its clients.
        if (ClientGrounds.StatedIn(Ground!) is null)
            ResponsibleChoices = [.. (await NameResponsible.Choices(Actor).ToListAsync(Cancelled)).OrderBy(worker => worker.Name, StringComparer.Create(CultureInfo.CurrentCulture, ignoreCase: true))];
    }

    protected async Task ActAsync()
    {
        IsPosting = false;
        if (ClientId is null)
            return;
        var action = Posted["action"].ToString();
        if (action == GroundAction)
        {
            await StateGroundAsync();
            return;
        }

        if (Ground is null)
            return;
        await (action switch
        {
            RevealAction => RevealAsync(),
            ConsentAction => ConsentAsync(),
            ResponsibleAction => NameResponsibleAsync(),
            OutsiderAction or SeekAction or RelateAction or EndAction when !await MayRelateAsync() => ForbidAsync(),
            OutsiderAction => RelateAsync(relatedId: null),
            SeekAction => SeekAsync(),
            RelateAction => PickAsync(),
            EndAction => EndAsync(),
            _ => ReadAsync(),
        });
    }

    private async Task StateGroundAsync()
    {
        var kind = ClientFormFields.ReadCode<StatedGroundKind>(Posted[GroundField]);
        if (kind is not { IsStated: true })
        {
            if (Ground is null)
                Refuse([new FieldError(GroundField, Texts["GroundPage.Missing"])]);
            else
                await ReadAsync();
            return;
        }

        await Grounds.StateAsync(ClientId!.Value, kind.Value, Actor, Cancelled);
        Navigation.NavigateTo(AddressOf(ClientId.Value));
    }

    private async Task RevealAsync()
    {
        await TakeReasonAsync();
        if (Reason is null)
        {
            if (!Actor.MaySeeProtected)
            {
                await ForbidAsync();
                return;
            }

            Refuse([new FieldError(ReasonField, Texts["Reveal.Missing"])]);
        }

        await ReadAsync();
    }

    private async Task ConsentAsync()
    {
        ConsentForm = ConsentFormText.Read(Posted);
        var day = BirthDateText.Read(ConsentForm.AnsweredOn);
        var problems = new List<FieldError>();
        if (ConsentForm.Kind is null)
            problems.Add(new FieldError(ConsentFormText.KindField, Texts["Consent.Problem.KindMissing"]));
        if (ConsentForm.Answer is null)
            problems.Add(new FieldError(ConsentFormText.AnswerField, Texts["Consent.Problem.AnswerMissing"]));
        if (day is null)
            problems.Add(new FieldError(ConsentFormText.DayField, Texts["Consent.Problem.DayUnreadable"]));
        if (problems.Count == 0)
        {
            var toRecord = new ConsentToRecord(ClientId!.Value, ConsentForm.Kind!.Value, ConsentForm.Answer!.Value, day!.Value);
            problems.AddRange((await RecordConsent.RecordAsync(toRecord, Actor, Ground!, Cancelled)).Select(ErrorOf));
        }

        await ConcludeAsync(problems);
    }

    private async Task NameResponsibleAsync()
    {
        if (ClientGrounds.StatedIn(Ground!) is not null)
        {
            await ForbidAsync();
            return;
        }

        var isNamed = Guid.TryParse(Posted[ResponsibleWorkerPanel.FieldName], out var workerId)
            && await NameResponsible.NameAsync(ClientId!.Value, workerId, Actor, Ground!, Cancelled);
        await ConcludeAsync(isNamed ? [] : [new FieldError(ResponsibleWorkerPanel.FieldName, Texts["Responsible.Missing"])]);
    }

    private async Task SeekAsync()
    {
        RelationForm = RelationFormText.Read(Posted);
        RelatedHits = await SearchClients.FindAsync(RelationForm.Search, DetailsRight.OrdinaryOnly, Actor, AuditReasons.CloseOneSearched, Cancelled);
        if (RelatedHits.ReadAs is SearchReading.Nothing or SearchReading.WrongIdentityCode or SearchReading.ImpossibleDate)
            Refuse([new FieldError(RelationFormText.SearchField, Texts[$"Clients.None.{RelatedHits.ReadAs}"])]);
        await ReadAsync();
    }

    private async Task PickAsync()
    {
        if (Guid.TryParse(Posted[RelationFormText.RelatedField], out var relatedId))
        {
            await RelateAsync(relatedId);
            return;
        }

        await SeekAsync();
        Refuse([new FieldError(RelationFormText.SearchField, Texts["CloseOne.Problem.NobodyPicked"])]);
    }

    private async Task RelateAsync(Guid? relatedId)
    {
        RelationForm = RelationFormText.Read(Posted);
        var problems = new List<FieldError>();
        if (RelationForm.Kind is null)
            problems.Add(new FieldError(relatedId is null ? RelationFormText.KindField : RelationFormText.RelatedKindField, Texts["CloseOne.Problem.KindMissing"]));
        var toAdd = new RelationToAdd
        {
            ClientId = ClientId!.Value,
            RelatedClientId = relatedId,
            OutsiderName = relatedId is null ? RelationForm.Name : null,
            OutsiderPhone = relatedId is null ? RelationForm.Phone : null,
            Kind = RelationForm.Kind.GetValueOrDefault(),
        };
        if (problems.Count == 0)
            problems.AddRange((await RelateClients.AddAsync(toAdd, Actor, Ground!, Cancelled)).Select(ErrorOf));
        if (problems.Count > 0 && relatedId is not null && RelationForm.Search.Length > 0)
            RelatedHits = await SearchClients.FindAsync(RelationForm.Search, DetailsRight.OrdinaryOnly, Actor, AuditReasons.CloseOneSearched, Cancelled);
        await ConcludeAsync(problems);
    }

    private async Task EndAsync()
    {
        // Ended already, or never of this client: the card tells how it stands, which is all that was wanted.
        if (Guid.TryParse(Posted[RelationFormText.RelationField], out var relationId))
            await RelateClients.EndAsync(ClientId!.Value, relationId, Actor, Ground!, Cancelled);
        Navigation.NavigateTo($"{AddressOf(ClientId!.Value)}?saved=true");
    }

    private async Task ConcludeAsync(List<FieldError> problems)
    {
        if (problems.Count == 0)
        {
            Navigation.NavigateTo($"{AddressOf(ClientId!.Value)}?saved=true");
            return;
        }

        Refuse(problems);
        await ReadAsync();
    }

    private async Task ForbidAsync()
    {
        HttpContext.Response.StatusCode = StatusCodes.Status403Forbidden;
        await ReadAsync();
    }

    /// <summary>Who is close to a protected client is hidden like their address.</summary>
    private async Task<bool> MayRelateAsync() =>
        Actor.MaySeeProtected || !await Guidance.Clients.AnyAsync(client => client.Id == ClientId && client.IsProtected, Cancelled);

    private FieldError ErrorOf(ClientProblem problem) => new(
        problem.Field == nameof(RelationToAdd.RelatedClientId) ? RelationFormText.SearchField : problem.Field,
        Texts[$"Client.Problem.{problem.Kind}"]);
}
