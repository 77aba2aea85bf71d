using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Feedback;
using Palveluohjaus.Guidance.Handoffs;
using Palveluohjaus.Guidance.Retention;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Teams;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.Facts;

[TestClass]
[TestCategory("database")]
public sealed class RefreshFactsTests : IDisposable
{
    private readonly TestDatabase _database = new();
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 3, 2, 6, 0, 0, TimeSpan.Zero));
    private readonly Unit[] _units = [.. Enumerable.Range(1, 3).Select(NewUnit)];
    private readonly Client[] _clients = [.. Enumerable.Range(1, 5).Select(NewClient)];

    public RefreshFactsTests()
    {
        using var guidance = _database.OpenGuidance();
        guidance.Municipalities.Add(new Municipality
        {
            Code = "905",
            NameFi = "Vaasa",
            NameSv = "Vasa",
            LanguageStatus = MunicipalityLanguageStatus.BilingualFinnishMajority,
            Population = 67_988,
            PopulationYear = 2022,
        });
        guidance.Units.AddRange(_units);
        guidance.Clients.AddRange(_clients);
        guidance.SaveChanges();
    }

    public void Dispose() => _database.Dispose();

    [TestMethod]
    public async Task Whatever_happens_in_whatever_order_the_facts_are_those_of_a_rebuild()
    {
        var random = new Random(11);
        FactSnapshot? followed = null;
        for (var step = 0; step < 120; step++)
        {
            _clock.Advance(TimeSpan.FromMinutes(random.Next(10, 6000)));
            switch (random.Next(6))
            {
                case 0:
                    await RefreshAsync(rebuild: random.Next(5) == 0);
                    followed = await LoadAsync(followed);
                    break;
                case 1:
                    await DecideAsync(_clients[random.Next(_clients.Length)], random);
                    break;
                case 2:
                    await AcceptAsync();
                    await RefreshHalfWayAsync();
                    break;
                case 3 when step % 4 == 0:
                    await RemoveAsync(_clients[random.Next(_clients.Length)].Id);
                    break;
                case 3 when step % 8 == 1:
                    await RemoveAnonymousAsync();
                    break;
                default:
                    await LogAsync(random);
                    break;
            }
        }

        await RefreshAsync();
        CollectionAssert.AreEqual(Describe(await LoadAsync(null)), Describe(await LoadAsync(followed)), "What is followed change by change is what is read at once.");
        var refreshed = await DescribeAsync();
        await RefreshAsync(rebuild: true);

        CollectionAssert.AreEqual(await DescribeAsync(), refreshed);
        Assert.IsGreaterThan(50, refreshed.Length);
    }

    [TestMethod]
    public async Task A_refresh_looks_at_nothing_but_what_is_new_and_whose_it_is()
    {
        if (TestServer.Current is { Provider: DatabaseProvider.SqlServer })
            Assert.Inconclusive("Plans of SQL Server are not read here.");
        var random = new Random(5);
        for (var each = 0; each < 5; each++)
            await LogAsync(random);
        await RefreshAsync();
        await LogAsync(random);
        await DecideAsync(_clients[0], random);
        await AcceptAsync();

        using var plans = QueryPlans.Watch();
        await RefreshAsync();

        await using var guidance = _database.OpenGuidance();
        await using var reporting = _database.OpenReporting();
        List<string> scans =
        [
            .. await plans.FindScansAsync(guidance, [typeof(Client), typeof(GuidanceCase), typeof(CaseEvent), typeof(CaseDeadline), typeof(Contact), typeof(SegmentDecision)]),
            .. await plans.FindScansAsync(reporting, [typeof(CaseFact), typeof(ContactFact), typeof(SegmentFact)]),
        ];
        Assert.IsGreaterThan(10, plans.CountOf(guidance));
        Assert.IsGreaterThan(5, plans.CountOf(reporting));
        Assert.IsEmpty(scans, string.Join($"{Environment.NewLine}{Environment.NewLine}", scans));
    }

    [TestMethod]
    public async Task What_was_loaded_stays_as_it_was_when_more_is_loaded()
    {
        var random = new Random(21);
        for (var contact = 0; contact < 20; contact++)
            await LogAsync(random);
        await RefreshAsync();
        var before = await LoadAsync(null);
        var described = Describe(before);

        for (var contact = 0; contact < 20; contact++)
            await LogAsync(random);
        await DecideAsync(_clients[0], random);
        await RefreshAsync();
        var after = await LoadAsync(before);

        CollectionAssert.AreEqual(described, Describe(before));
        CollectionAssert.AreNotEqual(described, Describe(after));
    }

    [TestMethod]
    public async Task A_row_committed_late_with_a_lower_number_is_taken_in()
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        var (first, second) = (await LogAsync(_clients[0].Id, now.AddDays(-3)), await LogAsync(_clients[1].Id, now.AddDays(-2)));
        var last = await LastEventAsync();

        // Numbers that others hold in transactions which have not ended: the next row comes after them.
        await AddEventAsync(first.CaseId, last + 5, now.AddHours(-5));
        await RefreshAsync();
        await AddEventAsync(second.CaseId, last + 2, now.AddHours(-4), CaseEventKind.FollowedUp);
        await RefreshAsync();
        CollectionAssert.AreEqual(new[] { (last + 1, last + 1), (last + 3, last + 4) }, await GapsAsync());
        var refreshed = await DescribeAsync();
        Assert.AreEqual(1, await FollowUpsOfAsync(second.CaseId, now.AddHours(-4)));

        await AddEventAsync(first.CaseId, last + 1, now.AddHours(-6), CaseEventKind.FollowedUp);
        await AddEventAsync(first.CaseId, last + 6, now.AddHours(-1));
        await RefreshAsync();
        Assert.AreEqual(1, await FollowUpsOfAsync(first.CaseId, now.AddHours(-6)));
        CollectionAssert.AreNotEqual(refreshed, refreshed = await DescribeAsync());

        // What has not come in a day was taken back.
        _clock.Advance(TimeSpan.FromHours(25));
        await RefreshAsync();
        Assert.IsEmpty(await GapsAsync());
        await RefreshAsync(rebuild: true);
        CollectionAssert.AreEqual(refreshed, await DescribeAsync());
    }

    [TestMethod]
    public async Task A_row_that_was_under_way_while_everything_was_rebuilt_is_taken_in_afterwards()
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        var logged = await LogAsync(_clients[0].Id, now.AddDays(-3));
        var last = await LastEventAsync();
        await AddEventAsync(logged.CaseId, last + 2, now.AddHours(-5));
        await RefreshAsync(rebuild: true);

        await AddEventAsync(logged.CaseId, last + 1, now.AddHours(-6), CaseEventKind.FollowedUp);
        await RefreshAsync();

        Assert.AreEqual(1, await FollowUpsOfAsync(logged.CaseId, now.AddHours(-6)));
    }

    [TestMethod]
    public async Task Another_database_in_the_place_of_the_one_read_so_far_makes_everything_be_measured_again()
    {
        await LogAsync(_clients[0].Id, _clock.GetUtcNow().UtcDateTime.AddDays(-3));
        await RefreshAsync();
        await using (var reporting = _database.OpenReporting())
            await reporting.RefreshMarks.ExecuteUpdateAsync(mark => mark.SetProperty(each => each.LastSequence, each => each.LastSequence + 1_000));
        await LogAsync(_clients[1].Id, _clock.GetUtcNow().UtcDateTime.AddDays(-2));

        await RefreshAsync();

        var refreshed = await DescribeAsync();
        await RefreshAsync(rebuild: true);
        CollectionAssert.AreEqual(await DescribeAsync(), refreshed);
    }

    [TestMethod]
    public async Task A_clock_set_back_by_months_loses_nothing()
    {
        await LogAsync(_clients[0].Id, _clock.GetUtcNow().UtcDateTime.AddDays(-3));
        await AnswerAsync(3, 5);
        await RefreshAsync();
        _clock.Advance(TimeSpan.FromDays(-70));
        await LogAsync(_clients[1].Id, _clock.GetUtcNow().UtcDateTime.AddDays(-2));
        await AnswerAsync(1, 4);

        await RefreshAsync();

        var refreshed = await DescribeAsync();
        await RefreshAsync(rebuild: true);
        CollectionAssert.AreEqual(await DescribeAsync(), refreshed);
    }

    [TestMethod]
    public async Task Refreshing_again_measures_nothing_and_changes_nothing()
    {
        await LogAsync(new Random(3));
        await RefreshAsync();
        var before = await DescribeAsync();

        var again = await RefreshAsync();

        Assert.AreEqual(new RefreshSummary(0, 0), again);
        CollectionAssert.AreEqual(before, await DescribeAsync());
    }

    [TestMethod]
    public async Task A_refresh_that_stops_half_way_leaves_the_facts_as_they_were()
    {
        await LogAsync(new Random(3));
        await RefreshAsync();
        var before = await DescribeAsync();
        await LogAsync(new Random(4));

        await RefreshHalfWayAsync();

        CollectionAssert.AreEqual(before, await DescribeAsync());
    }

    [TestMethod]
    public async Task A_contact_recorded_late_corrects_what_was_known_of_earlier_ones()
    {
        var client = _clients[0].Id;
        var now = _clock.GetUtcNow().UtcDateTime;
        var later = await LogAsync(client, now.AddHours(-1));
        await RefreshAsync();

        var earlier = await LogAsync(client, now.AddDays(-3));
        await RefreshAsync();

        await using var reporting = _database.OpenReporting();
        var repeat = await reporting.ContactFacts.SingleAsync(fact => fact.ContactId == later.ContactId);
        var first = await reporting.CaseFacts.SingleAsync(fact => fact.CaseId == earlier.CaseId);
        Assert.AreEqual(now.AddDays(-3), repeat.PreviousContactOnThemeAtUtc);
        Assert.AreEqual(now.AddHours(-1), first.NextContactOnThemeAtUtc);
    }

    [TestMethod]
    public async Task After_a_merge_and_after_its_undoing_the_facts_are_those_of_a_rebuild()
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        var (survivor, merged) = (_clients[0].Id, _clients[1].Id);
        await LogAsync(survivor, now.AddDays(-9));
        var moved = await LogAsync(merged, now.AddDays(-4));
        await DecideAsync(_clients[1], new Random(5));
        await RefreshAsync();
        var before = await DescribeAsync();

        await using var guidance = _database.OpenGuidance();
        var merge = new MergeClients(guidance, new ClientIndex(guidance), _clock);
        var done = (MergeClientsResult.Merged)await merge.MergeAsync(survivor, merged, new Actor("w001"), "Test", CancellationToken.None);
        await RefreshAsync();
        var refreshed = await DescribeAsync();
        await RefreshAsync(rebuild: true);

        CollectionAssert.AreEqual(await DescribeAsync(), refreshed);
        await using (var reporting = _database.OpenReporting())
            Assert.AreEqual(now.AddDays(-9), (await reporting.ContactFacts.SingleAsync(fact => fact.ContactId == moved.ContactId)).PreviousContactOnThemeAtUtc);

        await merge.UndoAsync(done.MergeId, new Actor("w001"), "Test", CancellationToken.None);
        await RefreshAsync();
        CollectionAssert.AreEqual(before, await DescribeAsync());
    }

    [TestMethod]
    public async Task What_a_removed_client_left_in_the_facts_goes_at_the_next_refresh()
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        var (removed, kept) = (_clients[0], _clients[1]);
        await LogAsync(removed.Id, now.AddDays(-9));
        await DecideAsync(removed, new Random(5));
        await RefreshAsync();
        await LogAsync(kept.Id, now.AddDays(-8));
        await DecideAsync(kept, new Random(5));
        await RefreshAsync();
        var loaded = await LoadAsync(null);

        await RemoveAsync(removed.Id);
        var summary = await RefreshAsync();

        Assert.AreEqual(new RefreshSummary(0, 3), summary, "A case, a contact and a decision went, and nothing was measured anew.");
        var refreshed = await DescribeAsync();
        CollectionAssert.AreEqual(Describe(await LoadAsync(null)), Describe(await LoadAsync(loaded)), "Who follows change by change sees it go too.");
        await RefreshAsync(rebuild: true);
        CollectionAssert.AreEqual(await DescribeAsync(), refreshed);
        await using var reporting = _database.OpenReporting();
        Assert.IsFalse(await reporting.CaseFacts.AnyAsync(fact => fact.ClientId == removed.Id) || await reporting.SegmentFacts.AnyAsync(fact => fact.ClientId == removed.Id));
    }

    [TestMethod]
    public async Task What_a_removed_case_without_a_client_left_in_the_facts_goes_at_the_next_refresh()
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        var removed = (await LogAsync(null, now.AddDays(-9))).CaseId;
        await LogAsync(_clients[1].Id, now.AddDays(-8));
        await RefreshAsync();
        var loaded = await LoadAsync(null);

        Assert.AreEqual(1, await RemoveAnonymousAsync());
        var summary = await RefreshAsync();

        Assert.AreEqual(new RefreshSummary(0, 2), summary, "A case and a contact went, and nothing was measured anew.");
        var refreshed = await DescribeAsync();
        CollectionAssert.AreEqual(Describe(await LoadAsync(null)), Describe(await LoadAsync(loaded)), "Who follows change by change sees it go too.");
        await RefreshAsync(rebuild: true);
        CollectionAssert.AreEqual(await DescribeAsync(), refreshed);
        await using var reporting = _database.OpenReporting();
        Assert.IsFalse(await reporting.CaseFacts.AnyAsync(fact => fact.CaseId == removed) || await reporting.ContactFacts.AnyAsync(fact => fact.CaseId == removed));
    }

    [TestMethod]
    public async Task A_removed_client_whose_row_was_the_last_of_a_stream_leaves_the_facts_right()
    {
        await LogAsync(_clients[1].Id, _clock.GetUtcNow().UtcDateTime.AddDays(-8));
        await LogAsync(_clients[0].Id, _clock.GetUtcNow().UtcDateTime.AddDays(-9));
        await RefreshAsync();

        await RemoveAsync(_clients[0].Id);
        await RefreshAsync();
        var refreshed = await DescribeAsync();
        await LogAsync(_clients[1].Id, _clock.GetUtcNow().UtcDateTime.AddDays(-1));
        await RefreshAsync();
        var later = await DescribeAsync();
        await RefreshAsync(rebuild: true);

        CollectionAssert.AreEqual(await DescribeAsync(), later);
        Assert.HasCount(2, refreshed);
    }

    [TestMethod]
    public async Task After_an_anonymous_contact_is_linked_and_after_its_undoing_the_facts_are_those_of_a_rebuild()
    {
        var (now, client) = (_clock.GetUtcNow().UtcDateTime, _clients[0].Id);
        var actor = new Actor("w001", UnitId: _units[0].Id) { UnitIds = [_units[0].Id] };
        var before = await LogAsync(client, now.AddDays(-9));
        var after = await LogAsync(client, now.AddDays(-1));
        await using var guidance = _database.OpenGuidance();
        var logged = (LogContactResult.Logged)await new LogContact(guidance, new ContactSenders(new EphemeralDataProtectionProvider()), new KeepDeadlines(guidance, DeadlineBook.Shipped, _clock), CountyCalendar.Helsinki, _clock)
            .LogAsync(NewContact(null, now.AddDays(-4)), actor, CancellationToken.None);
        await RefreshAsync();
        var anonymous = await DescribeAsync();

        Assert.AreEqual(LinkContactResult.Done, await new LinkContact(guidance, _clock).LinkAsync(logged.ContactId, client, actor, CancellationToken.None));
        await RefreshAsync();
        var linked = await DescribeAsync();
        await RefreshAsync(rebuild: true);
        CollectionAssert.AreEqual(await DescribeAsync(), linked);
        await using (var reporting = _database.OpenReporting())
        {
            var facts = await reporting.ContactFacts.ToDictionaryAsync(fact => fact.ContactId, fact => fact.PreviousContactOnThemeAtUtc);
            Assert.AreEqual((null, now.AddDays(-9), now.AddDays(-4)), (facts[before.ContactId], facts[logged.ContactId], facts[after.ContactId]));
        }

        Assert.AreEqual(LinkContactResult.Done, await new LinkContact(guidance, _clock).UnlinkAsync(logged.ContactId, actor, CancellationToken.None));
        await RefreshAsync();
        CollectionAssert.AreEqual(anonymous, await DescribeAsync());
    }

    [TestMethod]
    public async Task Answers_that_came_since_are_counted_as_a_rebuild_counts_them_and_raise_the_version_once()
    {
        await AnswerAsync(3, 5, 5);
        await RefreshAsync();
        await AnswerAsync(3, 1);
        await AnswerAsync(4, 5);
        await RefreshAsync();
        var refreshed = await DescribeAsync();
        var version = await VersionAsync();
        await RefreshAsync();
        Assert.AreEqual(version, await VersionAsync(), "Nothing new was answered.");

        await RefreshAsync(rebuild: true);

        CollectionAssert.AreEqual(await DescribeAsync(), refreshed);
        await using var reporting = _database.OpenReporting();
        CollectionAssert.AreEquivalent(
            new[] { (3, 5, 2), (3, 1, 1), (4, 5, 1) },
            (await reporting.FeedbackFacts.ToListAsync()).Select(fact => (fact.Month.Month, fact.Score, fact.AnswerCount)).ToArray());
        await using var guidance = _database.OpenGuidance();
        var facts = await new LoadFacts(reporting, new GuidanceReads(guidance), CountyCalendar.Helsinki).LoadAsync(null, CancellationToken.None);
        var measured = new MeasureMetrics(CountyCalendar.Helsinki, _clock).Measure(facts, [MetricCatalogue.Find("client-feedback")!], new MetricQuery { To = new DateOnly(2026, 4, 1), By = [Dimension.Unit, Dimension.Channel] }).ToList();
        Assert.AreEqual((11d / 3, 3), (measured.Single(value => value.Statistic == "mean").Value, measured.Single(value => value.Statistic == "mean").N));
        Assert.AreEqual("unit-1 remote-reception", string.Join(' ', measured[0].By.Values));

        async Task<long> VersionAsync()
        {
            await using var facts = _database.OpenReporting();
            return (await facts.RefreshStates.SingleAsync()).Version;
        }
    }

    private async Task<FactSnapshot> LoadAsync(FactSnapshot? earlier)
    {
        await using var guidance = _database.OpenGuidance();
        await using var reporting = _database.OpenReporting();
        return await new LoadFacts(reporting, new GuidanceReads(guidance), CountyCalendar.Helsinki).LoadAsync(earlier, CancellationToken.None);
    }

    /// <summary>Every row of every table as a line of text, in no order: a rebuild numbers them anew.</summary>
    private static string[] Describe(FactSnapshot facts)
    {
        var (cases, contacts, decisions) = (facts.Cases, facts.Contacts, facts.Decisions);
        return
        [
            .. cases.AllRows.Select(row => string.Join('|', ["case", .. Codes(cases, row), cases.ReceivedAt[row], cases.ClosedAt[row], cases.DueAt[row], cases.DueMetAt[row], cases.FirstActionAt[row], cases.NextContactOnThemeAt[row], cases.HandoffCount[row],
                cases.ReturnedToEarlierUnit[row], cases.IsResolvedAtFirstContact[row], cases.IsMultiprofessional[row], cases.IsIdentified(row), Convert.ToHexString(cases.Trace[row])])).Order(StringComparer.Ordinal),
            .. contacts.AllRows.Select(row => string.Join('|', ["contact", .. Codes(contacts, row), contacts.ClientLanguage.ValueOf(contacts.ClientLanguage[row]), contacts.StartedAt[row], contacts.PreviousContactOnThemeAt[row], contacts.IsFailureDemand[row],
                contacts.IsIdentified[row], contacts.Missing[row], contacts.RecordingDelayMinutes[row]])).Order(StringComparer.Ordinal),
            .. decisions.AllRows.Select(row => string.Join('|', ["decision", .. Codes(decisions, row), decisions.Suggested.ValueOf(decisions.Suggested[row]), decisions.Previous.ValueOf(decisions.Previous[row]), decisions.DecidedAt[row], decisions.NextDecidedAt[row]])).Order(StringComparer.Ordinal),
        ];

        static IEnumerable<object?> Codes(FactTable table, int row) => table.Dimensions.Values.Select(column => column.ValueOf(column[row]));
    }

    private Task<long> LastEventAsync() => QueryAsync(guidance => guidance.CaseEvents.MaxAsync(row => row.Sequence));

    private async Task<T> QueryAsync<T>(Func<GuidanceDbContext, Task<T>> query)
    {
        await using var guidance = _database.OpenGuidance();
        return await query(guidance);
    }

    /// <summary>An event whose number another transaction had taken earlier.</summary>
    private async Task AddEventAsync(Guid caseId, long sequence, DateTime occurredAtUtc, CaseEventKind kind = CaseEventKind.Corrected)
    {
        await using var guidance = _database.OpenGuidance();
        var added = guidance.CaseEvents.Add(new CaseEvent { CaseId = caseId, Kind = kind, OccurredAtUtc = occurredAtUtc, RecordedAtUtc = _clock.GetUtcNow().UtcDateTime });
        added.Property(row => row.Sequence).CurrentValue = sequence;
        await guidance.SaveChangesAsync();
    }

    private async Task<(long From, long To)[]> GapsAsync()
    {
        await using var reporting = _database.OpenReporting();
        return [.. (await reporting.SequenceGaps.OrderBy(gap => gap.From).ToListAsync()).Select(gap => (gap.From, gap.To))];
    }

    private async Task<int> FollowUpsOfAsync(Guid caseId, DateTime atUtc)
    {
        await using var reporting = _database.OpenReporting();
        var fact = await reporting.CaseFacts.AsNoTracking().SingleAsync(fact => fact.CaseId == caseId);
        return EventTraceTests.Unpack(fact.Trace).Count(each => each.AtUnixMilliseconds == new DateTimeOffset(atUtc).ToUnixTimeMilliseconds());
    }

    private async Task AnswerAsync(int month, params int[] scores)
    {
        await using var guidance = _database.OpenGuidance();
        guidance.FeedbackAnswers.AddRange(scores.Select(score => new FeedbackAnswer
        {
            LinkDigest = Guid.NewGuid().ToString("N"),
            UnitId = _units[0].Id,
            Channel = ContactChannel.RemoteReception,
            AnsweredMonth = new DateOnly(2026, month, 1),
            Score = score,
        }));
        await guidance.SaveChangesAsync();
    }

    private async Task<RefreshSummary> RefreshAsync(bool rebuild = false, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        await using var guidance = _database.OpenGuidance();
        await using var reporting = _database.OpenReporting();
        return await new RefreshFacts(new GuidanceReads(guidance), reporting, CountyCalendar.Helsinki, _clock).RunAsync(rebuild, progress, cancellationToken);
    }

    /// <summary>Stops the refresh right after it has stored its first facts; with nothing to measure it simply ends.</summary>
    private async Task RefreshHalfWayAsync()
    {
        using var stop = new CancellationTokenSource();
        try
        {
            await RefreshAsync(progress: new Stopper(stop), cancellationToken: stop.Token);
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task LogAsync(Random random)
    {
        await using var guidance = _database.OpenGuidance();
        var outcome = (ContactOutcome)random.Next(6);
        var startedAt = _clock.GetUtcNow().UtcDateTime.AddHours(-random.Next(1, 100));
        var result = await new LogContact(guidance, new ContactSenders(new EphemeralDataProtectionProvider()), new KeepDeadlines(guidance, DeadlineBook.Shipped, _clock), CountyCalendar.Helsinki, _clock).LogAsync(
            NewContact(random.Next(4) == 0 ? null : _clients[random.Next(_clients.Length)].Id, startedAt) with
            {
                Channel = (ContactChannel)random.Next(9),
                Themes = [(NeedReason)random.Next(3)],
                Outcome = outcome,
                RepeatReason = random.Next(2) == 0 ? null : (RepeatReason)random.Next(6),
                CallbackPromisedAtUtc = startedAt.AddDays(1),
                HandoffUnitId = _units[random.Next(_units.Length)].Id,
            },
            new Actor("test", UnitId: _units[random.Next(_units.Length)].Id),
            CancellationToken.None);
        var isInThatUnit = result is LogContactResult.Refused { Problems: [{ Kind: ContactProblemKind.HandoffUnitHasCase }] };
        Assert.IsTrue(isInThatUnit || result is LogContactResult.Logged);
    }

    /// <summary>Whichever offer is open is accepted: the case changes its unit, and the facts count a handoff.</summary>
    private async Task AcceptAsync()
    {
        await using var guidance = _database.OpenGuidance();
        if (await guidance.Handoffs.FirstOrDefaultAsync(each => each.State == HandoffState.Offered) is not { } open)
            return;
        var actor = new Actor("test", UnitId: open.ToUnitId) { UnitIds = [open.ToUnitId] };
        Assert.IsInstanceOfType<AnswerHandoffResult.Done>(await new AnswerHandoff(guidance, CountyCalendar.Helsinki, _clock).AcceptAsync(open.Id, actor, CancellationToken.None));
    }

    private async Task<LogContactResult.Logged> LogAsync(Guid? clientId, DateTime startedAtUtc)
    {
        await using var guidance = _database.OpenGuidance();
        var result = await new LogContact(guidance, new ContactSenders(new EphemeralDataProtectionProvider()), new KeepDeadlines(guidance, DeadlineBook.Shipped, _clock), CountyCalendar.Helsinki, _clock)
            .LogAsync(NewContact(clientId, startedAtUtc), new Actor("test"), CancellationToken.None);
        return (LogContactResult.Logged)result;
    }

    /// <summary>The client goes as retention takes them, their time being over, and another is recorded in their place.</summary>
    private async Task RemoveAsync(Guid clientId)
    {
        await using var guidance = _database.OpenGuidance();
        var far = new ManualClock(_clock.GetUtcNow().AddYears(20));
        await CloseAllAsync(guidance, clientId);
        var others = guidance.Clients.Where(client => client.Id != clientId);
        await others.ExecuteUpdateAsync(set => set.SetProperty(client => client.CreatedAtUtc, far.GetUtcNow().UtcDateTime));
        Assert.AreEqual(1, await RemoveDueAsync(guidance, RetainedKind.Clients, far));
        await others.ExecuteUpdateAsync(set => set.SetProperty(client => client.CreatedAtUtc, DateTime.UnixEpoch));
        guidance.ChangeTracker.Clear();
        var place = Array.FindIndex(_clients, client => client.Id == clientId);
        guidance.Clients.Add(_clients[place] = NewClient(place + 1));
        await guidance.SaveChangesAsync();
    }

    /// <summary>Every case that has no client goes.</summary>
    private async Task<int> RemoveAnonymousAsync()
    {
        await using var guidance = _database.OpenGuidance();
        await CloseAllAsync(guidance, clientId: null);
        return await RemoveDueAsync(guidance, RetainedKind.AnonymousCases, new ManualClock(_clock.GetUtcNow().AddYears(20)));
    }

    private static async Task<int> RemoveDueAsync(GuidanceDbContext guidance, RetainedKind kind, TimeProvider far)
    {
        var json = $$"""{"version":1,"enabled":true,"mostClientsPerRun":1000,"rules":[{"kind":"{{kind}}","months":120,"basis":{"fi":"a","sv":"b","en":"c"} }] }""";
        var rules = RetentionRules.Read(new MemoryStream(Encoding.UTF8.GetBytes(json)), RetentionRules.FileName, RetentionRules.Shipped);
        return (await new RemoveDueData(guidance, rules, CountyCalendar.Helsinki, far, NullLogger<RemoveDueData>.Instance).RunAsync(new Actor("job: retain"), null, CancellationToken.None)).Total;
    }

    private static async Task CloseAllAsync(GuidanceDbContext guidance, Guid? clientId)
    {
        var cases = guidance.Cases.Where(row => row.ClientId == clientId);
        await guidance.Handoffs.Where(row => cases.Any(of => of.Id == row.CaseId)).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, HandoffState.Done));
        await guidance.CaseDeadlines.Where(row => cases.Any(of => of.Id == row.CaseId)).ExecuteUpdateAsync(set => set.SetProperty(row => row.EndedAtUtc, DateTime.UnixEpoch));
        await cases.ExecuteUpdateAsync(set => set.SetProperty(row => row.ClosedAtUtc, row => row.ClosedAtUtc ?? DateTime.UnixEpoch));
    }

    private async Task DecideAsync(Client client, Random random)
    {
        await using var guidance = _database.OpenGuidance();
        guidance.SegmentDecisions.Add(new SegmentDecision
        {
            ClientId = client.Id,
            Segment = random.Next(2) == 0 ? "OMA" : "HUOL",
            SuggestedSegment = "OMA",
            DecidedAtUtc = _clock.GetUtcNow().UtcDateTime,
        });
        await guidance.SaveChangesAsync();
    }

    /// <summary>Every fact as a line of text, traces unpacked, so that two sets of facts can be compared whole.</summary>
    private async Task<string[]> DescribeAsync()
    {
        await using var reporting = _database.OpenReporting();
        var words = await reporting.TraceWords.AsNoTracking().ToDictionaryAsync(word => (word.Kind, word.Number), word => word.Word);
        var cases = await reporting.CaseFacts.AsNoTracking().OrderBy(fact => fact.CaseId).ToListAsync();
        var contacts = await reporting.ContactFacts.AsNoTracking().OrderBy(fact => fact.ContactId).ToListAsync();
        var decisions = await reporting.SegmentFacts.AsNoTracking().OrderBy(fact => fact.Sequence).ToListAsync();
        return
        [
            .. cases.Select(fact => Describe(fact, nameof(CaseFact.Trace)) + Unpack(fact.Trace)),
            .. contacts.Select(fact => Describe(fact)),
            .. decisions.Select(fact => Describe(fact)),
            .. (await reporting.FeedbackFacts.AsNoTracking().OrderBy(fact => fact.Month).ThenBy(fact => fact.Score).ToListAsync()).Select(fact => Describe(fact)),
        ];

        string Unpack(byte[] trace)
        {
            return string.Join(" ", EventTraceTests.Unpack(trace).Select(each =>
                $"{each.AtUnixMilliseconds} {(each.Unit == 0 ? "-" : words[(TraceWordKind.Unit, each.Unit)])} {words[(TraceWordKind.Activity, each.Activity)]}"));
        }
    }

    private static string Describe<TFact>(TFact fact, string? except = null) => string.Join("|", typeof(TFact).GetProperties()
        .Where(property => property.Name != except && property.Name is not (nameof(Fact.Number) or nameof(Fact.Version)))
        .Select(property => property.GetValue(fact) is DateTime instant ? instant.ToString("O") : property.GetValue(fact)?.ToString() ?? "-"));

    private static ContactToLog NewContact(Guid? clientId, DateTime startedAtUtc) => new()
    {
        SubmissionKey = Guid.NewGuid(),
        ClientId = clientId,
        Initiator = ContactInitiator.Client,
        Channel = ContactChannel.Phone,
        StartedAtUtc = startedAtUtc,
        HandlingTimeMinutes = 10,
        ServiceLanguage = ServiceLanguage.Swedish,
        Themes = [NeedReason.Housing],
        Urgency = Urgency.NotUrgent,
        Outcome = ContactOutcome.SolvedHere,
    };

    private static Unit NewUnit(int number) => new() { Source = GuidanceCase.OwnSource, Code = $"unit-{number}", NameFi = "Yksikkö", NameSv = "Enhet", NameEn = "Unit" };

    private static Client NewClient(int number) => new()
    {
        GivenName = "Testi",
        FamilyName = $"Asiakas{number}",
        FoldedName = NameFolding.Fold($"Asiakas{number}", "Testi"),
        DateOfBirth = new DateOnly(1950 + number, 2, 28),
        Sex = Sex.Female,
        MunicipalityCode = "905",
        ServiceLanguage = ServiceLanguage.Swedish,
        CreatedAtUtc = DateTime.UnixEpoch,
    };

    private sealed class Stopper(CancellationTokenSource source) : IProgress<int>
    {
        public void Report(int value) => source.Cancel();
    }
}
