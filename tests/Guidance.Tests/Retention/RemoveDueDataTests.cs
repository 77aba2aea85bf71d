using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Assessments;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Handoffs;
using Palveluohjaus.Guidance.Imports;
using Palveluohjaus.Guidance.Interventions;
using Palveluohjaus.Guidance.NeedsAssessments;
using Palveluohjaus.Guidance.Retention;
using Palveluohjaus.Guidance.Services.Referrals;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Tests.Clients;

namespace Palveluohjaus.Guidance.Tests.Retention;

/// <summary>On 17.3.2026, clients being kept for a year.</summary>
[TestClass]
public sealed class RemoveDueDataTests : IDisposable
{
    private static readonly Actor Job = new("job: retain");
    private static readonly DateTime LongAgo = new(2015, 1, 1, 12, 0, 0, DateTimeKind.Utc);

    /// <summary>The first instant of 17.3.2025 in Finland.</summary>
    private static readonly DateTime Limit = new(2025, 3, 16, 22, 0, 0, DateTimeKind.Utc);

    private readonly ClientDesk _desk = new();

    public void Dispose() => _desk.Dispose();

    [TestMethod]
    public async Task Nothing_that_refers_to_a_removed_client_is_left_in_any_table()
    {
        Guid removed, kept;
        await using (var guidance = _desk.Open())
        {
            (removed, kept) = (new RowFactory(guidance).Fill().Id, new RowFactory(guidance).Fill().Id);
            await guidance.SaveChangesAsync();
            await guidance.ResponsibleWorkers.Where(row => row.ClientId == kept).ExecuteUpdateAsync(set => set.SetProperty(row => row.UntilUtc, (DateTime?)null));
        }

        await using (var guidance = _desk.Open())
        {
            var before = await CountAllAsync(guidance);
            Assert.IsTrue(before.Values.All(count => count == 2), "Two clients with a row in every table that refers to them.");

            Assert.AreEqual(1, (await Remover(guidance, Rules(1000, nameof(RetainedKind.Clients)), _desk.Clock).RunAsync(Job, null, CancellationToken.None)).Removed[RetainedKind.Clients]);

            foreach (var (table, count) in await CountAllAsync(guidance))
                Assert.AreEqual(1, count, table);
            Assert.AreEqual(kept, await guidance.Clients.Select(client => client.Id).SingleAsync());
            var trace = await guidance.RemovedClients.SingleAsync();
            Assert.AreEqual(removed, trace.ClientId);
            var entry = await guidance.AuditEntries.SingleAsync(each => each.Action == AuditAction.Delete);
            Assert.AreEqual(
                ("Client", (Guid?)removed, (Guid?)removed, "job: retain", $"Retention time over: RetainedKind Clients, 1 cases, 1 contacts, {before.Count} rows"),
                (entry.Subject, entry.SubjectId, entry.ClientId, entry.Actor, entry.Reason));
            Assert.AreEqual(0, (await new CheckAudit(guidance).RunAsync([], 10, null, CancellationToken.None)).Faults);
        }
    }

    [TestMethod]
    public async Task Whoever_has_something_open_is_never_removed()
    {
        var holds = new (string What, Action<GuidanceDbContext, Guid, GuidanceCase> Add)[]
        {
            ("an open case", (guidance, client, _) => guidance.Add(NewCase(client, closed: false))),
            ("a running deadline", (guidance, _, of) =>
            {
                var deadline = Made<CaseDeadline>(guidance, of);
                (deadline.Property(row => row.MetAtUtc).CurrentValue, deadline.Property(row => row.EndedAtUtc).CurrentValue) = (null, null);
            }),
            ("a pending referral", (guidance, _, of) => Made<Referral>(guidance, of).Property(row => row.State).CurrentValue = ReferralState.Waiting),
            ("a service that goes on", (guidance, _, of) => Made<Referral>(guidance, of).Property(row => row.State).CurrentValue = ReferralState.Started),
            ("an active intervention", (guidance, client, _) => guidance.Add(new Intervention { ClientId = client, MethodCode = "m", MethodVersion = 1, PlannedSessions = 1, StartedOn = new DateOnly(2015, 1, 1), RecordedAtUtc = LongAgo, SubmissionKey = Guid.NewGuid() })),
            ("an open needs assessment", (guidance, _, of) => Made<NeedsAssessment>(guidance, of).Property(row => row.State).CurrentValue = NeedsAssessmentState.InProgress),
            ("an offered handoff", (guidance, _, of) => Made<Handoff>(guidance, of).Property(row => row.State).CurrentValue = HandoffState.Offered),
            ("an agreed meeting", (guidance, _, of) => Made<JointMeeting>(guidance, of).Property(row => row.State).CurrentValue = JointMeetingState.Agreed),
        };
        var clients = new Dictionary<Guid, string>();
        await using (var guidance = _desk.Open())
        {
            foreach (var (what, add) in holds)
            {
                var (client, of) = AddQuiet(guidance);
                add(guidance, client, of);
                clients[client] = what;
            }

            await guidance.SaveChangesAsync();
        }

        Assert.AreEqual(0, (await RunAsync()).Total);

        await using var after = _desk.Open();
        var left = await after.Clients.Select(client => client.Id).ToListAsync();
        Assert.AreEqual(string.Empty, string.Join(", ", clients.Keys.Except(left).Select(id => clients[id])));
    }

