using System.Text;
using Palveluohjaus.Segmentation.Tables;

namespace Palveluohjaus.Segmentation.Tests.Tables;

[TestClass]
public sealed class ReadLabelledTests
{
    private static readonly CsvTableOptions ByLabel = new() { Label = "label" };

    [TestMethod]
    public void Numbers_categories_groups_and_labels_are_told_apart()
    {
        var csv = Read("age,home,language,label\n31,alone,fi,YHT\n,family,,OMA\n45.5,NA,sv,OMA\n", ByLabel with { GroupColumns = ["language"] });

        Sequence.AreEqual(csv.Schema.Columns.Select(column => column.Name), "age", "home");
        Assert.IsFalse(csv.Schema.Columns[0].IsCategory);
        Sequence.AreEqual(csv.Schema.Columns[1].Categories, "alone", "family");
        Sequence.AreEqual(csv.Schema.Segments, "OMA", "YHT");
        Sequence.AreEqual(csv.Rows.Table.Column(0).ToArray(), 31, float.NaN, 45.5f);
        Sequence.AreEqual(csv.Rows.Table.Column(1).ToArray(), 0, 1, float.NaN);
        Sequence.AreEqual(csv.Rows.Labels, 1, 0, 0);
        Assert.AreEqual("language", csv.Groups.Single().Dimension);
        Sequence.AreEqual(csv.Groups[0].Groups, "fi", "sv");
        Sequence.AreEqual(csv.Groups[0].GroupOfRow, 0, -1, 1);
    }

    [TestMethod]
    public void The_nursery_file_is_read_without_its_two_recommend_rows()
    {
        var path = Testing.SharedData.Require("nursery.csv");

        var csv = CsvTable.ReadLabelled(path, new CsvTableOptions { Label = "classification", WithoutLabels = ["recommend"] });

        Assert.AreEqual(12_958, csv.Rows.Count);
        Assert.AreEqual("not_recom priority spec_prior very_recom", string.Join(' ', csv.Schema.Segments));
        Assert.AreEqual("3 5 4 4 3 2 3 3", string.Join(' ', csv.Schema.Columns.Select(column => column.Categories.Count)));
        Assert.IsTrue(csv.Notes.Contains("Rows left out for their label, \"recommend\": 2."), Print(csv));
        Assert.AreEqual(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path))), csv.Sha256);
    }

    [TestMethod]
    [DataRow(',', DisplayName = "comma")]
    [DataRow(';', DisplayName = "semicolon")]
    [DataRow('\t', DisplayName = "tab")]
    [DataRow('|', DisplayName = "bar")]
    public void The_delimiter_is_found(char delimiter)
    {
        var csv = Read("a,text,label\n1,\"x, y; z | å\",p\n2,ö,q\n".Replace("\"x, y; z | å\"", "\u0001", StringComparison.Ordinal)
            .Replace(',', delimiter).Replace("\u0001", "\"x, y; z | å\"", StringComparison.Ordinal));

        Sequence.AreEqual(csv.Schema.Columns[1].Categories, "x, y; z | å", "ö");
    }

    [TestMethod]
    [DataRow("a;label\n0,5;p\n3;q\n", DisplayName = "between semicolons")]
    [DataRow("a,label\n\"0,5\",p\n3,q\n", DisplayName = "in quotes between commas")]
    public void A_decimal_comma_is_read_and_said(string text)
    {
        var csv = Read(text);

        Sequence.AreEqual(csv.Rows.Table.Column(0).ToArray(), 0.5f, 3);
        Assert.IsTrue(csv.Notes.Contains("The decimal sign is a comma: \"0,5\" in row 2, column \"a\", is read as 0.5."), Print(csv));
    }

    [TestMethod]
    public void A_byte_order_mark_is_no_part_of_the_first_heading()
    {
        foreach (var encoding in new[] { new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            var csv = Read([.. encoding.GetPreamble(), .. encoding.GetBytes("ikä,label\n1,p\n2,q\n")], ByLabel);

            Assert.AreEqual("ikä", csv.Schema.Columns[0].Name, encoding.EncodingName);
        }
    }

    [TestMethod]
    [DataRow("\n", DisplayName = "LF")]
    [DataRow("\r\n", DisplayName = "CRLF")]
    [DataRow("\r", DisplayName = "CR")]
    public void Line_ends_and_blank_lines_do_not_matter(string lineEnd)
    {
        var csv = Read($"a,label{lineEnd}1,p{lineEnd}{lineEnd}2,q{lineEnd}{lineEnd}{lineEnd}");

        Sequence.AreEqual(csv.Rows.Table.Column(0).ToArray(), 1f, 2);
    }

    [TestMethod]
    public void A_label_or_a_category_may_look_like_a_number()
    {
        var csv = Read("grade,b,label\n10,1,3\n9,2,12\n", ByLabel with { CategoryColumns = ["grade"] });

        Sequence.AreEqual(csv.Schema.Columns[0].Categories, "10", "9");
        Sequence.AreEqual(csv.Schema.Segments, "12", "3");
    }

    [TestMethod]
    public void A_whole_number_that_single_precision_cannot_hold_is_said()
    {
        var csv = Read("a,b,label\n16777217,16777216,p\n2,3,q\n");

        Assert.AreEqual(1, csv.Notes.Count(note => note.Contains("\"16777217\" in row 2 is read as 16777216", StringComparison.Ordinal)), Print(csv));
        Assert.IsFalse(csv.Notes.Any(note => note.StartsWith("Column \"b\"", StringComparison.Ordinal)), Print(csv));
    }

    [TestMethod]
    public void What_was_inferred_is_said()
    {
        var csv = Read("a;b;c;label\n1;x;u;p\n2;y;v;q\n", ByLabel with { DropColumns = ["c"] });

        Sequence.AreEqual(
            csv.Notes,
            "Rows: 2. Labels: \"p\", \"q\".",
            "Values are divided by \";\", as the file shows.",
            "Numbers: \"a\".",
            "Categories: \"b\" (2).",
            "Columns left out: \"c\".");
    }

    [TestMethod]
    public void So_many_as_254_categories_are_read_and_one_more_is_refused()
    {
        static string File(int count) => "a,label\n" + string.Concat(Enumerable.Range(0, count).Select(index => $"v{index},{(index % 2 == 0 ? "p" : "q")}\n"));

        Assert.HasCount(254, Read(File(254)).Schema.Columns[0].Categories);
        Assert.ThrowsExactly<TableRefusedException>(() => Read(File(255)));
    }

    internal static LabelledCsv Read(string text, CsvTableOptions? options = null) => Read(Encoding.UTF8.GetBytes(text), options ?? ByLabel);

    internal static LabelledCsv Read(byte[] bytes, CsvTableOptions options)
    {
        using var folder = new Testing.TemporaryFolder();
        var path = folder.Of("t.csv");
        File.WriteAllBytes(path, bytes);
        return CsvTable.ReadLabelled(path, options);
    }

    private static string Print(LabelledCsv csv) => string.Join('\n', csv.Notes);
}
