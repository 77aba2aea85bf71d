using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Imports;
using Palveluohjaus.SyntheticCounty.Answers;
using Palveluohjaus.SyntheticCounty.Places;

namespace Palveluohjaus.SyntheticCounty.Tests;

/// <summary>Each effect the document promises can be seen in the rows, and in the right direction.</summary>
[TestClass]
public sealed class PlantedEffectTests
{
    private static readonly GeneratedHistory History = CountyUnderTest.History;
    private static readonly HistoryBatch Rows = History.Rows;
    private static readonly Dictionary<Guid, Client> Clients = Rows.Clients.ToDictionary(client => client.Id);

    [TestMethod]
    public void The_rehabilitation_unit_bounces_its_cases()
    {
        var rehabilitation = History.Setting.Units[UnitCode.Rehabilitation].Unit.Id;
        var units = Rows.CaseEvents.GroupBy(happened => happened.CaseId)
            .Select(events => Stays(events.Select(happened => happened.UnitId!.Value)))
            .Where(stays => stays.Count > 1)
            .ToList();

        var bounced = ReturnShare(units.Where(stays => stays.Contains(rehabilitation)));
        var others = ReturnShare(units.Where(stays => !stays.Contains(rehabilitation)));

        Assert.IsGreaterThan(0.35, bounced);
        Assert.IsLessThan(0.12, others);
    }

    [TestMethod]
    public void Care_managed_clients_wait_less_from_month_eighteen_on_and_others_do_not()
    {
        var from = History.Setting.MonthUtc(18);
        var until = History.Setting.MonthUtc(26);

        double Change(string segment) =>
            MedianDays(Assessed(segment).Where(guidanceCase => guidanceCase.ReceivedAtUtc >= from && guidanceCase.ReceivedAtUtc < until))
            / MedianDays(Assessed(segment).Where(guidanceCase => guidanceCase.ReceivedAtUtc < from));

        Assert.IsLessThan(0.85, Change(nameof(SegmentCode.HUOL)));
        Assert.IsGreaterThan(0.85, Change(nameof(SegmentCode.OMA)));
    }

    [TestMethod]
    public void Swedish_speakers_in_the_language_gap_are_served_in_their_own_language_less_and_wait_longer()
    {
        var gap = Identified().Where(contact => Clients[contact.ClientId!.Value].ServiceLanguage == ServiceLanguage.Swedish && contact.MunicipalityCode is "905" or "231" or "399").ToList();
        var rest = Identified().Where(contact => Clients[contact.ClientId!.Value].ServiceLanguage == ServiceLanguage.Swedish && contact.MunicipalityCode is not ("905" or "231" or "399")).ToList();

        static double OwnShare(List<Contact> contacts) => contacts.Count(contact => contact.ServiceLanguage == ServiceLanguage.Swedish) / (double)contacts.Count;

        Assert.AreEqual(0.62, OwnShare(gap), 0.05);
        Assert.AreEqual(0.96, OwnShare(rest), 0.02);
        var promised = Rows.Cases.Where(guidanceCase => guidanceCase.DueAtUtc is not null && guidanceCase.MunicipalityCode == "905").ToList();
        Assert.IsGreaterThan(
            1.1 * MedianDays(promised.Where(guidanceCase => guidanceCase.ServiceLanguage == ServiceLanguage.Finnish)),
            MedianDays(promised.Where(guidanceCase => guidanceCase.ServiceLanguage == ServiceLanguage.Swedish)));
    }

    [TestMethod]
    public void Three_municipalities_record_badly_each_in_its_own_way()
    {
        var laihia = InMunicipality("399");
        var narpio = InMunicipality("545");
        var vaasa = InMunicipality("905");

        static double OneTheme(List<Contact> contacts) => contacts.Count(contact => contact.MainTheme == NeedReason.EverydayLiving) / (double)contacts.Count;
        static double NoMinutes(List<Contact> contacts) => contacts.Count(contact => contact.HandlingTimeMinutes is null) / (double)contacts.Count;
        static double Late(List<Contact> contacts) => contacts.Count(contact => contact.RecordedAtUtc - contact.StartedAtUtc > TimeSpan.FromDays(1)) / (double)contacts.Count;
        double LeftOpen(string code)
        {
            var old = Rows.Cases.Where(guidanceCase => guidanceCase.MunicipalityCode == code && CompletionDue.GetValueOrDefault(guidanceCase.Id, DateTime.MaxValue) < History.Setting.EndsAtUtc).ToList();
            return old.Count(guidanceCase => guidanceCase.ClosedAtUtc is null) / (double)old.Count;
        }

        Assert.IsGreaterThan(0.85, OneTheme(laihia));
        Assert.IsLessThan(0.35, OneTheme(vaasa));
        Assert.IsGreaterThan(0.35, NoMinutes(laihia));
        Assert.IsLessThan(0.03, NoMinutes(vaasa));
        Assert.IsGreaterThan(0.45, Late(narpio));
        Assert.IsLessThan(0.01, Late(vaasa));
        Assert.IsGreaterThan(LeftOpen("905") + 0.15, LeftOpen("287"));
    }

