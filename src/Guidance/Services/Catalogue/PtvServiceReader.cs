using System.Globalization;
using System.Text.Json;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;

namespace Palveluohjaus.Guidance.Services.Catalogue;

/// <summary>Reads one service of the catalogue (PTV open API v11). What it does not know it sets aside and counts; the rest of the service is taken in.</summary>
internal sealed class PtvServiceReader(PtvMapping mapping, PtvTally tally)
{
    private static readonly IReadOnlyDictionary<string, string[]> MunicipalitiesOfCounty =
        Finland.Counties.ToDictionary(county => county.Code, county => county.Municipalities.Select(each => each.Code).ToArray());

    /// <returns>Null for what is no service anyone is guided to, or lacks what a service must have; the tally says which.</returns>
    public PtvService? Read(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            tally.SetAside("item", item.ValueKind.ToString());
            return null;
        }

        var id = Text(item, "id");
        var names = Localized(item, "serviceNames", "Name");
        if (id.Length is 0 or > 100)
        {
            tally.SetAside("id", id.Length == 0 ? "–" : "…");
            return null;
        }

        if (names.Fi.Length + names.Sv.Length + names.En.Length == 0)
        {
            tally.SetAside("serviceNames", id);
            return null;
        }

        var type = Text(item, "type");
        if (type is "PermitOrObligation" or "PermissionAndObligation" or "ProfessionalQualification")
        {
            tally.PassOver();
            return null;
        }

        if (type is not ("Service" or ""))
            tally.Unknown("type", type);
        var status = Text(item, "publishingStatus");
        if (status is "Draft" or "Modified")
        {
            tally.PassOver();
            return null;
        }

