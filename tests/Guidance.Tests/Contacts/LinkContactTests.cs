using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.Contacts;

[TestClass]
[TestCategory("database")]
public sealed class LinkContactTests : IDisposable
{
    private readonly TestDatabase _database = new();
    private readonly GuidanceDesk _desk;

    public LinkContactTests() => _desk = new GuidanceDesk(_database.OpenGuidance);

    private Actor Eastern => _desk.WorkerOf(_desk.East);

    private ContactToLog Anonymous => _desk.Call() with { SubmissionKey = Guid.NewGuid(), ClientId = null, Outcome = ContactOutcome.FirstAssessment };

    public void Dispose() => _database.Dispose();

    [TestMethod]
    public async Task Linking_gives_the_case_and_all_its_anonymous_contacts_to_the_client_and_says_so_in_the_audit()
    {
        var first = await LogAsync(Anonymous with { Sender = new SenderDetails("Helmi K.", null, "0500 000 914", null) });
        var second = await LogAsync(Anonymous with { CaseId = first.CaseId });

        Assert.AreEqual(LinkContactResult.Done, await LinkAsync(second.ContactId, _desk.Helmi.Id));

        Assert.AreEqual(_desk.Helmi.Id, (await _desk.OnlyCaseAsync()).ClientId);
        Assert.IsTrue((await ContactsAsync()).All(contact => contact.ClientId == _desk.Helmi.Id && contact.LinkedAtUtc == _desk.NowUtc));
        var entry = await _desk.ReadAsync(guidance => guidance.AuditEntries.OrderBy(each => each.Sequence).LastAsync());
        Assert.AreEqual((AuditAction.Update, AuditReasons.ContactLinked, (Guid?)_desk.Helmi.Id, (Guid?)second.ContactId), (entry.Action, entry.Reason, entry.ClientId, entry.ContactId));
    }

    [TestMethod]
    public async Task A_link_is_undone_with_all_that_was_linked()
    {
        var told = new SenderDetails("Helmi K.", null, "0500 000 914", null);
        var first = await LogAsync(Anonymous with { Sender = told });
        await LogAsync(Anonymous with { CaseId = first.CaseId });
        await LinkAsync(first.ContactId, _desk.Helmi.Id);

        Assert.AreEqual(LinkContactResult.Done, await UnlinkAsync(first.ContactId));
        Assert.AreEqual(LinkContactResult.Done, await UnlinkAsync(first.ContactId), "Undoing twice is undoing once.");

        Assert.IsNull((await _desk.OnlyCaseAsync()).ClientId);
        Assert.IsTrue((await ContactsAsync()).All(contact => (contact.ClientId, contact.LinkedAtUtc) == (null, null)));
        Assert.AreEqual(told, _desk.Senders.Read(await _desk.ReadAsync(guidance => guidance.ContactSenders.SingleAsync())), "Who the sender said they were is there again.");
        Assert.AreEqual(
            1,
            await _desk.ReadAsync(guidance => guidance.AuditEntries.CountAsync(entry => entry.Reason == AuditReasons.ContactUnlinked && entry.ClientId == _desk.Helmi.Id)));
    }

    [TestMethod]
    public async Task Linking_twice_is_linking_once_and_the_second_of_two_clients_is_refused()
    {
        var contact = await LogAsync(Anonymous);
        var ake = await _desk.AddClientAsync("Åke", "Öhman");

        Assert.AreEqual(LinkContactResult.Done, await LinkAsync(contact.ContactId, _desk.Helmi.Id));
        Assert.AreEqual(LinkContactResult.Done, await LinkAsync(contact.ContactId, _desk.Helmi.Id));
        Assert.AreEqual(LinkContactResult.AnothersAlready, await LinkAsync(contact.ContactId, ake));

        Assert.AreEqual(_desk.Helmi.Id, (await ContactsAsync()).Single().ClientId);
        Assert.AreEqual(1, await _desk.ReadAsync(guidance => guidance.AuditEntries.CountAsync(entry => entry.Reason == AuditReasons.ContactLinked)));
    }

