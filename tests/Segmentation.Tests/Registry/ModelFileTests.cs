using System.Text;
using Palveluohjaus.Segmentation.GlassBox;
using Palveluohjaus.Segmentation.Registry;
using Palveluohjaus.Segmentation.Suggestions;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Tests.Registry;

[TestClass]
public sealed class ModelFileTests
{
    [TestMethod]
    public void Reading_then_writing_gives_the_same_bytes()
    {
        foreach (var model in new[] { SampleModels.Small(), SampleModels.OfClients() })
        {
            var bytes = ModelFile.Write(model);

            var again = ModelFile.Write(ModelFile.Read(bytes, "model.json", []));

            Assert.AreEqual(Encoding.UTF8.GetString(bytes.Json), Encoding.UTF8.GetString(again.Json));
        }
    }

    [TestMethod]
    public void What_is_read_scores_every_row_as_what_was_written()
    {
        var model = SampleModels.OfClients();
        var read = ModelFile.Read(ModelFile.Write(model), "model.json", []);
        var random = new Random(5);
        var columns = Enumerable.Range(0, 18).Select(_ => Enumerable.Range(0, 200).Select(_ => random.Next(10) == 0 ? float.NaN : random.Next(100) / 4f).ToArray()).ToArray();
        var table = new FeatureTable(SampleModels.ClientSchema, columns, 200);
        var (expected, found) = (new float[800], new float[800]);

        model.Model.Score(table, expected);
        read.Model.Score(table, found);

        CollectionAssert.AreEqual(expected, found);
        CollectionAssert.AreEqual(((GlassBoxModel)model.Model).Intercepts.ToArray(), ((GlassBoxModel)read.Model).Intercepts.ToArray());
        Assert.AreEqual((42, "glass-box-2", "300"), (read.Seed, read.Trainer, read.Settings["rounds"]));
    }

    [TestMethod]
    public void A_table_row_stands_on_a_line_of_its_own_and_settings_in_order()
    {
        var text = Encoding.UTF8.GetString(ModelFile.Write(SampleModels.Small()).Json);

        StringAssert.StartsWith(text, "{\n  \"format\": \"palveluohjaus-model/1\",\n  \"id\": \"nursery/2026-11-22-1\",\n  \"trainer\": \"glass-box-2\",\n  \"seed\": 0,\n  \"settings\": {\n    \"learning-rate\": \"0.1\",\n    \"rounds\": \"300\"\n  },", StringComparison.Ordinal);
        StringAssert.Contains(text, "\n          [0.30000000000000004, -0.30000000000000004]\n", StringComparison.Ordinal);
        StringAssert.Contains(text, "\"edges\": [0.1, 16777216]", StringComparison.Ordinal);
        StringAssert.EndsWith(text, "}\n", StringComparison.Ordinal);
        Assert.DoesNotContain("\r", text);
    }

    [TestMethod]
    public void No_settings_are_an_empty_object()
    {
        var text = Encoding.UTF8.GetString(ModelFile.Write(SampleModels.OfClientsBriefly()).Json);

        StringAssert.Contains(text, "\n  \"settings\": {},\n", StringComparison.Ordinal);
    }

    [TestMethod]
    public void An_endless_threshold_and_one_without_a_representative_survive()
    {
        var read = ModelFile.Read(ModelFile.Write(SampleModels.Small()), "model.json", []);

        CollectionAssert.AreEqual(new[] { 0.55, 1 }, read.Conformal.Thresholds.ToArray());
        Assert.IsTrue(float.IsNaN(read.Reference.Columns[0].Representatives[1]));
    }

