using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Assessments;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Interventions;

namespace Palveluohjaus.Guidance.Tests.Clients;

[TestClass]
[TestCategory("database")]
public sealed class MergeClientsTests : IDisposable
{
    private readonly ClientDesk _desk = new();

    public void Dispose() => _desk.Dispose();

    [TestMethod]
    public async Task Everything_follows_the_survivor_and_undoing_brings_exactly_it_back()
    {
        var (survivor, merged) = await FillAsync();
        var before = await WrittenAsync();

        var result = (MergeClientsResult.Merged)await _desk.MergeAsync(survivor, merged);

        Assert.AreEqual(6, result.RowsMoved);
        await using (var guidance = _desk.Open())
        {
            Assert.IsFalse(await guidance.Contacts.AnyAsync(contact => contact.ClientId == merged));
            Assert.AreEqual(2, await guidance.Cases.CountAsync(guidanceCase => guidanceCase.ClientId == survivor));
            Assert.AreEqual(1, await guidance.SegmentDecisions.CountAsync(decision => decision.ClientId == survivor));
            Assert.AreEqual(1, await guidance.Interventions.CountAsync(intervention => intervention.ClientId == survivor));
        }

        Assert.AreEqual(ConsentAnswer.Given, (await _desk.ReadAsync(survivor)).Consents.Single().Answer);
        Assert.AreEqual("Pekka Kuusisaari", (await _desk.ReadAsync(survivor)).Reach!.CloseOnes.Single().Name);

        Assert.IsInstanceOfType<MergeClientsResult.Undone>(await _desk.UndoAsync(result.MergeId));
        Assert.AreEqual(before, await WrittenAsync());
    }

    [TestMethod]
    public async Task The_merged_clients_name_code_and_id_lead_to_the_survivor()
    {
        var (survivor, merged) = await FillAsync();

        var merge = (MergeClientsResult.Merged)await _desk.MergeAsync(survivor, merged);

        foreach (var text in (string[])["kuusisari", "140547-914N", "14.5.1947", "0400000001"])
            Assert.AreEqual("Helmi Kuusisaari", await _desk.NamesAsync(text), text);
        Assert.AreEqual(survivor, (await _desk.ReadAsync(merged)).Id);
        await _desk.UndoAsync(merge.MergeId);
        Assert.AreEqual("Helmi Kuusisari", await _desk.NamesAsync("0400000001"));
        Assert.AreEqual("Helmi Kuusisaari", await _desk.NamesAsync("140547-914N"));
    }

    [TestMethod]
    public async Task A_merge_with_itself_again_or_in_a_circle_is_refused()
    {
        var (survivor, merged) = await FillAsync(survivorsCode: string.Empty);
        var third = await _desk.CreatedAsync(ClientDesk.Helmi with { GivenName = "Aino", Phones = [] });
        Assert.AreEqual(new MergeClientsResult.Refused(MergeRefusal.SameClient), await _desk.MergeAsync(survivor, survivor));
        Assert.AreEqual(new MergeClientsResult.Refused(MergeRefusal.ClientUnknown), await _desk.MergeAsync(survivor, Guid.NewGuid()));

        var merge = (MergeClientsResult.Merged)await _desk.MergeAsync(survivor, merged);

        Assert.AreEqual(new MergeClientsResult.Refused(MergeRefusal.Circle), await _desk.MergeAsync(merged, survivor));
        Assert.AreEqual(new MergeClientsResult.Refused(MergeRefusal.AlreadyMerged), await _desk.MergeAsync(third, merged));
        var later = (MergeClientsResult.Merged)await _desk.MergeAsync(third, survivor);
        Assert.AreEqual(new MergeClientsResult.Refused(MergeRefusal.Circle), await _desk.MergeAsync(merged, third));
        Assert.AreEqual(new MergeClientsResult.Refused(MergeRefusal.SurvivorMergedSince), await _desk.UndoAsync(merge.MergeId));
        await _desk.UndoAsync(later.MergeId);
        Assert.IsInstanceOfType<MergeClientsResult.Undone>(await _desk.UndoAsync(merge.MergeId));
        Assert.AreEqual(new MergeClientsResult.Refused(MergeRefusal.AlreadyUndone), await _desk.UndoAsync(merge.MergeId));
        Assert.AreEqual(new MergeClientsResult.Refused(MergeRefusal.MergeUnknown), await _desk.UndoAsync(Guid.NewGuid()));
    }

    [TestMethod]
    public async Task Two_identity_codes_are_two_people_and_the_one_with_a_code_remains()
    {
        var (survivor, merged) = await FillAsync();
        var other = await _desk.CreatedAsync(ClientDesk.Helmi with { GivenName = "Aino", IdentityCode = "140547-916R", Phones = [] });
        Assert.AreEqual(new MergeClientsResult.Refused(MergeRefusal.SurvivorWithoutCode), await _desk.MergeAsync(merged, other));

        await _desk.MergeAsync(survivor, merged);

        Assert.AreEqual(new MergeClientsResult.Refused(MergeRefusal.DifferentIdentityCodes), await _desk.MergeAsync(survivor, other));
    }

