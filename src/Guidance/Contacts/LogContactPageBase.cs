using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Teams;
using Palveluohjaus.Guidance.Texts;
using Palveluohjaus.Web.Components;

namespace Palveluohjaus.Guidance.Contacts;

/// <summary>What the log-a-contact page does. Its markup is in LogContactPage.razor.</summary>
public abstract class LogContactPageBase : ComponentBase
{
    /// <summary>The order of the fields on the page, which is the order of the error summary.</summary>
    private static readonly string[] FieldOrder =
        ["ClientSearch", "Municipality", "Initiator", "Channel", "Day", "Time", "Minutes", "Language", "Themes", "Urgency", "RepeatReason", "Outcome", "CallbackDay", "CallbackTime", "HandoffUnit", "Note"];

    /// <summary>The other channels come in by import only.</summary>
    private static readonly ContactChannel[] ChannelsAtTheDesk =
        [ContactChannel.Phone, ContactChannel.Visit, ContactChannel.HomeVisit, ContactChannel.RemoteReception, ContactChannel.Chat, ContactChannel.Message];

    /// <summary>The client the contact is about, when one comes from their card.</summary>
    [SupplyParameterFromQuery(Name = "client")] public string? FromCard { get; set; }

    [CascadingParameter] public required HttpContext HttpContext { get; set; }
    [Inject] public required LogContact LogContact { get; set; }
    [Inject] public required SearchClients SearchClients { get; set; }
    [Inject] public required GuidanceReads Guidance { get; set; }
    [Inject] public required CurrentActor CurrentActor { get; set; }
    [Inject] public required CountyCalendar Calendar { get; set; }
    [Inject] public required TimeProvider Clock { get; set; }
    [Inject] public required NavigationManager Navigation { get; set; }
    [Inject] public required IStringLocalizer<GuidanceTexts> PageTexts { get; set; }

    protected LogContactForm Form { get; private set; } = new();
    protected ClientHit? Picked { get; private set; }
    protected ClientHits? Hits { get; private set; }
    protected IReadOnlyList<Municipality> Municipalities { get; private set; } = [];
    protected IReadOnlyList<Unit> Units { get; private set; } = [];
    protected IReadOnlyList<FieldError> Errors { get; private set; } = [];
    protected DateTime NowUtc { get; private set; }
    protected DateOnly Today => Calendar.DayOf(NowUtc);

    /// <summary>True when nobody has typed anything yet: only such a page may be filled from a draft.</summary>
    protected bool IsFresh { get; private set; }

    /// <summary>When another contact was saved from this same form.</summary>
    protected DateTime? OtherSavedAtUtc { get; private set; }

    protected IReadOnlyList<Choice> DeskChannels => [.. ChannelsAtTheDesk.Select(channel => new Choice(channel.ToString(), PageTexts[$"Channel.{channel}"]))];

    protected IReadOnlyList<Choice> RepeatChoices => [.. Choices<RepeatReason>("RepeatReason"), new Choice(string.Empty, PageTexts["LogContact.Repeat.NotAsked"])];

    protected string CallbackExample => CountyTimeText.WriteDay(Today.AddDays(1), CultureInfo.CurrentCulture);

    private CancellationToken Cancelled => HttpContext.RequestAborted;

    protected override async Task OnInitializedAsync()
    {
        NowUtc = Clock.GetUtcNow().UtcDateTime;
        IsFresh = !HttpMethods.IsPost(HttpContext.Request.Method);
        Form = IsFresh
            ? LogContactForm.Fresh(NowUtc, Calendar, CultureInfo.CurrentCulture)
            : LogContactForm.Read(await HttpContext.Request.ReadFormAsync(Cancelled));

        var comparer = StringComparer.Create(CultureInfo.CurrentCulture, ignoreCase: true);
        Municipalities = [.. (await Guidance.Municipalities.ToListAsync(Cancelled)).OrderBy(each => each.NameIn(CultureInfo.CurrentUICulture), comparer)];
        var today = Today;
        Units = [.. (await Guidance.Units.Where(unit => unit.Source == GuidanceCase.OwnSource && (unit.ClosedOn == null || unit.ClosedOn > today)).ToListAsync(Cancelled)).OrderBy(each => each.NameIn(CultureInfo.CurrentUICulture), comparer)];
        if (IsFresh && Guid.TryParse(FromCard, out var fromCard))
        {
            Form.ClientId = fromCard;
            await ReadPickedAsync();
        }
    }

    protected async Task SubmitAsync()
    {
        var action = HttpContext.Request.Form["action"].ToString();
        var isLookingFor = !Form.Anonymous && Form.ClientId is null && Form.ClientSearch.Trim().Length > 0;
        switch (action)
        {
            case LogContactForm.ChangeAction:
                Form.ClientId = null;
                break;
            case LogContactForm.SearchAction:
                Form.ClientId = null;
                await SearchAndPickOnlyAsync();
                break;
            case LogContactForm.PickAction:
                if (Form.ClientId is null)
                    await SearchAndPickOnlyAsync();
                break;
            case not LogContactForm.SaveAction when isLookingFor:
                await SearchAndPickOnlyAsync();
                break;
            default:
                await SaveAsync(isLookingFor);
                break;
        }

        await ReadPickedAsync();
    }

