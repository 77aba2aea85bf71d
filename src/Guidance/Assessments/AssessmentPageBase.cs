using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Web.Components;

namespace Palveluohjaus.Guidance.Assessments;

/// <summary>What the page of a first assessment does with what is sent to it. Its markup is in AssessmentPage.razor.</summary>
public abstract class AssessmentPageBase : OneClientPageBase
{
    /// <summary>Discarding is a form of its own: nothing of the assessment's goes with it.</summary>
    public const string DiscardFormName = "discard";

    private static readonly AssessmentTemplate NoTemplate = new(string.Empty, default, 0, new(string.Empty, string.Empty, string.Empty), []);

    [Parameter] public Guid DraftId { get; set; }
    [Inject] public required AssessmentTemplates Templates { get; set; }
    [Inject] public required SaveDraft SaveDraft { get; set; }
    [Inject] public required DecideSegment DecideSegment { get; set; }
    [Inject] public required DiscardDraft DiscardDraft { get; set; }
    [Inject] public required SegmentHistory History { get; set; }
    [Inject] public required GuidanceDbContext Database { get; set; }

    /// <summary>Null when it has been decided, or is not there.</summary>
    protected SavedDraft? Saved { get; private set; }

    /// <summary>Null when the draft's version is no longer among the files.</summary>
    protected AssessmentTemplate? Template { get; private set; }

    protected AssessmentTemplate? NewerTemplate { get; private set; }

    /// <summary>What was sent; null when nothing was.</summary>
    protected AssessmentForm? Form { get; private set; }

    /// <summary>Where the client was at the latest decision; null before the first.</summary>
    protected SegmentDecision? Previous { get; private set; }

    /// <summary>Another's decision, when it came first.</summary>
    protected PastDecision? DecidedBefore { get; private set; }

    /// <summary>What was sent after that decision, and is stored nowhere.</summary>
    protected IReadOnlyList<UnsentAnswer> Unsent { get; private set; } = [];

    /// <summary>True when the draft was not discarded because somebody answered it meanwhile.</summary>
    protected bool HasChangedSinceOpened { get; private set; }

    /// <summary>Who else saved since the form was drawn.</summary>
    protected string? ChangedBy { get; private set; }

    /// <summary>True when the suggestion that was decided on is no longer the one shown.</summary>
    protected bool IsStale { get; private set; }

    protected override string Purpose => AuditReasons.FirstAssessment;

    protected override string AddressOf(Guid clientId) => $"/assessments/{DraftId}";

    protected string Address => $"/assessments/{DraftId}";

    protected static CultureInfo Culture => CultureInfo.CurrentUICulture;

    protected int? AnswerOf(TemplateItem item) => Saved!.Draft.Answers.TryGetValue(item.Code, out var rating) ? rating : null;

    protected RaisedFlag? FlagOf(RedFlagKind kind) => Saved!.Draft.RedFlags.FirstOrDefault(raised => raised.Flag == kind);

    protected DraftConflict? ConflictOf(TemplateItem item) => Saved!.Conflicts.FirstOrDefault(conflict => conflict.Code == item.Code);

    protected DraftConflict? ConflictOf(RedFlagKind flag) => Saved!.Conflicts.FirstOrDefault(conflict => conflict.Flag == flag);

    /// <summary>Answers to items that the template does not have: they came from an earlier version.</summary>
    protected IReadOnlyList<string> AnswersOutside => Template is null ? [] : [.. Saved!.Draft.Answers.Keys.Where(code => Template.Find(code) is null)];

    protected override async Task OnInitializedAsync()
    {
        Id = await FindClientIdAsync() ?? Guid.Empty;
        await base.OnInitializedAsync();

        // The card asks for the ground.
        if (ClientId is not null && Ground is null)
            Navigation.NavigateTo($"/clients/{ClientId}");
    }

    protected override async Task ReadAsync()
    {
        Saved ??= await SaveDraft.ReadAsync(DraftId, Cancelled);
        if (Saved is null)
        {
            // It has become an assessment: the page that tells how is the receipt.
            if (DecidedBefore is null && await DecideSegment.FindDecisionAsync(DraftId, Cancelled) is { } decision)
                Navigation.NavigateTo(ReceiptOf(decision.ClientId, decision.Sequence));
            if (DecidedBefore is null)
                return;
        }
        else
        {
            Template = Templates.Find(Saved.Draft.TemplateId);
            NewerTemplate = Templates.CurrentOf(Saved.Draft.LifeStage) is { } current && current.Id != Saved.Draft.TemplateId ? current : null;
            Previous = await History.FindLatestPlacedAsync(ClientId!.Value, Cancelled);
        }

        await base.ReadAsync();
    }

