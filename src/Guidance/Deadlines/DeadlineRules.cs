using System.Collections.Frozen;
using Palveluohjaus.Guidance.County;

namespace Palveluohjaus.Guidance.Deadlines;

/// <summary>The rules in use: those that are shipped, and the county's own. A county that writes a rule of a shipped code replaces all its versions.</summary>
public sealed class DeadlineRules
{
    /// <summary>The folder in the data directory where a county's own rules lie.</summary>
    public const string FolderName = "deadline-rules";

    public const int CodeMaxLength = 40;

    private readonly ILookup<string, DeadlineRule> _byCode;

    private DeadlineRules(IReadOnlyList<DeadlineRule> all, IReadOnlySet<string> ownCodes, WorkingDays workingDays, WarningShares warnings)
    {
        (All, OwnCodes, WorkingDays, Warnings) = (all, ownCodes, workingDays, warnings);
        _byCode = all.ToLookup(rule => rule.Code, StringComparer.Ordinal);
        Codes = _byCode.Select(versions => versions.Key).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>What is shipped.</summary>
    public static DeadlineRules Shipped { get; } = Read(null);

    /// <summary>All versions, by code and then by when they came into force.</summary>
    public IReadOnlyList<DeadlineRule> All { get; }

    public IReadOnlySet<string> Codes { get; }

    /// <summary>The codes the county has written itself.</summary>
    public IReadOnlySet<string> OwnCodes { get; }

    /// <summary>As the law has them, unless the county's own files say otherwise.</summary>
    public WorkingDays WorkingDays { get; }

    /// <summary>Half and four fifths, unless the county's own files say otherwise.</summary>
    public WarningShares Warnings { get; }

    /// <param name="countyFolder">Where the county's own files lie; null, or a folder that is not there, for none.</param>
    /// <exception cref="InvalidDataException">The message lists everything that is wrong in every file.</exception>
    public static DeadlineRules Read(string? countyFolder)
    {
        var errors = new List<string>();
        var (shipped, own) = (new List<DeadlineRule>(), new List<DeadlineRule>());
        var (ownCodes, isWhole) = (new HashSet<string>(StringComparer.Ordinal), true);
        var (workingDays, warnings) = ((WorkingDays?)null, (WarningShares?)null);
        CountyDataFile.ReadShippedFolder("Deadlines.Rules", (json, fileName) => shipped.AddRange(DeadlineRuleFile.Read(json, fileName, errors).Rules));
        var areAllOpen = CountyDataFile.ReadOwnFolder(
            countyFolder,
            FolderName,
            (json, fileName) =>
            {
                var file = DeadlineRuleFile.Read(json, fileName, errors);
                own.AddRange(file.Rules);
                ownCodes.UnionWith(file.Codes);
                isWhole &= file.IsWhole;
                if (file.WorkingDays is { } said && workingDays is not null && workingDays != said)
                    errors.Add($"{fileName}, workingDays: another file says otherwise.");
                if (file.Warnings is { } shares && warnings is not null && warnings != shares)
                    errors.Add($"{fileName}, warnings: another file says otherwise.");
                (workingDays, warnings) = (file.WorkingDays ?? workingDays, file.Warnings ?? warnings);
            },
            errors);
        List<DeadlineRule> all = [.. shipped.Where(rule => !ownCodes.Contains(rule.Code)).Concat(own).OrderBy(rule => rule.Code, StringComparer.Ordinal).ThenBy(rule => rule.ValidFrom)];

        // What could be read is compared all the same. A shipped rule is left out of it while something that may replace it could not be read.
        errors.AddRange(FindContradictions(areAllOpen && isWhole ? all : [.. all.Where(rule => ownCodes.Contains(rule.Code))]));
        return errors.Count == 0 ? new DeadlineRules(all, ownCodes, workingDays ?? WorkingDays.Default, warnings ?? WarningShares.Default) : throw CountyDataFile.Refusal(errors);
    }

    /// <summary>In the order in which they came into force.</summary>
    public IEnumerable<DeadlineRule> VersionsOf(string code) => _byCode[code];

    /// <returns>Null for one that is not, or no longer, among the files.</returns>
    public DeadlineRule? FindVersion(string code, DateOnly validFrom) => _byCode[code].FirstOrDefault(rule => rule.ValidFrom == validFrom);

    private static IEnumerable<string> FindContradictions(List<DeadlineRule> rules)
    {
        foreach (var (index, one) in rules.Index().Where(each => each.Item.IsInUse))
        {
            foreach (var other in rules.Skip(index + 1).Where(other => other.IsInUse && Overlap(one, other)))
            {
                if (one.Code == other.Code)
                    yield return $"{one.Code}: the version from {one.ValidFrom:yyyy-MM-dd} is still in force when the one from {other.ValidFrom:yyyy-MM-dd} begins. End the earlier one the day before.";
                else if (one.Target == other.Target && one.Population.IsSameAs(other.Population) && one.IsStatutory == other.IsStatutory)
                    yield return $"{one.Code} and {other.Code} say when the same is due for the same people ({one.Target}), from {(one.ValidFrom > other.ValidFrom ? one : other).ValidFrom:yyyy-MM-dd} on. Keep one of them.";
            }
        }
    }

    private static bool Overlap(DeadlineRule one, DeadlineRule other) =>
        (one.ValidTo is not { } oneEnds || other.ValidFrom <= oneEnds) && (other.ValidTo is not { } otherEnds || one.ValidFrom <= otherEnds);
}
