using Palveluohjaus.Guidance.ClientSegments;

namespace Palveluohjaus.Guidance.Assessments;

/// <summary>A draft as it is stored now, with what is suggested of it.</summary>
public sealed class SavedDraft
{
    public required AssessmentDraft Draft { get; init; }
    public required DraftSuggestion Suggestion { get; init; }
    public IReadOnlyList<DraftConflict> Conflicts { get; init; } = [];

    /// <summary>Whether the answers are others than those the form was drawn from, whoever changed them.</summary>
    public bool HasOtherAnswersThanDrawn { get; init; }

    /// <summary>Who else saved since the form was drawn, and when; null when nobody did.</summary>
    public (Guid? WorkerId, DateTime AtUtc)? ChangedByAnother { get; init; }
}
