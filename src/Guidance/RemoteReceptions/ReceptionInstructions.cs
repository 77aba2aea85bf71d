using System.Globalization;
using System.Resources;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Texts;

namespace Palveluohjaus.Guidance.RemoteReceptions;

/// <summary>The instructions a client gets by e-mail, in the client's language and not the page's. They name neither the client nor the matter.</summary>
public sealed class ReceptionInstructions(CountyCalendar calendar)
{
    /// <summary>The languages they are written in.</summary>
    public static readonly IReadOnlyList<string> Languages = ["fi", "sv", "en"];

    private static readonly ResourceManager Texts = new(typeof(GuidanceTexts));

    /// <summary>The language to begin with.</summary>
    public static string LanguageOf(ServiceLanguage language) => language switch
    {
        ServiceLanguage.Finnish => "fi",
        ServiceLanguage.Swedish => "sv",
        _ => "en",
    };

    public static string Subject(string language) => Text("RemoteReception.Mail.Subject", language);

    /// <param name="plannedAtUtc">When.</param>
    /// <param name="language">One of <see cref="Languages"/>.</param>
    /// <param name="phone">Where the client can call; null when the unit has no number.</param>
    /// <param name="feedbackAddress">Where the reception can be rated, anonymously; null when it cannot.</param>
    public string Write(DateTime plannedAtUtc, string language, string? phone, string? feedbackAddress)
    {
        var culture = CultureInfo.GetCultureInfo(language switch { "sv" => "sv-FI", "en" => "en-GB", _ => "fi-FI" });
        var local = calendar.ToLocal(plannedAtUtc);
        var when = string.Format(culture, Text("RemoteReception.Mail.When", language), local.ToString("dddd", culture), local.ToString("d.M.yyyy", CultureInfo.InvariantCulture), CountyTimeText.WriteTime(plannedAtUtc, calendar, CultureInfo.GetCultureInfo("fi-FI")));
        IEnumerable<string> parts =
        [
            Text("RemoteReception.Mail.Hello", language),
            when,
            Text("RemoteReception.Mail.Join", language),
            Text("RemoteReception.Mail.Ready", language),
            Text("RemoteReception.Mail.Privacy", language),
            phone is null ? Text("RemoteReception.Mail.Cancel", language) : string.Format(culture, Text("RemoteReception.Mail.CancelByPhone", language), phone),
            .. feedbackAddress is null ? (string[])[] : [$"{Text("RemoteReception.Mail.Feedback", language)}\n{feedbackAddress}"],
        ];
        return string.Join("\n\n", parts);
    }

    private static string Text(string key, string language) =>
        Texts.GetString(key, CultureInfo.GetCultureInfo(language)) ?? throw new InvalidOperationException($"There is no text {key}.");
}
