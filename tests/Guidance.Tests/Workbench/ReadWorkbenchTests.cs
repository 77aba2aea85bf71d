using Palveluohjaus.Guidance.Assessments;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Workbench;

namespace Palveluohjaus.Guidance.Tests.Workbench;

[TestClass]
public sealed class ReadWorkbenchTests : IDisposable
{
    private readonly WorkDesk _desk = new();

    [TestMethod]
    public async Task Overdue_comes_first_then_what_is_due_soonest_and_what_has_no_due_day_last()
    {
        var now = _desk.NowUtc;
        GuidanceCase[] cases =
        [
            _desk.Case(_desk.Sanna), _desk.Case(_desk.Sanna, dueAtUtc: now.AddDays(30)), _desk.Case(_desk.Sanna, dueAtUtc: now.AddHours(3)),
            _desk.Case(_desk.Sanna, dueAtUtc: now.AddDays(-1)), _desk.Case(_desk.Sanna, dueAtUtc: now.AddDays(-5)),
        ];
        await _desk.AddAsync([.. cases]);

        var work = await _desk.ReadAsync();

        CollectionAssert.AreEqual(
            new[] { cases[4].Id, cases[3].Id, cases[2].Id, cases[1].Id, cases[0].Id },
            Enum.GetValues<WorkGroup>().SelectMany(group => work.Rows[group]).Select(row => row.CaseId).ToArray());
        Assert.AreEqual((2, 1, 2, 5), (work.Counts[WorkGroup.Late], work.Counts[WorkGroup.Soon], work.Counts[WorkGroup.Later], work.Count));
    }

    [TestMethod]
    public async Task Mine_is_what_I_answer_for_and_my_teams_what_anyone_of_my_units_does()
    {
        await _desk.AddAsync(
            _desk.Case(_desk.Sanna), _desk.Case(_desk.Oskar), _desk.Case(_desk.Pekka, _desk.West), _desk.Case(),
            _desk.Case(_desk.Sanna).Close(_desk.NowUtc), new GuidanceCase { Source = "receipt", Channel = ContactChannel.Phone, ReceivedAtUtc = _desk.NowUtc }.AssignTo(_desk.East.Id, _desk.Sanna.Id));

        var (mine, team, others) = (await _desk.ReadAsync(), await _desk.ReadAsync(WorkView.Team), await _desk.ReadAsync(WorkView.Team, _desk.PekkaActor));

        Assert.AreEqual((1, 1), (mine.Count, mine.Received.Count));
        Assert.AreEqual((2, 1), (team.Count, team.Received.Count));
        Assert.AreEqual((1, 0), (others.Count, others.Received.Count));
        Assert.AreEqual("Oskar Wiklund, Sanna Koivu", string.Join(", ", team.Rows[WorkGroup.Later].Select(row => row.WorkerName).Order(StringComparer.Ordinal)));
        await using var guidance = _desk.Open();
        Assert.AreEqual(1, await new CountOwnWork(guidance).CountAsync(_desk.SannaActor, CancellationToken.None), "The menu counts the same list.");
    }

    [TestMethod]
    public async Task A_long_list_shows_the_beginning_of_each_group_and_its_pages_hold_every_row_once()
    {
        var now = _desk.NowUtc;
        await _desk.AddAsync([.. Enumerable.Range(0, 120).Select(number => _desk.Case(_desk.Sanna, dueAtUtc: now.AddMinutes(-number)))]);
        await _desk.AddAsync([.. Enumerable.Range(0, 3).Select(_ => _desk.Case(_desk.Sanna))]);

        var first = await _desk.ReadAsync();
        var pages = new List<WorkRow>();
        for (var page = 1; page <= 4; page++)
            pages.AddRange((await _desk.ReadAsync(group: WorkGroup.Late, page: page)).Rows.GetValueOrDefault(WorkGroup.Late) ?? []);

        Assert.AreEqual((120, 0, 3), (first.Counts[WorkGroup.Late], first.Counts[WorkGroup.Soon], first.Counts[WorkGroup.Later]));
        Assert.IsLessThanOrEqualTo(ReadWorkbench.PageSize, first.Rows.Values.Sum(rows => rows.Count));
        Assert.HasCount(3, first.Rows[WorkGroup.Later]);
        Assert.HasCount(120, pages);
        Assert.HasCount(120, pages.Select(row => row.CaseId).Distinct().ToList());
    }

