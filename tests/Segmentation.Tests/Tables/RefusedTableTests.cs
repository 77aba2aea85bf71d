using System.Reflection;
using System.Text;
using Palveluohjaus.Segmentation.Tables;

namespace Palveluohjaus.Segmentation.Tests.Tables;

[TestClass]
public sealed class RefusedTableTests
{
    private static readonly CsvTableOptions ByLabel = new() { Label = "label" };

    /// <summary>What is wrong, the file, and what the message must say after the file's name.</summary>
    public static IEnumerable<object[]> BadFiles =>
    [
        ["empty", "", ": the file is empty."],
        ["only blank lines", "\n\n \n", ": the file is empty."],
        ["only a heading", "a,label\n", ": there is a heading and no row below it."],
        ["no such label column", "a,Label\n1,p\n", ": there is no column \"label\", which is wanted as label column (--label). The columns, divided by \",\", are \"a\", \"Label\"."],
        ["a row without a label", "a,label\n1,p\n\n2,\n", ", row 4, column \"label\": the row has no label."],
        ["a row with a label of spaces", "a,label\n1,p\n2,  \n", ", row 3, column \"label\": the row has no label."],
        ["one class", "a,label\n1,p\n2,p\n", ", column \"label\": every row has the label \"p\"."],
        ["a constant number", "a,b,label\n1,2,p\n1.0,3,q\n", ", column \"a\": every row has the value 1, so nothing can be learned from it. Leave the column out (--drop)."],
        ["a constant category", "a,b,label\nx,2,p\nx,3,q\n", ", column \"a\": every row has the value \"x\""],
        ["a column without values", "a,b,label\n,2,p\nNA,3,q\n", ", column \"a\": no row has a value."],
        ["NaN among numbers", "a,label\n1,p\nNaN,q\n", ", row 3, column \"a\": \"NaN\" is not a finite number"],
        ["infinity among numbers", "a,label\n1,p\n-Infinity,q\n", ", row 3, column \"a\": \"-Infinity\" is not a finite number"],
        ["inf among numbers", "a,label\n1,p\n inf,q\n", ", row 3, column \"a\": \" inf\" is not a finite number"],
        ["a number beyond double precision", "a,label\n1e999,p\n1,q\n", ", row 2, column \"a\": \"1e999\" is not a finite number"],
        ["a number beyond single precision", "a,label\n1,p\n1e39,q\n", ", row 3, column \"a\": \"1e39\" is not a finite number"],
        ["10,000 categories", "a,label\n" + string.Concat(Enumerable.Range(0, 10_000).Select(index => $"id-{index},{(index % 2 == 0 ? "p" : "q")}\n")), ", column \"a\": there are more than 254 different values"],
        ["a few texts among numbers", "a,label\n" + string.Concat(Enumerable.Range(0, 18).Select(index => $"{index},p\n")) + "twenty,q\n3,q\n", ", row 20, column \"a\": \"twenty\" is not a number, and 19 of the column's 20 values are numbers"],
        ["decimal comma and decimal point in one column", "a;label\n1,234;p\n0.5;q\n", ", row 2, column \"a\": \"1,234\" has a decimal comma, or a comma between thousands, while \"0.5\" in row 3, column \"a\", has a decimal point."],
        ["decimal comma and decimal point in two columns", "a,b,label\n\"1,234\",1,p\n\"2,5\",0.5,q\n", ", row 2, column \"a\": \"1,234\" has a decimal comma"],
        ["one column, for want of a known delimiter", "a:label\n1:p\n", ": there is no column \"label\", which is wanted as label column (--label). The columns, divided by \",\", are \"a:label\"."],
        ["only the label column", "label\np\nq\n", ": only the column \"label\" was found, divided by \",\". Say what divides the values (--delimiter)."],
        ["a row too short", "a,b,label\n1,2,p\n3,q\n", ", row 3: there are 2 values, and the heading names 3 columns."],
        ["a row too long", "a,b,label\n1,2,p\n3,0,5,q\n", ", row 3: there are 4 values, and the heading names 3 columns."],
        ["two headings of one name", "a,a,label\n1,2,p\n", ", row 1: there are two columns of the name \"a\"."],
        ["an empty heading", "a,,label\n1,2,p\n", ", row 1: the heading of column 2 is empty."],
        ["a quote never closed", "a,b,label\n1,2,p\n1,\"2,p\n3,4,q\n", ", row 3"],
        ["a quote never closed in a long file", "a,b,label\n1,2,p\n1,\"2,p\n" + string.Concat(Enumerable.Repeat("3,4,q\n", 20_000)), ", row 3: from this row on a value is longer than 65536 characters"],
        ["a quote never closed until the next", "a,b,label\n1,2,p\n\"1\n2\",3,q\n1,\"2,p\n3,\"4\",q\n", ", row 5, column \"b\": a quote is never closed"],
        ["a quote inside a value", "a,b,label\n1,x\"y,p\n", ", row 2, column \"b\": a quote is never closed, or stands inside a value"],
        ["a zero byte", "a,b,label\n1,2,p\n1,\0,q\n", ", row 3: there is a zero byte"],
        ["control characters and a long value", "a,label\n" + string.Concat(Enumerable.Range(0, 18).Select(index => $"{index},p\n")) + "\u001b[2J" + new string('x', 90) + ",q\n", ", row 20, column \"a\": \"⟨U+001B⟩[2J" + new string('x', 36) + "…\" is not a number"],
    ];

