using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Workbench;
using Palveluohjaus.Web.Components;

namespace Palveluohjaus.Guidance.Handoffs;

/// <summary>What the page does on which a case is offered to another unit. Its markup is in HandoffPage.razor.</summary>
public abstract class HandoffPageBase : ClientPageBase
{
    public const string OfferAction = "offer";
    public const string MeetAction = "meet";
    public const string WithdrawAction = "withdraw";

    [Parameter] public Guid CaseId { get; set; }

    /// <summary>The unit to choose at first.</summary>
    [SupplyParameterFromQuery(Name = "to")] public string? ToText { get; set; }

    /// <summary>True right after a joint meeting was agreed on.</summary>
    [SupplyParameterFromQuery(Name = "agreed")] public string? AgreedText { get; set; }

    [Inject] public required ReadHandoffs Read { get; set; }
    [Inject] public required OfferHandoff Offer { get; set; }
    [Inject] public required AnswerHandoff Answer { get; set; }
    [Inject] public required AgreeJointMeeting Agree { get; set; }
    [Inject] public required WorkWords Words { get; set; }

    /// <summary>True when nobody has typed anything yet: only such a page may be filled from a draft.</summary>
    protected bool IsFresh { get; private set; }

    protected CaseToOffer? Found { get; private set; }
    protected HandoffForm Form { get; private set; } = new();
    protected string Address => $"/cases/{CaseId}/handoff";

    /// <summary>The unit that was chosen, when it has had the case.</summary>
    protected UnitLoad? Returning => Found?.Choices.FirstOrDefault(load => load.Unit.Id == Form.ToUnit && load.TimesHere > 0);

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        if (IsPosting)
            return;
        IsFresh = true;
        Form = new HandoffForm { ToUnit = Guid.TryParse(ToText, out var unitId) ? unitId : null };
        await ReadAsync();
    }

    protected async Task ActAsync()
    {
        IsPosting = false;
        Form = HandoffForm.Read(Posted);
        await (Posted["action"].ToString() switch
        {
            OfferAction => OfferAsync(),
            MeetAction => MeetAsync(),
            WithdrawAction => WithdrawAsync(),
            _ => ReadAsync(),
        });
    }

    /// <summary>Whether a unit is asked to the meeting unless somebody says otherwise: all that have had the case, and the one it was to go to.</summary>
    protected bool IsInvited(UnitLoad load) => Form.MeetingUnits.Count > 0 ? Form.MeetingUnits.Contains(load.Unit.Id) : load.TimesHere > 0 || load.Unit.Id == Form.ToUnit;

    private async Task OfferAsync()
    {
        var toOffer = new HandoffToOffer
        {
            CaseId = CaseId,
            ToUnitId = Form.ToUnit,
            ReasonKind = Form.ReasonKind,
            Reason = Form.Reason,
            ReturnReasonKind = Form.ReturnReasonKind,
            ReturnReason = Form.ReturnReason,
        };
        switch (await Offer.OfferAsync(toOffer, CurrentActor.Actor, Cancelled))
        {
            case OfferHandoffResult.Offered:
                Navigation.NavigateTo("/handoffs?offered=true");
                break;
            case OfferHandoffResult.Refused refused:
                await RefuseAsync(refused.Problems);
                break;
            case OfferHandoffResult.NotThere:
                HttpContext.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
        }
    }

    private async Task MeetAsync()
    {
        DateTime? meetsAtUtc = null;
        if (Form.Day.Trim().Length > 0 || Form.Time.Trim().Length > 0)
        {
            switch (CountyTimeText.Read(Form.Day, Form.Time, Today, Calendar))
            {
                case TimeTextResult.Instant instant:
                    meetsAtUtc = instant.Utc;
                    break;
                case TimeTextResult.Unreadable { Problem: var unreadable }:
                    Refuse([new FieldError(unreadable == TimeTextProblem.Day ? nameof(Form.Day) : nameof(Form.Time), Texts[$"LogContact.Problem.Time{unreadable}"])]);
                    await ReadAsync();
                    return;
            }
        }

        switch (await Agree.AgreeAsync(new MeetingToAgree { CaseId = CaseId, UnitIds = Form.MeetingUnits, MeetsAtUtc = meetsAtUtc, Note = Form.Note }, CurrentActor.Actor, Cancelled))
        {
            case AgreeJointMeetingResult.Agreed:
                Navigation.NavigateTo($"{Address}?agreed=true");
                break;
            case AgreeJointMeetingResult.Refused refused:
                await RefuseAsync(refused.Problems, isMeeting: true);
                break;
            case AgreeJointMeetingResult.NotThere:
                HttpContext.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
        }
    }

    private async Task WithdrawAsync()
    {
        var result = Guid.TryParse(Posted["handoff"], out var handoffId) ? await Answer.WithdrawAsync(handoffId, CurrentActor.Actor, Cancelled) : new AnswerHandoffResult.NotThere();
        if (result is AnswerHandoffResult.Done)
        {
            Navigation.NavigateTo(Address);
            return;
        }

        // Answered meanwhile: the page tells how it stands, or that the case has gone.
        Refuse([new FieldError("offer", Texts["Handoffs.Problem.NotOpen"])]);
        HttpContext.Response.StatusCode = StatusCodes.Status409Conflict;
        await ReadAsync();
    }

    private async Task RefuseAsync(IReadOnlyList<HandoffProblem> problems, bool isMeeting = false)
    {
        Refuse([.. problems.Select(problem => new FieldError(ControlOf(problem, isMeeting), Texts[$"Handoffs.Problem.{problem}"]))]);
        if (problems.Any(problem => problem is HandoffProblem.CaseClosed or HandoffProblem.OfferOpen))
            HttpContext.Response.StatusCode = StatusCodes.Status409Conflict;
        await ReadAsync();
    }

    private static string ControlOf(HandoffProblem problem, bool isMeeting) => (isMeeting, problem) switch
    {
        (true, HandoffProblem.TextTooLong) => nameof(HandoffForm.Note),
        (true, HandoffProblem.UnitUnknown or HandoffProblem.UnitClosed) => nameof(HandoffForm.MeetingUnits),
        _ => HandoffForm.ControlOf(problem),
    };

    private async Task ReadAsync()
    {
        Found = await Read.ReadCaseAsync(CaseId, CurrentActor.Actor, Cancelled);
        // The page for 404 is then shown in place of this one.
        if (Found is null)
            HttpContext.Response.StatusCode = StatusCodes.Status404NotFound;
    }
}
