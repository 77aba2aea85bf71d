using System.IO.Compression;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.ML;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.MlNet.Models;

/// <summary>A zip of our header and of ML.NET's own files, one for each of its models.</summary>
internal static class ModelFile
{
    private const string HeaderEntry = "header.json";

    // Zip entries carry a time, and the same model should not differ by when it was written. ML.NET's own files inside do differ.
    private static readonly DateTimeOffset EntryTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        IgnoreReadOnlyProperties = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public static void Write(
        MLContext context, Stream stream, MlNetModelHeader header, IReadOnlyList<ITransformer> transformers, DataViewSchema inputSchema)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        using (var entry = Create(zip, HeaderEntry))
            JsonSerializer.Serialize(entry, header, Options);
        foreach (var (index, transformer) in transformers.Index())
        {
            // ML.NET goes back and forth in what it writes, and an entry only goes forth.
            using var model = new MemoryStream();
            context.Model.Save(transformer, inputSchema, model);
            model.Position = 0;
            using var entry = Create(zip, ModelEntry(index));
            model.CopyTo(entry);
        }
    }

    /// <exception cref="InvalidDataException">The stream holds something else, or a model of another trainer, format or schema.</exception>
    public static (MlNetModelHeader Header, IReadOnlyList<ITransformer> Transformers) Read(
        MLContext context, Stream stream, string trainer, ModelSchema schema)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        var header = ReadHeader(zip);
        if (header.Format != MlNetModelHeader.CurrentFormat)
            throw new InvalidDataException($"The model file has format {header.Format}, and this version reads {MlNetModelHeader.CurrentFormat}.");
        if (header.Trainer != trainer)
            throw new InvalidDataException($"The model file is of {header.Trainer}, not of {trainer}.");
        if (!header.Schema.Matches(schema))
            throw new InvalidDataException("The model file is for other columns or segments.");
        if (header.FindFault() is { } fault)
            throw new InvalidDataException($"The model file does not hold together: {fault}.");

        // ML.NET finds the classes in its files by name, among the assemblies it has been shown.
        context.ComponentCatalog.RegisterAssembly(typeof(MaximumEntropyModelParameters).Assembly);
        context.ComponentCatalog.RegisterAssembly(typeof(FastTreeBinaryModelParameters).Assembly);
        var transformers = new List<ITransformer>();
        while (zip.GetEntry(ModelEntry(transformers.Count)) is { } entry)
            transformers.Add(ReadModel(context, entry));
        return (header, transformers);
    }

    private static MlNetModelHeader ReadHeader(ZipArchive zip)
    {
        var entry = zip.GetEntry(HeaderEntry) ?? throw new InvalidDataException($"The model file has no {HeaderEntry}.");
        try
        {
            using var json = entry.Open();
            return JsonSerializer.Deserialize<MlNetModelHeader>(json, Options) ?? throw new InvalidDataException($"{HeaderEntry} is empty.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{HeaderEntry}, {exception.Path ?? "$"}: this is not what the file should hold.", exception);
        }
    }

    private static ITransformer ReadModel(MLContext context, ZipArchiveEntry entry)
    {
        using var model = new MemoryStream();
        using (var compressed = entry.Open())
            compressed.CopyTo(model);
        model.Position = 0;
        try
        {
            return context.Model.Load(model, out _);
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException or ArgumentException or IOException or TargetInvocationException)
        {
            throw new InvalidDataException($"{entry.Name} cannot be read by ML.NET: {exception.Message}", exception);
        }
    }

    private static Stream Create(ZipArchive zip, string name)
    {
        var entry = zip.CreateEntry(name);
        entry.LastWriteTime = EntryTime;
        return entry.Open();
    }

    private static string ModelEntry(int index) => $"model-{index}.zip";
}
