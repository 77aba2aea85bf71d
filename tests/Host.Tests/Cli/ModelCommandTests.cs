using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Host.Tests.Cli;

/// <summary>The data scientist's way on a fictional county: train, read, measure, promote, use, roll back.</summary>
[TestClass]
[TestCategory("process")]
public sealed class ModelCommandTests
{
    private const string Collection = "four-field-1";
    private static readonly TemporaryFolder Folder = new();
    private static CommandResult? _shipped;

    // One round cannot have learned much; the other two are the product's defaults, trained twice.
    private static JsonElement _poor;
    private static JsonElement _again;
    private static CommandResult? _good;

    private static string Poor => _poor.GetProperty("id").GetString()!;

    private static string Again => _again.GetProperty("id").GetString()!;

    private static string Good => _good!.Output.Split("Saved ")[1].Split(' ')[0];

    [ClassInitialize]
    public static async Task TrainAsync(TestContext context)
    {
        var (demo, _) = await HostProcess.ServeAsync("demo", "--clients", "1500", "--data", Folder.FullName);
        await demo.DisposeAsync();
        _shipped = await RunAsync("model", "list");

        // From here on a county that has no model yet.
        Directory.Delete(Folder.Of("models"), recursive: true);
        await RequireSegmentedWithAsync("expert-scorecard/1");
        _poor = Parse(await RunAsync("model", "train", "--rounds", "1", "--no-comparators", "--json"));
        _good = await RunAsync("model", "train");
        _again = Parse(await RunAsync("model", "train", "--no-comparators", "--threads", "1", "--json"));
    }

    [ClassCleanup]
    public static void CleanUp() => Folder.Dispose();

    [TestMethod]
    public void Fictional_county_begins_with_the_shipped_champion() => Assert.Contains($"{Collection}{Environment.NewLine}  * ", _shipped!.Output, _shipped.ToString());

    [TestMethod]
    public async Task Training_tells_the_figures_beside_the_baselines_and_saves_without_promoting()
    {
        Assert.AreEqual(0, _good!.ExitCode, _good.ToString());
        foreach (var word in new[] { "this model", "majority", "logistic", "scorecard", "unlimited", "Sets asked to cover 90 %", "language", "too few rows", "Drift from the training rows", "It is not in use" })
            Assert.Contains(word, _good.Output);
        Assert.Contains("confirmed too quickly to have been weighed", _good.Errors);

        var metrics = _poor.GetProperty("metrics");
        Assert.IsTrue(metrics.GetProperty("isSynthetic").GetBoolean());
        Assert.AreEqual(3, metrics.GetProperty("baselines").GetArrayLength());
        Assert.IsLessThan(
            metrics.GetProperty("data").GetProperty("test").GetProperty("fromUtc").GetDateTime(),
            metrics.GetProperty("data").GetProperty("calibration").GetProperty("toUtc").GetDateTime(),
            "The newest rows are the test part.");

        var card = await RunAsync("model", "card", Good);
        Assert.Contains("SYNTHETIC", card.Output, card.ToString());
        Assert.Contains("What transparency costs", card.Output);
        Assert.IsTrue(File.Exists(PathOf(Good, "shape-1.svg")), card.Errors);
    }

    [TestMethod]
    public void Same_seed_gives_the_same_bytes_whatever_the_threads()
    {
        var first = File.ReadAllLines(PathOf(Good, "model.json"));
        var second = File.ReadAllLines(PathOf(Again, "model.json"));

        var different = first.Zip(second).Where(pair => pair.First != pair.Second).ToList();
        Assert.HasCount(first.Length, second);
        Assert.AreEqual(($"  \"id\": \"{Good}\",", $"  \"id\": \"{Again}\","), different.Single());
    }