    [TestMethod]
    public async Task A_day_decides_and_the_day_itself_is_kept()
    {
        var before = await AddWithContactAsync(Limit.AddMicroseconds(-1));
        var on = await AddWithContactAsync(Limit);

        Assert.AreEqual(1, (await RunAsync()).Total);
        CollectionAssert.AreEqual(new[] { on }, await LeftAsync());

        // Until the last second of the county's day, and no longer.
        _desk.Clock.Advance(new DateTimeOffset(2026, 3, 17, 21, 59, 59, TimeSpan.Zero) - _desk.Clock.GetUtcNow());
        Assert.AreEqual(0, (await RunAsync()).Total);
        _desk.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.AreEqual(1, (await RunAsync()).Total);
        Assert.IsEmpty(await LeftAsync());
        CollectionAssert.AreEquivalent(new[] { before, on }, await QueryAsync(guidance => guidance.RemovedClients.Select(row => row.ClientId).ToArrayAsync()));
    }

    [TestMethod]
    public async Task A_county_without_clients_and_a_second_run_remove_nothing()
    {
        Assert.AreEqual(0, (await RunAsync()).Total);
        await AddQuietAsync(3);
        Assert.AreEqual(3, (await RunAsync()).Total);
        var entries = await QueryAsync(guidance => guidance.AuditEntries.CountAsync());

        Assert.AreEqual(0, (await RunAsync()).Total);

        Assert.AreEqual(entries, await QueryAsync(guidance => guidance.AuditEntries.CountAsync()));
    }

    [TestMethod]
    public async Task Stopped_between_two_clients_it_goes_on_at_the_next_run()
    {
        await AddQuietAsync(3);
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAsync<OperationCanceledException>(() => RunAsync(new After(1, stop.Cancel), cancellationToken: stop.Token));

        Assert.HasCount(2, await LeftAsync());
        Assert.AreEqual(1, await QueryAsync(guidance => guidance.AuditEntries.CountAsync(entry => entry.Action == AuditAction.Delete)));
        Assert.AreEqual(2, (await RunAsync()).Total);
    }

    [TestMethod]
    public async Task What_stops_half_way_leaves_the_client_whole()
    {
        await AddQuietAsync(1);
        var contacts = await QueryAsync(guidance => guidance.Contacts.CountAsync());
        await using (var guidance = _desk.Open())
        {
            await guidance.Database.ExecuteSqlRawAsync("CREATE TABLE \"Hanging\" (\"ClientId\" BLOB REFERENCES \"Clients\" (\"Id\") ON DELETE RESTRICT)");
            await guidance.Database.ExecuteSqlRawAsync("INSERT INTO \"Hanging\" SELECT \"Id\" FROM \"Clients\"");
        }

        await Assert.ThrowsAsync<Exception>(() => RunAsync());

        Assert.HasCount(1, await LeftAsync());
        Assert.AreEqual(contacts, await QueryAsync(guidance => guidance.Contacts.CountAsync()));
        Assert.IsFalse(await QueryAsync(guidance => guidance.RemovedClients.AnyAsync()) || await QueryAsync(guidance => guidance.AuditEntries.AnyAsync()));
    }

