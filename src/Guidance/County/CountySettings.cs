using Microsoft.Extensions.Configuration;

namespace Palveluohjaus.Guidance.County;

/// <summary>Reads a file of settings from the data directory. What stands in the environment goes before it.</summary>
public static class CountySettings
{
    /// <summary>Of the environment's variables: PALVELUOHJAUS_Mail__Host and its like.</summary>
    public const string EnvironmentPrefix = "PALVELUOHJAUS_";

    /// <param name="dataDirectory">Where the file lies, if there is one.</param>
    /// <param name="fileName">The file's.</param>
    /// <param name="read">Makes settings of what is there.</param>
    /// <exception cref="InvalidDataException">The file is no JSON, or <paramref name="read"/> found something wrong.</exception>
    public static T Read<T>(string dataDirectory, string fileName, Func<IConfiguration, T> read)
    {
        try
        {
            return read(new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(Path.Combine(dataDirectory, fileName)), optional: true).AddEnvironmentVariables(EnvironmentPrefix).Build());
        }
        catch (Exception wrong) when (wrong is FormatException || wrong.InnerException is FormatException)
        {
            throw new InvalidDataException($"{fileName}: this is not JSON as a file of settings holds it.");
        }
    }

    /// <summary>What a section names that is no setting of its: a misspelt one would otherwise be left out without a word.</summary>
    public static IEnumerable<string> UnknownOf(IConfigurationSection section, IReadOnlyCollection<string> names) => section.GetChildren()
        .Where(each => !names.Contains(each.Key, StringComparer.OrdinalIgnoreCase))
        .Select(each => $"{section.Path}:{each.Key} is unknown. It must be one of {string.Join(", ", names)}.");
}
