using System.Globalization;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.PowerBi;
using Palveluohjaus.Reporting.PowerBi.Embedding;
using Palveluohjaus.Reporting.Tests.Dashboards;

namespace Palveluohjaus.Reporting.Tests.PowerBi;

/// <summary>By what a report is limited: for whom, and by the filter of the page.</summary>
[TestClass]
public sealed class ReaderRowsTests
{
    private static readonly DateOnly Today = new(2026, 3, 17);

    [TestMethod]
    public void Units_stand_in_one_order_so_that_those_of_the_same_units_are_one_reader()
    {
        Assert.AreEqual("ITA|LANSI", ReaderRows.Of(["LANSI", "ITA"])!.UserName);
        Assert.AreEqual("*", ReaderRows.Whole.UserName);
        Assert.IsNull(ReaderRows.Of([]));
    }

    [TestMethod]
    [DataRow("*")]
    [DataRow("ITA|LANSI")]
    [DataRow("itä")]
    [DataRow("ITA 2")]
    [DataRow("")]
    [DataRow("ITA\n")]
    public void A_code_that_would_open_more_or_cannot_be_sent_opens_nothing(string code)
    {
        Assert.IsNull(ReaderRows.Of([code]));
        Assert.IsNull(ReaderRows.Of(["POHJ", code]), "Without one of the units a sum would read as theirs all.");
    }

    [TestMethod]
    public void More_units_than_there_is_room_for_open_nothing()
    {
        Assert.AreEqual(256, ReaderRows.Of([new string('a', 127), new string('b', 128)])!.UserName.Length);
        Assert.IsNull(ReaderRows.Of([new string('a', 128), new string('b', 128)]));
    }

    [TestMethod]
    [DataRow("", "", "12 kuukautta", "")]
    [DataRow("period=this-year&municipality=475", "Municipality:475", "Tämä vuosi", "")]
    [DataRow("unit=north&language=swedish", "Unit:north, Language:swedish", "12 kuukautta", "")]
    [DataRow("municipality=475&language=swedish", "Municipality:475", "12 kuukautta", "language")]
    [DataRow("unit=north&municipality=475&life-stage=older-people&language=swedish", "Unit:north, Municipality:475", "12 kuukautta", "life-stage, language")]
    [DataRow("from=2025-11-01&to=2026-01-31&unit=north", "Unit:north", "11/2025, 12/2025, 1/2026", "")]
    [DataRow("from=2025-11-01&to=2026-01-31&unit=north&municipality=475", "Unit:north", "11/2025, 12/2025, 1/2026", "municipality")]
    [DataRow("unit=nobody's&municipality=%27", "", "12 kuukautta", "")]
    public void The_filter_of_the_page_is_passed_on_as_far_as_the_model_has_figures_for_it(string query, string filters, string period, string leftOut)
    {
        var fields = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(field => field.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        var filter = DashboardFilter.Parse(fields, DashboardsAtHand.Names, Today, Today.AddYears(-2));

        var passed = PassedFilter.Of(filter, CultureInfo.GetCultureInfo("fi-FI"));

        Assert.AreEqual(filters, string.Join(", ", passed.Filters.Select(each => $"{each.Table}:{string.Join('+', each.Values)}")));
        Assert.AreEqual((period, leftOut), (string.Join(", ", passed.Period.Values), string.Join(", ", passed.LeftOut)));
        Assert.IsTrue(passed.Filters.Append(passed.Period).All(each => new DescribeSemanticModel().Describe().Find(each.Table).Columns.Any(column => column.Name == each.Column)));
    }

    [TestMethod]
    public void The_period_is_named_as_the_reports_slicer_names_it_in_the_readers_language()
    {
        var filter = DashboardFilter.Parse(new Dictionary<string, string>(), DashboardsAtHand.Names, Today, Today.AddYears(-2));

        Assert.AreEqual(("NameSv", "12 månader"), Period("sv-FI"));
        Assert.AreEqual("NameEn", Period("en-GB").Column);

        (string Column, string Value) Period(string language) => PassedFilter.Of(filter, CultureInfo.GetCultureInfo(language)).Period is var period ? (period.Column, period.Values.Single()) : default;
    }
}
