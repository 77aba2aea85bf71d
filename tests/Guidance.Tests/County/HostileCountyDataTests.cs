using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Palveluohjaus.Guidance.Assessments;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Interventions;
using Palveluohjaus.Guidance.NeedsAssessments;
using Palveluohjaus.Guidance.Queues;
using Palveluohjaus.Guidance.Services.Catalogue;
using Palveluohjaus.Guidance.Services.Paths;
using Palveluohjaus.Segmentation.Scorecard;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.County;

/// <summary>Whatever a county's file holds, it is used or refused in words with the file and the place: <c>serve</c> shows those, and nothing else would be caught.</summary>
[TestClass]
public sealed class HostileCountyDataTests : IDisposable
{
    private const string FileName = "own.json";

    /// <summary>Of a list only so many items are gone through: the others are read alike.</summary>
    private const int ItemsOfAList = 2;

    private static readonly string[] Hostile = ["null", "4711", "-1.5e300", "\"\"", "\"\\ud800\"", $"\"{new string('x', 20_000)}\"", "[]", "[null]", "{}", "true"];

    private readonly TemporaryFolder _folder = new();

    [TestMethod]
    [DataRow("Queues.queue-priority.json")]
    [DataRow("Paths.service-paths.json")]
    [DataRow("Catalogue.ptv-mapping.json")]
    [DataRow("NeedsAssessments.housing-criteria.json")]
    [DataRow("Deadlines.Rules.")]
    [DataRow("Interventions.Catalogue.")]
    [DataRow("Assessments.Templates.")]
    public void Whatever_stands_in_any_place_is_used_or_refused_with_the_file_and_the_place(string resource)
    {
        var shipped = Shipped(resource);
        Read(resource, shipped);
        var refused = 0;
        foreach (var place in PlacesOf(JsonNode.Parse(shipped)!, []))
        {
            foreach (var value in Hostile)
            {
                var json = With(shipped, place, value);
                try
                {
                    Read(resource, json);
                }
                catch (InvalidDataException told)
                {
                    refused++;
                    var of = $"{string.Join('/', place)} = {value[..Math.Min(value.Length, 20)]}";

                    // Two rules that contradict each other stand by their codes, whatever the file.
                    Assert.IsTrue(told.Message.Contains(FileName, StringComparison.Ordinal) || told.Message.Contains("Keep one of them", StringComparison.Ordinal) || told.Message.Contains("End the earlier one", StringComparison.Ordinal), $"{of}: {told.Message}");
                    Assert.IsFalse(told.Message.Contains(" at Palveluohjaus", StringComparison.Ordinal), of);
                }
                catch (Exception other) when (other is not AssertFailedException)
                {
                    Assert.Fail($"{string.Join('/', place)} = {value[..Math.Min(value.Length, 20)]}: {other}");
                }
            }
        }

        Assert.IsGreaterThan(50, refused);
    }

    [TestMethod]
    [DataRow("Paths.service-paths.json", "{ \"version\": 1, \"offers\": null, \"paths\": [] }", "own.json, line 1, $.offers: these are not paths")]
    [DataRow("Paths.service-paths.json", "{ \"version\": 1, \"offers\": [null], \"paths\": [] }", "own.json, line 1, $.offers: these are not paths. An item of a list is null.")]
    [DataRow("Paths.service-paths.json", "{ \"version\": 1, \"offers\": [{ \"code\": \"a\", \"name\": null }], \"paths\": [] }", "own.json, line 1, $.offers[0].name: these are not paths")]
    [DataRow("Catalogue.ptv-mapping.json", "{ \"serviceClasses\": [{ \"words\": null, \"themes\": [] }], \"targetGroups\": [] }", "own.json, line 1, $.serviceClasses[0].words: this is not what a mapping holds")]
    [DataRow("Catalogue.ptv-mapping.json", "{ \"serviceClasses\": [{ \"words\": [null], \"themes\": [] }], \"targetGroups\": [] }", "own.json, line 1, $.serviceClasses[0].words: this is not what a mapping holds")]
    public void A_null_is_told_with_its_place(string resource, string json, string told) =>
        StringAssert.StartsWith(Assert.ThrowsExactly<InvalidDataException>(() => Read(resource, json)).Message, told, StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();

    private static string Shipped(string resource)
    {
        var assembly = typeof(ServicePaths).Assembly;
        var name = assembly.GetManifestResourceNames().Order(StringComparer.Ordinal).First(each => resource.EndsWith('.') ? each.Contains($".{resource}", StringComparison.Ordinal) : each.EndsWith($".{resource}", StringComparison.Ordinal));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private void Read(string resource, string json)
    {
        var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        switch (resource)
        {
            case "Queues.queue-priority.json":
                PriorityWeights.Read(stream, FileName);
                return;
            case "Paths.service-paths.json":
                ServicePaths.Read(stream, FileName);
                return;
            case "Catalogue.ptv-mapping.json":
                PtvMapping.Read(stream, FileName);
                return;
            case "NeedsAssessments.housing-criteria.json":
                HousingCriteria.Read(stream, FileName);
                return;
        }

        Directory.CreateDirectory(_folder.FullName);
        File.WriteAllText(_folder.Of(FileName), json);
        _ = resource switch
        {
            "Deadlines.Rules." => DeadlineRules.Read(_folder.FullName),
            "Interventions.Catalogue." => InterventionMethods.Read(_folder.FullName),
            "Assessments.Templates." => (object)AssessmentTemplates.Read(_folder.FullName, ExpertScorecard.Default),
            _ => throw new ArgumentOutOfRangeException(nameof(resource), resource, "No kind of file."),
        };
    }

    /// <summary>The root and everything below it.</summary>
    private static IEnumerable<object[]> PlacesOf(JsonNode? node, object[] above)
    {
        yield return above;
        var below = node switch
        {
            JsonObject members => members.Select(member => ((object)member.Key, member.Value)),
            JsonArray items => items.Take(ItemsOfAList).Select((item, index) => ((object)index, item)),
            _ => [],
        };
        foreach (var (step, child) in below)
        {
            foreach (var place in PlacesOf(child, [.. above, step]))
                yield return place;
        }
    }

    /// <summary>Written as text in the end: half a surrogate pair cannot be held by a node.</summary>
    private static string With(string shipped, object[] place, string value)
    {
        if (place.Length == 0)
            return value;
        const string Mark = "the hostile value";
        var root = JsonNode.Parse(shipped)!;
        var of = place[..^1].Aggregate(root, (node, step) => step is int index ? node[index]! : node[(string)step]!);
        if (place[^1] is int last)
            of[last] = Mark;
        else
            of[(string)place[^1]] = Mark;
        return root.ToJsonString(new JsonSerializerOptions()).Replace($"\"{Mark}\"", value, StringComparison.Ordinal);
    }
}
