using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.Tables;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Tests.Tables;

[TestClass]
public sealed class WriteAndReadTests : IDisposable
{
    private const int Rounds = 60;
    private static readonly string[] Fragments = ["\"", "\n", "\r\n", "\r", ",", ";", "\t", "|", "å", "Ä", "ö", " ", "a", "0", ".", "'", "#", "\uFEFF", "😀", "=1", "\u2028"];
    private static readonly float[] HardNumbers = [0.1f, -0f, float.MaxValue, float.MinValue, float.Epsilon, 16_777_216, -1.5e-20f, 1f / 3, 1e10f];

    private readonly Testing.TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Reading_what_was_written_gives_the_same_table()
    {
        for (var seed = 0; seed < Rounds; seed++)
        {
            var random = new Random(seed);
            var (rows, groups, headings) = RandomRows(random);
            var path = _folder.Of("t.csv");

            CsvTable.Write(path, rows, headings[^1], groups);
            var csv = CsvTable.ReadLabelled(path, new CsvTableOptions
            {
                Label = headings[^1],
                GroupColumns = [.. groups.Select(group => group.Dimension)],
                NumberColumns = [.. rows.Schema.Columns.Where(column => !column.IsCategory).Select(column => column.Name)],
                CategoryColumns = [.. rows.Schema.Columns.Where(column => column.IsCategory).Select(column => column.Name)],
                DecimalSign = '.',
            });

            var place = $"seed {seed}:\n{File.ReadAllText(path)}";
            Assert.IsTrue(rows.Schema.Matches(csv.Schema), place);
            CollectionAssert.AreEqual(rows.Labels.ToArray(), csv.Rows.Labels.ToArray(), place);
            for (var column = 0; column < rows.Schema.Columns.Count; column++)
                CollectionAssert.AreEqual(Bits(rows.Table, column), Bits(csv.Rows.Table, column), place);
            Assert.HasCount(groups.Count, csv.Groups);
            foreach (var (written, read) in groups.Zip(csv.Groups))
            {
                CollectionAssert.AreEqual(written.Groups.ToArray(), read.Groups.ToArray(), place);
                CollectionAssert.AreEqual(written.GroupOfRow.ToArray(), read.GroupOfRow.ToArray(), place);
            }
        }
    }

    [TestMethod]
    public void What_could_not_be_read_back_is_refused_before_anything_is_written()
    {
        foreach (var category in new[] { "", " ", "NA", "null", "a\0", "\uD800", new string('x', 70_000) })
        {
            var schema = new ModelSchema { Columns = [new ModelColumn("a", ["b", category])], Segments = ["p", "q"] };

            var refused = Assert.ThrowsExactly<TableRefusedException>(() => CsvTable.Write(_folder.Of("t.csv"), new FeatureTable(schema, [[0, 1]], 2)));

            Assert.AreEqual("a", refused.Column);
        }

        var twice = new ModelSchema { Columns = [ModelColumn.Number("a"), ModelColumn.Number("a")], Segments = ["p", "q"] };
        var infinite = new ModelSchema { Columns = [ModelColumn.Number("a")], Segments = ["p", "q"] };
        Assert.ThrowsExactly<TableRefusedException>(() => CsvTable.Write(_folder.Of("t.csv"), new FeatureTable(twice, [[0], [1]], 1)));
        Assert.ThrowsExactly<TableRefusedException>(() => CsvTable.Write(_folder.Of("t.csv"), new FeatureTable(infinite, [[float.PositiveInfinity]], 1)));
        Assert.IsEmpty(Directory.GetFiles(_folder.FullName));
    }

    private static int[] Bits(FeatureTable table, int column) =>
        Array.ConvertAll(table.Column(column).ToArray(), value => float.IsNaN(value) ? -1 : BitConverter.SingleToInt32Bits(value));

    private static (LabelledRows Rows, List<GroupColumn> Groups, List<string> Headings) RandomRows(Random random)
    {
        var rowCount = random.Next(6, 40);
        var headings = Texts(random, random.Next(3, 8));
        var columnCount = headings.Count - 2;
        var columns = new ModelColumn[columnCount];
        var values = new float[columnCount][];
        for (var column = 0; column < columnCount; column++)
        {
            var isCategory = random.Next(2) == 0;
            var categories = isCategory ? Texts(random, random.Next(2, 6)) : [];
            columns[column] = new ModelColumn(headings[column], categories);
            values[column] = [.. Codes(random, rowCount, isCategory ? categories.Count : HardNumbers.Length, mayMiss: true)
                .Select(code => code < 0 ? float.NaN : isCategory ? code : HardNumbers[code] + (random.Next(2) * random.NextSingle()))];
            if (!isCategory)
                (values[column][0], values[column][1]) = (1.5f, -0f);
        }

        var segments = Texts(random, random.Next(2, 5));
        var schema = new ModelSchema { Columns = columns, Segments = segments };
        var labels = Codes(random, rowCount, segments.Count, mayMiss: false);
        var groups = Texts(random, 3);
        var rows = new LabelledRows(new FeatureTable(schema, values, rowCount), labels);
        return (rows, [new GroupColumn(headings[^2], groups, Codes(random, rowCount, groups.Count, mayMiss: true))], headings);
    }

    // Every code occurs, since a category that no row has cannot be read back.
    private static int[] Codes(Random random, int rowCount, int codeCount, bool mayMiss)
    {
        var codes = new int[rowCount];
        for (var row = 0; row < rowCount; row++)
            codes[row] = row < codeCount ? row : random.Next(mayMiss ? -1 : 0, codeCount);
        random.Shuffle(codes);
        return codes;
    }

    private static List<string> Texts(Random random, int count)
    {
        var texts = new SortedSet<string>(StringComparer.Ordinal);
        while (texts.Count < count)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => Fragments[random.Next(Fragments.Length)]));
            if (!string.IsNullOrWhiteSpace(text))
                texts.Add(text);
        }

        return [.. texts];
    }
}
