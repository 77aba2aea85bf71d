using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Web.Components;
using Palveluohjaus.Web.Forms;

namespace Palveluohjaus.Reporting.ImportedFigures;

/// <summary>Enters one figure, corrects or removes one, or takes in a file of them.</summary>
public abstract class EnterFigurePageBase : ComponentBase
{
    [Inject] public required KeepFigures Figures { get; set; }
    [Inject] public required FigureWords Words { get; set; }
    [Inject] public required GuidanceReads Reads { get; set; }
    [Inject] public required CurrentActor CurrentActor { get; set; }
    [Inject] public required NavigationManager Navigation { get; set; }
    [CascadingParameter] public required HttpContext HttpContext { get; set; }

    /// <summary>The figure to correct.</summary>
    [SupplyParameterFromQuery(Name = "corrects")] public string? CorrectsText { get; set; }

    protected FigureToEnter Typed { get; private set; } = new();
    protected string Reason { get; private set; } = string.Empty;
    protected string RemoveReason { get; private set; } = string.Empty;

    /// <summary>As it is now; null while a new one is entered.</summary>
    protected ImportedFigure? Corrected { get; private set; }

    protected IReadOnlyList<FieldError> Errors { get; private set; } = [];
    protected IReadOnlyList<string> FileProblems { get; private set; } = [];
    protected IReadOnlyDictionary<string, string> Municipalities { get; private set; } = new Dictionary<string, string>();

    protected IReadOnlyList<Choice> YesOrNo => [new("yes", Words["ImportedFigures.Yes"]), new("no", Words["ImportedFigures.No"])];

    private CancellationToken Cancelled => HttpContext.RequestAborted;

    protected override async Task OnInitializedAsync()
    {
        Municipalities = (await DashboardNames.ReadAsync(Reads, Cancelled)).Municipalities;
        // What is sent says by itself which figure it is of: the form that removes one is on the page only where there is one.
        var corrects = HttpContext.Request.HasFormContentType ? HttpContext.Request.Form["Corrects"].ToString() : CorrectsText;
        if (Guid.TryParse(corrects, out var id) && await Figures.FindAsync(id, Cancelled) is { } figure && figure.FindSeries() is not null)
            Correct(figure, AsTyped(figure));
    }

    protected string? Invalid(string control) => Errors.Any(error => error.ControlId == control) ? "true" : null;

    protected string TitleKey => Corrected switch
    {
        null => "ImportedFigures.Enter",
        { IsRemoved: true } => "ImportedFigures.BringBack",
        _ => "ImportedFigures.Correct",
    };

    protected string MunicipalityNameOf(string code) => DashboardNames.NameOf(Municipalities, code) ?? code;

    protected async Task SaveAsync()
    {
        var form = HttpContext.Request.Form;
        Reason = form["Reason"].ToString();
        var typed = new FigureToEnter
        {
            Series = form["Series"].ToString(),
            Municipality = form["Municipality"].ToString(),
            Period = form["Period"].ToString(),
            Value = form["Value"].ToString(),
            Source = form["Source"].ToString(),
            Definition = form["Definition"].ToString(),
            SameDefinition = form["SameDefinition"].ToString(),
        };
        if (Guid.TryParse(form["Corrects"], out var id))
            await CorrectAsync(id, PostedVersion.Read(form["Version"]), typed);
        else
            await EnterAsync(typed);
    }

    protected async Task RemoveAsync()
    {
        var form = HttpContext.Request.Form;
        var id = Guid.TryParse(form["Corrects"], out var given) ? given : Guid.Empty;
        RemoveReason = form["RemoveReason"].ToString();
        await FinishAsync(await Figures.RemoveAsync(id, PostedVersion.Read(form["Version"]), RemoveReason, CurrentActor.Actor, Cancelled), id, null, "RemoveReason");
    }

    protected async Task UploadAsync()
    {
        var rows = HttpContext.Request.Form.Files["File"] is { Length: > 0 } file ? await ReadAsync(file) : new FigureRows([], [new FigureProblem(FigureField.File, FigureProblemKind.FileMissing)]);
        switch (await Figures.EnterAsync(rows, CurrentActor.Actor, Cancelled))
        {
            case FiguresEntered.Saved saved:
                Navigation.NavigateTo(string.Create(CultureInfo.InvariantCulture, $"/imported-figures?added={saved.Added}&same={saved.Unchanged}"));
                break;
            case FiguresEntered.Refused refused:
                FileProblems = Words.SayAll(refused.Problems);
                Refuse(StatusCodes.Status422UnprocessableEntity, new FieldError("File", Words["ImportedFigures.FileRefused", refused.Problems.Count]));
                break;
        }
    }

