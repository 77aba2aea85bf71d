using System.Text.Json;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Host.Tests.Cli;

/// <summary>The real log of a permit office's intake desk, through the command line, against figures computed independently from the file.</summary>
[TestClass]
[TestCategory("process")]
public sealed class ReceiptFiguresTests
{
    private static TemporaryFolder? _folder;
    private static CommandResult? _firstImport;
    private static CommandResult? _secondImport;

    [ClassInitialize]
    public static async Task ImportTwiceAsync(TestContext context)
    {
        // Checked in each test, where an absent file can be reported.
        var file = Path.Combine(SharedData.FindRepository(), "..", "shared", "data", "receipt.csv");
        if (!File.Exists(file))
            return;

        _folder = new TemporaryFolder();
        _firstImport = await HostProcess.RunAsync("import", "events", file, "--profile", "receipt", "--data", _folder.FullName);
        _secondImport = await HostProcess.RunAsync("import", "events", file, "--profile", "receipt", "--data", _folder.FullName, "--language", "sv");
    }

    [ClassCleanup]
    public static void CleanUp() => _folder?.Dispose();

    [TestInitialize]
    public void RequireFile() => SharedData.Require("receipt.csv");

    [TestMethod]
    public void The_import_tells_what_it_took_in_and_what_it_found()
    {
        Assert.AreEqual(0, _firstImport!.ExitCode, _firstImport.ToString());
        Assert.Contains("1,434 cases and 8,577 events added", _firstImport.Output);
        Assert.Contains("case-10862", _firstImport.Output);
        Assert.Contains("case-8267", _firstImport.Output);
    }

    [TestMethod]
    public void Importing_twice_adds_nothing_and_tells_the_findings_again()
    {
        Assert.AreEqual(0, _secondImport!.ExitCode, _secondImport.ToString());
        Assert.Contains("0 cases and 0 events added, 0 cases corrected", _secondImport.Output);
        Assert.Contains("case-8267", _secondImport.Output);
    }

    [TestMethod]
    public async Task The_figures_of_the_whole_log_are_those_of_the_file()
    {
        var figures = await ShowAsync();

        Assert.AreEqual(1434, figures["cases count"]);
        Assert.AreEqual(8577, figures["events count"]);
        Assert.AreEqual(1434, figures["arrivals count"]);
        Assert.AreEqual(1329, figures["throughput count"]);
        Assert.AreEqual(
            (1250, 109, 53, 21, 1),
            (figures["channel-mix count e-form"], figures["channel-mix count visit"], figures["channel-mix count letter"], figures["channel-mix count message"], figures["channel-mix count internal"]));
        Assert.AreEqual(377, figures["closed-late count"]);
        Assert.AreEqual(28.4, figures["closed-late share"], 0.05);
        Assert.AreEqual(50.64, figures["lead-time p50"], 0.005);
        Assert.AreEqual(92.70, figures["lead-time p85"], 0.005);
        Assert.AreEqual(131.90, figures["lead-time p95"], 0.005);
        Assert.AreEqual(59.07, figures["lead-time mean"], 0.005);
        Assert.AreEqual(3.794, figures["handoffs-per-case mean"], 0.0005);
        Assert.AreEqual(89.7, figures["handoffs-per-case two-or-more"], 0.05);
        Assert.AreEqual(40.2, figures["ping-pong share"], 0.05);
    }

    [TestMethod]
    public async Task Lead_time_rests_on_the_plausible_cases_only()
    {
        var result = await HostProcess.RunAsync("metrics", "show", "--metric", "lead-time", "--format", "json", "--data", _folder!.FullName);

        using var document = JsonDocument.Parse(result.Output);
        Assert.IsTrue(document.RootElement.EnumerateArray().All(value => value.GetProperty("n").GetInt32() == 1327), result.Output);
    }

    [TestMethod]
    public async Task What_fell_due_before_2012_was_met_in_881_of_1282_cases()
    {
        var figures = await ShowAsync("--metric", "deadline-attainment", "--to", "2012-01-01");

        Assert.AreEqual((881, 1282), (figures["deadline-attainment met"], figures["deadline-attainment due"]));
        Assert.AreEqual(68.7, figures["deadline-attainment share"], 0.05);
    }

    [TestMethod]
    public async Task At_the_start_of_july_2011_there_were_228_open_cases()
    {
        var figures = await ShowAsync("--metric", "work-in-progress", "--from", "2011-07-01");

        Assert.AreEqual(228, figures["work-in-progress at-start"]);
    }

    [TestMethod]
    public async Task November_2010_brought_112_cases()
    {
        var figures = await ShowAsync("--metric", "arrivals", "--from", "2010-11-01", "--to", "2010-12-01");

        Assert.AreEqual(112, figures["arrivals count"]);
    }

    [TestMethod]
    public async Task A_figure_has_the_shape_that_other_programs_read()
    {
        var result = await HostProcess.RunAsync("metrics", "show", "--metric", "arrivals", "--by", "channel", "--from", "2011-01-01", "--format", "json", "--data", _folder!.FullName);

        using var document = JsonDocument.Parse(result.Output);
        var value = document.RootElement.EnumerateArray().First(each => each.GetProperty("by").GetProperty("channel").GetString() == "e-form");
        CollectionAssert.AreEqual(
            (string[])["metric", "statistic", "value", "unit", "n", "from", "to", "by", "state"],
            value.EnumerateObject().Select(property => property.Name).ToArray());
        Assert.AreEqual(("2011-01-01", JsonValueKind.Null, "ok"), (value.GetProperty("from").GetString(), value.GetProperty("to").ValueKind, value.GetProperty("state").GetString()));
    }

    [TestMethod]
    public async Task A_rebuild_gives_the_same_figures()
    {
        var before = await ShowAsync();

        var rebuild = await HostProcess.RunAsync("metrics", "refresh", "--rebuild", "--data", _folder!.FullName);

        Assert.AreEqual(0, rebuild.ExitCode, rebuild.ToString());
        var after = await ShowAsync();
        CollectionAssert.AreEqual(before.OrderBy(pair => pair.Key).ToList(), after.OrderBy(pair => pair.Key).ToList());
    }

    private static async Task<Dictionary<string, double>> ShowAsync(params string[] options)
    {
        var result = await HostProcess.RunAsync(["metrics", "show", "--format", "json", "--data", _folder!.FullName, .. options]);
        Assert.AreEqual(0, result.ExitCode, result.ToString());
        using var document = JsonDocument.Parse(result.Output);
        return document.RootElement.EnumerateArray()
            .Where(value => value.GetProperty("value").ValueKind == JsonValueKind.Number)
            .ToDictionary(
                value => string.Join(' ', (string[])[value.GetProperty("metric").GetString()!, value.GetProperty("statistic").GetString()!, .. value.GetProperty("by").EnumerateObject().Select(by => by.Value.GetString()!)]),
                value => value.GetProperty("value").GetDouble());
    }
}
