using System.Globalization;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Reporting.Dashboards;

namespace Palveluohjaus.Reporting.Tests.Dashboards;

[TestClass]
public sealed class DashboardFilterTests
{
    private static readonly DateOnly Today = new(2026, 3, 15);
    private static readonly DateOnly FirstDay = new(2023, 5, 2);
    private static readonly DashboardNames Names = new(
        new Dictionary<string, string> { ["905"] = "Vaasa" },
        new Dictionary<string, string> { ["guidance-south"] = "Asiakasohjaus" });

    [TestMethod]
    [DataRow("", "2025-04-01", "2026-03-15", DisplayName = "twelve months unless something else is asked")]
    [DataRow("period=12-months", "2025-04-01", "2026-03-15")]
    [DataRow("period=this-year", "2026-01-01", "2026-03-15")]
    [DataRow("period=3-months", "2026-01-01", "2026-03-15")]
    [DataRow("period=12-weeks", "2026-01-01", "2026-03-15", DisplayName = "as links of old ask")]
    [DataRow("period=all", "2023-05-01", "2026-03-15")]
    [DataRow("from=2025-10-01&to=2025-10-31", "2025-10-01", "2025-10-31", DisplayName = "one month, and a clock change")]
    [DataRow("from=2026-03-01&to=2026-03-15", "2026-03-01", "2026-03-15", DisplayName = "the month that goes on, to today")]
    [DataRow("from=2026-03-01&to=2026-03-31", "2026-03-01", "2026-03-15", DisplayName = "the month that goes on, to its end")]
    [DataRow("to=2026-06-30", "2025-07-01", "2026-06-30", DisplayName = "a last day to come")]
    [DataRow("from=2024-02-01", "2024-02-01", "2026-03-15")]
    [DataRow("to=2024-02-29", "2023-03-01", "2024-02-29", DisplayName = "a last day alone has twelve months before it")]
    [DataRow("period=this-year&from=2026-02-01", "2026-02-01", "2026-03-15", DisplayName = "days that were filled in win")]
    [DataRow("was=own&period=this-year&from=2026-02-01", "2026-01-01", "2026-03-15", DisplayName = "unless a ready-made period was chosen in their place")]
    [DataRow("from=2026-06-01", "2026-06-01", "2026-06-30", DisplayName = "a first day to come")]
    public void The_period_is_read_from_the_address(string query, string from, string lastDay)
    {
        var filter = Parse(query);

        Assert.AreEqual((from, lastDay), (filter.From.ToString("O", CultureInfo.InvariantCulture), filter.LastDay.ToString("O", CultureInfo.InvariantCulture)));
        Assert.IsEmpty(filter.Ignored);
        Assert.AreEqual(filter.LastDay.AddDays(1), filter.To);
    }

    [TestMethod]
    [DataRow("from=2025-10-26&to=2025-10-26", "2025-10-01", "2025-10-31", DisplayName = "one day")]
    [DataRow("from=2024-02-29", "2024-02-01", "2026-03-15")]
    [DataRow("to=2024-02-28", "2023-03-01", "2024-02-29", DisplayName = "a day short of a leap month")]
    [DataRow("from=2026-01-01&to=2026-03-14", "2026-01-01", "2026-03-15", DisplayName = "yesterday")]
    [DataRow("to=2026-06-15", "2025-07-01", "2026-06-30", DisplayName = "a last day to come")]
    public void Own_days_are_widened_to_whole_months_and_the_page_says_so(string query, string from, string lastDay)
    {
        var filter = Parse(query);

        Assert.AreEqual((from, lastDay), (filter.From.ToString("O", CultureInfo.InvariantCulture), filter.LastDay.ToString("O", CultureInfo.InvariantCulture)));
        CollectionAssert.AreEqual((string[])[DashboardFilter.WidenedToMonths], filter.Ignored.ToArray());
    }

    [TestMethod]
    [DataRow("period=decade", "period")]
    [DataRow("from=2026-03-02&to=2026-03-01", "order")]
    [DataRow("from=2026-02-30", "from")]
    [DataRow("from=0001-01-01&to=9999-12-31", "from to")]
    [DataRow("from=1.3.2026", "from")]
    [DataRow("municipality=999", "municipality")]
    [DataRow("municipality=905,231", "municipality")]
    [DataRow("unit=<script>alert(1)</script>", "unit")]
    [DataRow("life-stage='; drop table Clients", "life-stage")]
    [DataRow("language=\0", "language")]
    [DataRow("period=&from=&to=%20&municipality=&unit=&life-stage=&language=", "", DisplayName = "an empty field of the form is not nonsense")]
    public void Nonsense_is_left_out_and_named(string query, string ignored)
    {
        var filter = Parse(query);

        Assert.AreEqual(ignored, string.Join(' ', filter.Ignored));
        Assert.AreEqual((DashboardPeriod.TwelveMonths, new DateOnly(2025, 4, 1), Today), (filter.Period, filter.From, filter.LastDay));
        Assert.IsEmpty(filter.Only);
    }

    [TestMethod]
    public void Known_limits_hold_and_are_asked_of_the_facts_by_code()
    {
        var filter = Parse("municipality=905&unit=guidance-south&life-stage=older-people&language=Swedish");

        Assert.AreEqual(("905", "guidance-south", (LifeStage?)LifeStage.OlderPeople, (ServiceLanguage?)ServiceLanguage.Swedish), (filter.MunicipalityCode, filter.UnitCode, filter.LifeStage, filter.Language));
        Assert.AreEqual("905 guidance-south older-people swedish", string.Join(' ', filter.Only.Values));
        Assert.IsEmpty(filter.Ignored);
    }

    private static DashboardFilter Parse(string query) => DashboardFilter.Parse(
        query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(field => field.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1].Replace("%20", " ", StringComparison.Ordinal)),
        Names,
        Today,
        FirstDay);
}
