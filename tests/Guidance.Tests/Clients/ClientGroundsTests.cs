using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Handoffs;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.Tests.Clients;

[TestClass]
[TestCategory("database")]
public sealed class ClientGroundsTests : IDisposable
{
    private const string Purpose = "Client card";

    private readonly ClientDesk _desk = new();
    private readonly Unit _east = Unit("ITA");
    private readonly Unit _west = Unit("LANSI");
    private readonly Worker _sanna;
    private readonly Actor _actor;
    private Guid _helmi;

    public ClientGroundsTests()
    {
        _sanna = new Worker { Source = GuidanceCase.OwnSource, Code = "sanna", Name = "Sanna Koivu", UnitId = _east.Id };
        _actor = new Actor("sanna", _sanna.Id, _east.Id) { UnitIds = [_east.Id] };
    }

    [TestInitialize]
    public async Task FillAsync()
    {
        _helmi = await _desk.CreatedAsync(ClientDesk.Helmi);
        await AddAsync(_east, _west);
        await AddAsync(_sanna);
    }

    [TestMethod]
    public async Task Without_anything_to_do_with_the_client_there_is_no_ground()
    {
        await AddAsync(Case(_west));

        Assert.IsNull(await FindAsync());
        Assert.IsNull(await FindAsync(Guid.NewGuid()));
    }

    [TestMethod]
    public async Task An_open_case_of_any_of_the_workers_units_is_a_ground()
    {
        var guidanceCase = Case(_west);
        await AddAsync(guidanceCase);

        Assert.AreEqual(new AuditGround(Purpose) { CaseId = guidanceCase.Id }, await FindAsync(actor: _actor with { UnitIds = [_east.Id, _west.Id] }));
    }

    [TestMethod]
    public async Task An_open_case_is_named_before_a_closed_one_and_a_case_before_a_contact()
    {
        var (closed, open) = (Case(_east).Close(Now.AddDays(-1)), Case(_east));
        await AddAsync(closed, open);
        await AddAsync(Contact(closed, Now));

        Assert.AreEqual(open.Id, (await FindAsync())!.CaseId);
    }

    [TestMethod]
    [DataRow(89, true)]
    [DataRow(91, false)]
    public async Task A_closed_case_is_a_ground_for_ninety_days(int daysAgo, bool opens)
    {
        await AddAsync(Case(_east).Close(Now.AddDays(-daysAgo)));

        Assert.AreEqual(opens, await FindAsync() is not null);
    }

    [TestMethod]
    public async Task An_imported_case_is_no_ground()
    {
        await AddAsync(new GuidanceCase { ClientId = _helmi, Source = "receipt", Channel = ContactChannel.Phone, ReceivedAtUtc = Now }.AssignTo(_east.Id, null));

        Assert.IsNull(await FindAsync());
    }

    [TestMethod]
    [DataRow(29, true)]
    [DataRow(31, false)]
    public async Task A_contact_one_logged_oneself_is_a_ground_for_thirty_days(int daysAgo, bool opens)
    {
        var guidanceCase = Case(_west);
        await AddAsync(guidanceCase);
        var contact = Contact(guidanceCase, Now.AddDays(-daysAgo));
        await AddAsync(contact);

        Assert.AreEqual(opens ? new AuditGround(Purpose) { ContactId = contact.Id } : null, await FindAsync());
        Assert.IsNull(await FindAsync(actor: _actor with { WorkerId = Guid.NewGuid() }), "It is no ground of a colleague's.");
    }

    [TestMethod]
    public async Task A_stated_ground_holds_twelve_hours_for_the_one_who_stated_it()
    {
        await using var guidance = _desk.Open();
        var grounds = new ClientGrounds(guidance, _desk.Clock);

        Assert.IsTrue(await grounds.StateAsync(_helmi, StatedGroundKind.Substituting, _actor, CancellationToken.None));

        var found = (await FindAsync())!;
        Assert.AreEqual((new AuditGround("Client card; Substituting"), (StatedGroundKind?)StatedGroundKind.Substituting), (found, ClientGrounds.StatedIn(found)));
        Assert.IsNull(await FindAsync(actor: _actor with { WorkerId = Guid.NewGuid() }));
        var entry = await guidance.AuditEntries.SingleAsync(each => each.WorkerId == _sanna.Id);
        Assert.AreEqual((AuditAction.Create, (Guid?)_helmi, "StatedGround; Substituting"), (entry.Action, entry.ClientId, entry.Reason));
        _desk.Clock.Advance(TimeSpan.FromHours(12));
        Assert.IsNull(await FindAsync());
    }

    [TestMethod]
    public async Task Of_a_case_or_a_contact_nothing_was_stated()
    {
        await AddAsync(Case(_east));

        Assert.IsNull(ClientGrounds.StatedIn((await FindAsync())!));
        Assert.IsNull(ClientGrounds.StatedIn(Purpose));
    }

