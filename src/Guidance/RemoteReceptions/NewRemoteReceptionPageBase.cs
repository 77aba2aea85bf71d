using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Web.Components;

namespace Palveluohjaus.Guidance.RemoteReceptions;

/// <summary>What the page for planning a remote reception does. Its markup is in NewRemoteReceptionPage.razor.</summary>
public abstract class NewRemoteReceptionPageBase : OneClientPageBase
{
    /// <summary>Whose reception it is.</summary>
    [SupplyParameterFromQuery(Name = "client")] public string? ClientText { get; set; }

    [Inject] public required PlanRemoteReception Plan { get; set; }

    /// <summary>True when nobody has typed anything yet: only such a page may be filled from a draft.</summary>
    protected bool IsFresh { get; private set; }

    protected RemoteReceptionForm Form { get; private set; } = new();

    protected IReadOnlyList<Choice> Answers =>
        [.. new[] { ConsentAnswer.Given, ConsentAnswer.Refused }.Select(answer => new Choice(answer.ToString(), Texts[$"ConsentAnswer.{answer}"]))];

    protected string DayExample => Texts["LogContact.Callback.Example", CountyTimeText.WriteDay(Today.AddDays(1), CultureInfo.CurrentCulture)];

    protected override string Purpose => AuditReasons.RemoteReception;

    protected override string AddressOf(Guid clientId) => $"/remote-receptions/new?client={clientId}";

    protected override async Task OnInitializedAsync()
    {
        Id = Guid.TryParse(ClientText, out var id) ? id : Guid.Empty;
        await base.OnInitializedAsync();
        // The card asks for the ground.
        if (ClientId is not null && Ground is null)
            Navigation.NavigateTo($"/clients/{ClientId}");
        IsFresh = !IsPosting;
        // What is hidden of a protected client is not among what was read.
        if (Client?.Reach?.Email is { } email)
            Form = new RemoteReceptionForm { Email = email };
    }

    protected async Task ActAsync()
    {
        IsPosting = false;
        if (ClientId is not { } clientId || Ground is null)
            return;

        Form = RemoteReceptionForm.Read(Posted);
        var toPlan = Form.ToPlan(clientId, Today, Calendar, out var unreadable);
        if (Form.SubmissionKey is null)
        {
            Form.SubmissionKey = Guid.NewGuid();
            await RefuseAsync([new FieldError("reception", Texts["LogContact.Problem.KeyMissing"])]);
            return;
        }

        if (unreadable is { } problem)
        {
            await RefuseAsync([new FieldError(problem == TimeTextProblem.Day ? "Day" : "Time", Texts[$"LogContact.Problem.Time{problem}"])]);
            return;
        }

        switch (await Plan.PlanAsync(toPlan, Actor, Ground, Cancelled))
        {
            case PlanRemoteReceptionResult.Planned planned:
                Navigation.NavigateTo($"/remote-receptions/{planned.ReceptionId}");
                break;
            case PlanRemoteReceptionResult.Refused refused:
                await RefuseAsync([.. refused.Problems.Select(each => new FieldError(ControlOf(each), Texts[$"RemoteReception.Problem.{each}"]))]);
                if (refused.Problems.Contains(RemoteReceptionProblem.KeyUsed))
                {
                    // Whoever reads why and saves again plans one more.
                    Form.SubmissionKey = Guid.NewGuid();
                    HttpContext.Response.StatusCode = StatusCodes.Status409Conflict;
                }

                break;
        }
    }

    private async Task RefuseAsync(IReadOnlyList<FieldError> errors)
    {
        Refuse(errors);
        await ReadAsync();
    }

    private static string ControlOf(RemoteReceptionProblem problem) => problem switch
    {
        RemoteReceptionProblem.ConsentMissing => "Consent",
        RemoteReceptionProblem.RefusalReasonMissing => "RefusalReason",
        RemoteReceptionProblem.JudgementMissing => "Judgement",
        RemoteReceptionProblem.JudgementReasonMissing or RemoteReceptionProblem.JudgementReasonTooLong => "JudgementReason",
        RemoteReceptionProblem.EmailMissing or RemoteReceptionProblem.EmailUnreadable => "Email",
        RemoteReceptionProblem.EmailNotReadBack => "EmailReadBack",
        RemoteReceptionProblem.TimeMissing or RemoteReceptionProblem.TimePast or RemoteReceptionProblem.TimeTooFar => "Day",
        _ => "reception",
    };
}
