using System.Globalization;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Imports;

namespace Palveluohjaus.SyntheticCounty.Tests;

/// <summary>What must hold for every case of every county, as if each contact had been logged at a desk.</summary>
[TestClass]
public sealed class CaseHistoryTests
{
    private static readonly HistoryBatch Rows = CountyUnderTest.History.Rows;
    private static readonly ILookup<Guid, CaseEvent> EventsOf = Rows.CaseEvents.ToLookup(happened => happened.CaseId);
    private static readonly ILookup<Guid, Contact> ContactsOf = Rows.Contacts.ToLookup(contact => contact.CaseId);

    [TestMethod]
    public void Nothing_lies_after_the_end()
    {
        var end = CountyUnderTest.EndsAtUtc;

        var late = Rows.Contacts.Count(contact => contact.StartedAtUtc.AddMinutes(contact.HandlingTimeMinutes ?? 0) > end || contact.RecordedAtUtc > end)
            + Rows.CaseEvents.Count(happened => happened.OccurredAtUtc > end || happened.RecordedAtUtc > end)
            + Rows.Cases.Count(guidanceCase => guidanceCase.ReceivedAtUtc > end || guidanceCase.ClosedAtUtc > end)
            + Rows.Assessments.Count(assessment => assessment.AssessedAtUtc > end)
            + Rows.SegmentDecisions.Count(decision => decision.DecidedAtUtc > end)
            + Rows.Clients.Count(client => client.CreatedAtUtc > end);

        Assert.AreEqual(0, late);
    }

    [TestMethod]
    public void Nothing_is_recorded_before_it_happened()
    {
        Assert.IsEmpty(Rows.CaseEvents.Where(happened => happened.RecordedAtUtc < happened.OccurredAtUtc));
        Assert.IsEmpty(Rows.Contacts.Where(contact => contact.RecordedAtUtc < contact.StartedAtUtc));
    }

    [TestMethod]
    public void Events_of_a_case_are_in_time_order_and_start_with_its_first_contact()
    {
        foreach (var guidanceCase in Rows.Cases)
        {
            var events = EventsOf[guidanceCase.Id].ToList();
            var times = events.Select(happened => happened.OccurredAtUtc).ToList();

            CollectionAssert.AreEqual(times.Order().ToList(), times, $"case {guidanceCase.Id}");
            Assert.AreEqual((CaseEventKind.ContactLogged, guidanceCase.ReceivedAtUtc), (events[0].Kind, events[0].OccurredAtUtc), $"case {guidanceCase.Id}");
        }
    }

    [TestMethod]
    public void A_case_is_closed_when_its_last_event_says_so()
    {
        foreach (var guidanceCase in Rows.Cases)
        {
            var events = EventsOf[guidanceCase.Id].ToList();
            var closings = events.Where(happened => happened.Kind == CaseEventKind.Closed).Select(happened => (DateTime?)happened.OccurredAtUtc).ToList();

            Assert.IsLessThanOrEqualTo(1, closings.Count);
            Assert.AreEqual(closings.SingleOrDefault(), guidanceCase.ClosedAtUtc, $"case {guidanceCase.Id}");
            if (closings.Count == 1)
                Assert.AreEqual(CaseEventKind.Closed, events[^1].Kind, $"case {guidanceCase.Id}");
        }
    }

    [TestMethod]
    public void Exactly_the_first_contact_of_a_case_opens_it_and_each_contact_has_its_event()
    {
        foreach (var guidanceCase in Rows.Cases)
        {
            var contacts = ContactsOf[guidanceCase.Id].OrderBy(contact => contact.StartedAtUtc).ToList();
            var logged = EventsOf[guidanceCase.Id].Where(happened => happened.Kind == CaseEventKind.ContactLogged).Select(happened => happened.ContactId!.Value);

            Assert.AreEqual(guidanceCase.ReceivedAtUtc, contacts[0].StartedAtUtc);
            CollectionAssert.AreEqual(contacts.Select((_, index) => index == 0).ToList(), contacts.Select(contact => contact.OpensCase).ToList());
            CollectionAssert.AreEquivalent(contacts.Select(contact => contact.Id).ToList(), logged.ToList());
            Assert.IsTrue(contacts.TrueForAll(contact => contact.ClientId == guidanceCase.ClientId && contact.MainTheme == guidanceCase.Theme));
        }
    }

