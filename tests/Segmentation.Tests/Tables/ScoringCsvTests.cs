using Palveluohjaus.Segmentation.Tables;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Tests.Tables;

[TestClass]
public sealed class ScoringCsvTests : IDisposable
{
    private static readonly ModelSchema Schema = new()
    {
        Columns = [ModelColumn.Number("age"), new ModelColumn("home", ["alone", "family"])],
        Segments = ["OMA", "YHT"],
    };

    private readonly Testing.TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public async Task Columns_are_found_by_heading_and_others_are_ignored()
    {
        var (blocks, csv) = await Read("home;note;client;age\nfamily;x;007;31\nship;\"y\nz\";8;\n;;9;0,5\nboat;;10;NA\n", new CsvScoringOptions { KeyColumns = ["client"], BlockRows = 3 });

        Assert.HasCount(2, blocks);
        Sequence.AreEqual(blocks[0].Table.Column(0).ToArray(), 31, float.NaN, 0.5f);
        Sequence.AreEqual(blocks[0].Table.Column(1).ToArray(), 1, float.NaN, float.NaN);
        Sequence.AreEqual(blocks[0].Keys[0], "007", "8", "9");
        Assert.AreEqual(1, blocks[1].Table.RowCount);
        Assert.AreEqual(6, blocks[1].FirstRow);
        Assert.AreEqual(4, csv.RowCount);
        Sequence.AreEqual(csv.Notes.ToArray(), "Values are divided by \";\", as the file shows.", "Columns that the model does not read: \"note\".");
        Assert.AreEqual(new UnknownCategory("home", 2, "\"ship\"", 3), csv.UnknownCategories.Single());
    }

    [TestMethod]
    [DataRow("age\n31\n", ": there is no column \"home\", which is wanted as a column of the model.")]
    [DataRow("age,home\n1,alone\n1,alone\n", ": there is no column \"client\", which is wanted as a key column.")]
    [DataRow("client,age,home\n", ": there is a heading and no row below it.")]
    [DataRow("client,age,home\n1,2,alone\n1,old,alone\n", ", row 3, column \"age\": \"old\" is not a number. Mend the value")]
    [DataRow("client,age,home\n1,NaN,alone\n", ", row 2, column \"age\": \"NaN\" is not a finite number")]
    [DataRow("client,age,home\n1,1e39,alone\n", ", row 2, column \"age\": \"1e39\" is not a finite number")]
    [DataRow("client;age;home\n1;2,5;alone\n\n1;2.5;alone\n", ", row 4, column \"age\": \"2.5\" is not a number, the decimal sign being \",\" since \"2,5\" in row 2")]
    [DataRow("client;age;home\n1;2.5;alone\n1;2,5;alone\n", ", row 3, column \"age\": \"2,5\" is not a number, the decimal sign being \".\" since \"2.5\" in row 2")]
    [DataRow("client,age,home\n1,2,alone\n1,2\n", ", row 3: there are 2 values")]
    [DataRow("client,age,home,note\n1,2,alone,\"x\n1,2,alone,y\n", ", row 2, column \"note\": a quote is never closed")]
    public async Task A_bad_file_is_refused_by_row_and_column(string text, string message)
    {
        var refused = await Assert.ThrowsExactlyAsync<TableRefusedException>(() => Read(text, new CsvScoringOptions { KeyColumns = ["client"] }));

        StringAssert.StartsWith(refused.Message, _folder.Of("in.csv") + message, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Blocks_before_a_bad_row_are_given_and_the_file_is_free_afterwards()
    {
        var path = Write("age,home\n1,alone\n2,alone\nx,alone\n");
        var seen = 0;

        using (var csv = CsvTable.OpenForScoring(path, Schema, new CsvScoringOptions { BlockRows = 1 }))
        {
            await Assert.ThrowsExactlyAsync<TableRefusedException>(async () =>
            {
                await foreach (var block in csv.ReadBlocksAsync())
                    seen += block.Table.RowCount;
            });
        }

        Assert.AreEqual(2, seen);
        File.Delete(path);
    }

    [TestMethod]
    public async Task Reading_stops_when_it_is_cancelled_or_left()
    {
        var path = Write("age,home\n" + string.Concat(Enumerable.Repeat("1,alone\n", 1000)));
        using var stop = new CancellationTokenSource();

        using (var left = CsvTable.OpenForScoring(path, Schema, new CsvScoringOptions { BlockRows = 1 }))
        {
            await foreach (var _ in left.ReadBlocksAsync())
                break;
            Assert.IsLessThan(10, left.RowCount);
        }

        using var cancelled = CsvTable.OpenForScoring(path, Schema, new CsvScoringOptions { BlockRows = 1 });
        await Assert.ThrowsAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in cancelled.ReadBlocksAsync(stop.Token))
                await stop.CancelAsync();
        });
    }

    [TestMethod]
    public async Task A_file_of_one_column_keeps_its_missing_values()
    {
        var schema = new ModelSchema { Columns = [ModelColumn.Number("age")], Segments = ["OMA", "YHT"] };
        var path = _folder.Of("in.csv");
        CsvTable.Write(path, new FeatureTable(schema, [[1, float.NaN, 3]], 3));

        using var csv = CsvTable.OpenForScoring(path, schema, new CsvScoringOptions());
        var values = new List<float>();
        await foreach (var block in csv.ReadBlocksAsync())
            values.AddRange(block.Table.Column(0).ToArray());

        Sequence.AreEqual(values, 1, float.NaN, 3);
    }

    private string Write(string text)
    {
        var path = _folder.Of("in.csv");
        File.WriteAllText(path, text);
        return path;
    }

    private async Task<(List<ScoringBlock> Blocks, ScoringCsv Csv)> Read(string text, CsvScoringOptions options)
    {
        using var csv = CsvTable.OpenForScoring(Write(text), Schema, options);
        var blocks = new List<ScoringBlock>();
        await foreach (var block in csv.ReadBlocksAsync())
            blocks.Add(block);
        return (blocks, csv);
    }
}
