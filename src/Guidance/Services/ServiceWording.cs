using System.Globalization;
using Microsoft.Extensions.Localization;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Texts;
using Palveluohjaus.Guidance.Workbench;
using Palveluohjaus.Segmentation.Scheme;

namespace Palveluohjaus.Guidance.Services;

/// <summary>Says what the directory knows of a service in the reader's language.</summary>
public sealed class ServiceWording(IStringLocalizer<GuidanceTexts> texts, WorkWords words, TimeProvider clock)
{
    /// <summary>Languages the county's forms offer; the catalogue has others too.</summary>
    public static IReadOnlyList<string> CommonLanguages { get; } = ["fi", "sv", "en", "ru", "et", "ar", "so", "uk", "se"];

    public static string Language(string code)
    {
        try
        {
            return CultureInfo.GetCultureInfo(code).DisplayName;
        }
        catch (CultureNotFoundException)
        {
            return code;
        }
    }

    public static string SegmentName(string code) => SegmentationScheme.Default.Find(code)?.Name.In(CultureInfo.CurrentUICulture) ?? code;

    public static string Languages(GuidanceService service) => string.Join(", ", service.Languages.Select(Language));

    /// <summary>The municipalities, or that it is the whole county's.</summary>
    public string Where(GuidanceService service, IReadOnlyDictionary<string, Municipality> municipalities)
    {
        if (service.MunicipalityCodes.Count == 0)
            return texts["Services.WholeCounty"];
        const int named = 3;
        var names = service.MunicipalityCodes.Select(code => municipalities.GetValueOrDefault(code)?.NameIn(CultureInfo.CurrentUICulture) ?? code).ToList();
        return names.Count <= named + 1 ? string.Join(", ", names) : texts["Services.AndOthers", string.Join(", ", names.Take(named)), names.Count - named];
    }

    public string Wait(GuidanceService service) => service.WaitingDays switch
    {
        null => texts["Services.Wait.NotTold"],
        0 => texts["Services.Wait.None"],
        { } days => words.Days("Services.Wait", days),
    };

    /// <summary>When it was confirmed, and in words that this was long ago.</summary>
    public (string Text, bool IsOld) Confirmed(GuidanceService service) => service.WaitConfirmedAtUtc is not { } confirmed ? (texts["Services.Confirmed.Never"].Value, false)
        : service.IsWaitOld(clock.GetUtcNow().UtcDateTime) ? (texts["Services.Confirmed.Old", words.FullDay(confirmed)].Value, true)
        : (texts["Services.Confirmed", words.FullDay(confirmed)].Value, false);
}
