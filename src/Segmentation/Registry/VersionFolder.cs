using Palveluohjaus.Segmentation.Suggestions;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Registry;

/// <summary>Reads the folder of one version, and refuses one whose files are not those that were saved.</summary>
internal sealed class VersionFolder(string collection, string version, string path)
{
    public const string MetricsFileName = "metrics.json";
    public const string CardFileName = "card.md";

    public bool Exists => Directory.Exists(path);

    public VersionMetrics ReadMetrics()
    {
        var file = Path.Combine(path, MetricsFileName);
        return RegistryJson.ReadFigures<VersionMetrics>(RegistryFiles.ReadBounded(file), file);
    }

    public CalibratedModel ReadModel(IReadOnlyList<ISegmentTrainer> trainers)
    {
        var file = Path.Combine(path, ModelFile.FileName);
        var model = ModelFile.Read(ReadChecked(ReadMetrics()), file, trainers);
        if (model.Id != $"{collection}/{version}")
            throw new InvalidDataException($"{file}, id: the model is {model.Id}, and it lies in {collection}/{version}.");
        return model;
    }

    /// <summary>The metrics, when nothing is wrong with the version as far as can be told without its trainer.</summary>
    public VersionMetrics Check()
    {
        if (!RegistryName.IsValid(version))
            throw new InvalidDataException($"{path}: a version cannot have that name.");
        var metrics = ReadMetrics();
        ModelFile.RequireFormat(ReadChecked(metrics).Json, Path.Combine(path, ModelFile.FileName));
        return metrics;
    }

    public IEnumerable<KeyValuePair<string, byte[]>> ReadFiles() =>
        Directory.EnumerateFiles(path).Order(StringComparer.Ordinal).Select(file => KeyValuePair.Create(Path.GetFileName(file), RegistryFiles.ReadBounded(file))).ToList();

    private ModelBytes ReadChecked(VersionMetrics metrics)
    {
        var saved = metrics.Files ?? throw new InvalidDataException($"{Path.Combine(path, MetricsFileName)}, files: the hashes of the model's files are missing.");
        var ownFile = Path.Combine(path, ModelFile.OwnFileName);
        var bytes = new ModelBytes(
            RegistryFiles.ReadBounded(Path.Combine(path, ModelFile.FileName)),
            File.Exists(ownFile) ? RegistryFiles.ReadBounded(ownFile) : null);
        var found = bytes.Hashes();
        RequireSame(ModelFile.FileName, saved.ModelJson, found.ModelJson);
        RequireSame(ModelFile.OwnFileName, saved.ModelBin, found.ModelBin);
        return bytes;
    }

    private void RequireSame(string fileName, string? saved, string? found)
    {
        if (saved == found)
            return;
        var file = Path.Combine(path, fileName);
        throw new InvalidDataException((saved, found) switch
        {
            (null, _) => $"{file}: the file was not there when the version was saved.",
            (_, null) => $"{file}: the file is missing.",
            _ => $"{file}: the file has been altered since the version was saved. Its SHA-256 is {found}, and was {saved}.",
        });
    }
}