    [TestMethod]
    public async Task Of_two_runs_at_once_each_client_goes_with_one()
    {
        await AddQuietAsync(5);
        RemovedData? other = null;

        var one = await RunAsync(new After(2, () => other = RunAsync().GetAwaiter().GetResult()));

        Assert.AreEqual((2, 3), (one.Total, other!.Total));
        Assert.AreEqual(5, await QueryAsync(guidance => guidance.AuditEntries.CountAsync(entry => entry.Action == AuditAction.Delete)));
    }

    [TestMethod]
    public async Task Who_is_written_to_while_it_runs_stays()
    {
        var clients = await AddQuietAsync(3);
        var written = clients.Order(Comparer<Guid>.Create((one, another) => one.ToByteArray(true).AsSpan().SequenceCompareTo(another.ToByteArray(true)))).Last();

        Assert.AreEqual(2, (await RunAsync(new After(1, () => AddContactAsync(written, _desk.Clock.GetUtcNow().UtcDateTime).GetAwaiter().GetResult()))).Total);

        CollectionAssert.AreEqual(new[] { written }, await LeftAsync());
        Assert.AreEqual(2, await QueryAsync(guidance => guidance.Contacts.CountAsync(contact => contact.ClientId == written)));
    }

    [TestMethod]
    public async Task Records_that_were_made_one_go_together_and_not_before_the_latest_of_either()
    {
        _desk.Clock.Advance(LongAgo - _desk.Clock.GetUtcNow().UtcDateTime);
        var survivor = await _desk.CreatedAsync(ClientDesk.Helmi with { IdentityCode = "140547-914N" });
        var merged = await _desk.CreatedAsync(ClientDesk.Helmi with { GivenName = "Helmi Sylvi", Phones = [] }, survivor);
        var first = await _desk.CreatedAsync(ClientDesk.Helmi with { GivenName = "Sylvi", Phones = [] }, survivor, merged);
        await AddContactAsync(merged, LongAgo);
        Assert.IsInstanceOfType<MergeClientsResult.Merged>(await _desk.MergeAsync(merged, first));
        _desk.Clock.Advance(TimeSpan.FromDays(400));
        Assert.IsInstanceOfType<MergeClientsResult.Merged>(await _desk.MergeAsync(survivor, merged));
        Assert.AreEqual(0, (await RunAsync()).Total, "The merge is the latest that was recorded of them.");
        _desk.Clock.Advance(TimeSpan.FromDays(400));

        Assert.AreEqual(1, (await RunAsync()).Total);

        Assert.IsEmpty(await LeftAsync());
        CollectionAssert.AreEquivalent(new[] { survivor, merged, first }, await QueryAsync(guidance => guidance.RemovedClients.Select(row => row.ClientId).ToArrayAsync()));
        Assert.AreEqual(3, await QueryAsync(guidance => guidance.AuditEntries.CountAsync(entry => entry.Action == AuditAction.Delete)));
        Assert.IsFalse(await QueryAsync(guidance => guidance.Set<ClientMergeMove>().AnyAsync()));
    }

    [TestMethod]
    public async Task A_protected_client_goes_like_others_and_the_audit_names_nobody()
    {
        _desk.Clock.Advance(LongAgo - _desk.Clock.GetUtcNow().UtcDateTime);
        var hidden = await _desk.CreatedAsync(ClientDesk.Helmi with { IsProtected = true, StreetAddress = "Piilokuja 7" });
        _desk.Clock.Advance(TimeSpan.FromDays(800));

        Assert.AreEqual(1, (await RunAsync()).Total);

        var entry = await QueryAsync(guidance => guidance.AuditEntries.SingleAsync(each => each.Action == AuditAction.Delete && each.ClientId == hidden));
        Assert.IsFalse(entry.Reason!.Contains("Kuusisaari", StringComparison.Ordinal) || entry.Reason.Contains("Piilokuja", StringComparison.Ordinal));
        Assert.AreEqual(string.Empty, await _desk.NamesAsync("Kuusisaari"));
    }