    [TestMethod]
    public async Task Versions_are_measured_and_compared_on_rows_they_have_not_seen()
    {
        var evaluated = Parse(await RunAsync("model", "evaluate", Again, "--json"));
        var compared = Parse(await RunAsync("model", "compare", Good, Poor, "--json"));
        var told = await RunAsync("model", "compare", Good, Poor);

        var report = evaluated.GetProperty("report");
        Assert.IsTrue(JsonElement.DeepEquals(_again.GetProperty("metrics").GetProperty("test"), report), "Nothing was decided since the training.");
        Assert.IsTrue(JsonElement.DeepEquals(_again.GetProperty("metrics").GetProperty("drift"), evaluated.GetProperty("drift")));
        Assert.AreEqual("majority, logistic, scorecard", string.Join(", ", evaluated.GetProperty("baselines").EnumerateArray().Select(each => each.GetProperty("name").GetString())));
        Assert.AreEqual(report.GetProperty("rows").GetInt32(), compared.GetProperty("rows").GetInt32());
        Assert.IsLessThan(0, compared.GetProperty("logLossDifference").GetProperty("value").GetDouble());
        Assert.Contains("McNemar's p", told.Output, told.ToString());
    }

    [TestMethod]
    public async Task Way_of_a_champion_from_the_gate_to_the_clients_and_back()
    {
        // The gate refuses, and says so in JSON too.
        var refused = await RunAsync("model", "promote", Poor, "--json");
        Assert.AreEqual(2, refused.ExitCode, refused.ToString());
        var gate = JsonDocument.Parse(refused.Output).RootElement;
        Assert.IsFalse(gate.GetProperty("isPromoted").GetBoolean());
        Assert.IsTrue(gate.GetProperty("findings").EnumerateArray().Any(finding => !finding.GetProperty("isPassed").GetBoolean()), refused.Output);
        Assert.IsFalse(File.Exists(Folder.Of($"models/{Collection}/champion")), "What is refused changes nothing.");
        var withoutReason = await RunAsync("model", "promote", Poor, "--override");
        Assert.AreEqual(2, withoutReason.ExitCode, withoutReason.ToString());
        Assert.Contains("--override and --reason go together", withoutReason.Errors);

        // A reason outweighs it, and is on record.
        var overridden = await RunAsync("model", "promote", Poor, "--override", "--reason", "Tried out on the fictional county");
        Assert.AreEqual(0, overridden.ExitCode, overridden.ToString());
        Assert.Contains("FAILED", overridden.Output);
        var history = JsonDocument.Parse(await File.ReadAllTextAsync(Folder.Of($"models/{Collection}/history.jsonl"))).RootElement;
        Assert.AreEqual("Tried out on the fictional county", history.GetProperty("overrideReason").GetString());
        Assert.AreEqual("database decisions", history.GetProperty("measured").GetProperty("source").GetString());
        Assert.IsGreaterThan(0, history.GetProperty("measured").GetProperty("heldOut").GetProperty("rows").GetInt32());
        await RequireSegmentedWithAsync(Poor);

        // A better one needs no reason. Fifteen hundred clients' gaps are mostly chance, so this county accepts more; whoever promotes cannot.
        var looser = await RunAsync("model", "promote", Good, "--maximum-gap", "0.9");
        Assert.AreNotEqual(0, looser.ExitCode, looser.ToString());
        await File.WriteAllTextAsync(Folder.Of("models/gate.json"), """{ "maximumGroupGap": 0.9 }""");
        var promoted = await RunAsync("model", "promote", Good);
        Assert.AreEqual(0, promoted.ExitCode, promoted.ToString());
        Assert.DoesNotContain("FAILED", promoted.Output);
        Assert.Contains($"Against {Poor.Split('/')[1]} on the same", promoted.Output);
        await RequireSegmentedWithAsync(Good);
        var listed = Parse(await RunAsync("model", "list", "--json"));
        Assert.AreEqual(Good.Split('/')[1], listed[0].GetProperty("champion").GetString());
        Assert.Contains(Good, (await RunAsync("model", "card")).Output, "Without a version it is the champion's card.");

        // And back, step by step, to the scorecard.
        Assert.Contains($"{Poor} is champion again", (await RunAsync("model", "rollback")).Output);
        await RequireSegmentedWithAsync(Poor);
        await RequireRefusedChampionAsync();
        Assert.Contains("has no champion any more: the scorecard suggests.", (await RunAsync("model", "rollback")).Output);
        await RequireSegmentedWithAsync("expert-scorecard/1");
        var nothingLeft = await RunAsync("model", "rollback");
        Assert.AreEqual(2, nothingLeft.ExitCode, nothingLeft.ToString());
    }