    // The files themselves are too long, and one too binary, to be a test's name.
    public static string NameOf(MethodInfo method, object[] badFile) => $"{method.Name}: {badFile[0]}";

    [TestMethod]
    [DynamicData(nameof(BadFiles), DynamicDataDisplayName = nameof(NameOf))]
    public void A_bad_file_is_refused_by_row_and_column(string what, string text, string message)
    {
        using var folder = new Testing.TemporaryFolder();
        var path = folder.Of("t.csv");
        File.WriteAllText(path, text);

        var refused = Assert.ThrowsExactly<TableRefusedException>(() => CsvTable.ReadLabelled(path, ByLabel), what);

        StringAssert.StartsWith(refused.Message, path + message, StringComparison.Ordinal, what);
    }

    [TestMethod]
    [DataRow("\n")]
    [DataRow("\r\n")]
    [DataRow("\r")]
    public void The_row_is_the_line_of_the_file_however_lines_end(string lineEnd)
    {
        // Longer than the reader's buffer, so that pairs of CR and LF are cut in two; values over two lines and blank lines among them.
        var text = new StringBuilder("a,b,label" + lineEnd);
        for (var round = 0; round < 3000; round++)
            text.Append(FormattableString.Invariant($"{round},\"x{lineEnd}y\",p{lineEnd}{lineEnd}{round},{new string('z', round % 3)},q{lineEnd}"));
        text.Append("oops,z,p" + lineEnd);

        var refused = Refuse(Encoding.UTF8.GetBytes(text.ToString()), ByLabel);

        Assert.AreEqual(1 + (3000 * 4) + 1, refused.Row, refused.Message);
        Assert.AreEqual("a", refused.Column);
    }