    [TestMethod]
    public async Task What_was_logged_by_name_is_not_unlinked()
    {
        var named = await LogAsync(_desk.Call());
        Assert.AreEqual(LinkContactResult.NotUndone, await UnlinkAsync(named.ContactId));

        var anonymous = await LogAsync(Anonymous with { Themes = [NeedReason.Housing] });
        await LinkAsync(anonymous.ContactId, _desk.Helmi.Id);
        await LogAsync(_desk.Call() with { SubmissionKey = Guid.NewGuid(), CaseId = anonymous.CaseId });

        Assert.AreEqual(LinkContactResult.NotUndone, await UnlinkAsync(anonymous.ContactId));
    }

    [TestMethod]
    public async Task A_named_contact_that_joins_the_case_takes_nothing_of_what_the_sender_told()
    {
        var told = new SenderDetails("Helmi K.", null, "0500 000 914", null);
        var anonymous = await LogAsync(Anonymous with { Sender = told });

        await LogAsync(_desk.Call() with { SubmissionKey = Guid.NewGuid(), CaseId = anonymous.CaseId });

        Assert.IsTrue((await ContactsAsync()).All(contact => contact.ClientId == _desk.Helmi.Id));
        var kept = await _desk.ReadAsync(guidance => guidance.ContactSenders.SingleAsync());
        Assert.AreEqual((anonymous.ContactId, told), (kept.ContactId, _desk.Senders.Read(kept)));
    }

    [TestMethod]
    public async Task Of_a_known_client_only_how_they_said_to_be_reached_is_kept()
    {
        var reached = await LogAsync(_desk.Call() with { Sender = new SenderDetails("Helmi K.", "040362-902M", "0500 000 914", "h@example.org") });
        await LogAsync(_desk.Call() with { SubmissionKey = Guid.NewGuid(), Sender = new SenderDetails("Helmi K.", "040362-902M", null, null) });

        var kept = await _desk.ReadAsync(guidance => guidance.ContactSenders.SingleAsync());
        Assert.AreEqual((reached.ContactId, new SenderDetails(null, null, "0500 000 914", "h@example.org")), (kept.ContactId, _desk.Senders.Read(kept)));
    }

    [TestMethod]
    public async Task Another_units_worker_finds_no_such_contact()
    {
        var contact = await LogAsync(Anonymous);
        var stranger = new Actor("w002", Guid.CreateVersion7(), _desk.HomeCare.Id) { UnitIds = [_desk.HomeCare.Id] };

        await using var guidance = _database.OpenGuidance();
        var link = new LinkContact(guidance, _desk.Clock);
        Assert.AreEqual(LinkContactResult.NotFound, await link.LinkAsync(contact.ContactId, _desk.Helmi.Id, stranger, CancellationToken.None));
        Assert.AreEqual(LinkContactResult.NotFound, await link.UnlinkAsync(contact.ContactId, stranger, CancellationToken.None));
        Assert.AreEqual(LinkContactResult.NotFound, await LinkAsync(Guid.NewGuid(), _desk.Helmi.Id));
        Assert.AreEqual(LinkContactResult.ClientUnknown, await LinkAsync(contact.ContactId, Guid.NewGuid()));
    }

    private async Task<LogContactResult.Logged> LogAsync(ContactToLog toLog) => Assert.IsInstanceOfType<LogContactResult.Logged>(await _desk.LogAsync(toLog, Eastern));

    private async Task<LinkContactResult> LinkAsync(Guid contactId, Guid clientId)
    {
        await using var guidance = _database.OpenGuidance();
        return await new LinkContact(guidance, _desk.Clock).LinkAsync(contactId, clientId, Eastern, CancellationToken.None);
    }

    private async Task<LinkContactResult> UnlinkAsync(Guid contactId)
    {
        await using var guidance = _database.OpenGuidance();
        return await new LinkContact(guidance, _desk.Clock).UnlinkAsync(contactId, Eastern, CancellationToken.None);
    }

    private Task<List<Contact>> ContactsAsync() => _desk.ReadAsync(guidance => guidance.Contacts.AsNoTracking().ToListAsync());
}