    [TestMethod]
    public async Task Model_of_clients_is_not_promoted_on_a_file()
    {
        var result = await RunAsync("model", "promote", $"{Collection}/{Good.Split('/')[1]}", "--csv", Folder.Of("chosen.csv"), "--label", "segment");

        Assert.AreEqual(2, result.ExitCode, result.ToString());
        Assert.Contains("is judged on the county's own decisions: leave --csv out", result.Errors);
    }

    [TestMethod]
    public async Task Model_of_a_file_is_not_measured_on_clients()
    {
        var rows = string.Concat(Enumerable.Range(0, 200).Select(row => $"{row % 7},{(row % 7 > 3 ? "yes" : "no")}\n"));
        await File.WriteAllTextAsync(Folder.Of("rows.csv"), "amount,label\n" + rows);
        var models = Folder.Of("other-models");
        var trained = Parse(await RunAsync("model", "train", "--csv", Folder.Of("rows.csv"), "--label", "label", "--models", models, "--rounds", "3", "--no-comparators", "--json"));

        var result = await RunAsync("model", "evaluate", trained.GetProperty("id").GetString()!, "--models", models);

        Assert.AreEqual(2, result.ExitCode, result.ToString());
        Assert.Contains("made for other columns", result.Errors);
    }

    /// <summary>A champion made for another catalogue, as one carried over from a later version of the product would be.</summary>
    private static async Task RequireRefusedChampionAsync()
    {
        var (model, metrics) = (PathOf(Poor, "model.json"), PathOf(Poor, "metrics.json"));
        var (modelBefore, metricsBefore) = (await File.ReadAllTextAsync(model), await File.ReadAllTextAsync(metrics));
        var other = modelBefore.Replace("\"first-assessment-1\"", "\"first-assessment-2\"", StringComparison.Ordinal);
        await File.WriteAllTextAsync(model, other);
        await File.WriteAllTextAsync(metrics, metricsBefore.Replace(HashOf(modelBefore), HashOf(other), StringComparison.Ordinal));

        var result = await RunAsync("segment");

        Assert.AreEqual(2, result.ExitCode, result.ToString());
        foreach (var word in new[] { model, "first-assessment-2", "first-assessment-1 is in use", "keeps the suggestion it had" })
            Assert.Contains(word, result.Errors);
        await File.WriteAllTextAsync(model, modelBefore);
        await File.WriteAllTextAsync(metrics, metricsBefore);
    }

    private static async Task RequireSegmentedWithAsync(string version)
    {
        var result = await RunAsync("segment");

        Assert.AreEqual(0, result.ExitCode, result.ToString());
        Assert.MatchesRegex(@"^([\d,]+) clients: \1 scored", result.Output, "Another model scores everybody anew.");
        using var connection = new SqliteConnection($"Data Source={Folder.Of("palveluohjaus.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT DISTINCT ModelVersion FROM ScoredClients";
        Assert.AreEqual(version, command.ExecuteScalar());
    }

    private static JsonElement Parse(CommandResult result)
    {
        Assert.AreEqual(0, result.ExitCode, result.ToString());
        return JsonDocument.Parse(result.Output).RootElement;
    }

    private static string PathOf(string id, string file) => Folder.Of($"models/{id}/{file}");

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));

    private static Task<CommandResult> RunAsync(params string[] arguments) => HostProcess.RunAsync([.. arguments, "--data", Folder.FullName]);
}
