using Palveluohjaus.Guidance.County;

namespace Palveluohjaus.Guidance.Interventions;

/// <summary>
/// The catalogue of methods: those that are shipped, and the county's own. A county that writes a method of a shipped code replaces it for what begins from
/// then on; interventions that began earlier still find the version they began with.
/// </summary>
public sealed class InterventionMethods
{
    /// <summary>The folder in the data directory where a county's own methods lie.</summary>
    public const string FolderName = "intervention-methods";

    public const int CodeMaxLength = 40;

    private readonly IReadOnlyList<InterventionMethod> _replaced;

    private InterventionMethods(IReadOnlyList<InterventionMethod> all, IReadOnlyList<InterventionMethod> replaced, IReadOnlySet<string> ownCodes)
    {
        (All, _replaced, OwnCodes) = (all, replaced, ownCodes);
        InUse = [.. all.Where(method => method.IsInUse).GroupBy(method => method.Code, StringComparer.Ordinal).Select(versions => versions.MaxBy(method => method.Version)!)];
    }

    /// <summary>What is shipped.</summary>
    public static InterventionMethods Shipped { get; } = Read(null);

    /// <summary>All versions, by code and version.</summary>
    public IReadOnlyList<InterventionMethod> All { get; }

    /// <summary>What can begin now: the latest version of each that is in use.</summary>
    public IReadOnlyList<InterventionMethod> InUse { get; }

    /// <summary>The codes the county has written itself.</summary>
    public IReadOnlySet<string> OwnCodes { get; }

    /// <param name="countyFolder">Where the county's own files lie; null, or a folder that is not there, for none.</param>
    /// <exception cref="InvalidDataException">The message lists everything that is wrong in every file.</exception>
    public static InterventionMethods Read(string? countyFolder)
    {
        var errors = new List<string>();
        var (shipped, own) = (new List<InterventionMethod>(), new List<InterventionMethod>());
        CountyDataFile.ReadShippedFolder("Interventions.Catalogue", (json, fileName) => Add(shipped, json, fileName));
        CountyDataFile.ReadOwnFolder(countyFolder, FolderName, (json, fileName) => Add(own, json, fileName), errors);
        var ownCodes = own.Select(method => method.Code).ToHashSet(StringComparer.Ordinal);
        return errors.Count == 0
            ? new InterventionMethods(
                [.. shipped.Where(method => !ownCodes.Contains(method.Code)).Concat(own).OrderBy(method => method.Code, StringComparer.Ordinal).ThenBy(method => method.Version)],
                [.. shipped.Where(method => ownCodes.Contains(method.Code))],
                ownCodes)
            : throw CountyDataFile.Refusal(errors);

        void Add(List<InterventionMethod> to, Stream json, string fileName)
        {
            foreach (var method in InterventionMethodFile.Read(json, fileName, errors))
            {
                if (to.Any(each => each.Code == method.Code && each.Version == method.Version))
                    errors.Add($"{fileName}, methods ({method.Code}), code: there is another {method.Code} of version {method.Version}. Raise the version of the newer one.");
                to.Add(method);
            }
        }
    }

    /// <returns>Null for one that does not begin any more, or is unknown.</returns>
    public InterventionMethod? FindInUse(string code) => InUse.FirstOrDefault(method => method.Code == code);

    /// <returns>The version an intervention began with; when the files do not have it any more, null.</returns>
    public InterventionMethod? FindVersion(string code, int version) =>
        All.FirstOrDefault(method => method.Code == code && method.Version == version) ?? _replaced.FirstOrDefault(method => method.Code == code && method.Version == version);

    /// <summary>The version it began with, or at least another of the same method, to name it by.</summary>
    public InterventionMethod? FindToName(string code, int version) => FindVersion(code, version) ?? All.LastOrDefault(method => method.Code == code);
}