    [TestMethod]
    public async Task Who_is_close_to_somebody_guided_now_stays_and_two_whose_time_is_over_go()
    {
        var clients = await AddQuietAsync(4);
        await using (var guidance = _desk.Open())
        {
            guidance.Add(new ClientRelation { ClientId = clients[0], RelatedClientId = clients[1], Kind = RelationKind.Guardian, RecordedAtUtc = LongAgo });
            guidance.Add(new ClientRelation { ClientId = clients[2], RelatedClientId = clients[3], Kind = RelationKind.Spouse, RecordedAtUtc = LongAgo });
            await guidance.SaveChangesAsync();
        }

        await AddContactAsync(clients[0], Limit);

        Assert.AreEqual(2, (await RunAsync()).Total);
        CollectionAssert.AreEquivalent(new[] { clients[0], clients[1] }, await LeftAsync());
    }

    [TestMethod]
    public async Task What_hangs_on_anothers_case_is_left_and_told_of()
    {
        var clients = await AddQuietAsync(2);
        await AddContactAsync(clients[1], _desk.Clock.GetUtcNow().UtcDateTime);
        await using (var guidance = _desk.Open())
        {
            var others = await guidance.Cases.Where(row => row.ClientId == clients[1]).Select(row => row.Id).FirstAsync();
            guidance.Add(new Intervention { ClientId = clients[0], CaseId = others, MethodCode = "m", MethodVersion = 1, PlannedSessions = 1, StartedOn = new DateOnly(2015, 1, 1), RecordedAtUtc = LongAgo, SubmissionKey = Guid.NewGuid() }
                .End(InterventionState.Completed, new DateOnly(2015, 2, 1), null));
            await guidance.SaveChangesAsync();
        }

        var done = await RunAsync();

        Assert.AreEqual((0, 1), (done.Total, done.Shared));
        Assert.HasCount(2, await LeftAsync());
    }

    [TestMethod]
    public async Task A_case_without_a_client_goes_with_all_that_hangs_on_it_and_leaves_its_id()
    {
        Guid removed;
        await using (var guidance = _desk.Open())
        {
            var of = NewCase(null, closed: true);
            guidance.Add(of);
            removed = of.Id;
            var contact = NewContact(null, of.Id, LongAgo);
            guidance.Add(contact);
            var factory = new RowFactory(guidance).With(of).With(contact);
            foreach (var make in (Action[])[() => factory.Get<CaseEvent>(), () => factory.Get<CaseDeadline>(), () => factory.Get<Handoff>(), () => factory.Get<Referral>(), () => factory.Get<JointMeeting>()])
                make();
            await guidance.SaveChangesAsync();
        }

        Assert.AreEqual("AnonymousCases 1", Said(await RunAsync()));

        await using var after = _desk.Open();
        Assert.AreEqual(0, await after.Cases.CountAsync() + await after.Contacts.CountAsync() + await after.CaseEvents.CountAsync() + await after.Referrals.CountAsync());
        Assert.AreEqual(removed, (await after.RemovedAnonymousCases.SingleAsync()).CaseId);
        var entry = await after.AuditEntries.SingleAsync(each => each.Action == AuditAction.Delete);
        Assert.AreEqual(("GuidanceCase", (Guid?)removed, (Guid?)null, "Retention time over: RetainedKind AnonymousCases"), (entry.Subject, entry.SubjectId, entry.ClientId, entry.Reason));
    }

    [TestMethod]
    public async Task A_case_without_a_client_stays_while_anything_is_open_new_or_a_clients()
    {
        var now = _desk.Clock.GetUtcNow().UtcDateTime;
        await using (var guidance = _desk.Open())
        {
            var open = NewCase(null, closed: false);
            var fresh = NewCase(null, closed: true);
            var onTheDay = NewCase(null, closed: true);
            var offered = NewCase(null, closed: true);
            var ofClient = NewCase(null, closed: true);
            guidance.AddRange(open, fresh, onTheDay, offered, ofClient, NewContact(null, fresh.Id, now), NewContact(null, onTheDay.Id, Limit));
            var (client, _) = AddQuiet(guidance, now);
            guidance.Add(NewContact(client, ofClient.Id, LongAgo));
            Made<Handoff>(guidance, offered).Property(row => row.State).CurrentValue = HandoffState.Offered;
            await guidance.SaveChangesAsync();
        }

        Assert.AreEqual(0, (await CountAsync()).Single(each => each.Rule.Kind == RetainedKind.AnonymousCases).Count);
        Assert.AreEqual(string.Empty, Said(await RunAsync()));
        Assert.AreEqual(5, await QueryAsync(guidance => guidance.Cases.CountAsync(of => of.ClientId == null)));
    }

