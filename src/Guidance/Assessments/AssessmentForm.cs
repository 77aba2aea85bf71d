using System.Globalization;
using Microsoft.AspNetCore.Http;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Guidance.Contacts;

namespace Palveluohjaus.Guidance.Assessments;

/// <summary>The assessment's form as it was sent.</summary>
public sealed class AssessmentForm
{
    public const string SaveAction = "save";
    public const string ConfirmAction = "confirm";
    public const string MoveAction = "move";
    public const string DiscardAction = "discard";

    /// <summary>Begins an action that decides otherwise than was suggested; the reason's code follows.</summary>
    public const string DecideAction = "decide-";

    public const string AnswerPrefix = "a.";
    public const string StepPrefix = "Step.";
    public const string FlagsField = "Flags";
    public const string ReasonsField = "NeedReasons";
    public const string DrawnField = "Drawn";
    public const string ShownField = "Shown";
    public const string SegmentField = "Segment";
    public const string ReasonTextField = "ReasonText";
    public const string ReviewField = "ReviewOn";

    /// <summary>The draft's version that was shown to who discards it.</summary>
    public const string VersionField = "Version";

    private AssessmentForm(IFormCollection posted) => Action = posted["action"].ToString();

    public string Action { get; }

    /// <summary>What the form was drawn from.</summary>
    public DraftContent Drawn { get; private init; } = DraftContent.Empty;

    /// <summary>What it holds now. What cannot be taken is as it was drawn.</summary>
    public DraftContent Sent { get; private init; } = DraftContent.Empty;

    /// <summary>Items that the draft's template does not have, and ratings outside 0–3.</summary>
    public IReadOnlyList<string> Unfit { get; private init; } = [];

    /// <summary>Flags whose step is too long to be stored.</summary>
    public IReadOnlyList<RedFlagKind> StepsTooLong { get; private init; } = [];

    /// <summary>The suggestion that was shown; null for none.</summary>
    public string? Shown { get; private init; }

    public string Segment { get; private init; } = string.Empty;
    public string ReasonText { get; private init; } = string.Empty;
    public string ReviewOn { get; private init; } = string.Empty;

    public bool IsConfirming => Action == ConfirmAction;

    public bool IsDeciding => IsConfirming || Action.StartsWith(DecideAction, StringComparison.Ordinal);

    public OverrideReasonKind? ReasonKind =>
        Action.StartsWith(DecideAction, StringComparison.Ordinal) ? ClientFormFields.ReadCode<OverrideReasonKind>(Action[DecideAction.Length..]) : null;

    /// <param name="posted">The form.</param>
    /// <param name="template">The questions the draft is filled in with.</param>
    public static AssessmentForm Read(IFormCollection posted, AssessmentTemplate template)
    {
        var drawn = DraftContent.Read(posted[DrawnField]);
        var answers = new Dictionary<string, int>(drawn.Answers, StringComparer.Ordinal);
        var unfit = new List<string>();
        foreach (var field in posted.Where(field => field.Key.StartsWith(AnswerPrefix, StringComparison.Ordinal)))
        {
            var code = field.Key[AnswerPrefix.Length..];
            var text = field.Value.ToString();
            if (template.Find(code) is not null && text is ['0' or '1' or '2' or '3'])
                answers[code] = int.Parse(text, CultureInfo.InvariantCulture);
            else
                unfit.Add(code);
        }

        var flags = new List<RaisedFlag>();
        var tooLong = new List<RedFlagKind>();
        foreach (var flag in posted[FlagsField].Select(ClientFormFields.ReadCode<RedFlagKind>).OfType<RedFlagKind>().Distinct())
        {
            var step = posted[$"{StepPrefix}{flag}"].ToString().ReplaceLineEndings("\n").Trim();
            if (step.Length > RaisedFlag.StepMaxLength)
            {
                tooLong.Add(flag);
                step = step[..RaisedFlag.StepMaxLength];
            }

            flags.Add(new RaisedFlag(flag, step.Length == 0 ? null : step));
        }

        return new AssessmentForm(posted)
        {
            Drawn = drawn,
            Sent = new DraftContent
            {
                Answers = answers,
                NeedReasons = [.. posted[ReasonsField].Select(ClientFormFields.ReadCode<NeedReason>).OfType<NeedReason>().Distinct()],
                RedFlags = flags,
            },
            Unfit = unfit,
            StepsTooLong = tooLong,
            Shown = posted[ShownField].ToString() is { Length: > 0 } shown ? shown : null,
            Segment = posted[SegmentField].ToString(),
            ReasonText = posted[ReasonTextField].ToString().ReplaceLineEndings("\n"),
            ReviewOn = posted[ReviewField].ToString(),
        };
    }
}
