using System.Globalization;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Imports;

namespace Palveluohjaus.Guidance.Tests.Imports;

[TestClass]
public sealed class ImportProfileTests : IDisposable
{
    private readonly ImportDesk _desk = new();

    public void Dispose() => _desk.Dispose();

    [TestMethod]
    public async Task The_shipped_profile_reads_the_channels_of_its_log()
    {
        var profile = await ImportDesk.ShippedProfileAsync("receipt");

        Assert.AreEqual(("receipt", ',', 9), (profile.Name, profile.Delimiter, profile.Columns.Count));
        Assert.AreEqual(ContactChannel.EForm, profile.Channels["Internet"]);
        Assert.AreEqual("palveluohjaus-log receipt", string.Join(' ', ImportProfiles.ShippedNames));
    }

    [TestMethod]
    public async Task An_unknown_name_lists_the_profiles_that_are_shipped()
    {
        var refused = (ImportProfileResult.Refused)await ImportProfiles.LoadAsync("recepit", CancellationToken.None);

        Assert.AreEqual(new ProfileProblem("$", ProfileProblemKind.UnknownProfile, Expected: "palveluohjaus-log, receipt"), refused.Problems.Single());
    }

    [TestMethod]
    public async Task All_that_is_wrong_is_listed_with_its_place()
    {
        var problems = await RefusalAsync("""
            {
              "name": "Desk Ä", "delimiter": ";;", "encoding": "ebcdic-of-mars", "zone": "Helsinki", "timezone": "x",
              "timeFormats": ["HH:mm", 5, "d.M.yyyy"],
              "columns": { "case": "id", "event": " ", "unit": 7, "channel": "c", "stop": "x" },
              "values": { "channel": { "Post": "post", "Web": "e-form" }, "worker": { "a": "b" }, "start": {} },
              "defaultChannel": "Phone"
            }
            """);

        const string Expected = """
            $.columns.event Empty
            $.columns.stop UnknownProperty
            $.columns.time Missing
            $.columns.unit WrongType
            $.defaultChannel NotAChannel
            $.delimiter NotADelimiter
            $.encoding NotAnEncoding
            $.name NotAName
            $.timeFormats[0] NotATimeFormat
            $.timeFormats[1] WrongType
            $.timezone UnknownProperty
            $.values.channel['Post'] NotAChannel
            $.values.start UnknownProperty
            $.values.worker MapWithoutColumn
            $.zone NotAZone
            """;
        Assert.AreEqual(Expected, string.Join('\n', problems.Select(problem => $"{problem.Path} {problem.Kind}").Order(StringComparer.Ordinal)));
        var channel = problems.Single(problem => problem.Path == "$.values.channel['Post']");
        Assert.AreEqual("phone, visit, home-visit, visit-elsewhere, remote-reception, chat, message, e-form, letter, consultation, network-meeting, internal", channel.Expected);
    }

    [TestMethod]
    [DataRow("d.M.yyyy hh:mm", false)]
    [DataRow("d.M.yyyy h.mm", false)]
    [DataRow("d.M.yyyy HH", false)]
    [DataRow("d.M.yyyy tt", false)]
    [DataRow("d.M.yyyy mm:ss", false)]
    [DataRow("d.M.yyyy ss", false)]
    [DataRow("yyyy-mm-dd", false)]
    [DataRow("d.M. H.mm", false)]
    [DataRow("MM/dd/yyyy hh:mm tt", true)]
    [DataRow("d.M.yyyy 'klo' H.mm", true)]
    [DataRow("yyyyMMddHHmmss", true)]
    [DataRow("yyyy-MM-dd HH:mm:ss.fffzzz", true)]
    [DataRow("yyyy-MM-ddzzz", true)]
    [DataRow("d.M.yyyy", true)]
    public async Task A_format_that_loses_the_hour_or_the_day_is_refused(string format, bool isTaken)
    {
        var json = ImportDesk.ProfileJson.Replace("\"zone\"", $"\"timeFormats\": [\"{format}\"], \"zone\"", StringComparison.Ordinal);

        if (isTaken)
            Assert.HasCount(1, (await _desk.ProfileAsync(json)).TimeFormats);
        else
            Assert.AreEqual(new ProfileProblem("$.timeFormats[0]", ProfileProblemKind.NotATimeFormat, format), (await RefusalAsync(json)).Single());
    }

