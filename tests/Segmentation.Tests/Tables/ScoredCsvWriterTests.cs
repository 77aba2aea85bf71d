using Palveluohjaus.Segmentation.Tables;

namespace Palveluohjaus.Segmentation.Tests.Tables;

[TestClass]
public sealed class ScoredCsvWriterTests : IDisposable
{
    private static readonly ScoredCsvLayout Layout = new() { KeyColumns = ["client"], Segments = ["OMA", "YHT"], WithPossible = true, WithAbstained = true };

    private static readonly ScoredRows TwoRows = new()
    {
        RowCount = 2,
        Keys = [["7;\"a\"", "8"]],
        Probabilities = new[] { 0.25f, 0.75f, 1f, 0.0000004f },
        Possible = new[] { true, true, true, false },
        Abstained = new[] { true, false },
    };

    private readonly Testing.TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Keys_segment_probabilities_set_and_abstention_are_written()
    {
        using (var writer = new ScoredCsvWriter(_folder.Of("out.csv"), Layout))
        {
            writer.Write(TwoRows);
            writer.Complete();
        }

        Assert.AreEqual(
            "client,segment,probability.OMA,probability.YHT,possible,abstained\n"
            + "\"7;\"\"a\"\"\",,0.250000,0.750000,\"OMA|YHT\",true\n"
            + "8,OMA,1.000000,0.000000,OMA,false\n",
            File.ReadAllText(_folder.Of("out.csv")));
        AssertOnly("out.csv");
    }

    [TestMethod]
    public void Probabilities_are_rounded_as_the_formatter_rounds_them()
    {
        var random = new Random(3);
        var probabilities = Enumerable.Range(0, 2000).Select(_ => random.NextSingle()).Append(0.9999999f).Append(0.0000005f).ToArray();
        using (var writer = new ScoredCsvWriter(_folder.Of("out.csv"), new ScoredCsvLayout { KeyColumns = [], Segments = ["OMA"] }))
        {
            writer.Write(new ScoredRows { RowCount = probabilities.Length, Keys = [], Probabilities = probabilities });
            writer.Complete();
        }

        var written = File.ReadLines(_folder.Of("out.csv")).Skip(1).Select(line => line.Split(',')[1]);
        CollectionAssert.AreEqual(
            probabilities.Select(value => ((double)value).ToString("F6", System.Globalization.CultureInfo.InvariantCulture)).ToArray(),
            written.ToArray());
    }

    [TestMethod]
    public void Without_completion_nothing_is_left_and_the_old_file_stays()
    {
        File.WriteAllText(_folder.Of("out.csv"), "old");
        using (var writer = new ScoredCsvWriter(_folder.Of("out.csv"), Layout))
            writer.Write(TwoRows);

        Assert.AreEqual("old", File.ReadAllText(_folder.Of("out.csv")));
        AssertOnly("out.csv");
    }

    [TestMethod]
    public void A_completed_file_replaces_the_old_one()
    {
        File.WriteAllText(_folder.Of("out.csv"), "old");
        File.WriteAllText(_folder.Of("out.csv.part"), "left by a process that was killed");
        using (var writer = new ScoredCsvWriter(_folder.Of("out.csv"), Layout))
            writer.Complete();

        Assert.AreEqual("client,segment,probability.OMA,probability.YHT,possible,abstained\n", File.ReadAllText(_folder.Of("out.csv")));
        AssertOnly("out.csv");
    }

    [TestMethod]
    public void The_input_is_never_written_over_not_even_through_a_link()
    {
        File.WriteAllText(_folder.Of("in.csv"), "input");
        File.CreateSymbolicLink(_folder.Of("link.csv"), _folder.Of("in.csv"));
        var layout = Layout with { InputPath = _folder.Of("in.csv") };

        foreach (var path in new[] { _folder.Of("in.csv"), Path.Combine(_folder.FullName, ".", "in.csv"), _folder.Of("link.csv") })
            Assert.ThrowsExactly<TableRefusedException>(() => new ScoredCsvWriter(path, layout), path);

        Assert.AreEqual("input", File.ReadAllText(_folder.Of("in.csv")));
    }

    [TestMethod]
    public void A_place_that_cannot_be_written_and_two_columns_of_one_name_are_refused()
    {
        var noFolder = Assert.ThrowsExactly<TableRefusedException>(() => new ScoredCsvWriter(_folder.Of("none/out.csv"), Layout));
        var isFolder = Assert.ThrowsExactly<TableRefusedException>(() => new ScoredCsvWriter(_folder.FullName, Layout));
        var twice = Assert.ThrowsExactly<TableRefusedException>(() => new ScoredCsvWriter(_folder.Of("out.csv"), Layout with { KeyColumns = ["segment"] }));

        Assert.AreEqual(_folder.Of("none/out.csv") + ": there is no such folder. Create it first.", noFolder.Message);
        Assert.AreEqual(_folder.FullName + ": this is a folder. Name a file in it.", isFolder.Message);
        Assert.AreEqual("segment", twice.Column);
        Assert.IsEmpty(Directory.GetFiles(_folder.FullName));
    }

    [TestMethod]
    public void Rows_that_do_not_fit_and_shares_that_are_none_are_refused()
    {
        using var writer = new ScoredCsvWriter(_folder.Of("out.csv"), Layout);

        Assert.ThrowsExactly<ArgumentException>(() => writer.Write(TwoRows with { Possible = new bool[3] }));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => writer.Write(TwoRows with { Probabilities = new[] { float.NaN, 0, 0, 1 } }));
    }

    private void AssertOnly(string fileName) =>
        Sequence.AreEqual(Directory.GetFileSystemEntries(_folder.FullName), _folder.Of(fileName));
}
