using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Workbench;
using Palveluohjaus.Web.Components;

namespace Palveluohjaus.Guidance.Interventions;

/// <summary>What the page of one intervention does. Its markup is in InterventionPage.razor.</summary>
public abstract class InterventionPageBase : FormPageBase
{
    /// <summary>The name every form of the page is sent under; which one it is, its <c>action</c> says.</summary>
    protected const string FormName = "intervention";

    private const string AfterStage = "after";

    [Parameter] public Guid InterventionId { get; set; }

    [SupplyParameterFromQuery(Name = "saved")] public string? SavedText { get; set; }

    [Inject] public required ReadInterventions Read { get; set; }
    [Inject] public required RecordIntervention Record { get; set; }
    [Inject] public required CurrentActor CurrentActor { get; set; }
    [Inject] public required CountyCalendar Calendar { get; set; }
    [Inject] public required TimeProvider Clock { get; set; }
    [Inject] public required InterventionWords Words { get; set; }
    [Inject] public required WorkWords Work { get; set; }

    protected InterventionDetails? Found { get; private set; }
    protected bool IsPosting { get; private set; }
    protected string Address => $"/interventions/{InterventionId}";

    /// <summary>What was sent when it comes back; else the one measure that has been begun.</summary>
    protected string MeasureChosen => IsPost ? Typed(InterventionFields.Measure) : Found?.View.Result.Measures is [var first, ..] ? first.Code : string.Empty;

    protected bool IsAfterChosen => IsPost ? Typed(InterventionFields.Stage) == AfterStage : Found?.View.Result.Measures.Any(each => each.Before is not null) ?? false;

    protected override async Task OnInitializedAsync()
    {
        IsPosting = IsPost;
        if (!IsPosting)
            await ReadAsync();
    }

    /// <summary>As it was typed; a day is today's until then.</summary>
    protected string Typed(string name) => IsPost && HttpContext.Request.Form.ContainsKey(name) ? Field(name)
        : name is InterventionFields.MeasuredOn or InterventionFields.HeldOn or InterventionFields.EndedOn ? InterventionWords.Day(Today)
        : string.Empty;

    protected async Task ActAsync()
    {
        IsPosting = false;
        var unreadable = new List<InterventionProblem>();
        var act = ReadAct(unreadable);
        var result = act is null ? null : unreadable.Count > 0 ? new InterventionOutcome.Refused(unreadable) : await Record.RecordAsync(act, CurrentActor.Actor, Cancelled);
        if (result is InterventionOutcome.Done)
        {
            Navigation.NavigateTo($"{Address}?saved=true");
            return;
        }

        await ReadAsync();
        if (Found is null)
            return;
        if (result is not InterventionOutcome.Refused refused)
        {
            HttpContext.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        Refuse([.. refused.Problems.Select(problem => new FieldError(problem.Field == InterventionFields.Client ? "result" : problem.Field, Explain(problem)))]);
        if (refused.IsConflict)
            HttpContext.Response.StatusCode = StatusCodes.Status409Conflict;
    }

    /// <summary>A score that is off the scale is told with the scale.</summary>
    private string Explain(InterventionProblem problem)
    {
        var text = Texts[$"Interventions.Problem.{problem.Kind}"].Value;
        return problem.Kind is InterventionProblemKind.ScoreOutsideScale or InterventionProblemKind.ScoreBetweenSteps && ScaleOf(Field(InterventionFields.Measure)) is { } scale
            ? $"{text} {Words.Scale(scale)}. {Texts["Interventions.Problem.Step", InterventionWords.Number(scale.Step)].Value}"
            : text;
    }

    private MeasureScale? ScaleOf(string measureCode) =>
        Found?.View.Result.Measures.FirstOrDefault(each => each.Code == measureCode)?.Scale ?? Found?.View.Method?.FindMeasure(measureCode)?.Scale;

    private DateOnly Today => Calendar.DayOf(Clock.GetUtcNow().UtcDateTime);

    private InterventionAct? ReadAct(List<InterventionProblem> unreadable)
    {
        var version = int.TryParse(Field("Version"), NumberStyles.None, CultureInfo.InvariantCulture, out var known) ? known : -1;
        return Field("action") switch
        {
            "measure" => new InterventionAct.Measure
            {
                InterventionId = InterventionId,
                Version = version,
                IsAfter = Field(InterventionFields.Stage) == AfterStage,
                MeasureCode = Field(InterventionFields.Measure),
                Score = ReadScore(unreadable),
                Day = ReadDay(InterventionFields.MeasuredOn, unreadable),
            },
            "session" => new InterventionAct.Session { InterventionId = InterventionId, Version = version, Day = ReadDay(InterventionFields.HeldOn, unreadable) },
            "end" => new InterventionAct.End
            {
                InterventionId = InterventionId,
                Version = version,
                Outcome = ClientFormFields.ReadCode<InterventionState>(Field(InterventionFields.Outcome)),
                Reason = ClientFormFields.ReadCode<InterruptionReason>(Field(InterventionFields.Reason)),
                Note = Field(InterventionFields.Note),
                Day = ReadDay(InterventionFields.EndedOn, unreadable),
            },
            "take-back" => new InterventionAct.TakeBack
            {
                InterventionId = InterventionId,
                Version = version,
                Entry = long.TryParse(Field(InterventionFields.Entry), NumberStyles.None, CultureInfo.InvariantCulture, out var entry) ? entry : -1,
                Note = Field(InterventionFields.TakeBackNote),
            },
            _ => null,
        };
    }

    /// <summary>Both decimal signs and both minus signs are taken.</summary>
    private double? ReadScore(List<InterventionProblem> unreadable)
    {
        var text = Field(InterventionFields.Score).Trim().Replace(',', '.').Replace('\u2212', '-');
        if (text.Length == 0)
            return null;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var score) && double.IsFinite(score))
            return score;
        unreadable.Add(new(InterventionFields.Score, InterventionProblemKind.ScoreUnreadable));
        return null;
    }

    private DateOnly? ReadDay(string field, List<InterventionProblem> unreadable)
    {
        var text = Field(field);
        var day = CountyTimeText.ReadDay(text, Today);
        if (day is null && text.Trim().Length > 0)
            unreadable.Add(new(field, InterventionProblemKind.DayUnreadable));
        return day;
    }

    private async Task ReadAsync()
    {
        Found = await Read.FindAsync(InterventionId, CurrentActor.Actor, Cancelled);
        // The page for 404 is then shown in place of this one.
        if (Found is null)
            HttpContext.Response.StatusCode = StatusCodes.Status404NotFound;
    }
}
