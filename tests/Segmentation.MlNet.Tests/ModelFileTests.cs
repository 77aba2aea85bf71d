using System.IO.Compression;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.MlNet.Tests;

/// <summary>A model file that is not what it should be is named as such, and never half-read.</summary>
[TestClass]
public sealed class ModelFileTests
{
    private const string Trainer = "mlnet-sdca";

    private static readonly Lazy<byte[]> Written = new(() =>
    {
        using var file = new MemoryStream();
        ((IModelInOwnFile)TrainerTests.Train(Trainer)).Write(file);
        return file.ToArray();
    });

    [TestMethod]
    public void Another_trainer_or_other_columns_are_refused()
    {
        var other = Planted.Schema with { Segments = ["light", "usual", "hard"] };

        AssertRefused("mlnet-lbfgs", () => TrainerTests.Of("mlnet-lbfgs").Read(Planted.Schema, new MemoryStream(Written.Value)));
        AssertRefused("columns", () => TrainerTests.Of(Trainer).Read(other, new MemoryStream(Written.Value)));
    }

    [TestMethod]
    public void A_truncated_file_and_one_that_is_no_zip_are_refused()
    {
        Assert.ThrowsExactly<InvalidDataException>(() => TrainerTests.Of(Trainer).Read(Planted.Schema, new MemoryStream(Written.Value[..^100])));
        Assert.ThrowsExactly<InvalidDataException>(() => TrainerTests.Of(Trainer).Read(Planted.Schema, new MemoryStream("not a zip"u8.ToArray())));
    }

    [TestMethod]
    public void A_header_of_a_newer_format_a_broken_one_and_a_missing_one_are_refused()
    {
        AssertRefused("format 2", () => ReadChanged("header.json", text => text.Replace("\"format\":1", "\"format\":2", StringComparison.Ordinal)));
        AssertRefused("header.json", () => ReadChanged("header.json", text => text[..^20]));
        AssertRefused("learned segments", () => ReadChanged("header.json", text => text.Replace("\"learned\":[0,", "\"learned\":[9,", StringComparison.Ordinal)));
        AssertRefused("header.json", () => ReadChanged("header.json", _ => null));
    }

    [TestMethod]
    public void A_part_of_ml_net_that_is_missing_or_broken_is_refused()
    {
        AssertRefused("too few", () => ReadChanged("model-0.zip", _ => null));
        AssertRefused("model-0.zip", () => ReadChanged("model-0.zip", _ => "not a model"));
    }

    private static void AssertRefused(string word, Func<ISegmentModel> read) =>
        Assert.Contains(word, Assert.ThrowsExactly<InvalidDataException>(read).Message);

    private static ISegmentModel ReadChanged(string name, Func<string, string?> change)
    {
        using var file = new MemoryStream();
        file.Write(Written.Value);
        using (var zip = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            var entry = zip.GetEntry(name)!;
            string text;
            using (var reader = new StreamReader(entry.Open()))
                text = reader.ReadToEnd();
            entry.Delete();
            if (change(text) is { } changed)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(changed);
            }
        }

        file.Position = 0;
        return TrainerTests.Of(Trainer).Read(Planted.Schema, file);
    }
}
