using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Palveluohjaus.Guidance.County;

/// <summary>Reads data that the product ships and a county may replace with files of its own: strictly, and telling the file and the place of what is wrong.</summary>
internal static class CountyDataFile
{
    // A misspelt property, or one that stands twice, would otherwise be left out without a word.
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,

        // A null where none may be would otherwise come out later, and without its place. What may be left out is told apart by the readers.
        RespectNullableAnnotations = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { RefuseNullItems } },
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
    };

    /// <param name="json">UTF-8 JSON.</param>
    /// <param name="fileName">What to call the file in messages.</param>
    /// <param name="refusal">What to say of a file of another shape: "this is not what a template holds".</param>
    /// <param name="errors">Gets what is wrong, with the file and the place.</param>
    /// <returns>Null when anything is wrong.</returns>
    public static T? Parse<T>(Stream json, string fileName, string refusal, List<string> errors)
        where T : class
    {
        try
        {
            if (JsonSerializer.Deserialize<T>(json, Options) is { } content)
                return content;
            errors.Add($"{fileName}: the file is empty.");
        }
        catch (JsonException wrong)
        {
            errors.Add($"{fileName}, line {wrong.LineNumber + 1}, {wrong.Path ?? "$"}: {refusal}.{WhatIsWrong(wrong)}");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            errors.Add($"{fileName}: the file cannot be read.");
        }

        return null;
    }

    /// <summary>The reader's own words where they are of the file; of our types, which it names too, nobody who writes a file knows.</summary>
    private static string WhatIsWrong(JsonException wrong)
    {
        var sentence = wrong.Message.Split(" Path:", 2)[0].Split(" LineNumber:", 2)[0].Trim();
        return sentence.Contains(nameof(Palveluohjaus), StringComparison.Ordinal) || sentence.Contains("System.", StringComparison.Ordinal) || sentence.Contains(".NET", StringComparison.Ordinal)
            ? string.Empty
            : $" {sentence}";
    }

    /// <param name="dataDirectory">Where the county's own file may lie; it stands in place of what is shipped as a whole.</param>
    /// <param name="fileName">Its name there.</param>
    /// <param name="shipped">What holds where there is none.</param>
    /// <param name="read">Reads a file by that name.</param>
    /// <exception cref="InvalidDataException">The file is there and cannot be opened.</exception>
    public static T ReadOwnOr<T>(string dataDirectory, string fileName, T shipped, Func<Stream, string, T> read)
    {
        var path = Path.Combine(dataDirectory, fileName);
        if (!File.Exists(path))
            return shipped;
        var errors = new List<string>();
        using var json = Open(path, fileName, errors) ?? throw Refusal(errors);
        return read(json, fileName);
    }

    /// <summary>Reads every file of a folder of the county's, in the order of their names; a folder that is not there has none.</summary>
    /// <param name="folder">Where they lie; null for none.</param>
    /// <param name="folderName">What to call the folder in messages.</param>
    /// <param name="read">Reads a file by a name.</param>
    /// <param name="errors">Gets the files that cannot be opened.</param>
    /// <returns>Whether all of them could be.</returns>
    public static bool ReadOwnFolder(string? folder, string folderName, Action<Stream, string> read, List<string> errors)
    {
        if (!Directory.Exists(folder))
            return true;
        var areAllOpen = true;
        foreach (var path in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            var fileName = Path.Combine(folderName, Path.GetFileName(path));
            using var json = Open(path, fileName, errors);
            if (json is not null)
                read(json, fileName);
            areAllOpen &= json is not null;
        }

        return areAllOpen;
    }

    /// <param name="resource">Where in the product it lies, with dots between folders: <c>Queues.queue-priority.json</c>.</param>
    /// <param name="read">Reads a file by a name.</param>
    public static T ReadShipped<T>(string resource, Func<Stream, string, T> read)
    {
        var assembly = typeof(CountyDataFile).Assembly;
        var name = assembly.GetManifestResourceNames().Single(each => each.EndsWith($".{resource}", StringComparison.Ordinal));
        using var json = assembly.GetManifestResourceStream(name)!;
        return read(json, resource);
    }

    /// <param name="resourceFolder">Where in the product they lie, with dots between folders: <c>Deadlines.Rules</c>.</param>
    /// <param name="read">Reads a file by a name.</param>
    public static void ReadShippedFolder(string resourceFolder, Action<Stream, string> read)
    {
        var (assembly, inner) = (typeof(CountyDataFile).Assembly, $".{resourceFolder}.");
        foreach (var name in assembly.GetManifestResourceNames().Where(each => each.Contains(inner, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var json = assembly.GetManifestResourceStream(name)!;
            read(json, name[(name.LastIndexOf(inner, StringComparison.Ordinal) + inner.Length)..]);
        }
    }

    /// <summary>Everything that is wrong, a line each: whoever wrote a file mends it in one go.</summary>
    public static InvalidDataException Refusal(IEnumerable<string> errors) => new(string.Join(Environment.NewLine, errors));

    /// <summary>Nullable annotations are respected of members, and not of the items of a list.</summary>
    private static void RefuseNullItems(JsonTypeInfo type)
    {
        foreach (var member in type.Properties)
        {
            if (member is not { Set: { } set, AttributeProvider: PropertyInfo property } || new NullabilityInfoContext().Create(property).GenericTypeArguments is not [{ ReadState: NullabilityState.NotNull }])
                continue;
            member.Set = (of, value) =>
            {
                if (value is IEnumerable items && items.Cast<object?>().Contains(null))
                    throw new JsonException("An item of a list is null.");
                set(of, value);
            };
        }
    }

    private static FileStream? Open(string path, string fileName, List<string> errors)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            errors.Add($"{fileName}: the file cannot be read.");
            return null;
        }
    }
}