    [TestMethod]
    [DataRow("palveluohjaus-model/1", "palveluohjaus-model/2", "is newer than palveluohjaus-model/1, which this version reads. Update the product")]
    [DataRow("palveluohjaus-model/1", "palveluohjaus-model/x", "the format palveluohjaus-model/x is not known")]
    [DataRow("\"format\": \"palveluohjaus-model/1\"", "\"format\": 1", "this is no model file")]
    [DataRow("\"id\": \"nursery/2026-11-22-1\"", "\"id\": \"../up\"", "id: must be a collection and a version")]
    [DataRow("\"seed\": 0", "\"seed\": \"zero\"", "line 5, $.seed")]
    [DataRow("\"seed\": 0,", "\"seed\": 0, \"sead\": 0,", "sead")]
    [DataRow("\"seed\": 0,", "\"seed\": 0, \"seed\": 1,", "seed")]
    [DataRow("\"temperature\": 1.1", "\"temperature\": 0", "temperature: must be a number over 0")]
    [DataRow("\"temperature\": 1.1", "\"temperature\": 1e999", "temperature: must be a number over 0")]
    [DataRow("\"temperature\": 1.1,", "", "temperature")]
    [DataRow("[0.8, 0.9]", "[0.9, 0.8]", "conformal.coverages: must rise, over 0 and under 1")]
    [DataRow("[0.55, 1]", "[0.55]", "conformal: has 2 coverages and 1 thresholds")]
    [DataRow("[\"no\", \"yes\"]", "[\"no\", null]", "schema.segments[1]: must not be null")]
    [DataRow("[\"no\", \"yes\"]", "[\"no\", \"no\"]", "schema.segments[1]: no stands twice")]
    [DataRow("[\"no\", \"yes\"]", "[\"no\"]", "schema.segments: must be two or more")]
    [DataRow("\"requiredColumns\": [\"väri\"]", "\"requiredColumns\": [\"hue\"]", "requiredColumns: names hue, which is no column of the model")]
    [DataRow("\"kind\": \"glass-box\"", "\"kind\": \"oracle\"", "oracle")]
    [DataRow("[0.3333333333333333, -0.3333333333333333]", "[0.3333333333333333]", "model: There are 1 intercepts for 2 segments")]
    [DataRow("\"edges\": [0.1, 16777216]", "\"edges\": [0.1, 0.1]", "model.tables[0].axes[0].edges: must be finite and always rise")]
    [DataRow("\"edges\": [0.1, 16777216]", "\"edges\": [0.1, 1e39]", "model.tables[0].axes[0].edges: must be finite and always rise")]
    [DataRow("\"edges\": [0.1, 16777216]", "\"edges\": [0.1]", "model.tables[0].values: must be 3 lines, one for each bin of määrä, and are 4")]
    [DataRow("\"edges\": [0.1, 16777216]", "\"edges\": [0.1], \"bins\": [1]", "model.tables[0].axes[0]: must have either edges or bins")]
    [DataRow("\"bins\": [1, 2, 1]", "\"bins\": [1, 3, 1]", "model.tables[1].axes[1].bins: The categories of column 1 do not fill bins from 1 up")]
    [DataRow("\"bins\": [1, 2, 1]", "\"bins\": [1, 2000000000, 1]", "model.tables[1].axes[1].bins: must be from 1 to 4095")]
    [DataRow("\"columns\": [\"määrä\", \"väri\"]", "\"columns\": [\"väri\", \"määrä\"]", "model.tables[1]")]
    [DataRow("\"columns\": [\"määrä\", \"väri\"]", "\"columns\": [\"määrä\", \"hue\"]", "model.tables[1].columns[1]: hue is no column of the model")]
    [DataRow("[0.1, -0.1]", "[0.1]", "model.tables[0].values[1]: must be 2 numbers, and are 1")]
    [DataRow("[0.1, -0.1]", "[0.1, \"NaN\"]", "$.model.tables[0].values[1][1]")]
    [DataRow("[0.1, -0.1]", "[0.1, -1e999]", "model.tables[0].values[1]: must be finite numbers")]
    [DataRow("[0.1, -0.1]", "null", "model.tables[0].values[1]: must not be null")]
    [DataRow("\"weights\": [0, 0.25, 0.5, 0.25]", "\"weights\": [0, 0.25, 0.5, 2]", "model.tables[0]: A value is not finite, or a weight is not a share")]
    [DataRow("\"weights\": [0, 0.25, 0.5, 0.25]", "\"weights\": [0, 0.25]", "model.tables[0]: A table of 4 cells has 8 values and 2 weights")]
    [DataRow("\"suggested\": [0.5, 0.5]", "\"suggested\": [0.5, 0.6]", "reference.suggested: must be 2 shares that sum to 1")]
    [DataRow("\"upperEdges\": [1.5]", "\"upperEdges\": [1.5, 2.5]", "reference.columns[0].counts: must be 4 lines")]
    [DataRow("\"upperEdges\": []", "\"upperEdges\": [1.5]", "reference.columns[1].upperEdges: must be empty for a category")]
    public void Wrong_file_is_refused_and_says_where(string good, string bad, string expected)
    {
        var text = Encoding.UTF8.GetString(ModelFile.Write(SampleModels.Small()).Json);
        var at = text.IndexOf(good, StringComparison.Ordinal);
        Assert.IsGreaterThanOrEqualTo(0, at, "The premise is gone.");

        var exception = Assert.ThrowsExactly<InvalidDataException>(() => Read(text[..at] + bad + text[(at + good.Length)..]));

        StringAssert.StartsWith(exception.Message, "models/model.json", StringComparison.Ordinal);
        StringAssert.Contains(exception.Message, expected, StringComparison.Ordinal);
    }

