using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Web.Components;

namespace Palveluohjaus.Guidance.RemoteReceptions;

/// <summary>What the page for recording a consultation between professionals does. Its markup is in NewConsultationPage.razor.</summary>
public abstract class NewConsultationPageBase : ClientPageBase
{
    private static readonly string[] FieldOrder =
        ["consultation", "CaseId", "ConsultedName", "ConsultedProfession", "Day", "Time", "Minutes", "Theme", "Question", "Answer", "Outcome"];

    /// <summary>Whose matter was asked about; null when it was asked without naming anyone.</summary>
    [SupplyParameterFromQuery(Name = "client")] public string? ClientText { get; set; }

    [Inject] public required ClientGrounds Grounds { get; set; }
    [Inject] public required SearchClients SearchClients { get; set; }
    [Inject] public required ReadOpenMatters ReadMatters { get; set; }
    [Inject] public required LogContact LogContact { get; set; }

    protected ConsultationForm Form { get; private set; } = new();
    protected ClientHit? About { get; private set; }
    protected OpenMatters Matters { get; private set; } = OpenMatters.None;

    /// <summary>When another consultation was saved from this same form.</summary>
    protected DateTime? OtherSavedAtUtc { get; private set; }

    /// <summary>False while what was sent must be acted on, or the page is not this worker's.</summary>
    protected bool IsShown { get; private set; }

    protected string Address => ClientId is { } clientId ? $"/consultations/new?client={clientId}" : "/consultations/new";

    private Guid? ClientId { get; set; }
    private AuditGround? Ground { get; set; }

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        if (!string.IsNullOrEmpty(ClientText) && !await OpenClientAsync())
            return;
        if (IsPosting)
            return;
        Form = ConsultationForm.Fresh(NowUtc, Calendar, CultureInfo.CurrentCulture);
        await ShowAsync();
    }

    protected async Task ActAsync()
    {
        if (!string.IsNullOrEmpty(ClientText) && Ground is null)
            return;

        Form = ConsultationForm.Read(Posted);
        await ShowAsync();
        var language = About?.ServiceLanguage ?? (CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "sv" ? ServiceLanguage.Swedish : ServiceLanguage.Finnish);
        var contact = Form.ToContact(ClientId, language, Today, Calendar, out var unreadable);
        if (unreadable.Count > 0)
        {
            var alsoWrong = (await LogContact.CheckAsync(contact, Cancelled)).Select(ToFormProblem).Where(problem => unreadable.All(earlier => earlier.Field != problem.Field) && problem.Field != "Day");
            Refuse([.. unreadable, .. alsoWrong]);
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

    /// <returns>False when there is no such client, or the card must ask for a ground first.</returns>
    private async Task<bool> OpenClientAsync()
    {
        ClientId = Guid.TryParse(ClientText, out var asked) ? await Grounds.ResolveAsync(asked, Cancelled) : null;
        if (ClientId is not { } clientId)
        {
            // The page for 404 is then shown in place of this one.
            HttpContext.Response.StatusCode = StatusCodes.Status404NotFound;
            return false;
        }

        Ground = await Grounds.FindAsync(clientId, AuditReasons.Consultation, CurrentActor.Actor, Cancelled);
        if (Ground is not null)
            return true;
        Navigation.NavigateTo($"/clients/{clientId}");
        return false;
    }

    private async Task ShowAsync()
    {
        if (ClientId is { } clientId && Ground is { } ground)
        {
            About = await SearchClients.ReadAsync(clientId, CurrentActor.Actor, ground, Cancelled);
            Matters = await ReadMatters.OfClientAsync(clientId, CurrentActor.Actor, Cancelled);
        }

        IsPosting = false;
        IsShown = true;
    }

    private void Refuse(IReadOnlyList<FormProblem> problems)
    {
        Form.SubmissionKey ??= Guid.NewGuid();
        Refuse([.. problems
            .Select(problem => new FieldError(problem.Field == nameof(ConsultationForm.SubmissionKey) ? "consultation" : problem.Field, Texts[$"LogContact.Problem.{problem.Kind}"]))
            .OrderBy(error => Array.IndexOf(FieldOrder, error.ControlId))]);
    }

    private static FormProblem ToFormProblem(ContactProblem problem) => new(
        problem.Field switch
        {
            nameof(ContactToLog.ClientId) => "consultation",
            nameof(ContactToLog.StartedAtUtc) => "Day",
            nameof(ContactToLog.HandlingTimeMinutes) => "Minutes",
            nameof(ContactToLog.Themes) => "Theme",
            var same => same,
        },
        problem.Kind.ToString());
}
