using Microsoft.Data.Sqlite;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Host.Tests.Cli;

/// <summary>The commands of jobs on a database that commands made.</summary>
[TestClass]
[TestCategory("process")]
public sealed class BackupCommandTests : IDisposable
{
    private const int Refused = 2;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public async Task A_backup_made_under_a_running_server_is_restored_when_it_has_stopped()
    {
        string made;
        var (server, _) = await HostProcess.ServeAsync("serve", "--data", _folder.FullName);
        await using (server)
        {
            await RequireAsync("account", "add", "kalle", "--name", "Kalle Testi", "--role", "Analyst");
            var backup = await RequireAsync("database", "backup");
            Assert.Contains("audit head 0:", backup.Output);
            made = Path.GetFileName(backup.Output.Split(": ")[0]);
            Assert.Contains(made, (await RequireAsync("database", "backups")).Output);

            var refused = await RunAsync("database", "restore", made);
            Assert.AreEqual(Refused, refused.ExitCode, refused.ToString());
            Assert.Contains("Stop it first", refused.Errors);
        }

        await RequireAsync("account", "add", "liisa", "--name", "Liisa Testi", "--role", "Analyst");
        var restored = await RequireAsync("database", "restore", made);

        Assert.Contains("What it replaced is in", restored.Output);
        Assert.AreEqual(1L, CountAccounts(_folder.Of("palveluohjaus.db")));
        Assert.AreEqual(2L, CountAccounts(Path.Combine(Directory.GetDirectories(_folder.Of("replaced")).Single(), "palveluohjaus.db")));
        await RequireAsync("database", "check");
        await RequireAsync("database", "restore", made);
    }

    [TestMethod]
    [DataRow("""{ "Database": { "Provider": "PostgreSql", "ConnectionString": "Host=db1.example;Database=county;Password=hidden" } }""", "PostgreSql database county at db1.example", "database", "backup")]
    [DataRow("""{ "Database": { "Provider": "PostgreSql", "ConnectionString": "Host=db1.example;Database=county;Password=hidden" } }""", "its administrator backs it up", "database", "restore", "any")]
    [DataRow("""{ "Database": { "Provider": "Oracle" } }""", "must be one of Sqlite, SqlServer, PostgreSql", "database", "backups")]
    public async Task Of_a_county_on_a_server_and_of_wrong_settings_it_is_told_in_words(string settings, string expected, params string[] arguments)
    {
        await File.WriteAllTextAsync(_folder.Of("database.json"), settings);

        var refused = await RunAsync(arguments);

        Assert.AreEqual(Refused, refused.ExitCode, refused.ToString());
        Assert.Contains(expected, refused.Errors);
        Assert.DoesNotContain("hidden", refused.ToString());
    }

    [TestMethod]
    [DataRow("neither a folder nor one of the backups", "database", "restore", "no-such")]
    [DataRow("There is no database in", "database", "backup")]
    [DataRow("is no half-year", "waiting-times", "draft", "--half", "2026-13")]
    [DataRow("is before 2023-1", "waiting-times", "draft", "--half", "1900-1")]
    [DataRow("is not over", "waiting-times", "draft", "--half", "2999-1")]
    [DataRow("There is no database in", "model", "watch")]
    [DataRow("There is no series 'waits'", "figures", "list", "--series", "waits")]
    [DataRow("There is no database in", "figures", "import", "figures.csv")]
    public async Task What_cannot_be_done_is_refused_in_words(string expected, params string[] arguments)
    {
        var refused = await RunAsync(arguments);

        Assert.AreEqual(Refused, refused.ExitCode, refused.ToString());
        Assert.Contains(expected, refused.Errors);
    }

    [TestMethod]
    public async Task The_watch_and_the_draft_run_on_a_county_where_nothing_has_happened()
    {
        var (server, _) = await HostProcess.ServeAsync("serve", "--data", _folder.FullName);
        await server.DisposeAsync();

        Assert.Contains("\"kind\": \"agreement\"", (await RequireAsync("model", "watch", "--format", "json")).Output);
        Assert.Contains("too little to say", (await RequireAsync("model", "watch", "--language", "en")).Output);
        Assert.Contains("drafted from 0 waits", (await RequireAsync("waiting-times", "draft")).Output);
        Assert.Contains("says the same already", (await RequireAsync("waiting-times", "draft")).Output);
    }

    [TestMethod]
    public async Task A_server_does_not_start_on_settings_that_cannot_be_used()
    {
        await File.WriteAllTextAsync(_folder.Of("backups.json"), """{ "Backups": { "Daily": 0 } }""");

        var refused = await RunAsync("serve", "--url", "http://127.0.0.1:0");

        Assert.AreEqual(Refused, refused.ExitCode, refused.ToString());
        Assert.Contains("Backups:Daily must be a whole number", refused.Errors);
    }

    private static long CountAccounts(string database)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False;Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM Accounts";
        return (long)command.ExecuteScalar()!;
    }

    private Task<CommandResult> RunAsync(params string[] arguments) => HostProcess.RunAsync([.. arguments, "--data", _folder.FullName]);

    private async Task<CommandResult> RequireAsync(params string[] arguments)
    {
        var result = await RunAsync(arguments);
        Assert.AreEqual(0, result.ExitCode, result.ToString());
        return result;
    }
}