    [TestMethod]
    [DataRow("{}", "$.name Missing|$.columns Missing|$.defaultChannel Missing|$.delimiter Missing|$.zone Missing")]
    [DataRow("[]", "$ WrongType")]
    [DataRow("null", "$ WrongType")]
    [DataRow("", "$ NotJson")]
    [DataRow("{\"name\": \"a\", \"colu", "$ NotJson")]
    [DataRow("not json", "$ NotJson")]
    public async Task Truncated_and_foreign_json_is_refused(string json, string expected)
    {
        var problems = await RefusalAsync(json);

        Assert.AreEqual(expected, string.Join('|', problems.Select(problem => $"{problem.Path} {problem.Kind}")));
    }

    [TestMethod]
    public async Task Hostile_json_is_refused()
    {
        Assert.AreEqual(ProfileProblemKind.NotJson, (await RefusalAsync(new string('[', 100_000))).Single().Kind);
        Assert.AreEqual(ProfileProblemKind.FileTooLarge, (await RefusalAsync(new string(' ', ImportProfiles.FileMaxBytes + 1))).Single().Kind);
        Assert.AreEqual(ProfileProblemKind.NotAName, (await RefusalAsync(ImportDesk.ProfileJson.Replace("\"desk\"", "\"palveluohjaus\"", StringComparison.Ordinal))).Single().Kind);
        Assert.AreEqual(ProfileProblemKind.DuplicateProperty, (await RefusalAsync(ImportDesk.ProfileJson.Replace("\"zone\"", "\"name\": \"two\", \"zone\"", StringComparison.Ordinal))).Single().Kind);
        Assert.AreEqual(ProfileProblemKind.NotAZone, (await RefusalAsync(ImportDesk.ProfileJson.Replace("Europe/Helsinki", "../../etc/passwd", StringComparison.Ordinal))).Single().Kind);
        Assert.AreEqual(ProfileProblemKind.TooLong, (await RefusalAsync(ImportDesk.ProfileJson.Replace("\"unit\": \"unit\"", $"\"unit\": \"{new string('u', 300)}\"", StringComparison.Ordinal))).Single().Kind);
    }

    [TestMethod]
    public async Task A_folder_is_not_a_profile()
    {
        var refused = (ImportProfileResult.Refused)await ImportProfiles.LoadAsync(_desk.PathOf("."), CancellationToken.None);

        Assert.AreEqual(ProfileProblemKind.FileIsDirectory, refused.Problems.Single().Kind);
    }

    [TestMethod]
    public void Channel_codes_are_read_back_and_nothing_else_is()
    {
        foreach (var channel in Enum.GetValues<ContactChannel>())
            Assert.IsTrue(ContactChannels.TryParse(channel.Code(), out var read) && read == channel);
        Assert.IsFalse(ContactChannels.TryParse("EForm", out _));
        Assert.AreEqual("phone visit home-visit visit-elsewhere remote-reception chat message e-form letter consultation network-meeting internal", string.Join(' ', ContactChannels.Codes));
    }

    private async Task<IReadOnlyList<ProfileProblem>> RefusalAsync(string json)
    {
        var path = _desk.PathOf(string.Create(CultureInfo.InvariantCulture, $"{Guid.NewGuid()}.json"));
        await File.WriteAllTextAsync(path, json);
        var result = await ImportProfiles.LoadAsync(path, CancellationToken.None);
        return result is ImportProfileResult.Refused refused ? refused.Problems : throw new AssertFailedException("The profile was taken.");
    }
}
