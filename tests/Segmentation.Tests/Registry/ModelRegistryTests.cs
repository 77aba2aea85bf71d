using Palveluohjaus.Segmentation.Registry;
using Palveluohjaus.Segmentation.Training;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Segmentation.Tests.Registry;

[TestClass]
public sealed class ModelRegistryTests : IDisposable
{
    private const string Collection = SampleModels.Collection;
    private readonly TemporaryFolder _folder = new();
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 12, 31, 23, 59, 0, TimeSpan.Zero));

    public required TestContext TestContext { get; init; }

    private ModelRegistry Registry => new(_folder.Of("models"), _clock);

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public async Task Saved_version_loads_under_the_next_free_name_with_its_metrics_and_card()
    {
        var first = await SaveAsync();
        var second = await SaveAsync();
        _clock.Advance(TimeSpan.FromMinutes(1));
        var nextYear = await SaveAsync();

        Assert.AreEqual("four-field-1/2026-12-31-1 four-field-1/2026-12-31-2 four-field-1/2027-01-01-1", $"{first} {second} {nextYear}");
        Assert.AreEqual(second, Registry.Load(Collection, "2026-12-31-2", []).Id);
        Assert.AreEqual(second, Registry.LoadFor(SampleModels.ClientSchema, Collection, "2026-12-31-2", []).Id);
        Assert.AreEqual("0.3.0", Registry.Metrics(Collection, "2026-12-31-2").ProductVersion);
        StringAssert.Contains(Registry.Card(Collection, "2026-12-31-2"), Registry.Metrics(Collection, "2026-12-31-2").Files!.ModelJson, StringComparison.Ordinal);
        Assert.AreEqual("2027-01-01-2", Registry.NextVersion(Collection));
    }

    [TestMethod]
    public async Task Metrics_come_back_as_they_were_with_undefined_figures()
    {
        await SaveAsync();

        var metrics = Registry.Metrics(Collection, "2026-12-31-1");

        var saved = SampleModels.Metrics();
        Assert.AreEqual(saved.Test.Overall, metrics.Test.Overall);
        Assert.AreEqual(saved.Test.LargestGap, metrics.Test.LargestGap);
        Assert.AreEqual(saved.Test.Sets, metrics.Test.Sets);
        CollectionAssert.AreEqual(saved.Test.Groups.ToArray(), metrics.Test.Groups.ToArray());
        CollectionAssert.AreEqual(saved.Test.BySegment.ToArray(), metrics.Test.BySegment.ToArray());
        CollectionAssert.AreEqual(saved.Baselines.ToArray(), metrics.Baselines.ToArray());
        Assert.AreEqual(saved.Data, metrics.Data);
        Assert.AreEqual((saved.TrainedAtUtc, DateTimeKind.Utc), (metrics.TrainedAtUtc, metrics.TrainedAtUtc.Kind));
        Assert.IsTrue(double.IsNaN(metrics.Test.BySegment[3].Precision));
        StringAssert.Contains(
            await File.ReadAllTextAsync(Path.Combine(PathOf("2026-12-31-1"), "metrics.json"), TestContext.CancellationToken),
            "\n      \"brier\": { \"value\": 0.27, \"low\": 0.25, \"high\": 0.29000000000000004 },\n",
            StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Tenth_version_of_a_day_comes_after_the_ninth()
    {
        for (var index = 0; index < 10; index++)
            Directory.CreateDirectory(PathOf($"2026-12-31-{index + 1}"));

        Assert.AreEqual("2026-12-31-11", Registry.NextVersion(Collection));
        Assert.AreEqual("2026-12-31-11", (await SaveAsync()).Split('/')[1]);
        Assert.AreEqual("2026-12-31-11", Registry.List()[0].Versions[^1].Name);
    }

    [TestMethod]
    public async Task Name_that_the_history_knows_is_not_given_again_though_its_folder_is_gone()
    {
        Directory.CreateDirectory(_folder.Of($"models/{Collection}"));
        await File.WriteAllTextAsync(
            _folder.Of($"models/{Collection}/history.jsonl"),
            """{"atUtc":"2026-12-31T20:00:00Z","action":"promoted","who":"aino","from":"2026-12-31-3","to":"2026-12-31-2"}""" + "\n",
            TestContext.CancellationToken);

        Assert.AreEqual("four-field-1/2026-12-31-4", await SaveAsync());
    }

    [TestMethod]
    public async Task Registry_that_cannot_be_written_to_is_named_before_the_work_and_one_that_can_is_left_as_it_was()
    {
        await File.WriteAllTextAsync(_folder.Of("file"), "", TestContext.CancellationToken);
        await Registry.RequireWritableAsync(Collection, TestContext.CancellationToken);
        Assert.IsFalse(Directory.Exists(Registry.Root), "No folder is made.");
        await SaveAsync();
        await Registry.RequireWritableAsync("other", TestContext.CancellationToken);
        Assert.IsFalse(Directory.Exists(_folder.Of("models/other")));

        foreach (var root in new[] { "file", "file/below" })
        {
            var refused = await Assert.ThrowsExactlyAsync<IOException>(() => new ModelRegistry(_folder.Of(root), _clock).RequireWritableAsync(Collection, TestContext.CancellationToken));
            StringAssert.Contains(refused.Message, $"because {_folder.Of("file")} is no folder", StringComparison.Ordinal);
        }

        Directory.CreateDirectory(_folder.Of("closed/.lock"));
        var closed = await Assert.ThrowsExactlyAsync<UnauthorizedAccessException>(() => new ModelRegistry(_folder.Of("closed"), _clock).RequireWritableAsync(Collection, TestContext.CancellationToken));
        StringAssert.Contains(closed.Message, _folder.Of("closed/.lock"), StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Own_file_too_great_to_be_read_back_is_not_saved()
    {
        var model = SampleModels.Calibrated("x/1", "own-file-trainer", new GreatModel());

        var refused = await Assert.ThrowsExactlyAsync<InvalidDataException>(() => Registry.SaveAsync("x", model, SampleModels.Metrics(), TestContext.CancellationToken));

        StringAssert.StartsWith(refused.Message, "model.bin: the file has 200000001 bytes", StringComparison.Ordinal);
        Assert.IsEmpty(Directory.GetFileSystemEntries(_folder.Of("models/x")));
    }

    [TestMethod]
    public async Task Another_model_under_the_same_name_has_another_fingerprint()
    {
        var saved = await Registry.SaveAsync(Collection, SampleModels.OfClientsBriefly(1), SampleModels.Metrics(), TestContext.CancellationToken);
        var other = await new ModelRegistry(_folder.Of("other"), _clock).SaveAsync(Collection, SampleModels.OfClientsBriefly(2), SampleModels.Metrics(), TestContext.CancellationToken);

        Assert.AreEqual(saved.Id, other.Id);
        Assert.AreNotEqual(saved.Fingerprint, other.Fingerprint);
        Assert.AreEqual(saved.Fingerprint, Registry.Load(Collection, "2026-12-31-1", []).Fingerprint);
        Assert.AreEqual(64, saved.Fingerprint!.Length);
    }

    [TestMethod]
    public async Task Saving_at_once_gives_each_its_own_version()
    {
        var saved = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(SaveAsync)));

        Assert.HasCount(6, saved.Distinct());
        Assert.IsTrue(Registry.List()[0].Versions.All(version => version.Error is null));
    }

    [TestMethod]
    public async Task What_a_killed_save_left_is_not_listed_and_goes_at_the_next()
    {
        var left = PathOf(".under-way-2026-12-31-1");
        Directory.CreateDirectory(left);
        await File.WriteAllTextAsync(Path.Combine(left, "model.json"), "{ \"for", TestContext.CancellationToken);

        Assert.IsEmpty(Registry.List()[0].Versions);
        await SaveAsync();

        Assert.IsFalse(Directory.Exists(left));
        Assert.HasCount(1, Registry.List()[0].Versions);
    }

    [TestMethod]
    public async Task Model_that_cannot_be_saved_leaves_nothing()
    {
        await Assert.ThrowsExactlyAsync<InvalidDataException>(() =>
            Registry.SaveAsync(Collection, SampleModels.OfClientsBriefly() with { RequiredColumns = ["no-such"] }, SampleModels.Metrics(), TestContext.CancellationToken));

        Assert.IsEmpty(Directory.EnumerateFileSystemEntries(PathOf("")));
    }

    [TestMethod]
    public async Task Altered_file_is_named_on_load_and_in_the_list()
    {
        await SaveAsync();
        var path = Path.Combine(PathOf("2026-12-31-1"), "model.json");
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path, TestContext.CancellationToken)).Replace("\"temperature\": 1", "\"temperature\": 2", StringComparison.Ordinal), TestContext.CancellationToken);

        var exception = Assert.ThrowsExactly<InvalidDataException>(() => Registry.Load(Collection, "2026-12-31-1", []));

        StringAssert.StartsWith(exception.Message, $"{path}: the file has been altered", StringComparison.Ordinal);
        Assert.AreEqual(exception.Message, Registry.List()[0].Versions[0].Error);
    }

    [TestMethod]
    public async Task Broken_versions_are_listed_with_what_is_wrong_and_the_good_beside_them()
    {
        await SaveAsync();
        Directory.CreateDirectory(PathOf("empty"));
        Directory.CreateDirectory(PathOf("Upper Case"));
        Directory.CreateDirectory(PathOf("cut-off"));
        await File.WriteAllTextAsync(Path.Combine(PathOf("cut-off"), "metrics.json"), "{ \"trainedAtUtc\":", TestContext.CancellationToken);
        await File.WriteAllTextAsync(PathOf("champion"), "2020-01-01-1\n", TestContext.CancellationToken);

        var collection = Registry.List().Single();

        Assert.AreEqual("The champion 2020-01-01-1 is not there.", collection.Error);
        var errors = collection.Versions.ToDictionary(version => version.Name, version => version.Error);
        Assert.IsNull(errors["2026-12-31-1"]);
        StringAssert.Contains(errors["empty"], "metrics.json", StringComparison.Ordinal);
        StringAssert.Contains(errors["Upper Case"], "cannot have that name", StringComparison.Ordinal);
        StringAssert.Contains(errors["cut-off"], "line 1", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Version_copied_under_another_name_is_refused()
    {
        await SaveAsync();
        Directory.Move(PathOf("2026-12-31-1"), PathOf("2026-12-30-1"));

        var exception = Assert.ThrowsExactly<InvalidDataException>(() => Registry.Load(Collection, "2026-12-30-1", []));

        StringAssert.Contains(exception.Message, "the model is four-field-1/2026-12-31-1, and it lies in four-field-1/2026-12-30-1", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Model_in_a_file_of_its_own_is_kept_and_its_bytes_are_checked()
    {
        var model = SampleModels.Calibrated("x/1", "own-file-trainer", new OwnFileModel(SampleModels.FileSchema, 1));
        var saved = await Registry.SaveAsync("nursery", model, SampleModels.Metrics(), TestContext.CancellationToken);
        var ownFile = Path.Combine(_folder.Of("models"), saved.Id, "model.bin");

        Assert.AreEqual(1, ((OwnFileModel)Registry.Load("nursery", "2026-12-31-1", [new OwnFileTrainer()]).Model).Segment);
        await File.WriteAllBytesAsync(ownFile, [0], TestContext.CancellationToken);
        StringAssert.StartsWith(Assert.ThrowsExactly<InvalidDataException>(() => Registry.Load("nursery", "2026-12-31-1", [new OwnFileTrainer()])).Message, $"{ownFile}: the file has been altered", StringComparison.Ordinal);
        File.Delete(ownFile);
        StringAssert.StartsWith(Assert.ThrowsExactly<InvalidDataException>(() => Registry.Load("nursery", "2026-12-31-1", [new OwnFileTrainer()])).Message, $"{ownFile}: the file is missing", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Registry_that_is_not_there_is_empty()
    {
        Assert.IsEmpty(Registry.List());
        Assert.IsNull(Registry.Champion(Collection));
        Assert.IsEmpty(Registry.History(Collection));
        Assert.ThrowsExactly<DirectoryNotFoundException>(() => Registry.Load(Collection, "2026-12-31-1", []));
        Assert.ThrowsExactly<ArgumentException>(() => Registry.Load(Collection, "../four-field-1/2026-12-31-1", []));
        Assert.IsFalse(Directory.Exists(_folder.Of("models")), "Reading makes nothing.");
    }

    private async Task<string> SaveAsync() =>
        (await Registry.SaveAsync(Collection, SampleModels.OfClientsBriefly(), SampleModels.Metrics(), TestContext.CancellationToken)).Id;

    private string PathOf(string version) => Path.Combine(_folder.Of("models"), Collection, version);

    /// <summary>One byte more than is read.</summary>
    private sealed class GreatModel : IModelInOwnFile
    {
        public ModelSchema Schema => SampleModels.FileSchema;

        public void Score(FeatureTable table, Span<float> logits) => logits.Clear();

        public void Write(Stream stream) => stream.SetLength(ModelFile.MaximumBytes + 1);
    }
}
