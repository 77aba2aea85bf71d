using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Tests.Contacts;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.Audit;

/// <summary>Five entries come to harm in the database itself, and the check tells where.</summary>
[TestClass]
[TestCategory("database")]
public sealed class CheckAuditTests : IDisposable
{
    private readonly AuditBook _book = new();

    public void Dispose() => _book.Dispose();

    [TestMethod]
    [DataRow("AtUtc = AtUtc + 10")]
    [DataRow("Actor = 'w002'")]
    [DataRow("Actor = ''")]
    [DataRow("WorkerId = NULL")]
    [DataRow("WorkerId = UnitId")]
    [DataRow("UnitId = NULL")]
    [DataRow("Action = 'Search'")]
    [DataRow("Action = 'Nothing'")]
    [DataRow("Subject = 'Contact'")]
    [DataRow("Subject = Reason, Reason = Subject")]
    [DataRow("SubjectId = NULL")]
    [DataRow("ClientId = SubjectId, SubjectId = ClientId")]
    [DataRow("CaseId = NULL, ContactId = CaseId")]
    [DataRow("ContactId = NULL")]
    [DataRow("Reason = NULL")]
    [DataRow("Reason = ''")]
    public async Task An_altered_field_is_found(string change)
    {
        await _book.WriteAsync(5);

        await _book.HarmAsync($"UPDATE AuditEntries SET {change} WHERE Sequence = 3");

        Assert.AreEqual("Altered 0:3 ×1", AuditBook.Describe(await _book.CheckAsync()));
    }

    [TestMethod]
    [DataRow("AtUtc = '2026-03-18 08:42:00'")]
    [DataRow("AtUtc = 'yesterday'")]
    [DataRow("AtUtc = ''")]
    [DataRow("ClientId = 'no id'")]
    [DataRow("ClientId = CAST(ClientId AS TEXT)")]
    [DataRow("ClientId = hex(ClientId)")]
    [DataRow("Reason = x'FF'")]
    public async Task What_does_not_fit_its_column_is_found(string change)
    {
        TestServer.RequireEmbedded("A server stores nothing in a column that does not fit it.");
        await _book.WriteAsync(5);

        await _book.HarmAsync($"UPDATE AuditEntries SET {change} WHERE Sequence = 3");

        Assert.AreEqual("Altered 0:3 ×1", AuditBook.Describe(await _book.CheckAsync()));
    }

    [TestMethod]
    public async Task A_hash_that_is_no_hash_spoils_its_entry_and_the_next()
    {
        TestServer.RequireEmbedded("A server stores nothing in a column that does not fit it.");
        await _book.WriteAsync(5);

        await _book.HarmAsync("UPDATE AuditEntries SET Mac = 'text' WHERE Sequence = 3");

        Assert.AreEqual("Altered 0:3 ×1; Altered 0:4 ×1", AuditBook.Describe(await _book.CheckAsync()));
    }

    [TestMethod]
    [DataRow("Mac = zeroblob(32)")]
    [DataRow("Mac = x''")]
    public async Task An_altered_hash_spoils_its_entry_and_the_next(string change)
    {
        await _book.WriteAsync(5);

        await _book.HarmAsync($"UPDATE AuditEntries SET {change} WHERE Sequence = 3");

        Assert.AreEqual("Altered 0:3 ×1; Altered 0:4 ×1", AuditBook.Describe(await _book.CheckAsync()));
    }

    [TestMethod]
    [DataRow("Sequence = 1", "Removed 0:1 ×1")]
    [DataRow("Sequence = 3", "Removed 0:3 ×1")]
    [DataRow("Sequence IN (2, 3)", "Removed 0:2 ×2")]
    [DataRow("Sequence = 5", "Removed 0:5 ×1")]
    [DataRow("Sequence >= 4", "Removed 0:4 ×2")]
    [DataRow("Sequence > 0", "Removed 0:1 ×5")]
    public async Task Removed_entries_are_found(string which, string expected)
    {
        await _book.WriteAsync(5);

        await _book.HarmAsync($"DELETE FROM AuditEntries WHERE {which}");

        Assert.AreEqual(expected, AuditBook.Describe(await _book.CheckAsync()));
    }

