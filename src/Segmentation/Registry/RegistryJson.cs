using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Palveluohjaus.Segmentation.Registry;

/// <summary>Writes and reads the registry's JSON files.</summary>
internal static class RegistryJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        // People read these files; nothing in them is ever put into a page as it stands.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.Strict,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    // Figures may be undefined (precision of a segment that nobody suggested); JSON has no NaN, so they are null.
    private static readonly JsonSerializerOptions FigureOptions = new(Options)
    {
        Converters = { new UndefinedAsNull(), new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public static byte[] WriteModel(ModelInFile model) => Write(model, Options);

    public static ModelInFile ReadModel(byte[] json, string fileName) => Read<ModelInFile>(json, fileName, Options);

    public static byte[] WriteFigures<T>(T figures) => Write(figures, FigureOptions);

    public static T ReadFigures<T>(byte[] json, string fileName) => Read<T>(json, fileName, FigureOptions);

    /// <summary>One line without its newline, for a file of lines.</summary>
    public static string WriteLine<T>(T entry) => JsonSerializer.Serialize(entry, FigureOptions);

    private static byte[] Write<T>(T value, JsonSerializerOptions options)
    {
        using var document = JsonSerializer.SerializeToDocument(value, options);
        return Encoding.UTF8.GetBytes(CompactJson.Format(document.RootElement));
    }

    private static T Read<T>(byte[] json, string fileName, JsonSerializerOptions options)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, options) ?? throw new InvalidDataException($"{fileName}: the file holds nothing.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException(
                $"{fileName}, line {exception.LineNumber + 1}, {exception.Path ?? "$"}: this is not what the file should hold. {exception.Message}",
                exception);
        }
    }

    private sealed class UndefinedAsNull : JsonConverter<double>
    {
        public override bool HandleNull => true;

        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType switch
            {
                JsonTokenType.Null => double.NaN,
                JsonTokenType.Number => reader.GetDouble(),
                _ => throw new JsonException("A number or null was expected."),
            };

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsFinite(value))
                writer.WriteNumberValue(value);
            else
                writer.WriteNullValue();
        }
    }
}
