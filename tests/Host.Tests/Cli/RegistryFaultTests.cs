using Palveluohjaus.Host.Cli;
using Palveluohjaus.Host.Cli.Models;
using Palveluohjaus.Segmentation.Training;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Host.Tests.Cli;

/// <summary>What is wrong with a registry is told with the file's name, by every command that comes upon it.</summary>
[TestClass]
[TestCategory("process")]
public sealed class RegistryFaultTests : IDisposable
{
    private const string Version = "2026-11-22-1";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow("text")]
    [DataRow("folder")]
    [DataRow("loop")]
    public async Task Broken_champion_is_named_by_every_command(string kind)
    {
        var champion = Lay("champion");
        switch (kind)
        {
            case "text":
                await File.WriteAllTextAsync(champion, "../elsewhere\n");
                break;
            case "folder":
                Directory.CreateDirectory(champion);
                break;
            default:
                File.CreateSymbolicLink(champion, champion);
                break;
        }

        string[][] commands = [["card"], ["rollback"], ["evaluate"], ["compare", Version], ["score", "--csv", "in.csv", "--out", "out.csv"]];
        foreach (var command in commands)
            RequireRefused(await RunAsync(command), champion);

        var list = await RunAsync("list");
        Assert.AreEqual(0, list.ExitCode, list.ToString());
        Assert.Contains("four-field-1  BROKEN: ", list.Output);
        Assert.Contains(champion, list.Output);
        Assert.Contains("accuracy", list.Output, "What is whole is listed all the same.");
    }

    [TestMethod]
    public async Task Broken_history_is_named_and_nothing_rolled_back()
    {
        await File.WriteAllTextAsync(Lay("champion"), $"{Version}\n");
        var history = Lay("history.jsonl");
        await File.WriteAllTextAsync(history, "nonsense\n");

        RequireRefused(await RunAsync("rollback"), $"{history}, entry 1");
        Assert.Contains($"BROKEN: {history}, entry 1", (await RunAsync("list")).Output);
        Assert.AreEqual($"{Version}\n", await File.ReadAllTextAsync(Lay("champion")));
    }

    [TestMethod]
    public async Task Folder_that_cannot_be_one_is_named_before_any_row_is_read()
    {
        await File.WriteAllTextAsync(_folder.Of("file"), "");

        var result = await HostProcess.RunAsync("model", "train", "--csv", _folder.Of("not-there.csv"), "--label", "label", "--models", _folder.Of("file/models"));

        RequireRefused(result, $"{_folder.Of("file")} is no folder");
        Assert.DoesNotContain("not-there.csv", result.Errors);
    }

    [TestMethod]
    public async Task Scorecard_is_said_to_suggest_only_where_there_is_one()
    {
        Directory.CreateDirectory(_folder.Of("models/nursery"));
        Lay("history.jsonl");

        var list = await RunAsync("list");
        var clients = await RunAsync("rollback");
        var file = await RunAsync("rollback", "--collection", "nursery");

        Assert.Contains($"four-field-1  (no champion: the scorecard suggests){Environment.NewLine}", list.Output, list.ToString());
        Assert.Contains($"nursery  (no champion){Environment.NewLine}", list.Output);
        Assert.DoesNotContain("scorecard", clients.Errors + file.Errors);
    }

    [TestMethod]
    public void Settings_of_boosting_are_refused_by_name_with_another_trainer()
    {
        var schema = new ModelSchema { Columns = [ModelColumn.Number("amount")], Segments = ["no", "yes"] };
        var parsed = TrainCommand.Create().Parse(["--trainer", "mlnet-gam", "--order", "1", "--segment-weight", "yes=2", "--seed", "5"]);

        var refused = Assert.ThrowsExactly<CommandRefused>(() => TrainerOptions.Read(parsed, schema));

        Assert.AreEqual("--order, --segment-weight: only boosting has these settings, and the trainer is mlnet-gam. Leave them out.", refused.Message);
    }

    [TestMethod]
    [DataRow(150, 150)]
    [DataRow(151, 150)]
    [DataRow(168, 150)]
    public void Purpose_is_cut_to_what_the_audit_holds(int length, int expected)
    {
        var purpose = SourceOptions.ForAudit(new string('a', length));

        Assert.HasCount(expected, purpose);
        Assert.AreEqual(length > expected ? '…' : 'a', purpose[^1]);
    }

    private static void RequireRefused(CommandResult result, string expected)
    {
        Assert.AreEqual(2, result.ExitCode, result.ToString());
        Assert.Contains(expected, result.Errors);
        Assert.DoesNotContain("Failed: ", result.Errors);
    }

    private Task<CommandResult> RunAsync(params string[] command) => HostProcess.RunAsync(["model", .. command, "--models", _folder.Of("models")]);

    /// <summary>The shipped version without a champion or a history, in folders that anybody may write to; and where one of them would stand.</summary>
    private string Lay(string name)
    {
        var collection = _folder.Of("models/four-field-1");
        if (!Directory.Exists(collection))
        {
            var source = Path.Combine(AppContext.BaseDirectory, "models", "four-field-1", Version);
            foreach (var folder in new[] { _folder.Of("models"), collection, Path.Combine(collection, Version) })
            {
                var made = Directory.CreateDirectory(folder);
                if (!OperatingSystem.IsWindows())
                    File.SetUnixFileMode(made.FullName, (UnixFileMode)0b111_111_111);
            }

            foreach (var file in Directory.GetFiles(source))
                File.Copy(file, Path.Combine(collection, Version, Path.GetFileName(file)));
        }

        return Path.Combine(collection, name);
    }
}
