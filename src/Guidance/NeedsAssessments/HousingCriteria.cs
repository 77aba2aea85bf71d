using System.Globalization;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Segmentation.Texts;

namespace Palveluohjaus.Guidance.NeedsAssessments;

/// <summary>The criteria for housing services for older people: every required one is met, and enough of the others. Shipped as data; a county may put its own file in its place.</summary>
public sealed class HousingCriteria
{
    /// <summary>The county's own file, in the data directory.</summary>
    public const string FileName = "housing-criteria.json";

    public const int CodeMaxLength = 40;
    public const int MostCriteria = 20;
    private const int NameMaxLength = 300;

    private readonly int _fewestOfOthers;

    private HousingCriteria(string id, int fewestOfOthers, IReadOnlyList<HousingCriterion> criteria) => (Id, _fewestOfOthers, All) = (id, fewestOfOthers, criteria);

    public static HousingCriteria Shipped { get; } = CountyDataFile.ReadShipped($"NeedsAssessments.{FileName}", Read);

    public string Id { get; }
    public IReadOnlyList<HousingCriterion> All { get; }

    /// <param name="dataDirectory">Where the county's own <see cref="FileName"/> lies, if it has one; it stands in place of the shipped one as a whole.</param>
    /// <exception cref="InvalidDataException">The message lists everything that is wrong in the file.</exception>
    public static HousingCriteria ReadOf(string dataDirectory) => CountyDataFile.ReadOwnOr(dataDirectory, FileName, Shipped, Read);

    /// <inheritdoc cref="ReadOf"/>
    public static HousingCriteria Read(Stream json, string fileName)
    {
        var errors = new List<string>();
        if (CountyDataFile.Parse<FileContent>(json, fileName, "these are not criteria for housing", errors) is not { } file)
            throw CountyDataFile.Refusal(errors);

        var given = file.Criteria ?? [];
        Check(!string.IsNullOrWhiteSpace(file.Id), "id", "is missing.");
        Check(given.Count is > 0 and <= MostCriteria, "criteria", $"must be 1–{MostCriteria}.");
        Check(file.FewestOfOthers >= 0 && file.FewestOfOthers <= given.Count(each => each is { IsRequired: false }), "fewestOfOthers", "must be 0 or more, and no more than there are criteria that are not required.");
        foreach (var (index, each) in given.Index())
        {
            var code = each?.Code ?? string.Empty;
            Check(code.Length is > 0 and <= CodeMaxLength && code.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-'), $"criteria[{index}].code", $"must be 1–{CodeMaxLength} letters a–z, digits or hyphens.");
            Check(given.Take(index).All(earlier => earlier?.Code != code), $"criteria[{index}].code", $"{code} is used twice.");
            foreach (var (language, words) in (ReadOnlySpan<(string, string?)>)[("fi", each?.Name?.Fi), ("sv", each?.Name?.Sv), ("en", each?.Name?.En)])
                Check(!string.IsNullOrWhiteSpace(words) && words.Length <= NameMaxLength, $"criteria[{index}].name.{language}", $"must have 1–{NameMaxLength} characters.");
        }

        return errors.Count == 0
            ? new HousingCriteria(file.Id!, file.FewestOfOthers, [.. given.Select(each => new HousingCriterion(each!.Code!, each.IsRequired, new LocalizedText(each.Name!.Fi!, each.Name.Sv!, each.Name.En!)))])
            : throw CountyDataFile.Refusal(errors);

        void Check(bool isRight, string where, string what)
        {
            if (!isRight)
                errors.Add($"{fileName}, {where}: {what}");
        }
    }

    public bool Holds(string code) => All.Any(each => each.Code == code);

    /// <summary>A criterion's name; of one that the county has replaced the shipped list's, or its code as words: no list of the county's own is kept once another stands in its place.</summary>
    public string NameOf(string code, CultureInfo culture) =>
        (All.FirstOrDefault(each => each.Code == code) ?? Shipped.All.FirstOrDefault(each => each.Code == code))?.Name.In(culture) ?? code.Replace('-', ' ');

    /// <param name="answers">By the criterion's code; one that was not answered is not met.</param>
    public bool AreMet(IReadOnlyDictionary<string, bool> answers) =>
        All.Where(each => each.IsRequired).All(each => answers.GetValueOrDefault(each.Code)) && All.Count(each => !each.IsRequired && answers.GetValueOrDefault(each.Code)) >= _fewestOfOthers;

    private sealed record FileContent(string? Id, int FewestOfOthers, IReadOnlyList<CriterionInFile?>? Criteria);

    private sealed record CriterionInFile(string? Code, bool IsRequired, TextInFile? Name);
}

/// <summary>One criterion, answered yes or no.</summary>
public sealed record HousingCriterion(string Code, bool IsRequired, LocalizedText Name);
