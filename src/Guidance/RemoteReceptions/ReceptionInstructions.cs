using System.Globalization;
using System.Resources;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Texts;
using Palveluohjaus.Web.Layout;

namespace Palveluohjaus.Guidance.RemoteReceptions;

/// <summary>The instructions a client gets by e-mail, in the client's language and not the page's. They name neither the client nor the matter.</summary>
public sealed class ReceptionInstructions(CountyCalendar calendar)
{
    private static readonly ResourceManager Texts = new(typeof(GuidanceTexts));

    /// <param name="culture">One of <see cref="Languages.All"/>.</param>
    public static string Subject(CultureInfo culture) => Text("RemoteReception.Mail.Subject", culture);

    /// <param name="plannedAtUtc">When.</param>
    /// <param name="culture">One of <see cref="Languages.All"/>.</param>
    /// <param name="phone">Where the client can call; null when the unit has no number.</param>
    /// <param name="feedbackAddress">Where the reception can be rated, anonymously; null when it cannot.</param>
    public string Write(DateTime plannedAtUtc, CultureInfo culture, string? phone, string? feedbackAddress)
    {
        var local = calendar.ToLocal(plannedAtUtc);
        var when = string.Format(culture, Text("RemoteReception.Mail.When", culture), local.ToString("dddd", culture), local.ToString("d.M.yyyy", CultureInfo.InvariantCulture), CountyTimeText.WriteTime(plannedAtUtc, calendar, Languages.Finnish));
        IEnumerable<string> parts =
        [
            Text("RemoteReception.Mail.Hello", culture),
            when,
            Text("RemoteReception.Mail.Join", culture),
            Text("RemoteReception.Mail.Ready", culture),
            Text("RemoteReception.Mail.Privacy", culture),
            phone is null ? Text("RemoteReception.Mail.Cancel", culture) : string.Format(culture, Text("RemoteReception.Mail.CancelByPhone", culture), phone),
            .. feedbackAddress is null ? (string[])[] : [$"{Text("RemoteReception.Mail.Feedback", culture)}\n{feedbackAddress}"],
        ];
        return string.Join("\n\n", parts);
    }

    private static string Text(string key, CultureInfo culture) =>
        Texts.GetString(key, culture) ?? throw new InvalidOperationException($"There is no text {key}.");
}