    protected async Task ActAsync()
    {
        IsPosting = false;
        if (Ground is null)
            return;
        if (Posted["action"] == AssessmentForm.MoveAction)
        {
            await SaveDraft.MoveToCurrentTemplateAsync(DraftId, Actor, Ground, Cancelled);
            Navigation.NavigateTo(Address);
            return;
        }

        if (Posted["action"] == AssessmentForm.DiscardAction)
        {
            await DiscardAsync();
            return;
        }

        var templateId = await Database.AssessmentDrafts.Where(draft => draft.Id == DraftId).Select(draft => draft.TemplateId).FirstOrDefaultAsync(Cancelled);
        if (Templates.Find(templateId) is not { } template)
        {
            await (templateId is null ? AnswerDecidedAsync() : AnswerWithoutTemplateAsync());
            return;
        }

        Form = AssessmentForm.Read(Posted, template);
        Saved = await SaveDraft.SaveAsync(DraftId, Form.Drawn, Form.Sent, Actor, Ground, Cancelled);
        if (Saved is not null)
            await AnswerSavedAsync(Form, Saved);
        else
            await AnswerDecidedAsync();
    }

    private async Task<Guid?> FindClientIdAsync()
    {
        var clientId = await Database.AssessmentDrafts.Where(draft => draft.Id == DraftId).Select(draft => (Guid?)draft.ClientId).FirstOrDefaultAsync(HttpContext.RequestAborted)
            ?? await Database.Assessments.Where(assessment => assessment.Id == DraftId).Select(assessment => (Guid?)assessment.ClientId).FirstOrDefaultAsync(HttpContext.RequestAborted);

        // A merged client's matters are asked of the one they were merged into: this page's address stays the same.
        return clientId is null ? null : await Grounds.ResolveAsync(clientId.Value, HttpContext.RequestAborted);
    }

    private async Task AnswerSavedAsync(AssessmentForm form, SavedDraft saved)
    {
        if (saved.ChangedByAnother is { } other)
            ChangedBy = await NameOfAsync(other.WorkerId);
        var errors = new List<FieldError>();
        if (form.Unfit.Count > 0)
            errors.Add(new FieldError("items", Texts["Assessment.Problem.Unfit"]));
        errors.AddRange(form.StepsTooLong.Select(flag => new FieldError($"{AssessmentForm.StepPrefix}{flag}", Texts["Assessment.Problem.StepTooLong", RaisedFlag.StepMaxLength])));
        if (errors.Count > 0)
            Refuse(errors);
        else if (saved.Conflicts.Count > 0)
            HttpContext.Response.StatusCode = StatusCodes.Status409Conflict;
        else if (form.IsDeciding && (saved.HasOtherAnswersThanDrawn || saved.Suggestion.Segment?.Code != form.Shown))
            TellStale();
        else if (form.IsDeciding)
            await DecideAsync(form, saved);
        else if (!IsInBackground && ChangedBy is null)
            Navigation.NavigateTo($"{Address}?saved=true");
        await ReadAsync();
    }

    /// <summary>The script sends the same form and takes what it needs of the page; it must not be sent on.</summary>
    private bool IsInBackground => HttpContext.Request.Headers["X-Requested-With"] == "fetch";

    private void TellStale()
    {
        IsStale = true;
        HttpContext.Response.StatusCode = StatusCodes.Status409Conflict;
    }

    private async Task DecideAsync(AssessmentForm form, SavedDraft saved)
    {
        var review = ReadReview(form, out var isUnreadable);
        if (isUnreadable)
        {
            Refuse([new FieldError(AssessmentForm.ReviewField, Texts["Decide.Problem.ReviewUnreadable"])]);
            return;
        }

        await ConcludeAsync(form, await DecideSegment.DecideAsync(ToDecision(form, saved.Draft.Version, review), Actor, Ground!, Cancelled));
    }

    private static DecisionToMake ToDecision(AssessmentForm form, int version, DateOnly? review, Guid draftId) => new()
    {
        DraftId = draftId,
        DraftVersion = version,
        ShownSegment = form.Shown,
        Segment = form.IsConfirming ? form.Shown ?? string.Empty : form.Segment,
        ReasonKind = form.ReasonKind,
        Reason = form.ReasonText,
        ReviewOn = review,
    };

