using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Texts;
using Palveluohjaus.Web.Components;
using Palveluohjaus.Web.Forms;

namespace Palveluohjaus.Guidance.Contacts;

/// <summary>What is done with the log-a-contact form when it is sent; the page shows what is left to say.</summary>
public sealed class SubmitContact(LogContact logContact, SearchClients searchClients, CurrentActor currentActor, CountyCalendar calendar, TimeProvider clock, IStringLocalizer<GuidanceTexts> texts) : IActFirst
{
    public const string FormName = "log-contact";

    /// <summary>The order of the fields on the page, which is the order of the error summary.</summary>
    private static readonly string[] FieldOrder =
        ["SubmissionKey", "ClientSearch", "CaseId", "Municipality", "LeavesTo", "Initiator", "Channel", "OtherChannel", "Day", "Time", "Minutes", "Language", "Themes", "MainTheme", "Urgency", "RepeatReason", "Outcome", "CallbackDay", "CallbackTime", "HandoffUnit", "Note"];

    /// <summary>As it was sent, with what was found for it; null when nothing was sent.</summary>
    public LogContactForm? Form { get; private set; }

    /// <summary>The clients that were looked for; null when none were.</summary>
    public ClientHits? Hits { get; private set; }

    public IReadOnlyList<FieldError> Errors { get; private set; } = [];

    /// <summary>When another contact was saved from this same form.</summary>
    public DateTime? OtherSavedAtUtc { get; private set; }

    /// <summary>The answer's status when the page is shown again.</summary>
    public int Status { get; private set; } = StatusCodes.Status200OK;

    public async Task<string?> ActAsync(IFormCollection sent, CancellationToken cancellationToken)
    {
        var form = LogContactForm.Read(sent);
        Form = form;
        var action = sent["action"].ToString();
        var isLookingFor = !form.Anonymous && form.ClientId is null && form.ClientSearch.Trim().Length > 0;
        string? leadsTo = null;
        switch (action)
        {
            case LogContactForm.ChangeAction:
                form.ClientId = null;
                break;
            case LogContactForm.SearchAction:
                form.ClientId = null;
                await SearchAndPickOnlyAsync(form, cancellationToken);
                break;
            case LogContactForm.SuggestAction:
                form.ClientId = null;
                await SearchAsync(form, cancellationToken);
                break;
            case LogContactForm.PickAction:
                if (form.ClientId is null)
                    await SearchAndPickOnlyAsync(form, cancellationToken);
                break;
            case not (LogContactForm.SaveAction or LogContactForm.AssessAction) when isLookingFor:
                await SearchAndPickOnlyAsync(form, cancellationToken);
                break;
            default:
                leadsTo = await SaveAsync(form, isLookingFor, action == LogContactForm.AssessAction, cancellationToken);
                break;
        }

        form.SubmissionKey ??= Guid.NewGuid();
        return leadsTo;
    }

    private async Task SearchAsync(LogContactForm form, CancellationToken cancellationToken) =>
        Hits = await searchClients.FindAsync(form.ClientSearch, DetailsRight.OrdinaryOnly, currentActor.Actor, AuditReasons.LogContact, cancellationToken);

    private async Task SearchAndPickOnlyAsync(LogContactForm form, CancellationToken cancellationToken)
    {
        await SearchAsync(form, cancellationToken);
        if (Hits is { Clients: [var only], IsCut: false })
            form.ClientId = only.Id;
    }

    /// <returns>Where the saved contact leads; null when nothing was saved.</returns>
    private async Task<string?> SaveAsync(LogContactForm form, bool isLookingFor, bool goesOnToAssess, CancellationToken cancellationToken)
    {
        if (goesOnToAssess)
            form.Outcome ??= ContactOutcome.FirstAssessment;
        var contact = form.ToContact(calendar.DayOf(clock.GetUtcNow().UtcDateTime), calendar, out var unreadable);
        if (unreadable.Count > 0)
        {
            // Everything that is wrong is said at once, not one round at a time.
            var alsoWrong = (await logContact.CheckAsync(contact, cancellationToken)).Select(ToFormProblem).Where(problem => !IsCoveredBy(unreadable, problem));
            Refuse([.. unreadable, .. alsoWrong]);
            if (isLookingFor)
                await SearchAsync(form, cancellationToken);
            return null;
        }

        switch (await logContact.LogAsync(contact, currentActor.Actor, cancellationToken))
        {
            case LogContactResult.Logged logged:
                return goesOnToAssess && contact.ClientId is { } client ? AssessmentOf(client, logged.CaseId) : $"/contacts/logged/{logged.ContactId}";
            case LogContactResult.AlreadyLogged already:
                return goesOnToAssess && contact.ClientId is { } same ? AssessmentOf(same, already.CaseId) : $"/contacts/logged/{already.ContactId}?again=true";
            case LogContactResult.KeyUsedForAnother other:
                form.SubmissionKey = Guid.NewGuid();
                OtherSavedAtUtc = other.RecordedAtUtc;
                Status = StatusCodes.Status409Conflict;
                return null;
            case LogContactResult.Refused refused:
                Refuse([.. refused.Problems.Select(ToFormProblem)]);
                return null;
            default:
                throw new InvalidOperationException("Not a result of logging a contact.");
        }
    }

    private static string AssessmentOf(Guid clientId, Guid caseId) => $"/assessments/new?client={clientId}&case={caseId}";

    private void Refuse(IReadOnlyList<FormProblem> problems)
    {
        Errors = [.. problems
            .Select(problem => new FieldError(problem.Field, texts[$"LogContact.Problem.{problem.Kind}"]))
            .OrderBy(error => Array.IndexOf(FieldOrder, error.ControlId))];
        Status = StatusCodes.Status422UnprocessableEntity;
    }

    // A field that could not be read has a stand-in in the contact, and what is said of a stand-in means nothing.
    private static bool IsCoveredBy(IReadOnlyList<FormProblem> unreadable, FormProblem problem) => unreadable.Any(earlier =>
        earlier.Field == problem.Field
        || (problem.Field == "Themes" && earlier.Field == "MainTheme")
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
            nameof(ContactToLog.LeavesToWorkerId) => "LeavesTo",
            nameof(ContactToLog.MunicipalityCode) => "Municipality",
            var same => same,
        },
        problem.Kind.ToString());
}
