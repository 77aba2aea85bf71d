using Palveluohjaus.Testing;

namespace Palveluohjaus.Host.Tests.Cli;

[TestClass]
[TestCategory("process")]
public sealed class ExportCommandTests : IDisposable
{
    private const int Refused = 2;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Six starts of the product.
    [TestMethod]
    public async Task A_log_goes_out_and_into_another_database_and_ids_are_written_only_when_that_is_confirmed()
    {
        await File.WriteAllTextAsync(_folder.Of("profile.json"), """{ "name": "desk", "delimiter": ",", "zone": "Europe/Helsinki", "defaultChannel": "phone", "columns": { "case": "case", "event": "event", "time": "time" } }""");
        await File.WriteAllTextAsync(_folder.Of("log.csv"), "case,event,time\nc1,Received,2026-01-05 09:00\nc1,Closed,2026-01-06 09:00\n");
        var imported = await RunAsync("here", "import", "events", _folder.Of("log.csv"), "--profile", _folder.Of("profile.json"));
        Assert.AreEqual(0, imported.ExitCode, imported.ToString());

        var analysis = await RunAsync("here", "export", "analysis", "--out", _folder.Of("analysis.csv"));
        var there = await RunAsync("here", "export", "events", "--format", "ocel", "--out", _folder.Of("analysis.csv"));
        var unconfirmed = await RunAsync("here", "export", "events", "--format", "xes", "--identity", "--out", _folder.Of("log.xes.gz"));
        var confirmed = await RunAsync("here", "export", "events", "--format", "xes", "--identity", "--confirm", "--purpose", "transfer", "--out", _folder.Of("log.xes.gz"));
        var moved = await RunAsync("there", "import", "events", _folder.Of("log.xes.gz"), "--profile", "palveluohjaus-log");

        Assert.AreEqual(0, analysis.ExitCode, analysis.ToString());
        Assert.Contains("1 cases written to", analysis.Output);
        Assert.Contains("personal data", analysis.Errors);
        Assert.AreEqual(Refused, there.ExitCode, there.ToString());
        Assert.Contains("is there already", there.Errors);
        Assert.AreEqual(Refused, unconfirmed.ExitCode, unconfirmed.ToString());
        Assert.Contains("Add --confirm", unconfirmed.Errors);
        Assert.Contains("2 events of 1 cases written", confirmed.Output, confirmed.ToString());
        Assert.Contains("1 cases and 2 events added", moved.Output, moved.ToString());
    }

    private Task<CommandResult> RunAsync(string data, params string[] command) => HostProcess.RunAsync([.. command, "--data", _folder.Of(data), "--language", "en"]);
}
