using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Teams;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.Audit;

/// <summary>How entries get in: whatever the way and whatever goes wrong, the chain is whole.</summary>
[TestClass]
[TestCategory("database")]
public sealed class AuditChainTests : IDisposable
{
    private readonly AuditBook _book = new();

    public void Dispose() => _book.Dispose();

    [TestMethod]
    public async Task Entries_of_one_save_stand_in_the_order_they_were_added()
    {
        await using (var guidance = _book.Open())
        {
            guidance.AuditEntries.AddRange(AuditBook.Entry("first"), AuditBook.Entry("second"), AuditBook.Entry("third"));
            Assert.AreEqual(3, await guidance.SaveChangesAsync(), "The head is not the caller's.");
        }

        await using var stored = _book.Open();
        var entries = await stored.AuditEntries.AsNoTracking().OrderBy(entry => entry.Sequence).ToListAsync();
        Assert.AreEqual("1 first, 2 second, 3 third", string.Join(", ", entries.Select(entry => $"{entry.Sequence} {entry.Reason}")));
        await _book.RequireWholeAsync(3);
    }

    [TestMethod]
    public async Task An_empty_database_is_whole() => await _book.RequireWholeAsync(0);

    [TestMethod]
    public async Task Bulk_insert_chains_after_single_entries_and_before_them()
    {
        await _book.WriteAsync(2);
        await using (var guidance = _book.Open())
        {
            await using var transaction = await guidance.Database.BeginTransactionAsync();
            Assert.AreEqual(100, await guidance.BulkInsertAsync(Enumerable.Range(0, 100).Select(_ => AuditBook.Entry()), CancellationToken.None));
            await transaction.CommitAsync();
        }

        await _book.WriteAsync(2);

        await _book.RequireWholeAsync(104);
    }

    [TestMethod]
    public async Task Entry_without_optional_fields_and_with_awkward_text_is_the_same_when_read()
    {
        await using (var guidance = _book.Open())
        {
            guidance.AuditEntries.AddRange(
                new AuditEntry { AtUtc = DateTime.UnixEpoch, Actor = "", Action = AuditAction.Search, Subject = "Client" },
                AuditBook.Entry("👵 \u202Eåäö'; DROP TABLE AuditEntries;--"));
            await guidance.SaveChangesAsync();
        }

        await _book.RequireWholeAsync(2);
    }

    [TestMethod]
    public async Task A_transaction_rolled_back_leaves_no_hole()
    {
        await _book.WriteAsync(1);
        await using var guidance = _book.Open();
        await using (await guidance.Database.BeginTransactionAsync())
        {
            guidance.AuditEntries.Add(AuditBook.Entry("undone"));
            await guidance.SaveChangesAsync();
        }

        guidance.AuditEntries.Add(AuditBook.Entry("kept"));
        await guidance.SaveChangesAsync();

        await _book.RequireWholeAsync(2);
    }

    [TestMethod]
    public async Task A_save_that_fails_takes_its_audit_with_it_and_can_be_tried_again()
    {
        var unit = new Unit { Source = "own", Code = "A", NameFi = "A", NameSv = "A", NameEn = "A" };
        await using var guidance = _book.Open();
        guidance.Add(unit);
        await guidance.SaveChangesAsync();
        var same = guidance.Add(new Unit { Source = "own", Code = "A", NameFi = "B", NameSv = "B", NameEn = "B" });
        guidance.AuditEntries.AddRange(AuditBook.Entry("one"), AuditBook.Entry("two"));

        await Assert.ThrowsExactlyAsync<DbUpdateException>(() => guidance.SaveChangesAsync());
        Assert.AreEqual(0, await guidance.AuditEntries.CountAsync());
        await _book.WriteAsync(1);
        same.State = EntityState.Detached;
        await guidance.SaveChangesAsync();

        await _book.RequireWholeAsync(3);
    }