    private DecisionToMake ToDecision(AssessmentForm form, int version, DateOnly? review) => ToDecision(form, version, review, DraftId);

    private async Task ConcludeAsync(AssessmentForm form, DecideSegmentResult result)
    {
        switch (result)
        {
            case DecideSegmentResult.Decided decided:
                Navigation.NavigateTo(ReceiptOf(decided.ClientId, decided.Sequence));
                break;
            case DecideSegmentResult.DecidedBefore before:
                Saved = null;
                Form = form;
                await TellDecidedAsync(before.Decision);
                break;
            case DecideSegmentResult.ChangedMeanwhile:
                Saved = null;
                TellStale();
                break;
            case DecideSegmentResult.Refused refused:
                Refuse([.. refused.Problems.Select(problem => new FieldError(ControlOf(problem), Texts[$"Decide.Problem.{problem}"]))]);
                break;
            case DecideSegmentResult.Unknown:
                HttpContext.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
        }
    }

    private async Task TellDecidedAsync(SegmentDecision decision)
    {
        DecidedBefore = await History.WithWorkerAsync(decision, Actor, Ground!, Cancelled);
        HttpContext.Response.StatusCode = StatusCodes.Status409Conflict;
    }

    /// <summary>What is sent of an assessment that has been decided meanwhile. The same decision sent twice leads to its receipt; answers that came too late are shown.</summary>
    private async Task AnswerDecidedAsync()
    {
        var assessment = await Database.Assessments.AsNoTracking().FirstOrDefaultAsync(each => each.Id == DraftId, Cancelled);
        if (assessment is null || await DecideSegment.FindDecisionAsync(DraftId, Cancelled) is not { } decision)
        {
            HttpContext.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        Template = Templates.Find(assessment.TemplateId);
        Form = AssessmentForm.Read(Posted, Template ?? NoTemplate);
        Unsent = UnsentAnswer.Of(Form.Drawn, Form.Sent, DraftContent.Of(assessment));
        if (Form.IsDeciding && Unsent.Count == 0)
            await ConcludeAsync(Form, await DecideSegment.DecideAsync(ToDecision(Form, version: 0, ReadReview(Form, out _)), Actor, Ground!, Cancelled));
        else
            await TellDecidedAsync(decision);
        await ReadAsync();
    }

    /// <summary>What is sent of an assessment whose questions are gone.</summary>
    private async Task AnswerWithoutTemplateAsync()
    {
        Form = AssessmentForm.Read(Posted, NoTemplate);
        HttpContext.Response.StatusCode = StatusCodes.Status409Conflict;
        await ReadAsync();
    }

    private async Task DiscardAsync()
    {
        var version = int.TryParse(Posted[AssessmentForm.VersionField], NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : -1;
        HasChangedSinceOpened = !await DiscardDraft.DiscardAsync(DraftId, version, Actor, Ground!, Cancelled);
        if (HasChangedSinceOpened)
        {
            HttpContext.Response.StatusCode = StatusCodes.Status409Conflict;
            await ReadAsync();
        }
        else if (await DecideSegment.FindDecisionAsync(DraftId, Cancelled) is { } decision)
        {
            Navigation.NavigateTo(ReceiptOf(decision.ClientId, decision.Sequence));
        }
        else
        {
            Navigation.NavigateTo($"/clients/{ClientId}");
        }
    }

    private DateOnly? ReadReview(AssessmentForm form, out bool isUnreadable)
    {
        var text = form.ReviewOn.Trim();
        var day = text.Length == 0 ? null : CountyTimeText.ReadDay(text, Today);
        isUnreadable = text.Length > 0 && day is null;
        return day;
    }

    private static string ControlOf(DecisionProblemKind problem) => problem switch
    {
        DecisionProblemKind.NothingAnswered => "items",
        DecisionProblemKind.FlagWithoutStep => "flags",
        DecisionProblemKind.SegmentMissing => AssessmentForm.SegmentField,
        DecisionProblemKind.ReviewNotAhead or DecisionProblemKind.ReviewTooFar => AssessmentForm.ReviewField,
        _ => AssessmentForm.ReasonTextField,
    };

    private async Task<string?> NameOfAsync(Guid? workerId) =>
        await Guidance.Workers.Where(worker => worker.Id == workerId).Select(worker => worker.Name).FirstOrDefaultAsync(Cancelled);

    private static string ReceiptOf(Guid clientId, long sequence) => string.Create(CultureInfo.InvariantCulture, $"/clients/{clientId}/segments/{sequence}");
}
