using System.Text.Json;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Segmentation.Profiles;
using Palveluohjaus.Segmentation.Scorecard;
using Palveluohjaus.Segmentation.Texts;

namespace Palveluohjaus.Guidance.Assessments;

/// <summary>Reads one template from its file, and says everything that is wrong with it at once: whoever wrote it mends it in one go.</summary>
internal static class AssessmentTemplateFile
{
    private const int CodeMaxLength = 60;
    private const int NameMaxLength = 100;
    private const int TextMaxLength = 300;

    /// <param name="json">UTF-8 JSON.</param>
    /// <param name="fileName">What to call the file in messages.</param>
    /// <param name="scorecard">Says which features there are, and which must be asked.</param>
    /// <param name="errors">Gets what is wrong, each with the file and the place.</param>
    /// <returns>Null when anything is wrong.</returns>
    public static AssessmentTemplate? Read(Stream json, string fileName, ExpertScorecard scorecard, List<string> errors)
    {
        var before = errors.Count;
        if (CountyDataFile.Parse<FileContent>(json, fileName, "this is not what a template holds", errors) is not { } file)
            return null;

        if (!Enum.TryParse<LifeStage>(file.Stream, out var stream) || Enum.GetName(stream) != file.Stream)
            Wrong("stream", $"must be one of {string.Join(", ", Enum.GetNames<LifeStage>())}.");
        if (file.Version is not > 0)
            Wrong("version", "must be a whole number over 0.");
        if (file.Catalogue != scorecard.Catalogue.Version)
            Wrong("catalogue", $"must be {scorecard.Catalogue.Version}, the features in use.");
        var name = ReadText(file.Name, NameMaxLength, "name");
        var items = ReadItems(file.Items ?? []);
        return errors.Count > before
            ? null
            : new AssessmentTemplate(IdOf(stream, file.Version!.Value), stream, file.Version.Value, name, items);

        void Wrong(string where, string what) => errors.Add($"{fileName}, {where}: {what}");

        LocalizedText ReadText(TextInFile? text, int maxLength, string where)
        {
            foreach (var (language, words) in (ReadOnlySpan<(string, string?)>)[("fi", text?.Fi), ("sv", text?.Sv), ("en", text?.En)])
            {
                if (words is null)
                    Wrong($"{where}.{language}", "is missing.");
                else if (string.IsNullOrWhiteSpace(words) || words.Length > maxLength)
                    Wrong($"{where}.{language}", $"must have 1–{maxLength} characters.");
            }

            return new LocalizedText(text?.Fi ?? string.Empty, text?.Sv ?? string.Empty, text?.En ?? string.Empty);
        }

        IReadOnlyList<TemplateItem> ReadItems(IReadOnlyList<ItemInFile?> given)
        {
            if (given.Count is < AssessmentTemplate.LeastItems or > AssessmentTemplate.MostItems)
                Wrong("items", $"must be {AssessmentTemplate.LeastItems}–{AssessmentTemplate.MostItems}, and are {given.Count}.");
            var read = new List<TemplateItem>();
            foreach (var (index, item) in given.Index())
            {
                var where = $"items[{index}]";
                var code = item?.Code ?? string.Empty;
                if (code.Length is 0 or > CodeMaxLength || code.Any(letter => !char.IsAsciiLetterLower(letter) && !char.IsAsciiDigit(letter) && letter is not ('-' or '.')))
                    Wrong($"{where}.code", $"must be 1–{CodeMaxLength} letters a–z, digits, hyphens or dots.");
                else if (read.Exists(earlier => earlier.Code == code))
                    Wrong($"{where}.code", $"{code} is used twice.");

                var feature = scorecard.Catalogue.Find(code);
                var rater = item?.RatedBy switch { "client" => Rater.Client, "professional" => Rater.Professional, _ => (Rater?)null };
                if (rater is null)
                    Wrong($"{where}.ratedBy", "must be client or professional.");
                else if (feature is not null && rater != RaterOf(feature))
                    Wrong($"{where}.ratedBy", RaterOf(feature) is { } right ? $"{code} is rated by the {right.ToString().ToLowerInvariant()}." : $"{code} is counted and not asked.");
                read.Add(new TemplateItem(
                    code,
                    rater ?? default,
                    ReadText(item?.Question, TextMaxLength, $"{where}.question"),
                    ReadText(item?.Help, TextMaxLength, $"{where}.help"),
                    feature is not null));
            }

            foreach (var required in scorecard.Items.Where(item => item.IsRequired && item.Feature.IsAssessmentItem && read.TrueForAll(each => each.Code != item.Feature.Code)))
                Wrong("items", $"lack {required.Feature.Code}, without which nothing is suggested.");
            return read;
        }
    }

    public static string IdOf(LifeStage stream, int version) => $"{JsonNamingPolicy.KebabCaseLower.ConvertName(stream.ToString())}/{version}";

    private static Rater? RaterOf(Feature feature) => feature.Kind switch
    {
        FeatureKind.ResourcesRating => Rater.Client,
        FeatureKind.NeedRating => Rater.Professional,
        _ => null,
    };

    private sealed record FileContent(string? Stream, int? Version, string? Catalogue, TextInFile? Name, IReadOnlyList<ItemInFile?>? Items);

    private sealed record ItemInFile(string? Code, string? RatedBy, TextInFile? Question, TextInFile? Help);
}