    [TestMethod]
    public async Task A_failed_save_within_a_transaction_that_goes_on_leaves_no_hole()
    {
        await using (var guidance = _book.Open())
        {
            await using var transaction = await guidance.Database.BeginTransactionAsync();
            guidance.AuditEntries.Add(AuditBook.Entry("before"));
            await guidance.SaveChangesAsync();
            guidance.Add(new Worker { Source = "own", Code = "w9", Name = "Of no unit there is", UnitId = Guid.NewGuid() });
            guidance.AuditEntries.Add(AuditBook.Entry("fails"));
            await Assert.ThrowsExactlyAsync<DbUpdateException>(() => guidance.SaveChangesAsync());
            guidance.ChangeTracker.Clear();
            await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => guidance.BulkInsertAsync([AuditBook.Entry("fits"), AuditBook.Entry(new string('x', 1000))], CancellationToken.None));
            guidance.AuditEntries.Add(AuditBook.Entry("after"));
            await guidance.SaveChangesAsync();
            await transaction.CommitAsync();
        }

        await _book.RequireWholeAsync(2);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(4)]
    public async Task Many_that_write_at_once_keep_every_chain_whole(int chains)
    {
        // One chain belongs to a database with one writer at a time.
        if (chains == 1)
            TestServer.RequireEmbedded("A server has several chains.");
        using var database = TestDatabase.ForMany();
        var seal = AuditSeal.WithNewKey(chains);
        GuidanceDbContext Open() => database.OpenGuidance(seal);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var left = 10; left > 0; left--)
            {
                await using var guidance = Open();
                guidance.AuditEntries.AddRange(AuditBook.Entry(), AuditBook.Entry());
                await guidance.SaveChangesAsync();
            }
        })));

        await using var stored = Open();
        var check = await new CheckAudit(stored).RunAsync([], 10, null, CancellationToken.None);
        Assert.AreEqual((80L, string.Empty), (check.Entries, AuditBook.Describe(check)));
        Assert.HasCount(chains, check.Heads);
        Assert.AreEqual(80, check.Heads.Sum(head => head.Entries));
    }

    [TestMethod]
    public async Task A_process_that_ends_in_the_middle_of_a_transaction_leaves_no_hole()
    {
        TestServer.RequireEmbedded("The files of a server are its own.");
        using var folder = new TemporaryFolder();
        using var afterwards = new TemporaryFolder();
        await using (var guidance = OpenFile(folder, TestDatabase.Seal))
        {
            await guidance.Database.MigrateAsync();
            guidance.AuditEntries.Add(AuditBook.Entry("acknowledged"));
            await guidance.SaveChangesAsync();
            await using var transaction = await guidance.Database.BeginTransactionAsync();
            await guidance.BulkInsertAsync(Enumerable.Range(0, 5_000).Select(_ => AuditBook.Entry()), CancellationToken.None);

            // The files as a power cut would leave them.
            foreach (var ending in (string[])["", "-wal"])
                File.Copy(folder.Of(EmbeddedDatabase.FileName + ending), afterwards.Of(EmbeddedDatabase.FileName + ending));
        }

        await using var restarted = OpenFile(afterwards, TestDatabase.Seal);
        restarted.AuditEntries.Add(AuditBook.Entry("goes on"));
        await restarted.SaveChangesAsync();
        var check = await new CheckAudit(restarted).RunAsync([], 10, null, CancellationToken.None);
        Assert.AreEqual((2L, string.Empty), (check.Entries, AuditBook.Describe(check)));
    }

    [TestMethod]
    public async Task A_transaction_keeps_to_one_chain()
    {
        using var book = new AuditBook(chains: 50);
        await using var guidance = book.Open();
        await using (var transaction = await guidance.Database.BeginTransactionAsync())
        {
            for (var left = 10; left > 0; left--)
            {
                guidance.AuditEntries.Add(AuditBook.Entry());
                await guidance.SaveChangesAsync();
            }

            await transaction.CommitAsync();
        }

        var check = await book.CheckAsync();
        Assert.AreEqual(10, check.Heads.Max(head => head.Entries), AuditBook.Describe(check));
    }

    [TestMethod]
    public async Task Entries_cannot_be_changed_or_deleted_through_the_context()
    {
        await _book.WriteAsync(1);
        await using var guidance = _book.Open();

        var entry = await guidance.AuditEntries.SingleAsync();
        guidance.Entry(entry).Property(stored => stored.Actor).CurrentValue = "w002";
        await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => guidance.SaveChangesAsync());
        guidance.ChangeTracker.Clear();
        guidance.Remove(await guidance.AuditEntries.SingleAsync());
        Assert.ThrowsExactly<InvalidOperationException>(() => guidance.SaveChanges());
        guidance.ChangeTracker.Clear();
        guidance.Remove(await guidance.AuditChainHeads.SingleAsync());
        await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => guidance.SaveChangesAsync());
        guidance.ChangeTracker.Clear();
        await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => guidance.AuditEntries.ExecuteDeleteAsync());
        await Assert.ThrowsExactlyAsync<InvalidOperationException>(() =>
            guidance.AuditEntries.Where(stored => stored.Sequence > 0).ExecuteUpdateAsync(set => set.SetProperty(stored => stored.Actor, "w002")));

        await _book.RequireWholeAsync(1);
    }

    [TestMethod]
    public async Task An_entry_is_not_saved_past_the_chain()
    {
        await using var guidance = _book.Open();
        guidance.AuditEntries.Add(AuditBook.Entry());

        Assert.ThrowsExactly<InvalidOperationException>(() => guidance.SaveChanges());
    }

    [TestMethod]
    [DataRow(101, 5, 5)]
    [DataRow(5, 61, 5)]
    [DataRow(5, 5, 201)]
    public async Task What_would_not_be_stored_as_it_is_is_refused(int actorLength, int subjectLength, int reasonLength)
    {
        await using var guidance = _book.Open();
        guidance.AuditEntries.Add(new AuditEntry
        {
            AtUtc = DateTime.UnixEpoch,
            Actor = new string('a', actorLength),
            Action = AuditAction.Read,
            Subject = new string('s', subjectLength),
            Reason = new string('r', reasonLength),
        });

        await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => guidance.SaveChangesAsync());
    }

    [TestMethod]
    public async Task A_zero_character_is_refused()
    {
        await using var guidance = _book.Open();
        guidance.AuditEntries.Add(AuditBook.Entry("a\0b"));

        await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => guidance.SaveChangesAsync());
    }

    [TestMethod]
    [DataRow("UPDATE AuditChainHeads SET Entries = Entries - 1, LastMac = (SELECT Mac FROM AuditEntries WHERE Sequence = 1)")]
    [DataRow("UPDATE AuditChainHeads SET Mac = zeroblob(32)")]
    [DataRow("DELETE FROM AuditChainHeads")]
    public async Task Nothing_is_written_after_a_head_that_does_not_verify(string harm)
    {
        await _book.WriteAsync(2);
        await _book.HarmAsync(harm);

        // Going on would put the product's own seal on what was forged.
        await Assert.ThrowsExactlyAsync<AuditChainBrokenException>(() => _book.WriteAsync(1));
    }

    [TestMethod]
    public async Task With_another_key_nothing_is_written()
    {
        await _book.WriteAsync(1);
        await using var guidance = _book.OpenWithOtherKey();
        guidance.AuditEntries.Add(AuditBook.Entry());

        await Assert.ThrowsExactlyAsync<AuditChainBrokenException>(() => guidance.SaveChangesAsync());

        await _book.RequireWholeAsync(1);
    }

    private static SqliteGuidanceDbContext OpenFile(TemporaryFolder folder, AuditSeal seal) => new((DbContextOptions<SqliteGuidanceDbContext>)
        new DbContextOptionsBuilder<SqliteGuidanceDbContext>().UseEmbeddedDatabase(EmbeddedDatabase.ConnectionString(folder.FullName)).Options, seal);
}
