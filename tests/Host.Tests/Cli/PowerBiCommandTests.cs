using Palveluohjaus.Testing;
using Palveluohjaus.Testing.PowerBi;

namespace Palveluohjaus.Host.Tests.Cli;

[TestClass]
public sealed class PowerBiCommandTests : IDisposable
{
    private const int Refused = 2;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public async Task Power_BI_that_is_configured_wrongly_keeps_the_server_from_starting_and_shows_no_secret()
    {
        await File.WriteAllTextAsync(_folder.Of("powerbi.json"), """{ "PowerBi": { "TenantId": "county", "ClientSecret": "salaisuus-1234", "Workspace": "x" } }""");

        var result = await HostProcess.RunAsync("serve", "--url", "http://127.0.0.1:0", "--data", _folder.FullName);

        Assert.AreEqual(Refused, result.ExitCode, result.ToString());
        foreach (var wrong in (string[])["PowerBi:TenantId", "PowerBi:ClientId", "PowerBi:ClientSecret must not stand in powerbi.json", "PowerBi:WorkspaceId", "PowerBi:Workspace is unknown"])
            Assert.Contains(wrong, result.Errors);
        Assert.DoesNotContain("salaisuus-1234", result.ToString()!);
    }

    [TestMethod]
    public async Task A_county_is_checked_pushed_and_removed_by_command()
    {
        await using var server = await PowerBiServer.StartAsync();
        await using (var demo = (await HostProcess.ServeAsync("demo", "--clients", "200", "--years", "0.5", "--data", _folder.FullName)).Host)
        {
        }

        Assert.AreEqual(Refused, (await RunAsync("check")).ExitCode, "It is off.");
        server.WriteSettings(_folder.FullName);
        var before = await RunAsync("check");
        var pushed = await RunAsync("push", "--language", "fi");
        var table = server.Workspace.Dataset(PowerBiServer.Dataset).Tables["Figure"];
        server.WriteSettings(_folder.FullName, new Dictionary<string, Guid> { ["overview"] = AddReport(server) });
        var after = await RunAsync("check", "--format", "json");
        var doubtful = await RunAsync("remove");
        var removed = await RunAsync("remove", "--confirm", "--language", "sv");

        Assert.AreEqual((1, 0, 0, Refused, 0), (before.ExitCode, pushed.ExitCode, after.ExitCode, doubtful.ExitCode, removed.ExitCode), $"{before}{pushed}{after}{doubtful}{removed}");
        Assert.Contains("DatasetNotMade", before.Errors);
        Assert.IsGreaterThan(100, table.RowCount);
        Assert.Contains("Lähetettiin ", pushed.Output);
        Assert.Contains("Den semantiska modellen och dess siffror togs bort ur Power BI.", removed.Output);
        Assert.Contains("\"step\": \"EmbedToken\"", after.Output);
        Assert.Contains("\"isAdvice\": true", after.Output);
        Assert.IsEmpty(server.Workspace.Datasets);
        Assert.DoesNotContain(server.Directory.Secret, $"{before}{pushed}{after}{removed}");
    }

    private static Guid AddReport(PowerBiServer server)
    {
        var report = new WorkspaceReport("Palveluohjaus", server.Workspace.Dataset(PowerBiServer.Dataset).Id, ["overview"]);
        server.Workspace.Reports.Add(report);
        return report.Id;
    }

    private Task<CommandResult> RunAsync(params string[] command) => HostProcess.RunAsync(["powerbi", .. command, "--data", _folder.FullName]);
}
