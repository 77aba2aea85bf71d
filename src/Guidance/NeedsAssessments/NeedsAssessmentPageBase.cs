using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Workbench;
using Palveluohjaus.Web.Components;
using Palveluohjaus.Web.Forms;

namespace Palveluohjaus.Guidance.NeedsAssessments;

/// <summary>What the page of a needs assessment does. Its markup is in NeedsAssessmentPage.razor.</summary>
public abstract class NeedsAssessmentPageBase : ClientPageBase
{
    public const string AddParticipantAction = "add-participant";
    public const string AddGoalAction = "add-goal";

    [Parameter] public Guid CaseId { get; set; }

    /// <summary>True right after something was stored.</summary>
    [SupplyParameterFromQuery(Name = "saved")] public string? SavedText { get; set; }

    [Inject] public required KeepNeedsAssessment Keep { get; set; }
    [Inject] public required ReopenNeedsAssessment Reopen { get; set; }
    [Inject] public required HousingCriteria Criteria { get; set; }
    [Inject] public required WorkWords Words { get; set; }

    /// <summary>The field of a row that was added just now.</summary>
    protected string? Added { get; private set; }

    /// <summary>True when nobody has typed anything yet: only such a page may be filled from a draft.</summary>
    protected bool IsFresh { get; private set; }

    protected CaseToAssess? Found { get; private set; }
    protected NeedsAssessmentForm Form { get; private set; } = new();
    protected string Address => $"/cases/{CaseId}/needs-assessment";

    /// <summary>Whether the assessment itself can still be written: the plan's goals and housing go on after it.</summary>
    protected bool IsOpen => Found?.Assessment is null or { State: NeedsAssessmentState.InProgress };

    protected bool AsksHousing => Found is { Age: >= LifeStages.OlderPeopleFromAge } && Found.Assessment?.State != NeedsAssessmentState.Unnecessary;

    /// <summary>What was answered and is not asked any more, by the names of what it was. It is saved along with the rest.</summary>
    protected IReadOnlyList<(string Code, string Name, bool Answer)> EarlierAnswers => Found?.Assessment is not { } stored ? [] :
    [
        .. stored.HousingAnswers.Where(each => !Criteria.Holds(each.Key)).Select(each => (each.Key, Criteria.NameOf(each.Key, CultureInfo.CurrentUICulture), each.Value)).OrderBy(each => each.Item2, StringComparer.CurrentCulture),
    ];

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        if (IsPosting)
            return;
        IsFresh = true;
        await ReadAsync();
        Form = NeedsAssessmentForm.Of(Found?.Assessment);
    }

    protected async Task ActAsync()
    {
        IsPosting = false;
        if (Posted["action"] == "reopen")
        {
            await ReopenAsync();
            return;
        }

        Form = NeedsAssessmentForm.Read(Posted);
        if (Posted["action"].ToString() is AddParticipantAction or AddGoalAction)
        {
            (Added, Action add) = Posted["action"] == AddGoalAction ? ("Goal", (Action)Form.AddGoalRow) : ("Profession", Form.AddParticipantRow);
            add();
            await ReadAsync();
            return;
        }

        var problems = new List<NeedsAssessmentProblem>();
        var toKeep = new NeedsAssessmentToKeep
        {
            CaseId = CaseId,
            Version = Form.Version,
            Act = Posted["action"].ToString() switch
            {
                "complete" => NeedsAssessmentAct.Complete,
                "unnecessary" => NeedsAssessmentAct.FindUnnecessary,
                _ => NeedsAssessmentAct.Save,
            },
            Content = Form.ToContent(problems),
            UnnecessaryReasonKind = Form.UnnecessaryReasonKind,
            UnnecessaryReason = Form.UnnecessaryReason,
            Unreadable = problems,
        };

        await ConcludeAsync(await Keep.KeepAsync(toKeep, CurrentActor.Actor, Cancelled));
    }

    /// <summary>The form of the assessment was not sent: it shows what is stored.</summary>
    private async Task ReopenAsync()
    {
        var version = PostedVersion.Read(Posted["Version"]);
        var result = await Reopen.ReopenAsync(CaseId, version, Posted["ReopenReason"], CurrentActor.Actor, Cancelled);
        await ConcludeAsync(result);
        if (result is not KeepNeedsAssessmentResult.Kept)
            Form = NeedsAssessmentForm.Of(Found?.Assessment);
    }

    private async Task ConcludeAsync(KeepNeedsAssessmentResult result)
    {
        switch (result)
        {
            case KeepNeedsAssessmentResult.Kept:
                Navigation.NavigateTo($"{Address}?saved=true");
                break;
            case KeepNeedsAssessmentResult.Refused refused:
                await RefuseAsync(refused.Problems);
                break;
            case KeepNeedsAssessmentResult.ChangedMeanwhile changed:
                Refuse([new FieldError("needs", Texts["NeedsAssessment.Changed", changed.WorkerName ?? "–", changed.SavedAtUtc is { } at ? Words.Past(at) : "–"])]);
                HttpContext.Response.StatusCode = StatusCodes.Status409Conflict;
                await ReadAsync();
                // Whoever has read why and saves again replaces the other's.
                Form.Version = Found?.Assessment?.Version ?? 0;
                break;
            case KeepNeedsAssessmentResult.NotThere:
                HttpContext.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
        }
    }

    private async Task RefuseAsync(IReadOnlyList<NeedsAssessmentProblem> problems)
    {
        Refuse([.. problems.Select(problem => new FieldError(NeedsAssessmentForm.ControlOf(problem), Texts[$"NeedsAssessment.Problem.{problem}"]))]);
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        Found = await Keep.ReadAsync(CaseId, CurrentActor.Actor, Cancelled);
        // The page for 404 is then shown in place of this one.
        if (Found is null)
            HttpContext.Response.StatusCode = StatusCodes.Status404NotFound;
    }
}