    [TestMethod]
    public async Task Nothing_is_stated_of_a_client_who_is_not_there_or_by_a_command()
    {
        await using var guidance = _desk.Open();
        var grounds = new ClientGrounds(guidance, _desk.Clock);

        Assert.IsFalse(await grounds.StateAsync(Guid.NewGuid(), StatedGroundKind.Substituting, _actor, CancellationToken.None));
        await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => grounds.StateAsync(_helmi, StatedGroundKind.Substituting, new Actor("import"), CancellationToken.None));
    }

    [TestMethod]
    public async Task What_a_worker_has_to_do_with_a_merged_client_they_have_to_do_with_the_survivor()
    {
        var twin = await _desk.CreatedAsync(ClientDesk.Helmi with { GivenName = "Helmi Maria", Phones = [] }, _helmi);
        await AddAsync(Case(_east));
        Assert.IsInstanceOfType<MergeClientsResult.Merged>(await _desk.MergeAsync(_helmi, twin));

        await using var guidance = _desk.Open();
        Assert.AreEqual(_helmi, await new ClientGrounds(guidance, _desk.Clock).ResolveAsync(twin, CancellationToken.None));
        Assert.IsNotNull(await FindAsync(twin));
        Assert.IsNotNull(await FindAsync(_helmi));
    }

    [TestMethod]
    public async Task Matters_are_the_open_cases_and_own_units_notes_and_reading_them_is_audited()
    {
        var (own, other) = (Case(_east), Case(_west));
        await AddAsync(own, other, Case(_east).Close(Now));
        await AddAsync(Contact(own, Now, _east, "Oma muistiinpano"), Contact(other, Now.AddMinutes(1), _west, "Vieras muistiinpano"));
        await using var guidance = _desk.Open();

        var matters = (await new ReadClientMatters(guidance, DeadlineBook.Shipped, CountyCalendar.Helsinki, _desk.Clock).ReadAsync(_helmi, new MattersAsked(), _actor, new AuditGround(Purpose) { CaseId = own.Id }, CancellationToken.None))!;

        Assert.AreEqual((2, 1, 2), (matters.OpenCases.Count, matters.ClosedCaseCount, matters.TimelineCount));
        var contacts = matters.Timeline.Cast<TimelineEntry.OfContact>().ToList();
        Assert.AreEqual((null, false), (contacts[0].Note, contacts[0].IsOfOwnUnit));
        Assert.AreEqual(("Oma muistiinpano", true), (contacts[1].Note, contacts[1].IsOfOwnUnit));
        var entry = await guidance.AuditEntries.SingleAsync(each => each.WorkerId == _sanna.Id);
        Assert.AreEqual((AuditAction.Read, (Guid?)own.Id, "Client card; ClientMatters"), (entry.Action, entry.CaseId, entry.Reason));
    }

    [TestMethod]
    [DataRow(89, true)]
    [DataRow(91, false)]
    public async Task A_case_that_was_handed_over_is_a_ground_of_the_unit_that_had_it_for_ninety_days(int daysAgo, bool opens)
    {
        var handedOver = Case(_west);
        var handoff = new Handoff { CaseId = handedOver.Id, FromUnitId = _east.Id, ToUnitId = _west.Id, ReasonKind = HandoffReason.OtherUnitsTask, OfferedAtUtc = Now.AddDays(-daysAgo - 1) };
        handoff.Accept(null, Now.AddDays(-daysAgo));
        await AddAsync(handedOver, handoff);

        Assert.AreEqual(opens ? new AuditGround(Purpose) { CaseId = handedOver.Id } : null, await FindAsync());
    }

    [TestMethod]
    public async Task A_declined_offer_opens_nothing_to_the_unit_that_declined()
    {
        var kept = Case(_west);
        var handoff = new Handoff { CaseId = kept.Id, FromUnitId = _west.Id, ToUnitId = _east.Id, ReasonKind = HandoffReason.OtherUnitsTask, OfferedAtUtc = Now.AddDays(-2) };
        handoff.Decline(DeclineReason.NoCapacity, null, null, Now.AddDays(-1));
        await AddAsync(kept, handoff);

        Assert.IsNull(await FindAsync());
    }

    public void Dispose() => _desk.Dispose();

    private DateTime Now => _desk.Clock.GetUtcNow().UtcDateTime;

    private async Task<AuditGround?> FindAsync(Guid? clientId = null, Actor? actor = null)
    {
        await using var guidance = _desk.Open();
        return await new ClientGrounds(guidance, _desk.Clock).FindAsync(clientId ?? _helmi, Purpose, actor ?? _actor, CancellationToken.None);
    }

    private async Task AddAsync(params object[] rows)
    {
        await using var guidance = _desk.Open();
        guidance.AddRange(rows);
        await guidance.SaveChangesAsync();
    }

    private GuidanceCase Case(Unit unit) =>
        new GuidanceCase { ClientId = _helmi, Source = GuidanceCase.OwnSource, Theme = NeedReason.Housing, Channel = ContactChannel.Phone, ReceivedAtUtc = Now.AddDays(-100) }.AssignTo(unit.Id, null);

    private Contact Contact(GuidanceCase guidanceCase, DateTime recordedAtUtc, Unit? unit = null, string? note = null) => new()
    {
        CaseId = guidanceCase.Id,
        ClientId = _helmi,
        OpensCase = false,
        Initiator = ContactInitiator.Client,
        Channel = ContactChannel.Phone,
        StartedAtUtc = recordedAtUtc,
        RecordedAtUtc = recordedAtUtc,
        WorkerId = _sanna.Id,
        UnitId = unit?.Id,
        Note = note,
    };

    private static Unit Unit(string code) => new() { Source = GuidanceCase.OwnSource, Code = code, NameFi = code, NameSv = code, NameEn = code };
}