    [TestMethod]
    public async Task Of_cases_without_a_client_a_night_takes_no_more_than_the_county_says_and_goes_on_where_it_was_stopped()
    {
        const int Cases = RemoveDueData.CasesPerTransaction + 3;
        await using (var guidance = _desk.Open())
        {
            guidance.AddRange(Enumerable.Range(0, Cases + 2).Select(_ => NewCase(null, closed: true)));
            await guidance.SaveChangesAsync();
        }

        Assert.AreEqual("AnonymousCases 2", Said(await RunAsync(most: 2)));
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAsync<OperationCanceledException>(() => RunAsync(new After(RemoveDueData.CasesPerTransaction, stop.Cancel), cancellationToken: stop.Token));
        Assert.AreEqual(3, await QueryAsync(guidance => guidance.Cases.CountAsync()));

        Assert.AreEqual("AnonymousCases 3", Said(await RunAsync()));
        Assert.AreEqual(Cases + 2, await QueryAsync(guidance => guidance.AuditEntries.CountAsync(each => each.Action == AuditAction.Delete)));
    }

    [TestMethod]
    public async Task A_case_whose_client_becomes_known_while_it_runs_stays()
    {
        Guid known;
        await using (var guidance = _desk.Open())
        {
            var cases = Enumerable.Range(0, RemoveDueData.CasesPerTransaction + 1).Select(_ => NewCase(null, closed: true)).ToArray();
            guidance.AddRange(cases);
            await guidance.SaveChangesAsync();
            known = (await guidance.Cases.OrderBy(of => of.Id).Select(of => of.Id).ToListAsync())[^1];
        }

        var removed = await RunAsync(new After(RemoveDueData.CasesPerTransaction, () =>
        {
            using var guidance = _desk.Open();
            var (client, _) = AddQuiet(guidance, _desk.Clock.GetUtcNow().UtcDateTime);
            guidance.SaveChanges();
            guidance.Cases.Where(of => of.Id == known).ExecuteUpdate(set => set.SetProperty(of => of.ClientId, client));
        }));

        Assert.AreEqual($"AnonymousCases {RemoveDueData.CasesPerTransaction}", Said(removed));
        Assert.IsTrue(await QueryAsync(guidance => guidance.Cases.AnyAsync(of => of.Id == known)));
    }

    [TestMethod]
    public async Task A_night_takes_no_more_clients_than_the_county_says()
    {
        await AddQuietAsync(5);

        Assert.AreEqual(2, (await RunAsync(most: 2)).Total);
        Assert.HasCount(3, await LeftAsync());
    }

    [TestMethod]
    public async Task Small_rows_go_in_small_transactions_and_those_of_clients_into_their_log()
    {
        var client = (await AddQuietAsync(1))[0];
        await AddContactAsync(client, Limit);
        var now = _desk.Clock.GetUtcNow().UtcDateTime;
        await using (var guidance = _desk.Open())
        {
            var factory = new RowFactory(guidance);
            var account = factory.Get<Account>();
            for (var number = 0; number < RemoveDueData.RowsPerTransaction + 1; number++)
                guidance.Add(NewSession(account.Id, LongAgo, LongAgo));
            guidance.AddRange(NewSession(account.Id, LongAgo, null), NewSession(account.Id, LongAgo, now), NewSession(account.Id, now, null));
            guidance.AddRange(NewRow(LongAgo, null), NewRow(LongAgo, LongAgo), NewRow(LongAgo, now), NewRow(now, null));
            guidance.AddRange(NewLink(account.Id, LongAgo, null), NewLink(account.Id, now, LongAgo), NewLink(account.Id, now, null));
            var open = NewCase(client, closed: false);
            guidance.AddRange(open, NewDraft(client, null, LongAgo), NewDraft(client, open.Id, LongAgo), NewDraft(client, null, now));
            await guidance.SaveChangesAsync();
        }

        var due = await CountAsync();
        var done = await RunAsync();

        Assert.AreEqual(
            "AssessmentDrafts 1, WaitingQuarantinedRows 1, ResolvedQuarantinedRows 1, Sessions 202, AccountLinks 2",
            Said(done));
        CollectionAssert.AreEqual(due.Select(each => (each.Rule.Kind, each.Count)).ToArray(), done.Removed.Select(each => (each.Key, each.Value)).ToArray(), "What was counted is what went.");
        Assert.AreEqual(LongAgo, due.Single(each => each.Rule.Kind == RetainedKind.Sessions).OldestUtc);
        var entries = await QueryAsync(guidance => guidance.AuditEntries.Where(entry => entry.Action == AuditAction.Delete).ToListAsync());
        Assert.AreEqual("200 2", string.Join(' ', entries.Where(entry => entry.Reason!.Contains($" {RetainedKind.Sessions},", StringComparison.Ordinal)).OrderBy(entry => entry.Sequence).Select(entry => entry.Reason!.Split(' ')[^2])));
        Assert.AreEqual(client, entries.Single(entry => entry.Subject == nameof(AssessmentDraft)).ClientId);
    }

