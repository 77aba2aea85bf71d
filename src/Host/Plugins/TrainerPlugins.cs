using System.Reflection;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Host.Plugins;

/// <summary>Trainers from assemblies named <c>Palveluohjaus.Segmentation.*.dll</c> that lie beside the host, or in a folder each under <c>plugins</c> there.</summary>
/// <param name="Trainers">What was found, in the order of the files' names.</param>
/// <param name="Problems">One line for each plug-in that could not be used.</param>
internal sealed record TrainerPlugins(IReadOnlyList<ISegmentTrainer> Trainers, IReadOnlyList<string> Problems)
{
    private const string MlNet = "Palveluohjaus.Segmentation.MlNet";

    private static readonly Lazy<TrainerPlugins> OfHost = new(() => Load(DefaultFolder));

    /// <summary>The host's own plug-ins. Found once: what is loaded stays loaded, and each further time would load it beside itself.</summary>
    public static TrainerPlugins Installed => OfHost.Value;

    /// <summary>Where plug-ins are looked for unless a test says otherwise.</summary>
    public static string DefaultFolder => AppContext.BaseDirectory;

    /// <summary>Loads every plug-in there is. One that is broken costs only itself.</summary>
    public static TrainerPlugins Load(string folder)
    {
        var trainers = new List<ISegmentTrainer>();
        var problems = new List<string>();
        foreach (var path in FindAssemblies(folder))
        {
            try
            {
                foreach (var trainer in LoadTrainers(path))
                {
                    if (trainers.Any(other => other.Name == trainer.Name))
                        problems.Add($"Plug-in {path}: another plug-in already offers {trainer.Name}.");
                    else
                        trainers.Add(trainer);
                }
            }
            catch (Exception exception)
            {
                // Foreign code is being loaded and run: anything can fly out of it, and the host must stand.
                problems.Add($"Plug-in {path} cannot be used: {Explain(exception)}");
            }
        }

        return new TrainerPlugins(trainers, problems);
    }

    /// <summary>The sentence for a trainer that is asked for by name and is neither built in nor among these.</summary>
    /// <param name="name">The name asked for.</param>
    /// <param name="known">The names there are.</param>
    /// <param name="folder">The host's folder.</param>
    public string Explain(string name, IEnumerable<string> known, string folder)
    {
        var sentence = name.StartsWith("mlnet-", StringComparison.Ordinal)
            ? $"{name} comes with the ML.NET plug-in, which is not here. In the repository: dotnet publish src/Segmentation.MlNet -o \"{Path.Combine(folder, "plugins", MlNet)}\". That needs the packages Microsoft.ML and Microsoft.ML.FastTree 5.0.0; docs/mlnet.md says more."
            : $"There is no trainer {name}. There are: {string.Join(", ", known)}.";
        return string.Join(Environment.NewLine, Problems.Prepend(sentence));
    }

    private static IEnumerable<string> FindAssemblies(string folder)
    {
        const string Pattern = "Palveluohjaus.Segmentation.*.dll";
        var plugins = Path.Combine(folder, "plugins");
        var inFolders = Directory.Exists(plugins)
            ? Directory.EnumerateDirectories(plugins).SelectMany(each => Directory.EnumerateFiles(each, Pattern))
            : [];

        // What the host itself is made of lies beside it too, and is no plug-in.
        var ownAssemblies = ((AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string) ?? "").Split(Path.PathSeparator);
        return inFolders.Concat(Directory.EnumerateFiles(folder, Pattern))
            .Select(Path.GetFullPath)
            .Except(ownAssemblies)
            .DistinctBy(Path.GetFileName)
            .OrderBy(Path.GetFileName, StringComparer.Ordinal);
    }

    private static List<ISegmentTrainer> LoadTrainers(string path)
    {
        var assembly = new PluginLoadContext(path).LoadFromAssemblyPath(path);
        var plugins = assembly.GetExportedTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(ISegmentTrainerPlugin)))
            .ToList();
        if (plugins.Count == 0)
            throw new InvalidOperationException($"It has no public class that is an {nameof(ISegmentTrainerPlugin)}.");
        return [.. plugins.SelectMany(type => ((ISegmentTrainerPlugin)Activator.CreateInstance(type)!).Trainers)];
    }

    // One line, and the cause rather than its wrapping.
    private static string Explain(Exception exception)
    {
        var cause = exception switch
        {
            TargetInvocationException { InnerException: { } inner } => inner,
            ReflectionTypeLoadException { LoaderExceptions: [{ } first, ..] } => first,
            _ => exception,
        };
        return cause.Message.ReplaceLineEndings(" ");
    }
}
