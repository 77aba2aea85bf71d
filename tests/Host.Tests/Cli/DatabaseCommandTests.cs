using Microsoft.Data.Sqlite;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Host.Tests.Cli;

/// <summary><c>database check</c> on a database that commands made and plain SQL altered.</summary>
[TestClass]
[TestCategory("process")]
public sealed class DatabaseCommandTests : IDisposable
{
    private const int Failed = 1;
    private const int Refused = 2;
    private readonly TemporaryFolder _folder = new();

    private string Database => _folder.Of("palveluohjaus.db");

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public async Task An_entry_altered_removed_or_put_back_is_found()
    {
        await MakeDatabaseAsync();
        var whole = await CheckAsync();
        Assert.AreEqual(0, whole.ExitCode, whole.ToString());
        Assert.Contains("audit: 3 entries read", whole.Output);
        var head = whole.Output.Split("audit head ")[1].Trim();
        Assert.AreEqual(0, (await CheckAsync("--head", head)).ExitCode, "What was printed can be given back.");

        Alter("CREATE TABLE Kept AS SELECT * FROM AuditEntries; UPDATE AuditEntries SET Actor = 'somebody else' WHERE Sequence = 2");
        var altered = await CheckAsync();
        Assert.AreEqual(Failed, altered.ExitCode, altered.ToString());
        Assert.Contains("audit: chain 0, entry 2 was altered", altered.Output);

        Alter("DELETE FROM AuditEntries; INSERT INTO AuditEntries SELECT * FROM Kept WHERE Sequence < 3");
        var removed = await CheckAsync();
        Assert.AreEqual(Failed, removed.ExitCode, removed.ToString());
        Assert.Contains("audit: chain 0, entry 3 was removed", removed.Output);

        Alter("DELETE FROM AuditEntries; DELETE FROM AuditChainHeads; DELETE FROM Contacts; DELETE FROM CaseEvents; DELETE FROM Cases");
        foreach (var facts in Directory.EnumerateFiles(_folder.FullName, "facts.db*").ToList())
            File.Delete(facts);
        var emptied = await CheckAsync();
        Assert.AreEqual(0, emptied.ExitCode, "A database that holds nobody tells nothing.");
        var noted = await CheckAsync("--head", head);
        Assert.AreEqual(Failed, noted.ExitCode, noted.ToString());
        Assert.Contains("it was removed whole", noted.Output);
    }

    [TestMethod]
    public async Task A_row_that_refers_to_nothing_is_found()
    {
        await MakeDatabaseAsync();

        Alter("PRAGMA foreign_keys = OFF; DELETE FROM Cases");
        var check = await CheckAsync("--faults", "1");

        Assert.AreEqual(Failed, check.ExitCode, check.ToString());
        Assert.Contains("refers to a row of Cases that is not there", check.Output);
        Assert.Contains("references: … and", check.Output, "So many are shown as were asked for.");
        Assert.Contains("facts: not checked", check.Output);
        Assert.Contains("audit: nothing wrong", check.Output);
    }

    [TestMethod]
    public async Task A_damaged_file_is_found()
    {
        await MakeDatabaseAsync();

        // The middle of the file, so that it opens.
        await using (var file = new FileStream(Database, FileMode.Open))
        {
            file.Seek(file.Length / 2, SeekOrigin.Begin);
            file.Write(Enumerable.Repeat((byte)0xA5, (int)(file.Length / 4)).ToArray());
        }

        var check = await CheckAsync();
        Assert.AreEqual(Failed, check.ExitCode, check.ToString());
        Assert.DoesNotContain("file: nothing wrong", check.Output);
    }

    [TestMethod]
    public async Task Without_its_keys_a_database_is_not_written()
    {
        await MakeDatabaseAsync();
        Directory.Delete(_folder.Of("keys"), recursive: true);

        var check = await CheckAsync();
        var list = await HostProcess.RunAsync("import", "quarantine", "--data", _folder.FullName);

        Assert.AreEqual(Failed, check.ExitCode, check.ToString());
        Assert.Contains("or the keys are not those of this database", check.Output);
        Assert.AreEqual(Failed, list.ExitCode, list.ToString());
        Assert.Contains("'database check' tells what is wrong", list.Errors);
    }

    [TestMethod]
    [DataRow("There is no database in")]
    [DataRow("is not an audit head", "--head", "0:7")]
    public async Task What_cannot_be_checked_is_refused(string expected, params string[] options)
    {
        var check = await CheckAsync(options);

        Assert.AreEqual(Refused, check.ExitCode, check.ToString());
        Assert.Contains(expected, check.Errors);
    }

    [TestMethod]
    public async Task A_copy_to_another_kind_of_database_than_the_settings_name_is_refused()
    {
        var copy = await HostProcess.RunAsync("database", "copy", "--from", _folder.FullName, "--to", "postgresql", "--data", _folder.Of("node"));

        Assert.AreEqual(Refused, copy.ExitCode, copy.ToString());
        Assert.Contains("--to says postgresql, and the settings of", copy.Errors);
        Assert.Contains("say Sqlite", copy.Errors);
    }

    private Task<CommandResult> CheckAsync(params string[] options) => HostProcess.RunAsync(["database", "check", "--data", _folder.FullName, .. options]);

    /// <summary>Two cases, and three entries: an import and two looks at its quarantine.</summary>
    [TestMethod]
    public async Task Turning_an_accounts_mail_off_keeps_its_address()
    {
        await MakeDatabaseAsync();
        var added = await HostProcess.RunAsync("account", "add", "kalle", "--name", "Kalle Testi", "--role", "Analyst", "--data", _folder.FullName);
        Assert.AreEqual(0, added.ExitCode, added.ToString());

        foreach (var (expected, options) in ((string, string[])[])[
            ("kalle@county.example 1", ["--to", "kalle@county.example"]),
            ("kalle@county.example 0", ["--off"]),
            ("kalle@county.example 0", ["--off"]),
            ("uusi@county.example 0", ["--off", "--to", "uusi@county.example"]),
            (" 1", [])])
        {
            var result = await HostProcess.RunAsync(["account", "mail", "kalle", .. options, "--data", _folder.FullName]);

            Assert.AreEqual(0, result.ExitCode, result.ToString());
            Assert.AreEqual(expected, Read("SELECT coalesce(MailAddress, '') || ' ' || WarnsByMail FROM Accounts"), string.Join(' ', options));
        }
    }

    private async Task MakeDatabaseAsync()
    {
        await File.WriteAllTextAsync(_folder.Of("profile.json"), """
            { "name": "desk", "delimiter": ",", "zone": "Europe/Helsinki", "columns": { "case": "id", "event": "what", "time": "when" }, "defaultChannel": "phone" }
            """);
        await File.WriteAllTextAsync(_folder.Of("log.csv"), "id,what,when\n1,call,2026-01-02T10:00:00+02:00\n2,call,2026-01-03T10:00:00+02:00\n");
        var import = await HostProcess.RunAsync("import", "events", _folder.Of("log.csv"), "--profile", _folder.Of("profile.json"), "--data", _folder.FullName);
        Assert.AreEqual(0, import.ExitCode, import.ToString());
        for (var look = 1; look <= 2; look++)
            await HostProcess.RunAsync("import", "quarantine", "--data", _folder.FullName);
    }

    private string? Read(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (string?)command.ExecuteScalar();
    }

    private void Alter(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
