using Palveluohjaus.Testing;

namespace Palveluohjaus.Host.Tests.Cli;

/// <summary>Commands given wrongly, and commands on a county of their own.</summary>
[TestClass]
[TestCategory("process")]
public sealed class CommandTests : IDisposable
{
    private const int Refused = 2;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow("There is no metric 'lead'", "metrics", "show", "--metric", "lead")]
    [DataRow("'31.1.2026' is not a day", "metrics", "show", "--from", "31.1.2026")]
    [DataRow("The period is empty", "metrics", "show", "--from", "2026-02-01", "--to", "2026-02-01")]
    [DataRow("The period is backwards: --from 2026-02-02 is after --to 2026-02-01", "metrics", "show", "--from", "2026-02-02", "--to", "2026-02-01")]
    [DataRow("Kausi on väärin päin", "metrics", "show", "--from", "2026-02-02", "--to", "2026-02-01", "--language", "fi")]
    [DataRow("Måttet 'lead' finns inte", "metrics", "show", "--metric", "lead", "--language", "sv")]
    [DataRow("--from 0001-01-01 is out of reach", "metrics", "show", "--from", "0001-01-01")]
    [DataRow("--to 9999-12-31 is out of reach", "metrics", "show", "--by", "day", "--to", "9999-12-31")]
    [DataRow("Cannot divide by 'moon'", "metrics", "show", "--by", "moon")]
    [DataRow("Cannot divide by 'unit'", "metrics", "show", "--by", "unit", "unit")]
    [DataRow("Cannot limit by 'moon=full'", "metrics", "show", "--only", "moon=full")]
    [DataRow("Cannot limit by 'municipality'", "metrics", "show", "--only", "municipality")]
    [DataRow("in the clear over the network", "serve", "--url", "http://0.0.0.0:5999")]
    [DataRow("Mail is off", "mail", "check")]
    [DataRow("There is no database in", "metrics", "show")]
    [DataRow("There is no database in", "segment")]
    [DataRow("is no address of the catalogue", "services", "import", "--url", "http://example.org")]
    [DataRow("nothere.json", "services", "import", "nothere.json")]
    [DataRow("nothere.csv", "import", "events", "nothere.csv", "--profile", "receipt")]
    public async Task A_command_that_cannot_be_carried_out_says_why_and_fails(string expected, params string[] command)
    {
        var result = await HostProcess.RunAsync([.. command, "--data", _folder.FullName]);

        Assert.AreEqual(Refused, result.ExitCode, result.ToString());
        Assert.Contains(expected, result.Errors);
        Assert.DoesNotContain("   at ", result.Errors, "A stack trace helps no one who runs a command.");
    }

    [TestMethod]
    public async Task Mail_that_is_configured_wrongly_keeps_the_server_from_starting_and_shows_no_secret()
    {
        await File.WriteAllTextAsync(_folder.Of("mail.json"), """{ "Mail": { "Host": "mail.county.example", "Security": "None", "User": "ohjaus", "Password": "salasana-1234" } }""");

        var result = await HostProcess.RunAsync("serve", "--url", "http://127.0.0.1:0", "--data", _folder.FullName);

        Assert.AreEqual(Refused, result.ExitCode, result.ToString());
        foreach (var wrong in (string[])["Mail:Security", "Mail:From", "Mail:BaseUrl"])
            Assert.Contains(wrong, result.Errors);
        Assert.DoesNotContain("salasana-1234", result.ToString()!);
    }

    [TestMethod]
    public async Task Mail_check_makes_each_step_and_says_what_to_mend()
    {
        await using var server = SmtpServer.Start();
        var settings = $$"""{ "Mail": { "Host": "127.0.0.1", "Port": {{server.Port}}, "Security": "None", "From": "palveluohjaus@county.example", "BaseUrl": "https://ohjaus.county.example" } }""";
        await File.WriteAllTextAsync(_folder.Of("mail.json"), settings);
        var sent = await HostProcess.RunAsync("mail", "check", "--to", "joku@county.example", "--data", _folder.FullName);
        Assert.AreEqual((0, "joku@county.example"), (sent.ExitCode, server.Taken.Single().To), sent.ToString());

        await File.WriteAllTextAsync(_folder.Of("mail.json"), settings.Replace("None", "StartTls", StringComparison.Ordinal));
        var refused = await HostProcess.RunAsync("mail", "check", "--data", _folder.FullName);

        Assert.AreEqual(1, refused.ExitCode, refused.ToString());
        Assert.Contains("offers no STARTTLS", refused.Errors);
    }

    [TestMethod]
    public async Task A_server_that_will_not_serve_leaves_nothing_behind()
    {
        var data = _folder.Of("new");

        await HostProcess.RunAsync("serve", "--url", "http://0.0.0.0:5999", "--data", data);

        Assert.IsFalse(Directory.Exists(data));
    }

    [TestMethod]
    public async Task A_code_that_nothing_has_is_refused_with_those_there_are()
    {
        await using var demo = await StartDemoAsync();

        var mistyped = await HostProcess.RunAsync("metrics", "show", "--only", "municipality=999", "--data", _folder.FullName);
        var known = await HostProcess.RunAsync("metrics", "show", "--only", "municipality=905", "--metric", "contacts", "--data", _folder.FullName);

        Assert.AreEqual(Refused, mistyped.ExitCode, mistyped.ToString());
        Assert.Contains("905", mistyped.Errors);
        Assert.AreEqual(0, known.ExitCode, known.ToString());
        Assert.Contains("fictional", known.Errors);
    }

    [TestMethod]
    public async Task Figures_that_cannot_be_computed_say_why_and_codes_of_every_dimension_are_known()
    {
        await using var demo = await StartDemoAsync();

        foreach (var dimension in (string[])["age-band", "method", "override-reason"])
        {
            var mistyped = await HostProcess.RunAsync("metrics", "show", "--only", $"{dimension}=nosuch", "--language", "en", "--data", _folder.FullName);
            Assert.AreEqual(Refused, mistyped.ExitCode, mistyped.ToString());
            Assert.Contains($"There is no {dimension} 'nosuch' here", mistyped.Errors);
        }

        var future = await HostProcess.RunAsync("metrics", "show", "--metric", "lead-time", "responsible-worker-coverage", "--from", "2150-01-01", "--to", "2150-02-01", "--language", "en", "--data", _folder.FullName);
        Assert.AreEqual(0, future.ExitCode, future.ToString());
        Assert.Contains("There are no records of that period", future.Errors);
        Assert.Contains("nothing-here: There is nothing to compute it from", future.Output);
        var lacking = await HostProcess.RunAsync("metrics", "show", "--metric", "lead-time", "--by", "sector", "--format", "json", "--data", _folder.FullName);
        Assert.Contains("\"reason\": \"no-dimension\"", lacking.Output);
        var days = await HostProcess.RunAsync("metrics", "show", "--by", "day", "--from", "1900-01-01", "--language", "en", "--data", _folder.FullName);
        Assert.AreEqual(Refused, days.ExitCode, days.ToString());
        Assert.Contains("more than 2000 parts", days.Errors);
    }

    [TestMethod]
    public async Task A_catalogue_file_cut_in_the_middle_is_named_and_the_whole_one_beside_it_comes_in()
    {
        const string Whole = """[{"id":"a","type":"Service","serviceNames":[{"type":"Name","language":"fi","value":"Kerho"}]}]""";
        await File.WriteAllTextAsync(_folder.Of("cut.json"), Whole[..40]);
        await File.WriteAllTextAsync(_folder.Of("whole.json"), Whole);

        var result = await HostProcess.RunAsync("services", "import", _folder.Of("cut.json"), _folder.Of("whole.json"), "--complete", "--language", "en", "--data", _folder.Of("data"));

        Assert.AreEqual(Refused, result.ExitCode, result.ToString());
        Assert.Contains("cut.json, line 1: It ends in the middle. Nothing of it was imported.", result.Errors);
        Assert.Contains("whole.json: 1 read, 1 added", result.Output);
        Assert.Contains("Missing services were not withdrawn", result.Output);
    }

    [TestMethod]
    public async Task An_unknown_language_is_refused_with_the_three_there_are()
    {
        var result = await HostProcess.RunAsync("metrics", "show", "--language", "xx", "--data", _folder.FullName);

        Assert.AreEqual(1, result.ExitCode, result.ToString());
        Assert.Contains("'xx'", result.Errors);
    }

    [TestMethod]
    public async Task An_unknown_profile_is_answered_with_the_ones_there_are_in_the_users_language()
    {
        await File.WriteAllTextAsync(_folder.Of("log.csv"), "case,event,time\n");

        var result = await HostProcess.RunAsync("import", "events", _folder.Of("log.csv"), "--profile", "reciept", "--data", _folder.FullName, "--language", "sv");

        Assert.AreEqual(Refused, result.ExitCode, result.ToString());
        Assert.Contains("receipt", result.Errors);
        Assert.Contains("profil", result.Errors);
    }

    [TestMethod]
    public async Task A_bad_row_waits_in_quarantine_and_the_good_ones_come_in()
    {
        await File.WriteAllTextAsync(_folder.Of("profile.json"), """
            { "name": "desk", "delimiter": ",", "zone": "Europe/Helsinki", "columns": { "case": "id", "event": "what", "time": "when" }, "defaultChannel": "phone" }
            """);
        await File.WriteAllTextAsync(_folder.Of("log.csv"), "id,what,when\n1,call,2026-01-02T10:00:00+02:00\n2,call,yesterday\n3,call,2026-01-03T10:00:00+02:00\n");

        var import = await HostProcess.RunAsync("import", "events", _folder.Of("log.csv"), "--profile", _folder.Of("profile.json"), "--data", _folder.FullName);
        var listed = await HostProcess.RunAsync("import", "quarantine", "--data", _folder.FullName);

        Assert.AreEqual(0, import.ExitCode, import.ToString());
        Assert.Contains("2 cases and 2 events added", import.Output);
        Assert.Contains("when", import.Output, "The column is named.");
        Assert.Contains("2,call,yesterday", listed.Output, listed.ToString());
        Assert.Contains("3", listed.Output, "The line is named.");
    }

    [TestMethod]
    public async Task Segmenting_again_scores_nobody()
    {
        await using var demo = await StartDemoAsync();

        var result = await HostProcess.RunAsync("segment", "--data", _folder.FullName);

        Assert.AreEqual(0, result.ExitCode, result.ToString());
        Assert.MatchesRegex(@"^(\d+) clients: 0 scored, \1 unchanged", result.Output);
    }

    [TestMethod]
    public async Task A_demo_that_was_killed_half_way_starts_over()
    {
        // What an interrupted generation leaves: a migrated database with units and no county.
        var migrated = await HostProcess.RunAsync("metrics", "refresh", "--data", _folder.FullName);
        Assert.AreEqual(0, migrated.ExitCode, migrated.ToString());
        LeaveAUnitBehind();

        await using var demo = await StartDemoAsync();

        Assert.Contains("starting over", demo.Output);
        Assert.MatchesRegex(@"2\d\d clients, ", demo.Output);
    }

    [TestMethod]
    public async Task A_demo_that_starts_over_leaves_other_files_alone()
    {
        var migrated = await HostProcess.RunAsync("metrics", "refresh", "--data", _folder.FullName);
        Assert.AreEqual(0, migrated.ExitCode, migrated.ToString());
        LeaveAUnitBehind();
        await File.WriteAllTextAsync(_folder.Of("backup.db"), "mine");

        await using var demo = await StartDemoAsync();

        Assert.AreEqual("mine", await File.ReadAllTextAsync(_folder.Of("backup.db")));
    }

    [TestMethod]
    public async Task What_cannot_be_a_data_directory_is_named()
    {
        await File.WriteAllTextAsync(_folder.Of("file"), "not a directory");
        Directory.CreateDirectory(_folder.Of("other"));
        await File.WriteAllTextAsync(Path.Combine(_folder.Of("other"), "palveluohjaus.db"), "not a database, though it is long enough to be looked at");

        foreach (var data in (string[])["file", "other"])
        {
            var result = await HostProcess.RunAsync("metrics", "show", "--data", _folder.Of(data));
            Assert.AreEqual(Refused, result.ExitCode, result.ToString());
            Assert.Contains("cannot be used", result.Errors);
        }

        var demo = await HostProcess.RunAsync("demo", "--data", _folder.Of("file"));
        Assert.AreEqual(Refused, demo.ExitCode, demo.ToString());
        Assert.Contains("cannot be used", demo.Errors);
    }

    [TestMethod]
    public async Task A_port_that_is_taken_is_named()
    {
        await using var demo = await StartDemoAsync();
        var address = demo.Output.Split("Palveluohjaus is at ")[1].Split(' ')[0];

        var second = await HostProcess.RunAsync("serve", "--data", _folder.FullName, "--url", address);

        Assert.AreEqual(Refused, second.ExitCode, second.ToString());
        Assert.Contains("is taken by another program", second.Errors);
    }

    [TestMethod]
    public async Task The_server_refreshes_the_facts_by_itself()
    {
        await using var demo = await StartDemoAsync();

        // The demo ran the job once before it served; the schedule's own first run comes with the start, and only its row tells of it.
        for (var left = 150; left > 0 && CountJobRuns() < 2; left--)
            await Task.Delay(TimeSpan.FromMilliseconds(200));

        Assert.IsGreaterThanOrEqualTo(2, CountJobRuns(), demo.Output);
    }

    private long CountJobRuns()
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_folder.Of("facts.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM JobRuns WHERE Job = 'refresh-facts' AND ErrorType IS NULL AND EndedAtUtc IS NOT NULL";
        return (long)command.ExecuteScalar()!;
    }

    private async Task<HostProcess> StartDemoAsync() =>
        (await HostProcess.ServeAsync("demo", "--clients", "200", "--years", "0.5", "--data", _folder.FullName)).Host;

    private void LeaveAUnitBehind()
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_folder.Of("palveluohjaus.db")}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO Units (Id, Source, Code, NameFi, NameSv, NameEn) VALUES (x'0193A0B0000070008000000000000001', 'palveluohjaus', 'x', 'x', 'x', 'x')";
        command.ExecuteNonQuery();
    }
}