        if (status is not ("Published" or "Deleted" or "OldPublished" or "Archived" or "Removed" or ""))
            tally.Unknown("publishingStatus", status);
        return new PtvService
        {
            ExternalId = id,
            ModifiedAtUtc = ReadModified(item),
            IsWithdrawn = status is "Deleted" or "OldPublished" or "Archived" or "Removed",
            Content = ReadContent(item, names),
        };
    }

    private ServiceContent ReadContent(JsonElement item, Names names)
    {
        var described = Localized(item, "serviceDescriptions", "Description");
        var summary = Localized(item, "serviceDescriptions", "Summary", "ShortDescription");
        return new ServiceContent
        {
            Sector = ReadSector(item),
            Provider = Line(ReadProvider(item), GuidanceService.ProviderMaxLength),
            NameFi = Line(names.Fi, GuidanceService.NameMaxLength),
            NameSv = Line(names.Sv, GuidanceService.NameMaxLength),
            NameEn = Line(names.En, GuidanceService.NameMaxLength),
            DescriptionFi = Description(described.Fi, summary.Fi),
            DescriptionSv = Description(described.Sv, summary.Sv),
            DescriptionEn = Description(described.En, summary.En),
            Keywords = ReadKeywords(item),
            Languages = [.. Strings(item, "languages").Select(language => language.Trim().ToLowerInvariant()).Where(language => language.Length is 2 or 3).Distinct().Take(50)],
            MunicipalityCodes = ReadMunicipalities(item),
            Themes = ReadThemes(item),
            LifeStages = ReadLifeStages(item),
        };
    }

    private static string Description(string described, string summary) =>
        ServiceTexts.Cut(HtmlText.ToText(described.Length > 0 ? described : summary), GuidanceService.DescriptionMaxLength);

    private static string Line(string text, int maxLength) => ServiceTexts.Cut(ClientText.Clean(HtmlText.ToText(text)), maxLength);

    private ServiceSector ReadSector(JsonElement item)
    {
        var funding = Text(item, "fundingType");
        switch (funding)
        {
            case "PubliclyFunded":
                return ServiceSector.Public;
            case "MarketFunded":
                return ServiceSector.Company;
            case "":
                return ServiceSector.Other;
            default:
                tally.Unknown("fundingType", funding);
                return ServiceSector.Other;
        }
    }

    private static string ReadProvider(JsonElement item)
    {
        // The one who answers for it, or the first that is named.
        var organisations = Items(item, "organizations");
        var responsible = Array.FindIndex(organisations, each => Text(each, "roleType") == "Responsible");
        return organisations.Length == 0 ? string.Empty : Text(Property(organisations[Math.Max(0, responsible)], "organization"), "name");
    }

    private static List<string> ReadKeywords(JsonElement item)
    {
        var kept = new List<string>();
        var length = 0;
        foreach (var keyword in Items(item, "keywords").Select(each => each.ValueKind == JsonValueKind.String ? each.GetString()! : Text(each, "value"))
            .Concat(Items(item, "ontologyTerms").SelectMany(each => Items(each, "name")).Select(each => Text(each, "value")))
            .Concat(Items(item, "serviceNames").Where(each => Text(each, "type") == "AlternativeName").Select(each => Text(each, "value")))
            .Select(word => ClientText.Clean(word)).Where(word => word.Length is > 0 and <= 100).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            length += keyword.Length + 1;
            if (length > GuidanceService.KeywordsMaxLength)
                break;
            kept.Add(keyword);
        }

        return kept;
    }

    /// <summary>No codes for the whole county, which is also what a national service means here.</summary>
    private List<string> ReadMunicipalities(JsonElement item)
    {
        var type = Text(item, "areaType");
        if (type is "Nationwide" or "NationwideExceptAlandIslands" or "WholeCountry" or "WholeCountryExceptAlandIslands" or "")
            return [];
        if (type is not ("LimitedType" or "AreaType"))
        {
            tally.Unknown("areaType", type);
            return [];
        }

        var codes = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var area in Items(item, "areas"))
        {
            var kind = Text(area, "type");
            string[] named = [.. Strings(area, "areaCodes"), .. Items(area, "municipalities").Select(each => Text(each, "code"))];
            var ofArea = kind switch
            {
                "Municipality" => [.. named, Text(area, "code")],
                "WellbeingServiceCounties" => [.. named.Where(IsMunicipality), .. named.Append(Text(area, "code")).SelectMany(code => MunicipalitiesOfCounty.GetValueOrDefault(code) ?? [])],
                _ => Items(area, "municipalities").Select(each => Text(each, "code")).ToArray(),
            };
            var before = codes.Count;
            codes.UnionWith(ofArea.Where(IsMunicipality));
            if (codes.Count == before && !ofArea.Any(IsMunicipality))
                tally.Unknown("areas.type", kind);
        }

        return [.. codes];
    }

    private static bool IsMunicipality(string code) => code.Length == 3 && code.All(char.IsAsciiDigit);

    private List<NeedReason> ReadThemes(JsonElement item)
    {
        var themes = new SortedSet<NeedReason>();
        foreach (var given in Items(item, "serviceClasses"))
        {
            var serviceClass = new PtvClass(CodeOf(given), string.Join(' ', Items(given, "name").Select(each => Text(each, "value"))));
            if (mapping.FindThemes(serviceClass) is { } known)
                themes.UnionWith(known);
            else
                tally.Unmapped("serviceClasses", serviceClass.Names.Length == 0 ? serviceClass.Code : $"{serviceClass.Code} {ServiceTexts.Cut(Text(Items(given, "name")[0], "value"), 60)}");
        }

        return [.. themes];
    }

    private List<LifeStage> ReadLifeStages(JsonElement item)
    {
        var stages = new SortedSet<LifeStage>();
        foreach (var code in Items(item, "targetGroups").Select(CodeOf))
        {
            if (mapping.FindLifeStages(code) is { } known)
                stages.UnionWith(known);
            else
                tally.Unmapped("targetGroups", code);
        }

        return [.. stages];
    }

    private DateTime? ReadModified(JsonElement item)
    {
        var text = Text(item, "modified");
        if (DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var modified))
            return modified;
        if (text.Length > 0)
            tally.Unknown("modified", text);
        return null;
    }

    /// <summary>Of an address, or of an object with a code or an address.</summary>
    private static string CodeOf(JsonElement given)
    {
        var text = given.ValueKind == JsonValueKind.String ? given.GetString()! : Text(given, "code") is { Length: > 0 } code ? code : Text(given, "uri");
        return ServiceTexts.Cut(text[(text.TrimEnd('/').LastIndexOf('/') + 1)..].TrimEnd('/'), 100);
    }

    private static Names Localized(JsonElement item, string property, params string[] types)
    {
        string Find(string language) => types
            .SelectMany(type => Items(item, property).Where(each => Text(each, "type") == type && Text(each, "language") == language))
            .Select(each => Text(each, "value")).FirstOrDefault(value => value.Length > 0) ?? string.Empty;
        return new Names(Find("fi"), Find("sv"), Find("en"));
    }

    private static JsonElement Property(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    private static string Text(JsonElement element, string name) => Property(element, name) is { ValueKind: JsonValueKind.String } value ? value.GetString()! : string.Empty;

    private static JsonElement[] Items(JsonElement element, string name) =>
        Property(element, name) is { ValueKind: JsonValueKind.Array } value ? [.. value.EnumerateArray()] : [];

    private static IEnumerable<string> Strings(JsonElement element, string name) =>
        Items(element, name).Where(each => each.ValueKind == JsonValueKind.String).Select(each => each.GetString()!);

    private sealed record Names(string Fi, string Sv, string En);
}

/// <summary>A service as it stands in the catalogue.</summary>
internal sealed record PtvService
{
    public required string ExternalId { get; init; }

    /// <summary>Null where the catalogue does not say.</summary>
    public required DateTime? ModifiedAtUtc { get; init; }

    /// <summary>The catalogue says itself that it is no longer given.</summary>
    public required bool IsWithdrawn { get; init; }

    public required ServiceContent Content { get; init; }
}