    [TestMethod]
    public async Task Protection_is_kept_while_any_of_the_merged_is_protected()
    {
        var plain = await _desk.CreatedAsync(ClientDesk.Helmi);
        var one = await _desk.CreatedAsync(ClientDesk.Helmi with { GivenName = "Aino", Phones = [], IsProtected = true });
        var other = await _desk.CreatedAsync(ClientDesk.Helmi with { GivenName = "Eeva", Phones = [], IsProtected = true });
        var first = (MergeClientsResult.Merged)await _desk.MergeAsync(plain, one);
        var second = (MergeClientsResult.Merged)await _desk.MergeAsync(plain, other);
        Assert.IsTrue((await _desk.ReadAsync(plain)).IsProtected);

        await _desk.UndoAsync(first.MergeId);

        Assert.IsTrue((await _desk.ReadAsync(plain)).IsProtected);
        await _desk.UndoAsync(second.MergeId);
        Assert.IsFalse((await _desk.ReadAsync(plain)).IsProtected);
        Assert.IsTrue((await _desk.ReadAsync(one)).IsProtected);
    }

    [TestMethod]
    public async Task What_was_typed_for_the_survivor_since_keeps_the_protection_up()
    {
        var plain = await _desk.CreatedAsync(ClientDesk.Helmi);
        var hidden = await _desk.CreatedAsync(ClientDesk.Helmi with { GivenName = "Aino", Phones = [], IsProtected = true });
        var merge = (MergeClientsResult.Merged)await _desk.MergeAsync(plain, hidden);
        var version = (await _desk.ReadAsync(plain)).Version;

        Assert.IsInstanceOfType<UpdateClientResult.Updated>(await _desk.UpdateAsync(plain, version, ClientDesk.Helmi with { IsProtected = true, StreetAddress = "Piilokuja 7" }, DetailsRight.ProtectedToo));
        await _desk.UndoAsync(merge.MergeId);

        var now = await _desk.ReadAsync(plain);
        Assert.AreEqual((true, null), (now.IsProtected, now.Reach));
    }

    [TestMethod]
    public async Task A_link_and_its_end_stand_in_the_logs_of_both_and_only_ones_case_in_ones_own()
    {
        var (helmi, aino) = (await _desk.CreatedAsync(ClientDesk.Helmi), await _desk.CreatedAsync(ClientDesk.Helmi with { GivenName = "Aino", Phones = [] }));
        await using var guidance = _desk.Open();
        var relate = new RelateClients(guidance, _desk.Clock);
        var ground = new AuditGround(ClientDesk.Reason) { CaseId = Guid.CreateVersion7() };

        await relate.AddAsync(new RelationToAdd { ClientId = helmi, RelatedClientId = aino, Kind = RelationKind.Sibling }, ClientDesk.Worker, ground, CancellationToken.None);
        var relation = await guidance.Set<ClientRelation>().SingleAsync();
        await relate.EndAsync(helmi, relation.Id, ClientDesk.Worker, ground, CancellationToken.None);

        var entries = await guidance.AuditEntries.Where(entry => entry.Action == AuditAction.Update).ToListAsync();
        Assert.AreEqual((2, 2), (entries.Count(entry => entry.ClientId == helmi && entry.CaseId == ground.CaseId), entries.Count(entry => entry.ClientId == aino && entry.CaseId == null)));
    }

    [TestMethod]
    public async Task The_register_lists_who_may_be_one_person_until_they_are_merged()
    {
        var (survivor, merged) = await FillAsync();
        Assert.AreEqual((survivor, merged), (await PairsAsync()).Select(pair => (pair.Earlier.Id, pair.Later.Id)).Single());

        await _desk.MergeAsync(survivor, merged);

        Assert.IsEmpty(await PairsAsync());
    }

    [TestMethod]
    public async Task A_draft_decided_between_a_merge_and_its_undoing_goes_back_with_its_decision()
    {
        var (survivor, merged) = await FillAsync();
        var now = _desk.Clock.GetUtcNow().UtcDateTime;
        var draftId = Guid.CreateVersion7();
        await using (var guidance = _desk.Open())
        {
            guidance.Add(new AssessmentDraft { Id = draftId, ClientId = merged, LifeStage = LifeStage.OlderPeople, TemplateId = "older-people/1", StartedAtUtc = now, SavedAtUtc = now });
            await guidance.SaveChangesAsync();
        }

        var merge = (MergeClientsResult.Merged)await _desk.MergeAsync(survivor, merged);
        await using (var guidance = _desk.Open())
        {
            var draft = await guidance.AssessmentDrafts.SingleAsync();
            Assert.AreEqual(survivor, draft.ClientId);
            guidance.Remove(draft);
            guidance.Add(new Assessment { Id = draftId, ClientId = survivor, LifeStage = draft.LifeStage, TemplateId = draft.TemplateId, Answers = draft.Answers, AssessedAtUtc = now });
            guidance.Add(new SegmentDecision { ClientId = survivor, AssessmentId = draftId, Segment = "YHT", DecidedAtUtc = now });
            await guidance.SaveChangesAsync();
        }

        await _desk.UndoAsync(merge.MergeId);

        await using var after = _desk.Open();
        Assert.AreEqual(merged, (await after.Assessments.SingleAsync(assessment => assessment.Id == draftId)).ClientId);
        Assert.AreEqual(merged, (await after.SegmentDecisions.SingleAsync(decision => decision.AssessmentId == draftId)).ClientId);
    }

