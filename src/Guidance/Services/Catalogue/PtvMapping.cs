using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;

namespace Palveluohjaus.Guidance.Services.Catalogue;

/// <summary>Which of our themes and life stages the catalogue's classes mean: data, which a county may replace with a file of its own.</summary>
/// <remarks>
/// Service classes are told by words of their names, in any of the catalogue's languages, or by their codes, which a county may add. Target groups:
/// KR1.1 older people, KR1.2 children and families, KR1.3 young people; the others say nothing of a life stage (City of Turku, PaohDocs, b7b9428).
/// </remarks>
public sealed class PtvMapping
{
    /// <summary>The county's own file, in the data directory.</summary>
    public const string FileName = "ptv-mapping.json";

    private readonly FileContent _file;

    private PtvMapping(FileContent file) => _file = file with
    {
        ServiceClasses = [.. file.ServiceClasses.Select(each => each with { Words = [.. each.Words.Select(NameFolding.Fold)] })],
    };

    /// <summary>What is shipped.</summary>
    public static PtvMapping Shipped { get; } = CountyDataFile.ReadShipped($"Catalogue.{FileName}", Read);

    /// <param name="dataDirectory">Where the county's own file may lie; what is shipped holds where there is none.</param>
    /// <exception cref="InvalidDataException">The file is there and is no mapping; the message says where.</exception>
    public static PtvMapping ReadOf(string dataDirectory) => CountyDataFile.ReadOwnOr(dataDirectory, FileName, Shipped, Read);

    /// <inheritdoc cref="ReadOf"/>
    public static PtvMapping Read(Stream json, string fileName)
    {
        var errors = new List<string>();
        var file = CountyDataFile.Parse<FileContent>(json, fileName, "this is not what a mapping holds", errors);
        foreach (var (index, each) in (file?.ServiceClasses ?? []).Index())
        {
            if ((each.Words.Count == 0 && each.Codes.Count == 0) || each.Words.Any(word => NameFolding.Fold(word).Length < 3))
                errors.Add($"{fileName}, serviceClasses[{index}]: must name codes, or words of at least three letters.");
        }

        return file is not null && errors.Count == 0 ? new PtvMapping(file) : throw CountyDataFile.Refusal(errors);
    }

    /// <returns>Null for a class the mapping does not know.</returns>
    internal IReadOnlyList<NeedReason>? FindThemes(PtvClass serviceClass)
    {
        var name = $" {NameFolding.Fold(serviceClass.Names)}";
        var known = _file.ServiceClasses
            .Where(each => each.Codes.Contains(serviceClass.Code) || each.Words.Any(word => name.Contains($" {word}", StringComparison.Ordinal)))
            .ToList();
        return known.Count == 0 ? null : [.. known.SelectMany(each => each.Themes).Distinct()];
    }

    /// <summary>A group of the second level means what its parent does where it is not named itself.</summary>
    /// <returns>Null for a group the mapping does not know.</returns>
    internal IReadOnlyList<LifeStage>? FindLifeStages(string code)
    {
        for (var known = code; known.Length > 0; known = known.Contains('.', StringComparison.Ordinal) ? known[..known.LastIndexOf('.')] : string.Empty)
        {
            if (_file.TargetGroups.FirstOrDefault(each => each.Code == known) is { } group)
                return group.LifeStages;
        }

        return null;
    }

    private sealed record FileContent
    {
        public int Version { get; init; }
        public required IReadOnlyList<ClassInFile> ServiceClasses { get; init; }
        public required IReadOnlyList<GroupInFile> TargetGroups { get; init; }
    }

    private sealed record ClassInFile
    {
        public IReadOnlyList<string> Codes { get; init; } = [];
        public IReadOnlyList<string> Words { get; init; } = [];
        public required IReadOnlyList<NeedReason> Themes { get; init; }
    }

    private sealed record GroupInFile
    {
        public required string Code { get; init; }
        public required IReadOnlyList<LifeStage> LifeStages { get; init; }
    }
}

/// <summary>A service class as the catalogue gives it.</summary>
/// <param name="Code">The last part of its address: P27.1.</param>
/// <param name="Names">Its names in all languages; empty where only the address is given.</param>
internal sealed record PtvClass(string Code, string Names);