    [TestMethod]
    public void A_client_never_has_two_cases_of_one_theme_open_at_once()
    {
        foreach (var cases in Rows.Cases.Where(guidanceCase => guidanceCase.ClientId is not null).GroupBy(guidanceCase => (guidanceCase.ClientId, guidanceCase.Theme)))
        {
            var inTurn = cases.OrderBy(guidanceCase => guidanceCase.ReceivedAtUtc).ToList();
            for (var index = 1; index < inTurn.Count; index++)
                Assert.IsLessThanOrEqualTo(inTurn[index].ReceivedAtUtc, inTurn[index - 1].ClosedAtUtc ?? DateTime.MaxValue, $"case {inTurn[index].Id}");
        }
    }

    [TestMethod]
    public void A_contact_that_settles_the_matter_closes_its_case_when_it_ends()
    {
        var cases = Rows.Cases.ToDictionary(guidanceCase => guidanceCase.Id);

        foreach (var contact in Rows.Contacts.Where(contact => contact.Outcome is ContactOutcome.SolvedHere or ContactOutcome.GuidedToService or ContactOutcome.NothingFurther))
            Assert.AreEqual(contact.StartedAtUtc.AddMinutes(contact.HandlingTimeMinutes ?? 0), cases[contact.CaseId].ClosedAtUtc, $"contact {contact.Id}");
    }

    [TestMethod]
    public void An_assessment_or_a_handoff_starts_the_statutory_time()
    {
        foreach (var guidanceCase in Rows.Cases)
        {
            var isPromised = ContactsOf[guidanceCase.Id].Any(contact => contact.Outcome is ContactOutcome.FirstAssessment or ContactOutcome.Handoff);

            var completion = Rows.CaseDeadlines.SingleOrDefault(deadline => deadline.CaseId == guidanceCase.Id && deadline.Target == DeadlineTarget.NeedsAssessmentCompleted);

            Assert.AreEqual(isPromised ? guidanceCase.ReceivedAtUtc : null, guidanceCase.RaisedAtUtc, $"case {guidanceCase.Id}");
            Assert.AreEqual(isPromised, completion is not null, $"case {guidanceCase.Id}");
            Assert.AreEqual(guidanceCase.ReceivedAtUtc, completion?.FromUtc ?? guidanceCase.ReceivedAtUtc, $"case {guidanceCase.Id}");
        }
    }

    [TestMethod]
    public void The_responsible_unit_changes_only_at_a_handoff()
    {
        foreach (var guidanceCase in Rows.Cases)
        {
            Guid? unit = null;
            foreach (var happened in EventsOf[guidanceCase.Id])
            {
                if (unit is not null && happened.Kind != CaseEventKind.HandedOff)
                    Assert.AreEqual(unit, happened.UnitId, $"case {guidanceCase.Id}");
                if (unit is not null && happened.Kind == CaseEventKind.HandedOff)
                    Assert.AreNotEqual(unit, happened.UnitId, $"case {guidanceCase.Id}");
                unit = happened.UnitId;
            }

            Assert.AreEqual(unit, guidanceCase.ResponsibleUnitId, $"case {guidanceCase.Id}");
        }
    }

    [TestMethod]
    public void What_a_form_would_refuse_is_not_there()
    {
        foreach (var contact in Rows.Contacts)
        {
            Assert.IsTrue(contact.Themes.Count is >= 1 and <= LogContact.MaxThemes && contact.Themes.Distinct().Count() == contact.Themes.Count);
            Assert.IsTrue(contact.HandlingTimeMinutes is null or (>= 1 and <= LogContact.MaxHandlingTimeMinutes));
            Assert.AreEqual(contact.Outcome == ContactOutcome.Callback, contact.CallbackPromisedAtUtc > contact.StartedAtUtc);
        }
    }