    private async Task<IReadOnlyList<DuplicatePair>> PairsAsync()
    {
        await using var guidance = _desk.Open();
        return await new FindDuplicates(guidance, ClientDesk.Vault, _desk.Clock).ListAsync(10, DetailsRight.OrdinaryOnly, ClientDesk.Worker, ClientDesk.Reason, CancellationToken.None);
    }

    private async Task<(Guid Survivor, Guid Merged)> FillAsync(string survivorsCode = "140547-914N")
    {
        var survivor = await _desk.CreatedAsync(ClientDesk.Helmi with { IdentityCode = survivorsCode });
        var merged = await _desk.CreatedAsync(ClientDesk.Helmi with { FamilyName = "Kuusisari", Phones = ["0400000001"] }, survivor);
        await using var guidance = _desk.Open();
        foreach (var clientId in (Guid[])[survivor, merged])
        {
            var guidanceCase = new GuidanceCase { ClientId = clientId, Source = GuidanceCase.OwnSource, Channel = ContactChannel.Phone, ReceivedAtUtc = _desk.Clock.GetUtcNow().UtcDateTime };
            guidance.Add(guidanceCase);
            guidance.Add(new Contact
            {
                CaseId = guidanceCase.Id, ClientId = clientId, OpensCase = true, Initiator = ContactInitiator.Client, Channel = ContactChannel.Phone,
                StartedAtUtc = guidanceCase.ReceivedAtUtc, RecordedAtUtc = guidanceCase.ReceivedAtUtc,
            });
        }

        guidance.Add(new Intervention { ClientId = merged, MethodCode = "ipc-young", MethodVersion = 1, PlannedSessions = 6, StartedOn = new DateOnly(2026, 3, 2), RecordedAtUtc = _desk.Clock.GetUtcNow().UtcDateTime, SubmissionKey = Guid.NewGuid() });
        guidance.Add(new SegmentDecision { ClientId = merged, Segment = "OMA", DecidedAtUtc = _desk.Clock.GetUtcNow().UtcDateTime });
        await guidance.SaveChangesAsync();
        var consent = new RecordConsent(guidance, CountyCalendar.Helsinki, _desk.Clock);
        Assert.IsEmpty(await consent.RecordAsync(new ConsentToRecord(merged, ConsentKind.RemoteReception, ConsentAnswer.Given, new DateOnly(2026, 3, 1)), ClientDesk.Worker, ClientDesk.Reason, CancellationToken.None));
        var relate = new RelateClients(guidance, _desk.Clock);
        await relate.AddAsync(new RelationToAdd { ClientId = merged, OutsiderName = "Pekka Kuusisaari", Kind = RelationKind.Child }, ClientDesk.Worker, ClientDesk.Reason, CancellationToken.None);
        await relate.AddAsync(new RelationToAdd { ClientId = merged, RelatedClientId = survivor, Kind = RelationKind.Sibling }, ClientDesk.Worker, ClientDesk.Reason, CancellationToken.None);
        return (survivor, merged);
    }

    /// <summary>Every row of every table a merge may touch, but for the merge's own records, the audit and the versions that tell of it.</summary>
    private async Task<string> WrittenAsync()
    {
        string[] records = ["ClientMerges", "ClientMergeMoves", "ClientChanges", "AuditEntries", "AuditChainHeads"];
        await using var guidance = _desk.Open();
        var rows = new List<string>();
        foreach (var table in guidance.Model.GetEntityTypes().Select(type => type.GetTableName()!).Except(records).Order(StringComparer.Ordinal))
        {
            await using var command = guidance.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\"";
            await guidance.Database.OpenConnectionAsync();
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                rows.Add(table + string.Concat(Enumerable.Range(0, reader.FieldCount).Where(column => reader.GetName(column) != "Version")
                    .Select(column => string.Create(CultureInfo.InvariantCulture, $"|{reader.GetName(column)}={reader.GetValue(column)}"))));
            }
        }

        return string.Join('\n', rows.Order(StringComparer.Ordinal));
    }
}