    [TestMethod]
    public async Task A_gap_that_is_closed_by_renumbering_is_found()
    {
        await _book.WriteAsync(5);

        await _book.HarmAsync(
            "DELETE FROM AuditEntries WHERE Sequence = 3",
            "UPDATE AuditEntries SET Sequence = 3 WHERE Sequence = 4",
            "UPDATE AuditEntries SET Sequence = 4 WHERE Sequence = 5");

        Assert.AreEqual("Altered 0:3 ×1; Altered 0:4 ×1; Removed 0:5 ×1", AuditBook.Describe(await _book.CheckAsync()));
    }

    [TestMethod]
    [DataRow(6, "Added 0:6 ×1")]
    [DataRow(0, "Added -1:0 ×1")]
    [DataRow(1_000_000_000_000_001, "Added 1:1 ×1")]
    public async Task A_copied_entry_is_found_wherever_it_is_put(long sequence, string expected)
    {
        await _book.WriteAsync(5);

        await CopyAsync(from: 5, to: sequence);

        Assert.AreEqual(expected, AuditBook.Describe(await _book.CheckAsync()));
    }

    [TestMethod]
    public async Task An_entry_put_between_two_others_is_found()
    {
        await _book.WriteAsync(5);

        await _book.HarmAsync(
            "UPDATE AuditEntries SET Sequence = 6 WHERE Sequence = 5",
            "UPDATE AuditEntries SET Sequence = 5 WHERE Sequence = 4",
            "UPDATE AuditEntries SET Sequence = 4 WHERE Sequence = 3");
        await CopyAsync(from: 2, to: 3);

        Assert.AreEqual("Altered 0:3 ×1; Altered 0:4 ×1; Altered 0:5 ×1; Added 0:6 ×1; HeadOfOtherEntries 0:5 ×1", AuditBook.Describe(await _book.CheckAsync()));
    }

    [TestMethod]
    public async Task Swapped_entries_are_found()
    {
        await _book.WriteAsync(5);

        await _book.HarmAsync(
            "UPDATE AuditEntries SET Sequence = -1 WHERE Sequence = 2",
            "UPDATE AuditEntries SET Sequence = 2 WHERE Sequence = 4",
            "UPDATE AuditEntries SET Sequence = 4 WHERE Sequence = -1");

        // The one between them follows another entry now.
        Assert.AreEqual("Altered 0:2 ×1; Altered 0:3 ×1; Altered 0:4 ×1; Altered 0:5 ×1", AuditBook.Describe(await _book.CheckAsync()));
    }

    [TestMethod]
    [DataRow("UPDATE AuditChainHeads SET Entries = 4", "HeadAltered 0:5 ×1")]
    [DataRow("UPDATE AuditChainHeads SET LastMac = zeroblob(32)", "HeadAltered 0:5 ×1")]
    [DataRow("UPDATE AuditChainHeads SET Mac = x''", "HeadAltered 0:5 ×1")]
    [DataRow("DELETE FROM AuditChainHeads", "HeadMissing 0:5 ×1")]
    [DataRow("INSERT INTO AuditChainHeads SELECT 1, Entries, LastMac, Mac FROM AuditChainHeads", "HeadAdded 1:5 ×1")]
    public async Task A_head_that_came_to_harm_is_found(string harm, string expected)
    {
        await _book.WriteAsync(5);

        await _book.HarmAsync(harm);

        Assert.AreEqual(expected, AuditBook.Describe(await _book.CheckAsync()));
    }

    [TestMethod]
    public async Task The_newest_entries_cut_off_with_a_head_to_match_are_found()
    {
        await _book.WriteAsync(5);

        await _book.HarmAsync(
            "DELETE FROM AuditEntries WHERE Sequence = 5",
            "UPDATE AuditChainHeads SET Entries = 4, LastMac = (SELECT Mac FROM AuditEntries WHERE Sequence = 4)");

        Assert.AreEqual("HeadAltered 0:4 ×1", AuditBook.Describe(await _book.CheckAsync()));
    }