    [TestMethod]
    public void A_client_is_made_at_the_first_contact_and_was_born_before_the_history_starts()
    {
        var firstContact = Rows.Contacts.Where(contact => contact.ClientId is not null).GroupBy(contact => contact.ClientId!.Value)
            .ToDictionary(contacts => contacts.Key, contacts => contacts.Min(contact => contact.StartedAtUtc));

        // A planted duplicate has no contact of its own: see PlantedEffectTests.
        foreach (var client in Rows.Clients.Where(client => firstContact.ContainsKey(client.Id)))
        {
            Assert.AreEqual(firstContact[client.Id], client.CreatedAtUtc, $"client {client.Id}");
            Assert.IsTrue(client.DateOfBirth <= CountyUnderTest.History.Setting.FirstDay);
        }
    }

    [TestMethod]
    [DataRow(1, 0.1, "2026-03-29T01:30:00Z")]
    [DataRow(2, 0.3, "2026-10-25T00:30:00Z")]
    [DataRow(3, 1.0, "2028-02-29T12:00:00Z")]
    [DataRow(4, 20.0, "2026-12-31T23:59:59Z")]
    public void Other_seeds_lengths_and_ends_keep_to_the_same_rules(int seed, double years, string end)
    {
        var endsAtUtc = DateTime.Parse(end, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);

        var history = CountyUnderTest.Generate(new CountyParameters { Seed = seed, Years = years, ClientCount = 150, EndsAtUtc = endsAtUtc });

        var starts = history.Setting.StartsAtUtc;
        Assert.IsTrue(history.Rows.Contacts.TrueForAll(contact => contact.StartedAtUtc >= starts && contact.StartedAtUtc < endsAtUtc && contact.RecordedAtUtc <= endsAtUtc));
        Assert.IsTrue(history.Rows.CaseEvents.TrueForAll(happened => happened.OccurredAtUtc <= endsAtUtc && happened.RecordedAtUtc >= happened.OccurredAtUtc && happened.RecordedAtUtc <= endsAtUtc));
        foreach (var events in history.Rows.CaseEvents.GroupBy(happened => happened.CaseId))
        {
            var times = events.Select(happened => happened.OccurredAtUtc).ToList();
            CollectionAssert.AreEqual(times.Order().ToList(), times, $"seed {seed}, case {events.Key}");
        }

        Assert.HasCount(150, history.Rows.Contacts.Select(contact => contact.ClientId).OfType<Guid>().Distinct());
    }

    [TestMethod]
    public void A_first_assessment_is_made_where_its_case_says_and_carries_a_decision()
    {
        var made = Rows.CaseEvents.Where(happened => happened.Kind == CaseEventKind.FirstAssessmentMade).Select(happened => (happened.CaseId, happened.OccurredAtUtc)).ToHashSet();
        var decisions = Rows.SegmentDecisions.Select(decision => (decision.ClientId, decision.DecidedAtUtc)).ToHashSet();
        var ofCases = Rows.Assessments.Where(assessment => assessment.CaseId is not null).Select(assessment => (assessment.CaseId!.Value, assessment.AssessedAtUtc)).ToHashSet();

        Assert.IsTrue(made.SetEquals(ofCases));
        Assert.IsTrue(decisions.IsSupersetOf(Rows.Assessments.Select(assessment => (assessment.ClientId, assessment.AssessedAtUtc))));
        Assert.IsTrue(Rows.SegmentDecisions.TrueForAll(decision =>
            (decision.OverrideReason is not null) == (decision.SuggestedSegment is not null && decision.SuggestedSegment != decision.Segment)));
    }
}