    [TestMethod]
    public async Task A_protected_client_shows_neither_municipality_nor_phone()
    {
        var guidanceCase = _desk.Case(_desk.Sanna, client: _desk.Salla);
        await _desk.AddAsync(guidanceCase, new ClientContactDetails { ClientId = _desk.Salla.Id, Phones = ["+358500000914"] });
        await _desk.AddAsync(_desk.Contact(guidanceCase, _desk.NowUtc.AddHours(-1), _desk.Sanna, outcome: ContactOutcome.Callback, promisedAtUtc: _desk.NowUtc.AddMinutes(-12)));

        var work = await _desk.ReadAsync();

        var client = work.Rows[WorkGroup.Later].Single().Client!;
        Assert.AreEqual((true, null), (client.IsProtected, client.MunicipalityCode));
        var call = work.Calls.Rows.Single();
        Assert.IsNull(call.Phone);
        Assert.AreEqual(1, work.LateCallCount);
    }

    [TestMethod]
    public async Task An_anonymous_matter_is_nameless_and_leads_to_the_contact_that_brought_it()
    {
        var guidanceCase = _desk.Case(_desk.Sanna, isAnonymous: true);
        await _desk.AddAsync(guidanceCase);
        var contact = _desk.Contact(guidanceCase, _desk.NowUtc.AddHours(-1), _desk.Sanna, outcome: null);
        await _desk.AddAsync(contact);

        var row = (await _desk.ReadAsync()).Rows[WorkGroup.Later].Single();

        Assert.AreEqual((null, (Guid?)contact.Id), (row.Client, row.OpeningContactId));
    }

    [TestMethod]
    public async Task Every_count_at_the_side_opens_all_the_rows_it_counts()
    {
        var guidanceCase = _desk.Case(_desk.Sanna);
        var received = Enumerable.Range(0, 60).Select(_ => _desk.Case(worker: null)).ToList();
        await _desk.AddAsync([guidanceCase, .. received]);
        await _desk.AddAsync(
        [
            .. Enumerable.Range(1, 55).Select(minute => _desk.Contact(guidanceCase, _desk.NowUtc.AddDays(-1), _desk.Sanna, outcome: ContactOutcome.Callback, promisedAtUtc: _desk.NowUtc.AddMinutes(minute))),
            .. Enumerable.Range(0, 53).Select(minute => new AssessmentDraft
            {
                ClientId = _desk.Helmi.Id, LifeStage = LifeStage.OlderPeople, UnitId = _desk.East.Id, TemplateId = "older-people/1",
                StartedAtUtc = _desk.NowUtc, SavedAtUtc = _desk.NowUtc.AddMinutes(-minute), WorkerId = _desk.Sanna.Id,
            }),
        ]);

        var (seen, counts) = (new Dictionary<WorkList, HashSet<Guid>>(), new Dictionary<WorkList, int>());
        foreach (var list in (WorkList[])[WorkList.Calls, WorkList.Received, WorkList.Drafts])
        {
            seen[list] = [];
            foreach (var page in (int[])[1, 2])
            {
                var work = await _desk.ReadAsync(list: list, page: page);
                (counts[list], var ids) = list switch
                {
                    WorkList.Calls => (work.Calls.Count, work.Calls.Rows.Select(row => row.ContactId)),
                    WorkList.Received => (work.Received.Count, work.Received.Rows.Select(row => row.CaseId)),
                    _ => (work.Drafts.Count, work.Drafts.Rows.Select(row => row.DraftId)),
                };
                seen[list].UnionWith(ids);
            }
        }

        CollectionAssert.AreEquivalent((int[])[55, 60, 53], counts.Values.ToArray());
        foreach (var (list, ids) in seen)
            Assert.HasCount(counts[list], ids, list.ToString());
    }