    private static async Task<FigureRows> ReadAsync(IFormFile file)
    {
        if (file.Length > FigureFile.MaxBytes)
            return FigureFile.Read(new byte[FigureFile.MaxBytes + 1]);
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes);
        return FigureFile.Read(bytes.ToArray());
    }

    private async Task EnterAsync(FigureToEnter typed)
    {
        Typed = typed;
        switch (await Figures.EnterAsync(typed, CurrentActor.Actor, Cancelled))
        {
            case FiguresEntered.Saved saved:
                Navigation.NavigateTo($"/imported-figures/{saved.FirstId}?done=true");
                break;
            case FiguresEntered.Refused refused:
                // Another value is there already: what was typed becomes its correction, if there is a reason for one.
                var entered = refused.Problems.Select(problem => problem.Entered).FirstOrDefault(figure => figure is not null);
                if (entered is not null)
                    Correct(entered, typed);
                Refuse(entered is null ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status409Conflict, [.. refused.Problems.Select(ErrorOf)]);
                break;
        }
    }

    private async Task CorrectAsync(Guid id, int version, FigureToEnter typed)
    {
        Typed = typed;
        await FinishAsync(await Figures.CorrectAsync(id, version, typed, Reason, CurrentActor.Actor, Cancelled), id, typed, nameof(FigureField.Reason));
    }

    /// <param name="result">What came of it.</param>
    /// <param name="id">The figure that was to be changed.</param>
    /// <param name="typed">What was to be put in its place; null when it was to be removed.</param>
    /// <param name="reasonField">Where the reason was asked for.</param>
    private async Task FinishAsync(FigureCorrected result, Guid id, FigureToEnter? typed, string reasonField)
    {
        switch (result)
        {
            case FigureCorrected.Saved saved:
                Navigation.NavigateTo($"/imported-figures/{saved.Id}?done=true");
                break;
            case FigureCorrected.ChangedMeanwhile { Figure: var figure }:
                Correct(figure, typed ?? AsTyped(figure));
                var now = Words.ValueOf(figure.Value, figure.FindSeries());
                var (by, at) = (figure.EnteredBy, Words.Moment(figure.EnteredAtUtc));
                Refuse(
                    StatusCodes.Status409Conflict,
                    figure.IsRemoved ? new FieldError(reasonField, Words["ImportedFigures.RemovedMeanwhile"])
                    : typed is null
                        ? new FieldError(reasonField, Words["ImportedFigures.ChangedBeforeRemoval", now, by, at])
                        : new FieldError("Value", Words["ImportedFigures.ChangedMeanwhile", now, by, at, typed.Value]));
                break;
            case FigureCorrected.Refused refused when await Figures.FindAsync(id, Cancelled) is { } figure:
                Correct(figure, typed ?? AsTyped(figure));
                Refuse(StatusCodes.Status422UnprocessableEntity, [.. refused.Problems.Select(problem => problem.Field == FigureField.Reason ? new FieldError(reasonField, Words.Say(problem)) : ErrorOf(problem))]);
                break;
            default:
                Refuse(StatusCodes.Status404NotFound, new FieldError("Value", Words["ImportedFigures.Unknown"]));
                break;
        }
    }

    private static FigureToEnter AsTyped(ImportedFigure figure) =>
        new() { Value = figure.Value.ToString("0.####", CultureInfo.CurrentCulture), Definition = figure.Definition, SameDefinition = figure.HasCatalogueDefinition ? "yes" : "no" };

    private void Correct(ImportedFigure figure, FigureToEnter typed) => (Corrected, Typed) = (figure, typed);

    private FieldError ErrorOf(FigureProblem problem) => new(problem.Field.ToString(), Words.Say(problem));

    private void Refuse(int status, params IReadOnlyList<FieldError> errors)
    {
        Errors = errors;
        HttpContext.Response.StatusCode = status;
    }
}
