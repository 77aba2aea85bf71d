using Palveluohjaus.Segmentation.Texts;

namespace Palveluohjaus.Guidance.Assessments;

/// <summary>One question, rated 0–3.</summary>
/// <param name="Code">The feature of the model it answers, or a code of its own.</param>
/// <param name="RatedBy">Whose rating it is, which decides what the numbers mean.</param>
/// <param name="Question">What is asked.</param>
/// <param name="Help">What to think of when answering.</param>
/// <param name="IsUsedByModel">False for an item that is recorded and has no part in the suggestion.</param>
public sealed record TemplateItem(string Code, Rater RatedBy, LocalizedText Question, LocalizedText Help, bool IsUsedByModel);

/// <summary>Who rates an item.</summary>
public enum Rater
{
    /// <summary>Resources, 0 not at all to 3 well.</summary>
    Client,

    /// <summary>Need, 0 none to 3 severe.</summary>
    Professional,
}
