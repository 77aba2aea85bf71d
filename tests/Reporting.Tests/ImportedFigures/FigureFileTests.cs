using System.Text;
using Palveluohjaus.Reporting.ImportedFigures;

namespace Palveluohjaus.Reporting.Tests.ImportedFigures;

[TestClass]
public sealed class FigureFileTests
{
    private const string Header = "series;municipality;period;value;source;definition;same definition\n";

    [TestMethod]
    [DataRow("series,municipality,period,value,source,definition,same definition\r\nlead-time/p50,905,2019,\"12,5\",Effica,,yes\r\n")]
    [DataRow("\uFEFFsarja;kunta;jakso;arvo;lähdejärjestelmä;määritelmä;luettelon määritelmä\nlead-time/p50;905;2019;12,5;Effica;;yes")]
    [DataRow("Katalogens definition;VÄRDE;kommun;serie;period;källsystem;definition;anteckning\nyes;12,5;905;lead-time/p50;2019;Effica;;unohda tämä")]
    [DataRow("\n\nseries;municipality;period;value;source;definition;same definition\n\n;;;;;;\nlead-time/p50;905;2019;12,5;Effica;;yes\n\n")]
    public void Columns_are_found_by_their_names_in_any_language_order_and_delimiter(string file)
    {
        var read = FigureFile.Read(Encoding.UTF8.GetBytes(file));

        Assert.IsEmpty(read.Problems);
        Assert.AreEqual(new FigureToEnter { Series = "lead-time/p50", Municipality = "905", Period = "2019", Value = "12,5", Source = "Effica", SameDefinition = "yes" }, read.Rows.Single().Typed);
    }

    [TestMethod]
    [DataRow("", FigureProblemKind.FileEmpty)]
    [DataRow("\uFEFF \r\n ", FigureProblemKind.FileEmpty)]
    [DataRow(Header, FigureProblemKind.NoRows)]
    [DataRow("series;municipality;period;value;source;definition\na;b;c;d;e;f", FigureProblemKind.ColumnMissing)]
    [DataRow("series;serie;municipality;period;value;source;definition;same definition\na;b;c;d;e;f;g;h", FigureProblemKind.ColumnTwice)]
    [DataRow(Header + "contacts/count;905;2019;1;Effica;\"never closed;yes\nmore", FigureProblemKind.QuoteNotClosed)]
    [DataRow(Header + "contacts/count;905;2019;1;Eff\"ica;;yes", FigureProblemKind.QuoteNotClosed)]
    [DataRow(Header + "contacts/count;905;2019;1;Effica;yes", FigureProblemKind.ColumnsNotAsMany)]
    [DataRow("PK\0\u0003", FigureProblemKind.FileNotText)]
    public void A_file_that_cannot_be_read_says_why(string file, FigureProblemKind expected) =>
        CollectionAssert.Contains(FigureFile.Read(Encoding.UTF8.GetBytes(file)).Problems.Select(problem => problem.Kind).ToArray(), expected);

    [TestMethod]
    public void What_is_not_utf_8_or_too_much_is_refused_whole()
    {
        Assert.AreEqual(FigureProblemKind.FileNotUtf8, FigureFile.Read(Encoding.Latin1.GetBytes(Header + "contacts/count;905;2019;1;Lähde;;yes")).Problems.Single().Kind);
        Assert.AreEqual(FigureProblemKind.FileTooLarge, FigureFile.Read(new byte[FigureFile.MaxBytes + 1]).Problems.Single().Kind);
        Assert.AreEqual(FigureProblemKind.TooManyRows, FigureFile.Read(Encoding.UTF8.GetBytes(Header + string.Concat(Enumerable.Repeat("a;b;c;d;e;f;g\n", FigureFile.MaxRows + 1)))).Problems.Single().Kind);

        var most = FigureFile.Read(Encoding.UTF8.GetBytes(Header + string.Concat(Enumerable.Repeat("a;b;c;d;e;f;g\n", FigureFile.MaxRows))));
        Assert.AreEqual((FigureFile.MaxRows, 0), (most.Rows.Count, most.Problems.Count));
    }

    [TestMethod]
    public void A_bad_row_costs_itself_only_and_lines_are_told_as_they_stand_in_the_file()
    {
        var read = FigureFile.Read(Encoding.UTF8.GetBytes(Header + "\ncontacts/count;905;2019;1;\"Effica\nnew line\";;yes\ncontacts/count;905;2019\ncontacts/count;905;2018;2;Effica;;yes"));

        CollectionAssert.AreEqual(new int?[] { 3, 6 }, read.Rows.Select(row => row.Line).ToArray());
        Assert.AreEqual(5, read.Problems.Single().Line);
    }

    [TestMethod]
    [DataRow("fi")]
    [DataRow("sv")]
    [DataRow("en")]
    public void The_template_can_be_read_and_enters_nothing_as_it_is(string language)
    {
        var read = FigureFile.Read(FigureFile.Template(language, "905", 2025));

        Assert.IsEmpty(read.Problems);
        Assert.HasCount(4, read.Rows);
        Assert.IsTrue(read.Rows.All(row => FigureSeries.Find(row.Typed.Series) is not null && row.Typed.Value.Length == 0 && FigurePeriod.Parse(row.Typed.Period) is not null));
    }

    [TestMethod]
    [DataRow("2019", "2019")]
    [DataRow("3/2025", "2025-03")]
    [DataRow("03.2025", "2025-03")]
    [DataRow(" 2025-3 ", "2025-03")]
    [DataRow("1–10/2020", "2020-01..10")]
    [DataRow("1-10/2020", "2020-01..10")]
    [DataRow("2020-01..10", "2020-01..10")]
    [DataRow("13/2025", null)]
    [DataRow("0/2025", null)]
    [DataRow("2025-00", null)]
    [DataRow("1–10/2021", null)]
    [DataRow("0000", null)]
    [DataRow("٢٠١٩", null)]
    [DataRow("2019-01-01", null)]
    [DataRow("9999", "9999")]
    [DataRow("", null)]
    public void Periods_are_written_as_people_and_files_write_them(string text, string? expected) => Assert.AreEqual(expected, FigurePeriod.Parse(text) is { } period ? period.Code : null);

    [TestMethod]
    public void Every_series_can_be_named_in_a_file_and_is_of_a_figure_the_catalogue_computes()
    {
        CollectionAssert.AllItemsAreUnique(FigureSeries.All.Select(series => series.Code).ToArray());
        foreach (var series in FigureSeries.All)
            Assert.AreSame(series, FigureSeries.Find(series.Code.ToUpperInvariant()));
        foreach (var code in (string[])["contacts/count", "lead-time/p50", "waiting-time/p50", "deadline-attainment/share", "first-contact-resolution/share-7-days", "work-in-progress/at-end"])
            Assert.IsNotNull(FigureSeries.Find(code), code);
        foreach (var code in (string[])["baseline", "emergency-visits/count", "client-feedback/mean", "segment-mix/count", "littles-law-gap/gap", ""])
            Assert.IsNull(FigureSeries.Find(code), code);
    }
}
