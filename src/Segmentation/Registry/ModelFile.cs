using System.Globalization;
using System.Text.Json;
using Palveluohjaus.Segmentation.Suggestions;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Registry;

/// <summary>
/// A model as a readable file. The same model gives the same bytes on every machine: members stand in one order, numbers in the
/// shortest form that reads back to the same number, lines end in a newline, and no time or path is in it.
/// </summary>
public static class ModelFile
{
    /// <summary>The file's name.</summary>
    public const string FileName = "model.json";

    /// <summary>The file beside it of a model that cannot stand in JSON.</summary>
    public const string OwnFileName = "model.bin";

    /// <summary>The format written, and the newest read.</summary>
    public const string Format = "palveluohjaus-model/1";

    /// <summary>A greater file is refused unread.</summary>
    public const long MaximumBytes = 200_000_000;

    private const string FormatName = "palveluohjaus-model/";
    private const int FormatVersion = 1;

    /// <summary>Writes a model.</summary>
    /// <exception cref="NotSupportedException">The registry cannot keep models of that kind.</exception>
    /// <exception cref="ArgumentException">The model holds a number that is not finite.</exception>
    /// <exception cref="InvalidDataException">A file would be greater than <see cref="MaximumBytes"/>, and could not be read back.</exception>
    public static ModelBytes Write(CalibratedModel model)
    {
        var json = RegistryJson.WriteModel(ModelInFile.Of(model));
        RequireSize(json.LongLength, FileName);
        if (model.Model is not IModelInOwnFile ownFile)
            return new ModelBytes(json);

        using var stream = new MemoryStream();
        ownFile.Write(stream);
        RequireSize(stream.Length, OwnFileName);
        return new ModelBytes(json, stream.ToArray());
    }

    /// <summary>Reads a model and checks it whole.</summary>
    /// <param name="bytes">What <see cref="Write"/> wrote.</param>
    /// <param name="fileName">What to call model.json in messages.</param>
    /// <param name="trainers">Who may read a model.bin; only the one that wrote it is asked.</param>
    /// <exception cref="InvalidDataException">It is no model, a broken one or one of a newer format; the message names the file and the place.</exception>
    public static CalibratedModel Read(ModelBytes bytes, string fileName, IReadOnlyList<ISegmentTrainer> trainers)
    {
        RequireSize(bytes.Json.LongLength, fileName);
        RequireFormat(bytes.Json, fileName);
        var file = RegistryJson.ReadModel(bytes.Json, fileName);
        return file.ToModel(new FileCheck(fileName), new OwnFileModels(bytes.OwnFile, trainers)) with { Fingerprint = FingerprintOf(bytes) };
    }

    /// <summary>The same for a model that is about to score rows of a schema.</summary>
    /// <exception cref="InvalidDataException">As <see cref="Read"/>; or the model was made for another feature catalogue, scheme or columns.</exception>
    public static CalibratedModel ReadFor(ModelSchema schema, ModelBytes bytes, string fileName, IReadOnlyList<ISegmentTrainer> trainers)
    {
        var model = Read(bytes, fileName, trainers);
        RequireSchema(schema, model.Model.Schema, fileName);
        return model;
    }

    internal static string FingerprintOf(ModelBytes bytes)
    {
        var hashes = bytes.Hashes();
        return hashes.ModelBin is null ? hashes.ModelJson : $"{hashes.ModelJson} {hashes.ModelBin}";
    }

    internal static void RequireSchema(ModelSchema asked, ModelSchema found, string fileName)
    {
        if (!found.Matches(asked))
            throw new InvalidDataException($"{fileName}: {Difference(asked, found)}");
    }

    internal static void RequireSize(long bytes, string fileName)
    {
        if (bytes > MaximumBytes)
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{fileName}: the file has {bytes} bytes, and a model has at most {MaximumBytes}."));
    }

    // Asked before anything else is read: a newer format may differ in any other way, and must not be called broken for it.
    internal static void RequireFormat(ReadOnlySpan<byte> json, string fileName)
    {
        var format = FindFormat(json);
        if (format is null || !format.StartsWith(FormatName, StringComparison.Ordinal))
            throw new InvalidDataException($"{fileName}: this is no model file; one begins with \"format\": \"{Format}\".");
        if (!int.TryParse(format.AsSpan(FormatName.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var version) || version == 0)
            throw new InvalidDataException($"{fileName}: the format {format} is not known.");
        if (version > FormatVersion)
            throw new InvalidDataException($"{fileName}: the format {format} is newer than {Format}, which this version reads. Update the product to use the model.");
    }

    private static string? FindFormat(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject
                && reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("format")
                && reader.Read() && reader.TokenType == JsonTokenType.String
                ? reader.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Difference(ModelSchema asked, ModelSchema found)
    {
        if (found.CatalogueVersion != asked.CatalogueVersion)
            return $"the model was made for {Named("the feature catalogue", found.CatalogueVersion)}, and {Named("the feature catalogue", asked.CatalogueVersion)} is in use.";
        if (found.SchemeId != asked.SchemeId)
            return $"the model was made for {Named("the scheme", found.SchemeId)}, and {Named("the scheme", asked.SchemeId)} is in use.";
        if (!found.Segments.SequenceEqual(asked.Segments, StringComparer.Ordinal))
            return $"the model tells apart {string.Join(", ", found.Segments)}, and the segments in use are {string.Join(", ", asked.Segments)}.";

        var index = 0;
        while (index < found.Columns.Count && index < asked.Columns.Count && found.Columns[index].Name == asked.Columns[index].Name
            && found.Columns[index].Categories.SequenceEqual(asked.Columns[index].Categories, StringComparer.Ordinal))
        {
            index++;
        }

        return index == found.Columns.Count || index == asked.Columns.Count
            ? $"the model reads {found.Columns.Count} columns, and there are {asked.Columns.Count}."
            : found.Columns[index].Name != asked.Columns[index].Name
                ? $"column {index + 1} of the model is {found.Columns[index].Name}, and of the rows {asked.Columns[index].Name}."
                : $"the categories of column {found.Columns[index].Name} are not those the model was made for.";
    }

    private static string Named(string what, string? name) => name is null ? $"no {what["the ".Length..]}" : $"{what} {name}";
}
