using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Segmentation.Texts;

namespace Palveluohjaus.Guidance.Assessments;

/// <summary>The questions of a first assessment for one life stage, in one version. A version never changes: other questions are another version.</summary>
/// <param name="Id">Stream and version, as stored beside the answers: <c>older-people/1</c>.</param>
/// <param name="Stream">For whom it is.</param>
/// <param name="Version">1 and up; the highest is in use.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Items">In the order in which they are asked.</param>
public sealed record AssessmentTemplate(string Id, LifeStage Stream, int Version, LocalizedText Name, IReadOnlyList<TemplateItem> Items)
{
    public const int LeastItems = 12;
    public const int MostItems = 16;

    public IEnumerable<TemplateItem> ResourcesItems => Items.Where(item => item.RatedBy == Rater.Client);

    public IEnumerable<TemplateItem> NeedItems => Items.Where(item => item.RatedBy == Rater.Professional);

    public TemplateItem? Find(string code) => Items.FirstOrDefault(item => item.Code == code);
}
