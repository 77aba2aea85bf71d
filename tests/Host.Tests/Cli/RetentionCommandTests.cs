using Palveluohjaus.Testing;

namespace Palveluohjaus.Host.Tests.Cli;

[TestClass]
public sealed class RetentionCommandTests : IDisposable
{
    private const int Refused = 2;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Four starts of the product.
    [TestMethod]
    public async Task It_shows_counts_and_removes_only_when_the_county_has_said_so_and_it_is_confirmed()
    {
        await File.WriteAllTextAsync(_folder.Of("profile.json"), """{ "name": "desk", "delimiter": ",", "zone": "Europe/Helsinki", "defaultChannel": "phone", "columns": { "case": "case", "event": "event", "time": "time" } }""");
        await File.WriteAllTextAsync(_folder.Of("log.csv"), "case,event,time\nc1,Received,2026-01-05 09:00\n");
        var imported = await RunAsync("import", "events", _folder.Of("log.csv"), "--profile", _folder.Of("profile.json"));
        Assert.AreEqual(0, imported.ExitCode, imported.ToString());

        var off = await RunAsync("retention", "run", "--confirm");
        Assert.AreEqual(Refused, off.ExitCode, off.ToString());
        Assert.Contains("Retention is off", off.Errors);

        await File.WriteAllTextAsync(_folder.Of("data/retention.json"), """{"version":1,"enabled":true,"rules":[{"kind":"Clients","months":0,"basis":{"fi":"a","sv":"b","en":"c"} }] }""");
        var wrong = await RunAsync("retention", "show");
        Assert.AreEqual(Refused, wrong.ExitCode, wrong.ToString());
        Assert.Contains("rules[0] (Clients), months", wrong.Errors);

        await File.WriteAllTextAsync(_folder.Of("data/retention.json"), """{"version":1,"enabled":true,"rules":[{"kind":"Clients","months":120,"basis":{"fi":"a","sv":"b","en":"c"} }] }""");
        var counted = await RunAsync("retention", "run");
        var done = await RunAsync("retention", "run", "--confirm");
        Assert.AreEqual((0, 0), (counted.ExitCode, done.ExitCode), $"{counted}{done}");
        Assert.Contains("Clients with all their data: 10 years (removes); due today 0", counted.Output);
        Assert.Contains("Nothing was removed.", counted.Errors);
        Assert.Contains("Clients with all their data: 0 removed", done.Output);
    }

    private Task<CommandResult> RunAsync(params string[] command) => HostProcess.RunAsync([.. command, "--data", _folder.Of("data"), "--language", "en"]);
}
