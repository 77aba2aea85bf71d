using Palveluohjaus.Segmentation.Tables;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Tests.Tables;

[TestClass]
public sealed class ReadLabelledForModelTests : IDisposable
{
    private static readonly ModelSchema Schema = new()
    {
        Columns = [ModelColumn.Number("age"), new ModelColumn("home", ["family", "alone"])],
        Segments = ["YHT", "OMA"],
        SchemeId = "four-field-1",
    };

    private static readonly CsvTableOptions Options = new() { Label = "decided", GroupColumns = ["language"], WithoutLabels = ["TUKI"] };

    private readonly Testing.TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Categories_and_labels_are_the_models_even_when_few_occur()
    {
        var csv = Read("home;note;language;decided;age\nalone;1;sv;OMA;0,5\nalone;2;;TUKI;7\nship;3;fi;OMA;\n");

        Assert.IsTrue(csv.Schema.Matches(Schema));
        Sequence.AreEqual(csv.Rows.Labels, 1, 1);
        Sequence.AreEqual(csv.Rows.Table.Column(0).ToArray(), 0.5f, float.NaN);
        Sequence.AreEqual(csv.Rows.Table.Column(1).ToArray(), 1, float.NaN);
        Sequence.AreEqual(csv.Groups.Single().Groups, "fi", "sv");
        Sequence.AreEqual(csv.Groups[0].GroupOfRow, 1, 0);
        Sequence.AreEqual(
            csv.Notes,
            "Rows: 2.",
            "Rows left out for their label, \"TUKI\": 1.",
            "Values are divided by \";\", as the file shows.",
            "Columns that the model does not read: \"note\".",
            "Column \"home\": categories that the model does not know, such as \"ship\" in row 4, are read as missing; rows: 1.");
    }

    [TestMethod]
    [DataRow("home,language,decided,age\nalone,sv,HUOL,3\n", ", row 2, column \"decided\": \"HUOL\" is none of the model's labels, which are \"YHT\", \"OMA\".")]
    [DataRow("home,language,decided,age\nalone,sv,,3\n", ", row 2, column \"decided\": the row has no label.")]
    [DataRow("home,language,decided,age\nalone,sv,TUKI,3\n", ": every row has a label that is left out.")]
    [DataRow("home,language,decided,age\n", ": there is a heading and no row below it.")]
    [DataRow("language,decided,age\nsv,OMA,3\n", ": there is no column \"home\", which is wanted as a column of the model.")]
    [DataRow("home,decided,age\nalone,OMA,3\n", ": there is no column \"language\", which is wanted as group column (--group).")]
    public void Rows_the_model_cannot_be_measured_on_are_refused(string text, string message)
    {
        var refused = Assert.ThrowsExactly<TableRefusedException>(() => Read(text));

        StringAssert.StartsWith(refused.Message, _folder.Of("t.csv") + message, StringComparison.Ordinal);
    }

    private LabelledCsv Read(string text)
    {
        File.WriteAllText(_folder.Of("t.csv"), text);
        return CsvTable.ReadLabelledFor(_folder.Of("t.csv"), Schema, Options);
    }
}