    [TestMethod]
    public async Task A_call_is_owed_until_it_is_made_or_its_matter_ends()
    {
        var (open, closed, others) = (_desk.Case(_desk.Oskar), _desk.Case(_desk.Sanna).Close(_desk.NowUtc), _desk.Case(_desk.Pekka, _desk.West));
        await _desk.AddAsync(open, closed, others, new ClientContactDetails { ClientId = _desk.Helmi.Id, Phones = ["+358500000914"] });
        var promised = _desk.NowUtc.AddMinutes(18);
        await _desk.AddAsync(
            _desk.Contact(open, _desk.NowUtc.AddHours(-1), _desk.Sanna, outcome: ContactOutcome.Callback, promisedAtUtc: promised),
            _desk.Contact(open, _desk.NowUtc.AddHours(-2), _desk.Sanna, outcome: ContactOutcome.Callback, promisedAtUtc: promised).SettleCallback(_desk.NowUtc),
            _desk.Contact(closed, _desk.NowUtc.AddHours(-1), _desk.Sanna, outcome: ContactOutcome.Callback, promisedAtUtc: promised),
            _desk.Contact(others, _desk.NowUtc.AddHours(-1), _desk.Pekka, _desk.West, outcome: ContactOutcome.Callback, promisedAtUtc: promised));

        var (whoPromised, whoAnswers, team, west) = (await _desk.ReadAsync(), await _desk.ReadAsync(actor: _desk.OskarActor), await _desk.ReadAsync(WorkView.Team), await _desk.ReadAsync(WorkView.Team, _desk.PekkaActor));

        foreach (var work in (WorkbenchView[])[whoPromised, whoAnswers, team])
            Assert.AreEqual((1, open.Id, "+358500000914", 0), (work.Calls.Count, work.Calls.Rows.Single().CaseId, work.Calls.Rows.Single().Phone, work.LateCallCount));
        Assert.AreEqual(others.Id, west.Calls.Rows.Single().CaseId);
    }

    [TestMethod]
    public async Task The_segment_that_holds_its_review_and_a_draft_stand_on_the_row()
    {
        var guidanceCase = _desk.Case(_desk.Sanna, dueAtUtc: _desk.NowUtc.AddDays(1));
        await _desk.AddAsync(guidanceCase);
        await _desk.AddAsync(Decision("OMA", new DateOnly(2026, 1, 1)));
        await _desk.AddAsync(Decision("YHT", new DateOnly(2026, 3, 20)));
        await _desk.AddAsync(new AssessmentDraft
        {
            ClientId = _desk.Helmi.Id,
            CaseId = guidanceCase.Id,
            LifeStage = LifeStage.OlderPeople,
            UnitId = _desk.East.Id,
            TemplateId = "older-people/1",
            Answers = new Dictionary<string, int> { ["need.health"] = 2, ["need.housing"] = 0 },
            StartedAtUtc = _desk.NowUtc.AddHours(-1),
            SavedAtUtc = _desk.NowUtc,
            WorkerId = _desk.Sanna.Id,
            SuggestedSegment = "HUOL",
        });

        var work = await _desk.ReadAsync();

        var row = work.Rows[WorkGroup.Soon].Single();
        Assert.AreEqual(("YHT", 2, CaseStage.FirstAssessment), (row.Client!.Segment, row.DraftAnswerCount, row.Stages.Now));
        Assert.AreEqual((1, new DateOnly(2026, 3, 20)), (work.Reviews.Count, work.Reviews.Rows.Single().ReviewOn), "Only the segment that holds is looked at again.");
        Assert.AreEqual((1, 1), (work.Drafts.Count, work.Today.Suggestions));
        Assert.AreEqual(0, (await _desk.ReadAsync(WorkView.Team, _desk.PekkaActor)).Drafts.Count);
    }

    [TestMethod]
    public async Task Each_client_shown_is_noted_once_and_one_who_is_not_shown_is_not()
    {
        await _desk.AddAsync(_desk.Case(_desk.Sanna), _desk.Case(_desk.Sanna), _desk.Case(), _desk.Case(_desk.Pekka, _desk.West, _desk.Salla));

        await _desk.ReadAsync();

        var entries = await _desk.AuditAsync();
        CollectionAssert.AreEqual(
            new[] { (AuditAction.Search, (Guid?)null, AuditReasons.Workbench), (AuditAction.Read, _desk.Helmi.Id, AuditReasons.Workbench) },
            entries.Select(entry => (entry.Action, entry.ClientId, entry.Reason!)).ToArray());
    }

    [TestMethod]
    public async Task One_who_is_no_worker_and_has_no_unit_has_nothing()
    {
        await _desk.AddAsync(_desk.Case(), _desk.Case(_desk.Sanna));

        foreach (var view in Enum.GetValues<WorkView>())
        {
            var work = await _desk.ReadAsync(view, new Actor("nobody"));
            Assert.AreEqual((0, 0, 0, 0), (work.Count, work.Received.Count, work.Calls.Count, work.Today.Contacts));
        }
    }

    public void Dispose() => _desk.Dispose();

    private SegmentDecision Decision(string segment, DateOnly reviewOn) =>
        new() { ClientId = _desk.Helmi.Id, Segment = segment, DecidedAtUtc = _desk.NowUtc.AddDays(-100), ReviewOn = reviewOn };
}
