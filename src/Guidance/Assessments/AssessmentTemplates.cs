using System.Collections.Frozen;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Segmentation.Scorecard;

namespace Palveluohjaus.Guidance.Assessments;

/// <summary>The templates in use: those that are shipped, and the county's own beside them. Of each stream the highest version is the current one.</summary>
public sealed class AssessmentTemplates
{
    /// <summary>The folder in the data directory where a county's own templates lie.</summary>
    public const string FolderName = "assessment-templates";

    private readonly FrozenDictionary<string, AssessmentTemplate> _byId;
    private readonly FrozenDictionary<LifeStage, AssessmentTemplate> _current;

    private AssessmentTemplates(IReadOnlyCollection<AssessmentTemplate> templates)
    {
        _byId = templates.ToFrozenDictionary(template => template.Id, StringComparer.Ordinal);
        _current = templates.GroupBy(template => template.Stream).ToFrozenDictionary(stream => stream.Key, stream => stream.MaxBy(template => template.Version)!);
    }

    /// <summary>What is shipped.</summary>
    public static AssessmentTemplates Shipped { get; } = Read(null, ExpertScorecard.Default);

    /// <param name="countyFolder">Where the county's own files lie; null, or a folder that is not there, for none.</param>
    /// <param name="scorecard">Says which features there are, and which must be asked.</param>
    /// <exception cref="InvalidDataException">The message lists everything that is wrong in every file.</exception>
    public static AssessmentTemplates Read(string? countyFolder, ExpertScorecard scorecard)
    {
        var errors = new List<string>();
        var read = new Dictionary<string, (AssessmentTemplate Template, string FileName)>(StringComparer.Ordinal);
        CountyDataFile.ReadShippedFolder("Assessments.Templates", Add);
        CountyDataFile.ReadOwnFolder(countyFolder, FolderName, Add, errors);
        foreach (var stream in Enum.GetValues<LifeStage>().Where(stream => errors.Count == 0 && read.Values.All(each => each.Template.Stream != stream)))
            errors.Add($"There is no template for {stream}.");
        return errors.Count == 0
            ? new AssessmentTemplates([.. read.Values.Select(each => each.Template)])
            : throw CountyDataFile.Refusal(errors);

        void Add(Stream json, string fileName)
        {
            if (AssessmentTemplateFile.Read(json, fileName, scorecard, errors) is not { } template)
                return;
            if (!read.TryGetValue(template.Id, out var earlier))
                read[template.Id] = (template, fileName);
            else if (!HaveSameContent(earlier.Template, template))
                errors.Add($"{fileName}, version: {template.Id} is also in {earlier.FileName}, with other content. Stored answers belong to that: give this the next version.");
        }
    }

    public AssessmentTemplate CurrentOf(LifeStage stream) => _current[stream];

    /// <returns>Null for a template that is not, or no longer, among the files.</returns>
    public AssessmentTemplate? Find(string? id) => id is null ? null : _byId.GetValueOrDefault(id);

    private static bool HaveSameContent(AssessmentTemplate one, AssessmentTemplate other) => one.Name == other.Name && one.Items.SequenceEqual(other.Items);
}
