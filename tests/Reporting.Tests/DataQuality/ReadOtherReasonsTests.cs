using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Handoffs;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Teams;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.DataQuality;
using Palveluohjaus.Reporting.Tests.Dashboards;
using Palveluohjaus.Reporting.Texts;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.DataQuality;

[TestClass]
[TestCategory("database")]
public sealed class ReadOtherReasonsTests : IDisposable
{
    private static readonly ServiceProvider Texts = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();

    private readonly TestDatabase _database = new();

    // The first of March has begun in the county, and not yet in UTC.
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 2, 28, 22, 30, 0, TimeSpan.Zero));
    private readonly CountedReasons _counted;
    private readonly Unit _east = NewUnit("east");
    private readonly Unit _west = NewUnit("west");

    public ReadOtherReasonsTests() => _counted = new CountedReasons(_clock);

    [TestMethod]
    public async Task Reasons_are_counted_by_who_gave_them_and_a_handoff_at_a_contacts_end_has_none()
    {
        await StoreAsync(
        [
            .. Many(15, () => Offer(_east, HandoffReason.SpecialExpertise)), .. Many(5, () => Offer(_east, HandoffReason.Other)), .. Many(40, () => Offer(_east, HandoffReason.AtContact)),
            .. Many(10, () => Offer(_west, HandoffReason.ClientMoved, ReturnReason.Other)), .. Many(10, () => Decline(Offer(_west, HandoffReason.ClientMoved), DeclineReason.NoCapacity)),
            .. Many(30, () => Offer(_west, HandoffReason.Other, at: "2025-02-28T21:59:59Z")),
        ]);

        var figures = await ReadAsync("from=2026-01-01&to=2026-01-31");

        var whole = figures[0].Table;
        Assert.AreEqual("Suurin ”muu syy” -osuus: Palautus, 100,0 %.", Loosely(whole.Finding));
        CollectionAssert.AreEqual((string[])["Siirto | 16,7 % | 30", "Palautus | 100,0 % | 10", "Hylkäys | 0,0 % | 10"], whole.Rows.Select(row => row.Write()).ToArray(), string.Join('\n', whole.Rows.Select(row => row.Write())));
        CollectionAssert.AreEqual((string[])["east | 25,0 % | 20 | . | 0 | 0,0 % | 10", "west | 0,0 % | 10 | 100,0 % | 10 | . | 0"], figures[1].Table.Rows.Select(row => row.Write()).ToArray(), string.Join('\n', figures[1].Table.Rows.Select(row => row.Write())));
        CollectionAssert.AreEqual((string[])["Vaasa | 16,7 % | 30 | 100,0 % | 10 | 0,0 % | 10"], figures[2].Table.Rows.Select(row => row.Write()).ToArray());
    }

    [TestMethod]
    public async Task A_few_other_reasons_are_hidden_with_what_would_tell_them()
    {
        await StoreAsync(
        [
            .. Many(20, () => Offer(_east, HandoffReason.SpecialExpertise)), .. Many(3, () => Offer(_east, HandoffReason.Other)),
            .. Many(20, () => Offer(_west, HandoffReason.SpecialExpertise)), .. Many(8, () => Offer(_west, HandoffReason.Other)),
        ]);

        var figures = await ReadAsync("from=2026-01-01&to=2026-01-31");

        Assert.AreEqual("Siirto | 21,6 % | 51", figures[0].Table.Rows[0].Write());
        // The county's eleven less the west's eight are three.
        CollectionAssert.AreEqual((string[])["east | – | – | . | 0 | . | 0", "west | – | – | . | 0 | . | 0"], figures[1].Table.Rows.Select(row => row.Write()).ToArray());
    }

    [TestMethod]
    public async Task With_no_reasons_at_all_and_a_limit_that_does_not_apply_it_says_so()
    {
        await StoreAsync([]);

        var figures = await ReadAsync("from=2026-01-01&to=2026-01-31&municipality=905");

        Assert.AreEqual("Siirto | . | 0", figures[0].Table.Rows[0].Write());
        StringAssert.Contains(figures[0].Table.Source, "koko alue, sivun rajauksista riippumatta", StringComparison.Ordinal);
        Assert.IsEmpty(figures[1].Table.Rows);
    }

    [TestMethod]
    public async Task Whatever_period_the_page_has_and_whatever_came_since_the_months_that_are_over_tell_the_same()
    {
        await StoreAsync([.. Many(20, () => Offer(_east, HandoffReason.SpecialExpertise)), .. Many(6, () => Offer(_east, HandoffReason.Other, at: "2026-02-28T22:10:00Z"))]);

        var first = await ReadAsync("from=2026-01-10&to=2026-01-11");
        var second = await ReadAsync("from=2026-01-10&to=2026-01-12");

        Assert.AreEqual("Siirto | 0,0 % | 20", first[0].Table.Rows[0].Write());
        Assert.AreEqual(first[0].Table.Rows[0].Write(), second[0].Table.Rows[0].Write());
        Assert.AreEqual((new DateOnly(2025, 3, 1), new DateOnly(2026, 3, 1)), (first[0].Of.From, first[0].Of.To));
        _clock.Advance(TimeSpan.FromDays(31));
        Assert.AreEqual("Siirto | 23,1 % | 26", (await ReadAsync("period=12-months"))[0].Table.Rows[0].Write());
    }

    [TestMethod]
    public async Task What_is_hidden_in_the_whole_is_not_called_none()
    {
        await StoreAsync([.. Many(20, () => Offer(_east, HandoffReason.SpecialExpertise)), .. Many(3, () => Offer(_east, HandoffReason.Other)), .. Many(10, () => Decline(Offer(_west, HandoffReason.ClientMoved), DeclineReason.NoCapacity))]);

        var whole = (await ReadAsync("period=12-months"))[0].Table;

        Assert.AreEqual("Siirto | – | –", whole.Rows[0].Write());
        Assert.DoesNotContain("ei ole annettu", whole.Finding);
    }

    public void Dispose() => _database.Dispose();

    private async Task<IReadOnlyList<OtherReasonsFigure>> ReadAsync(string query)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("fi-FI");
        await using var guidance = _database.OpenGuidance();
        var words = new DashboardWords(Texts.GetRequiredService<IStringLocalizer<ReportingTexts>>(), CountyCalendar.Helsinki);
        var today = new DateOnly(2026, 3, 1);
        var filter = DashboardFilter.Parse(query.Split('&').Select(field => field.Split('=')).ToDictionary(field => field[0], field => field[1]), DashboardsAtHand.Names, today, today);
        return await new ReadOtherReasons(new CountHandoffReasons(guidance), _counted, new GuidanceReads(guidance), CountyCalendar.Helsinki, words, _clock).ReadAsync(filter, CancellationToken.None);
    }

    private async Task StoreAsync(Handoff[] handoffs)
    {
        await using var guidance = _database.OpenGuidance();
        guidance.Municipalities.Add(new Municipality { Code = "905", NameFi = "Vaasa", NameSv = "Vasa", LanguageStatus = MunicipalityLanguageStatus.BilingualFinnishMajority, Population = 1, PopulationYear = 2024 });
        guidance.Units.AddRange(_east, _west);
        guidance.Cases.AddRange(handoffs.Select(handoff => new GuidanceCase { Id = handoff.CaseId, Source = GuidanceCase.OwnSource, Channel = ContactChannel.Phone, MunicipalityCode = "905", ReceivedAtUtc = handoff.OfferedAtUtc }));
        guidance.Handoffs.AddRange(handoffs);
        await guidance.SaveChangesAsync();
    }

    private Handoff Offer(Unit from, HandoffReason reason, ReturnReason? back = null, string at = "2026-01-10T08:00:00Z") => new()
    {
        CaseId = Guid.CreateVersion7(),
        FromUnitId = from.Id,
        ToUnitId = from == _east ? _west.Id : _east.Id,
        ReasonKind = reason,
        ReturnReasonKind = back,
        OfferedAtUtc = DateTime.Parse(at, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal),
    };

    private static Handoff Decline(Handoff offered, DeclineReason reason)
    {
        offered.Decline(reason, null, null, offered.OfferedAtUtc.AddDays(1));
        return offered;
    }

    private static IEnumerable<Handoff> Many(int count, Func<Handoff> make) => Enumerable.Range(0, count).Select(_ => make());

    private static string Loosely(string text) => text.Replace('\u00a0', ' ');

    private static Unit NewUnit(string code) => new() { Source = GuidanceCase.OwnSource, Code = code, NameFi = code, NameSv = code, NameEn = code };
}
