using Microsoft.Extensions.DependencyInjection;
using Palveluohjaus.Guidance.Assessments;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Interventions;
using Palveluohjaus.Guidance.NeedsAssessments;
using Palveluohjaus.Guidance.Queues;
using Palveluohjaus.Guidance.Retention;
using Palveluohjaus.Guidance.Services.Catalogue;
using Palveluohjaus.Guidance.Services.Finder;
using Palveluohjaus.Guidance.Services.Paths;
using Palveluohjaus.Segmentation.Scorecard;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.County;

[TestClass]
public sealed class CountyDataFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [TestMethod]
    public void A_county_without_files_of_its_own_gets_what_is_shipped()
    {
        using var services = Services();

        Assert.IsEmpty(CountyDataFiles.FindErrors(services));
        Assert.AreSame(HousingCriteria.Shipped, services.GetRequiredService<HousingCriteria>());
        Assert.AreSame(PriorityWeights.Shipped, services.GetRequiredService<PriorityWeights>());
    }

    [TestMethod]
    public void Everything_that_is_wrong_in_every_file_is_told_at_once()
    {
        Directory.CreateDirectory(_folder.Of(DeadlineRules.FolderName));
        Directory.CreateDirectory(_folder.Of(AssessmentTemplates.FolderName));
        File.WriteAllText(Path.Combine(_folder.Of(DeadlineRules.FolderName), "a.json"), "[");
        File.WriteAllText(Path.Combine(_folder.Of(DeadlineRules.FolderName), "b.json"), "{ \"rules\": [] }");
        File.WriteAllText(Path.Combine(_folder.Of(AssessmentTemplates.FolderName), "own.json"), "{ \"stream\": \"Youth\", \"stream\": \"Family\" }");
        File.WriteAllText(_folder.Of(PriorityWeights.FileName), "{ \"version\": 0, \"urgency\": {} }");
        File.WriteAllText(_folder.Of(ServicePaths.FileName), "{ \"version\": 1, \"offers\": [], \"paths\": [{ \"segment\": \"X\", \"lifeStage\": \"Youth\", \"offers\": [\"a\"] }] }");
        File.WriteAllText(_folder.Of(FinderWords.FileName), "{ \"version\": 1, \"themes\": [{ \"theme\": \"Housing\", \"words\": [\"\"] }] }");
        File.WriteAllText(_folder.Of(PtvMapping.FileName), "{ \"serviceClasses\": [{ \"themes\": [] }], \"targetGroups\": [] }");
        File.WriteAllText(_folder.Of(HousingCriteria.FileName), "{ \"id\": \"\", \"fewestOfOthers\": 3, \"criteria\": [{ \"code\": \"A B\", \"isRequired\": true }] }");
        Directory.CreateDirectory(_folder.Of(InterventionMethods.FolderName));
        File.WriteAllText(Path.Combine(_folder.Of(InterventionMethods.FolderName), "own.json"), "{ \"methods\": [{ \"code\": \"own\", \"misspelt\": 1 }] }");
        File.WriteAllText(_folder.Of(RetentionRules.FileName), "{ \"enabled\": \"soon\" }");
        using var services = Services();

        var all = string.Join(Environment.NewLine, CountyDataFiles.FindErrors(services));

        foreach (var told in (string[])
        [
            $"{Path.Combine(DeadlineRules.FolderName, "a.json")}, line 1", $"{Path.Combine(DeadlineRules.FolderName, "b.json")}: there are neither rules nor workingDays",
            "own.json, line 1, $.stream: this is not what a template holds", "queue-priority.json, version", "queue-priority.json, urgency.Urgent", "paths[0].segment", "paths[0].offers", "finder-words.json, themes[0].words[0]",
            "ptv-mapping.json, serviceClasses[0]", "housing-criteria.json, id", "housing-criteria.json, fewestOfOthers", "criteria[0].code", "criteria[0].name.sv",
            "own.json, line 1, $.methods[0].misspelt: this is not what a file of intervention methods holds", "retention.json",
        ])
            StringAssert.Contains(all, told, StringComparison.Ordinal);
        Assert.HasCount(9, CountyDataFiles.FindErrors(services));
    }

    [TestMethod]
    public void A_county_may_have_criteria_for_housing_of_its_own()
    {
        File.WriteAllText(_folder.Of(HousingCriteria.FileName), """
            { "id": "own/1", "fewestOfOthers": 1, "criteria": [
              { "code": "nights", "isRequired": true, "name": { "fi": "Öisin", "sv": "På natten", "en": "At night" } },
              { "code": "fire", "isRequired": false, "name": { "fi": "Palovaara", "sv": "Brandrisk", "en": "Fire" } } ] }
            """);

        var criteria = HousingCriteria.ReadOf(_folder.FullName);

        Assert.IsTrue(criteria.AreMet(new Dictionary<string, bool> { ["nights"] = true, ["fire"] = true }));
        Assert.IsFalse(criteria.AreMet(new Dictionary<string, bool> { ["nights"] = true }));
    }

    public void Dispose() => _folder.Dispose();

    private ServiceProvider Services() => new ServiceCollection()
        .AddSingleton(_ => AssessmentTemplates.Read(_folder.Of(AssessmentTemplates.FolderName), ExpertScorecard.Default))
        .AddSingleton(_ => DeadlineRules.Read(_folder.Of(DeadlineRules.FolderName)))
        .AddSingleton(_ => PriorityWeights.ReadOf(_folder.FullName))
        .AddSingleton(_ => PtvMapping.ReadOf(_folder.FullName))
        .AddSingleton(_ => FinderWords.ReadOf(_folder.FullName))
        .AddSingleton(_ => ServicePaths.ReadOf(_folder.FullName))
        .AddSingleton(_ => HousingCriteria.ReadOf(_folder.FullName))
        .AddSingleton(_ => InterventionMethods.Read(_folder.Of(InterventionMethods.FolderName)))
        .AddSingleton(_ => RetentionRules.ReadOf(_folder.FullName))
        .BuildServiceProvider();
}