    [TestMethod]
    public async Task Counting_touches_nothing_and_what_is_off_removes_nothing()
    {
        await AddQuietAsync(2);

        Assert.AreEqual((2, (DateTime?)LongAgo), (await CountAsync()).Where(each => each.Rule.Kind == RetainedKind.Clients).Select(each => (each.Count, each.OldestUtc)).Single());

        await using var guidance = _desk.Open();
        await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => Remover(guidance, RetentionRules.Shipped).RunAsync(Job, null, CancellationToken.None));
        Assert.HasCount(2, await LeftAsync());
        Assert.AreEqual("Read RetentionRule", string.Join(", ", await guidance.AuditEntries.Select(entry => entry.Action + " " + entry.Subject).ToListAsync()));
    }

    private static RetentionRules Rules(int most, params string[] kinds)
    {
        var rules = (kinds is [] ? Enum.GetNames<RetainedKind>() : kinds).Select(kind => $$"""{"kind":"{{kind}}","months":12,"basis":{"fi":"a","sv":"b","en":"c"} }""");
        var json = $$"""{"version":1,"enabled":true,"mostClientsPerRun":{{most}},"rules":[{{string.Join(',', rules)}}] }""";
        return RetentionRules.Read(new MemoryStream(Encoding.UTF8.GetBytes(json)), RetentionRules.FileName, RetentionRules.Shipped);
    }

    private static GuidanceCase NewCase(Guid? client, bool closed)
    {
        var made = new GuidanceCase { ClientId = client, Source = GuidanceCase.OwnSource, Channel = ContactChannel.Phone, ReceivedAtUtc = LongAgo };
        return closed ? made.Close(LongAgo) : made;
    }

    private static AccountSession NewSession(Guid account, DateTime began, DateTime? ended)
    {
        var session = new AccountSession { AccountId = account, BeganAtUtc = began };
        if (ended is { } at)
            session.End(at);
        return session;
    }

    private static QuarantinedRow NewRow(DateTime at, DateTime? resolved) => new()
    {
        Profile = "p",
        FileName = "f.csv",
        LineNumber = 1,
        RawText = "x",
        RowDigest = Guid.NewGuid().ToString("N"),
        Column = "",
        Problem = RowProblem.BadQuote,
        QuarantinedAtUtc = at,
        ResolvedAtUtc = resolved,
    };

    private static OneTimeLink NewLink(Guid account, DateTime expires, DateTime? used) =>
        new() { TokenHash = [.. Guid.NewGuid().ToByteArray(), .. new byte[16]], AccountId = account, CreatedAtUtc = LongAgo, ExpiresAtUtc = expires, UsedAtUtc = used };

    private static AssessmentDraft NewDraft(Guid client, Guid? of, DateTime saved) =>
        new() { ClientId = client, CaseId = of, LifeStage = LifeStage.OlderPeople, TemplateId = "t", StartedAtUtc = LongAgo, SavedAtUtc = saved };

    private static (Guid Client, GuidanceCase Case) AddQuiet(GuidanceDbContext guidance, DateTime? contactAt = null)
    {
        var client = guidance.Add(new Client
        {
            GivenName = "Testi",
            FamilyName = "Asiakas",
            FoldedName = "asiakas testi",
            DateOfBirth = new DateOnly(1950, 1, 1),
            Sex = Sex.Male,
            MunicipalityCode = "901",
            ServiceLanguage = ServiceLanguage.Finnish,
            CreatedAtUtc = LongAgo,
        }).Entity.Id;
        return (client, AddContact(guidance, client, contactAt ?? LongAgo));
    }

    private static GuidanceCase AddContact(GuidanceDbContext guidance, Guid client, DateTime at)
    {
        var of = guidance.Add(NewCase(client, closed: true)).Entity;
        guidance.Add(NewContact(client, of.Id, at));
        return of;
    }

    private static Contact NewContact(Guid? client, Guid of, DateTime at) =>
        new() { ClientId = client, CaseId = of, OpensCase = true, Initiator = ContactInitiator.Client, Channel = ContactChannel.Phone, StartedAtUtc = at, RecordedAtUtc = at };

    private static string Said(RemovedData done) => string.Join(", ", done.Removed.Where(each => each.Value > 0).Select(each => $"{each.Key} {each.Value}"));

    /// <summary>One as the factory makes it: ended, long ago.</summary>
    private static Microsoft.EntityFrameworkCore.ChangeTracking.EntityEntry<T> Made<T>(GuidanceDbContext guidance, GuidanceCase of)
        where T : class => guidance.Entry(new RowFactory(guidance).With(of).Get<T>());

    private static RemoveDueData Remover(GuidanceDbContext guidance, RetentionRules rules, TimeProvider? clock = null) =>
        new(guidance, rules, CountyCalendar.Helsinki, clock ?? TimeProvider.System, NullLogger<RemoveDueData>.Instance);

    /// <summary>How many rows there are in every table that refers to clients, whichever way.</summary>
    private static async Task<Dictionary<string, int>> CountAllAsync(GuidanceDbContext guidance)
    {
        var counts = new Dictionary<string, int>();
        foreach (var type in RowFactory.OfClients(guidance.Model))
        {
            var table = type.GetTableName()!;
            await using var command = guidance.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT COUNT(*) FROM \"{table}\"";
            counts[table] = Convert.ToInt32(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
        }

        return counts;
    }

    private async Task<List<Guid>> AddQuietAsync(int count)
    {
        await using var guidance = _desk.Open();
        var clients = Enumerable.Range(0, count).Select(_ => AddQuiet(guidance).Client).ToList();
        await guidance.SaveChangesAsync();
        return clients;
    }

    private async Task<Guid> AddWithContactAsync(DateTime at)
    {
        await using var guidance = _desk.Open();
        var (client, _) = AddQuiet(guidance, at);
        await guidance.SaveChangesAsync();
        return client;
    }

    private async Task AddContactAsync(Guid client, DateTime at)
    {
        await using var guidance = _desk.Open();
        AddContact(guidance, client, at);
        await guidance.SaveChangesAsync();
    }

    private async Task<RemovedData> RunAsync(IProgress<int>? progress = null, int most = 1000, CancellationToken cancellationToken = default)
    {
        await using var guidance = _desk.Open();
        return await Remover(guidance, Rules(most), _desk.Clock).RunAsync(Job, progress, cancellationToken);
    }

    private async Task<IReadOnlyList<DueCount>> CountAsync()
    {
        await using var guidance = _desk.Open();
        return await new CountDueData(guidance, Rules(1000), CountyCalendar.Helsinki, _desk.Clock).RunAsync(Job, CancellationToken.None);
    }

    private Task<Guid[]> LeftAsync() => QueryAsync(guidance => guidance.Clients.Select(client => client.Id).ToArrayAsync());

    private async Task<T> QueryAsync<T>(Func<GuidanceDbContext, Task<T>> query)
    {
        await using var guidance = _desk.Open();
        return await query(guidance);
    }

    /// <summary>Does something once, when so many have been removed.</summary>
    private sealed class After(int count, Action what) : IProgress<int>
    {
        public void Report(int value)
        {
            if (value == count)
                what();
        }
    }
}
