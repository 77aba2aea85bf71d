using System.CommandLine;
using Palveluohjaus.Host.Plugins;
using Palveluohjaus.Segmentation.Boosting;
using Palveluohjaus.Segmentation.Registry;
using Palveluohjaus.Segmentation.Suggestions;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Host.Cli.Models;

/// <summary>Where models are kept and how a version is named on the command line.</summary>
internal static class RegistryOptions
{
    private const string ChampionWord = "champion";

    public static readonly Option<DirectoryInfo?> Models = new("--models") { Description = "The model registry. By default 'models' in the data directory." };

    public static readonly Option<string?> Collection = new("--collection")
    {
        Description = $"The collection of versions: a scheme, or the name of a file. By default {DefaultCollection}, or with --csv the file's name.",
    };

    public static readonly Option<bool> Json = new("--json") { Description = "Print the result as JSON." };

    /// <summary>The collection of the county's own clients.</summary>
    public static string DefaultCollection => CountyModels.Collection;

    /// <summary>What suggests in a collection without a champion, for after "no champion": only the county's own clients have a scorecard.</summary>
    public static string WithoutChampion(string collection) => collection == DefaultCollection ? ": the scorecard suggests" : "";

    /// <summary>Who changes a registry, for its history: the account of the machine, since there is no other yet.</summary>
    public static string Who => $"command: {Environment.UserName}";

    /// <summary>The registry of this run.</summary>
    public static ModelRegistry Open(ParseResult parsed) =>
        new(parsed.GetValue(Models)?.FullName ?? CountyModels.FolderOf(parsed.GetRequiredValue(CommonOptions.Data).FullName), TimeProvider.System);

    public static string CollectionOf(ParseResult parsed) => Named(
        parsed.GetValue(Collection) ?? (parsed.GetValue(SourceOptions.Csv) is { } csv ? RegistryName.CollectionOfFile(csv.Name) : DefaultCollection));

    /// <summary>Reads "2026-11-22-1", "nursery/2026-11-22-1" or "champion", and takes the champion when nothing is given.</summary>
    /// <param name="registry">Where the champion is looked up.</param>
    /// <param name="parsed">Says the collection where <paramref name="given"/> does not.</param>
    /// <param name="given">As the user wrote it.</param>
    /// <param name="collection">Instead of the one the options say.</param>
    public static (string Collection, string Version) VersionOf(ModelRegistry registry, ParseResult parsed, string? given, string? collection = null)
    {
        var parts = (string.IsNullOrEmpty(given) ? ChampionWord : given).Split('/');
        var isChampion = parts[^1] == ChampionWord;
        if (parts.Length > 2 || !(isChampion || RegistryName.IsValid(parts[^1])))
            throw new CommandRefused($"'{given}' names no version: write it as 2026-11-22-1, as collection/2026-11-22-1, or as champion.");
        collection = parts.Length == 2 ? Named(parts[0]) : collection ?? CollectionOf(parsed);
        return (collection, isChampion
            ? ChampionOf(registry, collection) ?? throw new CommandRefused($"{collection} has no champion{WithoutChampion(collection)}. 'model list' shows the versions there are.")
            : parts[^1]);
    }

    public static string? ChampionOf(ModelRegistry registry, string collection) => Reading(() => registry.Champion(collection));

    public static CalibratedModel Load(ModelRegistry registry, string collection, string version) => Reading(() => registry.Load(collection, version, Trainers));

    public static VersionMetrics MetricsOf(ModelRegistry registry, string collection, string version) => Reading(() => registry.Metrics(collection, version));

    /// <summary>What is wrong with a registry's file is told as it is: there is no client's data in it.</summary>
    public static T Reading<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (IsRegistryFault(fault))
        {
            throw new CommandRefused(fault.Message);
        }
    }

    /// <inheritdoc cref="Reading"/>
    public static async Task<T> ChangingAsync<T>(Func<Task<T>> change)
    {
        try
        {
            return await change();
        }
        catch (Exception fault) when (IsRegistryFault(fault))
        {
            throw new CommandRefused(fault.Message);
        }
    }

    /// <inheritdoc cref="Reading"/>
    public static Task ChangingAsync(Func<Task> change) => ChangingAsync(async () =>
    {
        await change();
        return true;
    });

    /// <summary>Everybody who can train, or read a model kept in a file of its own.</summary>
    /// <remarks>Put together when asked for: options are made at the start of every command, and plug-ins need not be loaded for most.</remarks>
    public static IReadOnlyList<ISegmentTrainer> Trainers =>
        [new BoostingTrainer(new BoostingOptions()), .. TrainerPlugins.Installed.Trainers];

    private static bool IsRegistryFault(Exception fault) => fault is InvalidDataException or IOException or UnauthorizedAccessException or NotSupportedException;

    private static string Named(string collection) => RegistryName.IsValid(collection)
        ? collection
        : throw new CommandRefused($"'{collection}' cannot be a collection's name: use letters a–z, digits, hyphens and dots.");
}