    protected IReadOnlyList<FieldError> ErrorsOf(params string[] controls) => [.. Errors.Where(error => controls.Contains(error.ControlId))];

    protected bool IsWrong(string control) => Errors.Any(error => error.ControlId == control);

    protected string? Invalid(string control) => IsWrong(control) ? "true" : null;

    protected string DescribedBy(string field, string control) =>
        Errors.FirstOrDefault(error => error.ControlId == control) is { } error
            ? $"{FieldWithGuide.GuideId(field)} {error.Id}"
            : FieldWithGuide.GuideId(field);

    protected IReadOnlyList<Choice> Choices<T>(string family)
        where T : struct, Enum => [.. Enum.GetNames<T>().Select(name => new Choice(name, PageTexts[$"{family}.{name}"]))];

    private async Task SearchAsync()
    {
        Hits = await SearchClients.FindAsync(Form.ClientSearch, DetailsRight.OrdinaryOnly, CurrentActor.Actor, AuditReasons.LogContact, Cancelled);
    }

    private async Task SearchAndPickOnlyAsync()
    {
        await SearchAsync();
        if (Hits is { Clients: [var only], IsCut: false })
            Form.ClientId = only.Id;
    }

    private async Task ReadPickedAsync()
    {
        if (Form.ClientId is not { } clientId || Form.Anonymous)
            return;

        Picked = await SearchClients.ReadAsync(clientId, CurrentActor.Actor, AuditReasons.LogContact, Cancelled);
        if (Picked is null)
        {
            Form.ClientId = null;
            return;
        }

        Hits = null;
        if (Form.Language == Form.SuggestedLanguage)
            (Form.Language, Form.SuggestedLanguage) = (Picked.ServiceLanguage, Picked.ServiceLanguage);
    }

    private async Task SaveAsync(bool isLookingFor)
    {
        var contact = Form.ToContact(Today, Calendar, out var unreadable);
        if (unreadable.Count > 0)
        {
            // Everything that is wrong is said at once, not one round at a time.
            var alsoWrong = (await LogContact.CheckAsync(contact, Cancelled)).Select(ToFormProblem).Where(problem => !IsCoveredBy(unreadable, problem));
            Refuse([.. unreadable, .. alsoWrong]);
            if (isLookingFor)
                await SearchAsync();
            return;
        }

        switch (await LogContact.LogAsync(contact, CurrentActor.Actor, Cancelled))
        {
            case LogContactResult.Logged logged:
                Navigation.NavigateTo($"/contacts/logged/{logged.ContactId}");
                break;
            case LogContactResult.AlreadyLogged already:
                Navigation.NavigateTo($"/contacts/logged/{already.ContactId}?again=true");
                break;
            case LogContactResult.KeyUsedForAnother other:
                Form.SubmissionKey = Guid.NewGuid();
                OtherSavedAtUtc = other.RecordedAtUtc;
                HttpContext.Response.StatusCode = StatusCodes.Status409Conflict;
                break;
            case LogContactResult.Refused refused:
                Refuse([.. refused.Problems.Select(ToFormProblem)]);
                break;
        }
    }

    private void Refuse(IReadOnlyList<FormProblem> problems)
    {
        Errors = [.. problems
            .Select(problem => new FieldError(problem.Field, PageTexts[$"LogContact.Problem.{problem.Kind}"]))
            .OrderBy(error => Array.IndexOf(FieldOrder, error.ControlId))];
        HttpContext.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
    }

    // A field that could not be read has a stand-in in the contact, and what is said of a stand-in means nothing.
    private static bool IsCoveredBy(IReadOnlyList<FormProblem> unreadable, FormProblem problem) => unreadable.Any(earlier =>
        earlier.Field == problem.Field
        || (problem.Field == "Day" && earlier.Field == "Time")
        || (problem.Field == "CallbackDay" && earlier.Field == "CallbackTime"));

    private static FormProblem ToFormProblem(ContactProblem problem) => new(
        problem.Field switch
        {
            nameof(ContactToLog.ClientId) => "ClientSearch",
            nameof(ContactToLog.StartedAtUtc) => "Day",
            nameof(ContactToLog.HandlingTimeMinutes) => "Minutes",
            nameof(ContactToLog.CallbackPromisedAtUtc) => "CallbackDay",
            nameof(ContactToLog.HandoffUnitId) => "HandoffUnit",
            nameof(ContactToLog.MunicipalityCode) => "Municipality",
            var same => same,
        },
        problem.Kind.ToString());
}