    [TestMethod]
    public void Demand_falls_in_the_strike_and_in_july_and_grows_over_the_years()
    {
        var days = Rows.Contacts.Where(contact => contact.OpensCase).GroupBy(contact => CountyCalendar.Helsinki.DayOf(contact.StartedAtUtc)).ToDictionary(day => day.Key, day => day.Count());
        double PerWorkingDay(Func<DateOnly, bool> isMeant)
        {
            var meant = Enumerable.Range(0, 912).Select(History.Setting.FirstDay.AddDays).Where(day => History.Setting.Rhythm.IsWorkingDay(day) && isMeant(day)).ToList();
            return meant.Average(day => days.GetValueOrDefault(day));
        }

        var usual = PerWorkingDay(day => !History.Setting.Rhythm.IsStrike(day));
        Assert.IsLessThan(0.55 * usual, PerWorkingDay(History.Setting.Rhythm.IsStrike));
        Assert.IsLessThan(0.80 * usual, PerWorkingDay(day => day.Month == 7));
        Assert.IsGreaterThan(
            1.03 * PerWorkingDay(day => day < History.Setting.FirstDay.AddYears(1) && !History.Setting.Rhythm.IsStrike(day)),
            PerWorkingDay(day => day >= History.Setting.FirstDay.AddYears(1) && day < History.Setting.FirstDay.AddYears(2)));
    }

    [TestMethod]
    public void The_county_has_the_size_and_the_shares_that_the_document_gives()
    {
        var contacts = (double)Rows.Contacts.Count;

        Assert.AreEqual(8.2, contacts / Rows.Clients.Count, 0.8);
        Assert.AreEqual(0.12, Rows.Contacts.Count(contact => contact.ClientId is null) / contacts, 0.01);
        Assert.AreEqual(0.01, Rows.Clients.Count(client => client.IsProtected) / (double)Rows.Clients.Count, 0.006);
        Assert.AreEqual(0.05, Rows.Clients.Count(client => client.ServiceLanguage == ServiceLanguage.Other) / (double)Rows.Clients.Count, 0.012);
        Assert.AreEqual(67_988 / 176_323.0, Rows.Clients.Count(client => client.MunicipalityCode == "905") / (double)Rows.Clients.Count, 0.025);
        Assert.IsLessThan(0.06, Rows.Contacts.Count(contact => CountyCalendar.Helsinki.DayOf(contact.StartedAtUtc).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) / contacts);
    }

    [TestMethod]
    public void Some_cases_are_open_at_the_end_and_some_were_closed_overdue()
    {
        var closed = Rows.Cases.Where(guidanceCase => guidanceCase.ClosedAtUtc is not null && CompletionDue.ContainsKey(guidanceCase.Id)).ToList();
        var overdue = closed.Count(guidanceCase => guidanceCase.ClosedAtUtc > CompletionDue[guidanceCase.Id]) / (double)closed.Count;

        Assert.IsTrue(overdue is > 0.03 and < 0.30, $"{overdue:P1} overdue");
        Assert.IsNotEmpty(Rows.Cases.Where(guidanceCase => guidanceCase.ClosedAtUtc is null && guidanceCase.DueAtUtc < History.Setting.EndsAtUtc));
        Assert.IsNotEmpty(Rows.Cases.Where(guidanceCase => guidanceCase.ClosedAtUtc is null && guidanceCase.DueAtUtc > History.Setting.EndsAtUtc));
    }

    /// <summary>By when the needs assessment of a case must be complete.</summary>
    private static readonly Dictionary<Guid, DateTime> CompletionDue =
        Rows.CaseDeadlines.Where(deadline => deadline.Target == DeadlineTarget.NeedsAssessmentCompleted).ToDictionary(deadline => deadline.CaseId, deadline => deadline.DueAtUtc);

    private static IEnumerable<Contact> Identified() => Rows.Contacts.Where(contact => contact.ClientId is not null);

    private static List<Contact> InMunicipality(string code) => [.. Identified().Where(contact => contact.MunicipalityCode == code)];

    // By the client's first label: what a report would go by.
    private static IEnumerable<GuidanceCase> Assessed(string segment)
    {
        var labelled = Rows.SegmentDecisions.GroupBy(decision => decision.ClientId)
            .Where(decisions => decisions.MinBy(decision => decision.DecidedAtUtc)!.Segment == segment)
            .Select(decisions => decisions.Key).ToHashSet();
        var needsAssessed = Rows.CaseEvents.Where(happened => happened.Kind == CaseEventKind.NeedsAssessmentStarted).Select(happened => happened.CaseId).ToHashSet();
        return Rows.Cases.Where(guidanceCase => guidanceCase.ClientId is { } client && labelled.Contains(client) && needsAssessed.Contains(guidanceCase.Id));
    }

    private static double MedianDays(IEnumerable<GuidanceCase> cases)
    {
        var days = cases.Select(guidanceCase => ((guidanceCase.ClosedAtUtc ?? DateTime.MaxValue) - guidanceCase.ReceivedAtUtc).TotalDays).Order().ToList();
        return days[days.Count / 2];
    }

    private static List<Guid> Stays(IEnumerable<Guid> units)
    {
        var stays = new List<Guid>();
        foreach (var unit in units)
        {
            if (stays.Count == 0 || stays[^1] != unit)
                stays.Add(unit);
        }

        return stays;
    }

    private static double ReturnShare(IEnumerable<List<Guid>> cases)
    {
        var all = cases.ToList();
        return all.Count(stays => stays.Distinct().Count() < stays.Count) / (double)all.Count;
    }
}
