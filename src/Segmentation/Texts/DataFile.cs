using System.Text.Json;
using System.Text.Json.Serialization;

namespace Palveluohjaus.Segmentation.Texts;

/// <summary>Reads the module's editable JSON files, and says where a file is wrong.</summary>
internal static class DataFile
{
    // A misspelt property would otherwise be left out without a word, and its default used.
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public static T Read<T>(Stream json, string fileName)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options) ?? throw Wrong(fileName, "the file is empty.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException(
                $"{fileName}, line {exception.LineNumber + 1}, {exception.Path ?? "$"}: this is not what the file should hold. {exception.Message}",
                exception);
        }
    }

    public static T ReadEmbedded<T>(string fileName, Func<Stream, string, T> read)
    {
        using var json = typeof(DataFile).Assembly.GetManifestResourceStream(fileName)
            ?? throw new InvalidOperationException($"{fileName} is not embedded in the assembly.");
        return read(json, fileName);
    }

    public static void RequireText(LocalizedText text, int maximumLength, string fileName, string where)
    {
        foreach (var (language, words) in new[] { ("fi", text.Fi), ("sv", text.Sv), ("en", text.En) })
        {
            if (string.IsNullOrWhiteSpace(words) || words.Length > maximumLength)
                throw Wrong(fileName, $"{where}.{language} must have 1–{maximumLength} characters.");
        }
    }

    public static void RequireCode(string code, int maximumLength, string fileName, string where)
    {
        if (code.Length == 0 || code.Length > maximumLength || code.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '.')))
            throw Wrong(fileName, $"{where} must be 1–{maximumLength} letters a–z, digits, hyphens or dots.");
    }

    public static InvalidDataException Wrong(string fileName, string what) => new($"{fileName}: {what}");
}