    [TestMethod]
    public void Text_that_is_not_utf8_is_refused_by_row()
    {
        var refused = Refuse(Encoding.Latin1.GetBytes("a,label\n1,p\nhyvä,q\n"), ByLabel);

        Assert.AreEqual(3, refused.Row);
        StringAssert.Contains(refused.Message, "the text is not UTF-8. Save the file as UTF-8.", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Utf16_without_a_mark_is_refused_and_named()
    {
        var refused = Refuse(Encoding.Unicode.GetBytes("a,label\n1,p\n2,q\n"), ByLabel);

        StringAssert.Contains(refused.Message, "UTF-16 without a byte order mark", StringComparison.Ordinal);
    }

    [TestMethod]
    public void A_file_that_is_not_there_and_a_folder_are_refused()
    {
        using var folder = new Testing.TemporaryFolder();

        var missing = Assert.ThrowsExactly<TableRefusedException>(() => CsvTable.ReadLabelled(folder.Of("none.csv"), ByLabel));
        var isFolder = Assert.ThrowsExactly<TableRefusedException>(() => CsvTable.ReadLabelled(folder.FullName, ByLabel));

        Assert.AreEqual(folder.Of("none.csv") + ": there is no such file. Check the path.", missing.Message);
        Assert.AreEqual(folder.FullName + ": this is a folder. Name a file in it.", isFolder.Message);
    }

    [TestMethod]
    public void Options_that_do_not_fit_the_file_are_refused()
    {
        const string Text = "a,b,c,label\n1,x,\"0,5\",p\n2,y,\"1,5\",q\n";

        RefuseWith("there is no column \"z\", which is wanted as column to leave out (--drop)", ByLabel with { DropColumns = ["z"] });
        RefuseWith("the column \"a\" is wanted both as a group (--group) and as left out (--drop)", ByLabel with { GroupColumns = ["a"], DropColumns = ["a"] });
        RefuseWith("the column \"label\" is wanted both as the label (--label) and as a category (--category)", ByLabel with { CategoryColumns = ["label"] });
        RefuseWith("no column is left to learn from", ByLabel with { DropColumns = ["a", "b", "c"] });
        RefuseWith("rows with the label \"r\" are to be left out, and there are none. The labels are \"p\", \"q\".", ByLabel with { WithoutLabels = ["r"] });
        RefuseWith("every row has a label that is left out", ByLabel with { WithoutLabels = ["p", "q"] });
        RefuseWith(", row 2, column \"b\": \"x\" is not a number, and 0 of the column's 2 values", ByLabel with { NumberColumns = ["b"] });
        RefuseWith(", row 2, column \"c\": \"0,5\" is not a number with the decimal sign \".\"", ByLabel with { DecimalSign = '.' });
        RefuseWith("The columns, divided by \";\", are \"a,b,c,label\"", ByLabel with { Delimiter = ';' });
        RefuseWith("\"\"\" cannot divide values", ByLabel with { Delimiter = '"' });

        static void RefuseWith(string message, CsvTableOptions options) =>
            StringAssert.Contains(Refuse(Encoding.UTF8.GetBytes(Text), options).Message, message, StringComparison.Ordinal);
    }

    [TestMethod]
    public void A_file_with_bytes_changed_at_random_is_read_or_refused_and_nothing_else()
    {
        var good = Encoding.UTF8.GetBytes("a,ö,\"c \"\"d\"\"\",label\r\n1,x,0.5,p\r\n,\"y\nz\",2e3,q\r\n-3,NA,7,p\r\n");
        byte[] hostile = [0, (byte)'"', (byte)',', (byte)';', (byte)'\n', (byte)'\r', 0x80, 0xC3, 0xFF, (byte)'e', (byte)'.', (byte)'9'];
        using var folder = new Testing.TemporaryFolder();
        var path = folder.Of("t.csv");
        var refusedCount = 0;
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var bytes = good[..random.Next(good.Length / 2, good.Length + 1)];
            for (var change = random.Next(4); change >= 0; change--)
                bytes[random.Next(bytes.Length)] = hostile[random.Next(hostile.Length)];
            File.WriteAllBytes(path, bytes);
            try
            {
                CsvTable.ReadLabelled(path, ByLabel);
            }
            catch (TableRefusedException)
            {
                refusedCount++;
            }
            catch (Exception exception)
            {
                Assert.Fail($"seed {seed}: {exception}\n{Encoding.Latin1.GetString(bytes)}");
            }
        }

        Assert.IsGreaterThan(40, refusedCount);
        Assert.IsLessThan(200, refusedCount);
    }

    [TestMethod]
    public void Reading_stops_when_it_is_cancelled()
    {
        using var folder = new Testing.TemporaryFolder();
        File.WriteAllText(folder.Of("t.csv"), "a,label\n1,p\n2,q\n");

        Assert.ThrowsExactly<OperationCanceledException>(() => CsvTable.ReadLabelled(folder.Of("t.csv"), ByLabel, new CancellationToken(canceled: true)));
    }

    private static TableRefusedException Refuse(byte[] bytes, CsvTableOptions options) =>
        Assert.ThrowsExactly<TableRefusedException>(() => ReadLabelledTests.Read(bytes, options));
}