    [TestMethod]
    public void Pair_of_endless_axes_is_refused_before_its_cells_are_counted()
    {
        // 65,536 × 65,536 cells would count as 0 in an int.
        var edges = string.Join(", ", Enumerable.Range(0, 65_534));
        var text = Encoding.UTF8.GetString(ModelFile.Write(SampleModels.Small()).Json).Replace("\"edges\": [0.1, 16777216]", $"\"edges\": [{edges}]", StringComparison.Ordinal);

        var exception = Assert.ThrowsExactly<InvalidDataException>(() => Read(text));

        StringAssert.Contains(exception.Message, "must be under 4096", StringComparison.Ordinal);
    }

    [TestMethod]
    public void File_cut_off_anywhere_is_refused()
    {
        var json = ModelFile.Write(SampleModels.Small()).Json;

        for (var length = 0; length < json.Length - 2; length += 7)
        {
            var cut = json[..length];
            var exception = Assert.ThrowsExactly<InvalidDataException>(() => ModelFile.Read(new ModelBytes(cut), "models/model.json", []), $"{length} bytes");
            StringAssert.StartsWith(exception.Message, "models/model.json", StringComparison.Ordinal);
        }
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("model;version")]
    [DataRow("[]")]
    [DataRow("{\"model\": 1}")]
    public void Other_file_is_called_no_model_file(string text)
    {
        var exception = Assert.ThrowsExactly<InvalidDataException>(() => Read(text));

        StringAssert.Contains(exception.Message, "this is no model file", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Model_of_another_catalogue_scheme_or_columns_is_refused_and_says_which()
    {
        var bytes = ModelFile.Write(SampleModels.OfClients());
        var schema = SampleModels.ClientSchema;

        Assert.AreEqual("glass-box-2", ModelFile.ReadFor(schema, bytes, "model.json", []).Trainer);
        Refuse(schema with { CatalogueVersion = "first-assessment-2" }, "made for the feature catalogue first-assessment-1, and the feature catalogue first-assessment-2 is in use");
        Refuse(schema with { SchemeId = "county/1" }, "made for the scheme four-field/1, and the scheme county/1 is in use");
        Refuse(schema with { Segments = ["OMA", "TUKI", "HUOL", "YHT"] }, "tells apart OMA, TUKI, YHT, HUOL, and the segments in use are OMA, TUKI, HUOL, YHT");
        Refuse(schema with { Columns = [.. schema.Columns.Take(17)] }, "reads 18 columns, and there are 17");
        Refuse(schema with { Columns = [schema.Columns[1], schema.Columns[0], .. schema.Columns.Skip(2)] }, "column 1 of the model is need.daily-living, and of the rows need.health");
        Refuse(SampleModels.FileSchema, "and no feature catalogue is in use");

        void Refuse(ModelSchema asked, string expected)
        {
            var exception = Assert.ThrowsExactly<InvalidDataException>(() => ModelFile.ReadFor(asked, bytes, "model.json", []));
            StringAssert.Contains(exception.Message, expected, StringComparison.Ordinal);
        }
    }

    [TestMethod]
    public void Model_in_a_file_of_its_own_is_read_by_its_trainer_and_asks_for_it_when_it_is_not_there()
    {
        var bytes = ModelFile.Write(SampleModels.Calibrated("x/1", "own-file-trainer", new OwnFileModel(SampleModels.FileSchema, 1)));

        var read = (OwnFileModel)ModelFile.Read(bytes, "model.json", [new OwnFileTrainer()]).Model;

        Assert.AreEqual(1, read.Segment);
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidDataException>(() => ModelFile.Read(bytes, "model.json", [])).Message,
            "the trainer own-file-trainer, which is not here: put the plug-in that offers it beside the program",
            StringComparison.Ordinal);
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidDataException>(() => ModelFile.Read(bytes with { OwnFile = null }, "model.json", [new OwnFileTrainer()])).Message,
            "model.bin",
            StringComparison.Ordinal);
    }

    [TestMethod]
    public void Model_the_registry_cannot_keep_is_refused()
    {
        var silent = SampleModels.Calibrated("x/1", "silent", new SilentModel());

        StringAssert.Contains(Assert.ThrowsExactly<NotSupportedException>(() => ModelFile.Write(silent)).Message, "SilentModel", StringComparison.Ordinal);
    }

    private static CalibratedModel Read(string text) => ModelFile.Read(new ModelBytes(Encoding.UTF8.GetBytes(text)), "models/model.json", []);

    private sealed class SilentModel : ISegmentModel
    {
        public ModelSchema Schema => SampleModels.FileSchema;

        public void Score(FeatureTable table, Span<float> logits) => logits.Clear();
    }
}
