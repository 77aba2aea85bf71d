using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Web.Components;
using Palveluohjaus.Web.Forms;

namespace Palveluohjaus.Reporting.ChartMarks;

/// <summary>Enters a mark, corrects or removes one.</summary>
public abstract class EnterMarkPageBase : ComponentBase
{
    [Inject] public required KeepMarks Marks { get; set; }
    [Inject] public required MarkWords Words { get; set; }
    [Inject] public required GuidanceReads Reads { get; set; }
    [Inject] public required CurrentActor CurrentActor { get; set; }
    [Inject] public required NavigationManager Navigation { get; set; }
    [CascadingParameter] public required HttpContext HttpContext { get; set; }

    /// <summary>The mark to correct.</summary>
    [SupplyParameterFromQuery(Name = "corrects")] public string? CorrectsText { get; set; }

    protected MarkToEnter Typed { get; private set; } = new() { Kind = nameof(ChartMarkKind.Excluded) };
    protected string Reason { get; private set; } = string.Empty;

    /// <summary>As it is now; null while a new one is entered.</summary>
    protected ChartMark? Corrected { get; private set; }

    protected IReadOnlyList<FieldError> Errors { get; private set; } = [];
    protected DashboardNames Names { get; private set; } = DashboardNames.None;

    protected IReadOnlyList<Choice> Kinds => [.. Enum.GetValues<ChartMarkKind>().Select(kind => new Choice(kind.ToString(), Words.NameOf(kind)))];

    private CancellationToken Cancelled => HttpContext.RequestAborted;

    protected override async Task OnInitializedAsync()
    {
        Names = await DashboardNames.ReadAsync(Reads, Cancelled);
        // What is sent says by itself which mark it is of: the form that removes one is on the page only where there is one.
        var corrects = HttpContext.Request.HasFormContentType ? HttpContext.Request.Form["Corrects"].ToString() : CorrectsText;
        if (Guid.TryParse(corrects, out var id) && await Marks.FindAsync(id, Cancelled) is { IsRemoved: false } mark)
            (Corrected, Typed) = (mark, MarkToEnter.Of(mark.Content));
    }

    protected string? Invalid(string control) => Errors.Any(error => error.ControlId == control) ? "true" : null;

    protected async Task SaveAsync()
    {
        var form = HttpContext.Request.Form;
        Reason = form["Reason"].ToString();
        Typed = new MarkToEnter
        {
            Kind = form["Kind"].ToString(),
            FirstDay = form["FirstDay"].ToString(),
            LastDay = form["LastDay"].ToString(),
            NameFi = form["NameFi"].ToString(),
            NameSv = form["NameSv"].ToString(),
            NameEn = form["NameEn"].ToString(),
            Metrics = [.. form["Metrics"].OfType<string>()],
            Municipality = form["Municipality"].ToString(),
            Unit = form["Unit"].ToString(),
        };
        await FinishAsync(
            Guid.TryParse(form["Corrects"], out var id)
                ? await Marks.CorrectAsync(id, PostedVersion.Read(form["Version"]), Typed, Reason, CurrentActor.Actor, Cancelled)
                : await Marks.EnterAsync(Typed, CurrentActor.Actor, Cancelled),
            id,
            "Reason");
    }

    protected async Task RemoveAsync()
    {
        var form = HttpContext.Request.Form;
        var id = Guid.TryParse(form["Corrects"], out var given) ? given : Guid.Empty;
        await FinishAsync(await Marks.RemoveAsync(id, PostedVersion.Read(form["Version"]), form["RemoveReason"].ToString(), CurrentActor.Actor, Cancelled), id, "RemoveReason");
        if (Corrected is { } mark)
            Typed = MarkToEnter.Of(mark.Content);
    }

    private async Task FinishAsync(MarkKept kept, Guid id, string reasonField)
    {
        switch (kept)
        {
            case MarkKept.Saved saved:
                Navigation.NavigateTo($"/chart-marks/{saved.Id}?done=true");
                break;
            case MarkKept.ChangedMeanwhile changed:
                Corrected = changed.Mark.IsRemoved ? null : changed.Mark;
                Refuse(StatusCodes.Status409Conflict, new FieldError("FirstDay", Words["ChartMarks.ChangedMeanwhile", changed.Mark.EnteredBy, Words.Moment(changed.Mark.EnteredAtUtc)]));
                break;
            case MarkKept.Refused refused:
                Corrected = await Marks.FindAsync(id, Cancelled);
                Refuse(StatusCodes.Status422UnprocessableEntity, [.. refused.Problems.Select(problem => new FieldError(problem.Field == MarkField.Reason ? reasonField : problem.Field.ToString(), Words.Say(problem)))]);
                break;
            case MarkKept.Unknown:
                Refuse(StatusCodes.Status404NotFound, new FieldError("FirstDay", Words["ChartMarks.Unknown"]));
                break;
        }
    }

    private void Refuse(int status, params IReadOnlyList<FieldError> errors)
    {
        Errors = errors;
        HttpContext.Response.StatusCode = status;
    }
}
