using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Palveluohjaus.Guidance.County;

/// <summary>Reads a file of settings from the data directory. What stands in the environment goes before it.</summary>
public static class CountySettings
{
    /// <summary>Of the environment's variables: PALVELUOHJAUS_Mail__Host and its like.</summary>
    public const string EnvironmentPrefix = "PALVELUOHJAUS_";

    /// <param name="dataDirectory">Where the file lies, if there is one.</param>
    /// <param name="fileName">The file's.</param>
    /// <param name="section">The one the file holds; what stands beside it under another name would be left out without a word.</param>
    /// <param name="read">Makes settings of what is there.</param>
    /// <exception cref="InvalidDataException">The file is no JSON or holds something else, or <paramref name="read"/> found something wrong.</exception>
    public static T Read<T>(string dataDirectory, string fileName, string section, Func<IConfiguration, T> read) => Read(dataDirectory, fileName, section, (all, _) => read(all));

    /// <inheritdoc cref="Read{T}(string, string, string, Func{IConfiguration, T})"/>
    /// <param name="read">The same; it gets the file alone as well.</param>
    public static T Read<T>(string dataDirectory, string fileName, string section, Func<IConfiguration, IConfiguration, T> read)
    {
        try
        {
            var file = new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(Path.Combine(dataDirectory, fileName)), optional: true).Build();
            Require(file, fileName, section);
            return read(new ConfigurationBuilder().AddConfiguration(file).AddEnvironmentVariables(EnvironmentPrefix).Build(), file);
        }
        catch (Exception wrong) when (wrong is FormatException || wrong.InnerException is FormatException)
        {
            // Where, and not what stands there: it may be a secret.
            var at = Find<JsonException>(wrong) is { LineNumber: { } line, BytePositionInLine: { } place } ? string.Create(CultureInfo.InvariantCulture, $" line {line + 1}, position {place + 1}:") : string.Empty;
            throw new InvalidDataException($"{fileName}:{at} this is not JSON as a file of settings holds it.");
        }
    }

    private static T? Find<T>(Exception? fault)
        where T : Exception => fault is null or T ? fault as T : Find<T>(fault.InnerException);

    private static void Require(IConfiguration file, string fileName, string section)
    {
        string[] wrong =
        [
            .. file.GetChildren().Where(each => !string.Equals(each.Key, section, StringComparison.OrdinalIgnoreCase)).Select(each => $"{fileName}: {each.Key} is unknown. The file holds {section}, and in it the settings."),
            .. file.GetSection(section).Value is not null ? [$"{fileName}: {section} must hold settings by their names."] : Array.Empty<string>(),
        ];
        if (wrong.Length > 0)
            throw new InvalidDataException(string.Join(Environment.NewLine, wrong));
    }

    /// <summary>What a section names that is no setting of its: a misspelt one would otherwise be left out without a word.</summary>
    public static IEnumerable<string> UnknownOf(IConfigurationSection section, IReadOnlyCollection<string> names) => section.GetChildren()
        .Where(each => !names.Contains(each.Key, StringComparer.OrdinalIgnoreCase))
        .Select(each => $"{section.Path}:{each.Key} is unknown. It must be one of {string.Join(", ", names)}.");
}