    [TestMethod]
    public async Task An_older_head_put_back_with_its_entries_is_found_by_a_head_noted_elsewhere()
    {
        await _book.WriteAsync(3);
        await _book.HarmAsync("CREATE TABLE Kept AS SELECT * FROM AuditChainHeads", "INSERT INTO Kept SELECT * FROM Kept");
        await _book.WriteAsync(2);
        var noted = (await _book.CheckAsync()).Heads.Single();

        await _book.HarmAsync("DELETE FROM AuditEntries WHERE Sequence > 3", "DELETE FROM AuditChainHeads", "INSERT INTO AuditChainHeads SELECT * FROM Kept LIMIT 1");

        Assert.AreEqual(string.Empty, AuditBook.Describe(await _book.CheckAsync()), "Nothing inside the database tells.");
        Assert.AreEqual("NotAsNoted 0:5 ×1", AuditBook.Describe(await _book.CheckAsync(noted)));

        // Also when others have been written since in the place of those removed.
        await _book.WriteAsync(4);
        Assert.AreEqual("NotAsNoted 0:5 ×1", AuditBook.Describe(await _book.CheckAsync(noted)));
    }

    [TestMethod]
    public async Task A_head_noted_earlier_agrees_with_a_chain_that_has_grown()
    {
        await _book.WriteAsync(3);
        var noted = (await _book.CheckAsync()).Heads.Single();
        await _book.WriteAsync(2);

        Assert.AreEqual(string.Empty, AuditBook.Describe(await _book.CheckAsync(NotedHead.Parse(noted.ToString())!)));
    }

    [TestMethod]
    public async Task An_audit_removed_whole_is_found_by_the_clients_that_are_there()
    {
        await _book.WriteAsync(3);
        Assert.IsNotNull(new GuidanceDesk(_book.Open).Helmi);

        await _book.HarmAsync("DELETE FROM AuditEntries", "DELETE FROM AuditChainHeads");

        Assert.AreEqual("AuditMissing 0:1 ×1", AuditBook.Describe(await _book.CheckAsync()));
    }

    [TestMethod]
    public async Task One_of_several_chains_removed_whole_is_found()
    {
        using var book = new AuditBook(chains: 3);
        await book.WriteAsync(60);
        var entries = (await book.CheckAsync()).Heads[2].Entries;

        await book.HarmAsync("DELETE FROM AuditEntries WHERE Sequence > 2000000000000000", "DELETE FROM AuditChainHeads WHERE ChainId = 2");

        Assert.AreNotEqual(0, entries, "Nothing was drawn to the third chain in sixty times.");
        Assert.AreEqual("HeadMissing 2:0 ×1", AuditBook.Describe(await book.CheckAsync()));
    }

    [TestMethod]
    public async Task With_another_key_every_entry_and_the_head_are_faults()
    {
        await _book.WriteAsync(5);
        await using var guidance = _book.OpenWithOtherKey();

        var check = await new CheckAudit(guidance).RunAsync([], maxFaults: 3, progress: null, CancellationToken.None);

        Assert.AreEqual(6, check.Faults);
        Assert.HasCount(3, check.FirstFaults, "So many are described as were asked for.");
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("0:1")]
    [DataRow("0:-1:0000000000000000000000000000000000000000000000000000000000000000")]
    [DataRow("0:1:zz00000000000000000000000000000000000000000000000000000000000000")]
    public void What_is_no_noted_head_is_not_read_as_one(string text) => Assert.IsNull(NotedHead.Parse(text));

    private Task CopyAsync(long from, long to) => _book.HarmAsync(
        "CREATE TEMP TABLE Copied AS SELECT * FROM AuditEntries WHERE Sequence = " + from
        + $"; UPDATE Copied SET Sequence = {to}; INSERT INTO AuditEntries SELECT * FROM Copied; DROP TABLE Copied");
}
