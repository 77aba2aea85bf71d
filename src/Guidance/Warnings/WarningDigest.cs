using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Localization;
using MimeKit;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Mail;
using Palveluohjaus.Guidance.Texts;
using Palveluohjaus.Guidance.Workbench;
using Palveluohjaus.Web.Layout;

namespace Palveluohjaus.Guidance.Warnings;

/// <summary>Writes the one mail that tells a recipient of all their warnings, in their language. It holds counts, rules, times, units and addresses that ask for signing in.</summary>
internal sealed class WarningDigest(IStringLocalizer<GuidanceTexts> texts, DeadlineRules rules, WorkWords words, CountyCalendar calendar, TimeProvider clock)
{
    /// <summary>More would not be read; the count tells of all.</summary>
    public const int Listed = 40;

    public MimeMessage Write(MailSettings settings, WarningRecipient to, IReadOnlyList<WarningToTell> warnings)
    {
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Languages.Find(to.Language) ?? Languages.Finnish;
            return WriteInLanguage(settings, to, [.. warnings.OrderByDescending(each => each.Level).ThenBy(each => each.DueAtUtc).ThenBy(each => each.CaseId)]);
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }

    private MimeMessage WriteInLanguage(MailSettings settings, WarningRecipient to, IReadOnlyList<WarningToTell> warnings)
    {
        var units = warnings.Select(each => each.Unit).DistinctBy(unit => unit.Id).ToList();
        var subject = warnings.Count == 1 ? texts["Warnings.Mail.Subject.One"].Value : texts["Warnings.Mail.Subject.Many", warnings.Count].Value;
        var message = new MimeMessage
        {
            Date = clock.GetUtcNow(),
            Subject = units.Count == 1 ? $"{subject} – {OneLine(units[0].NameIn(CultureInfo.CurrentUICulture))}" : subject,
            MessageId = MessageIdOf(settings, to, warnings),
        };
        message.From.Add(new MailboxAddress("Palveluohjaus", settings.From));
        message.To.Add(new MailboxAddress(null, to.Address));
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        message.Headers.Add("X-Auto-Response-Suppress", "All");

        var counts = warnings.CountBy(each => each.Level).OrderByDescending(each => each.Key)
            .Select(each => $"{words.Level(each.Key)}: {each.Value}").ToList();
        var shown = warnings.Take(Listed).Select(each => Line(settings, each)).ToList();
        var more = warnings.Count > Listed ? texts["Warnings.Mail.More", warnings.Count - Listed].Value : null;
        var (bench, own) = (AddressOf(settings, WorkbenchAddresses.Workbench), AddressOf(settings, "/settings"));
        message.Body = new MultipartAlternative
        {
            new TextPart("plain") { Text = Plain(counts, shown, more, bench, own) },
            new TextPart("html") { Text = Html(subject, counts, shown, more, bench, own) },
        };
        return message;
    }

    private (string Level, string Rule, string Due, string Unit, string Address) Line(MailSettings settings, WarningToTell each)
    {
        var due = DueTime.Of(each.DueAtUtc, each.FromUtc, each.IsStatutory, clock.GetUtcNow().UtcDateTime, calendar);
        var rule = (rules.FindVersion(each.RuleCode, each.RuleValidFrom) ?? rules.VersionsOf(each.RuleCode).LastOrDefault())?.Name.In(CultureInfo.CurrentUICulture) ?? texts["Warnings.RuleGone"].Value;
        var when = due.IsWithinDay ? texts["Warnings.Mail.DueAt", words.WeekDay(due.LastDay), words.Time(due.AtUtc)] : texts["Warnings.Mail.Due", words.WeekDay(due.LastDay)];
        return (words.Level(each.Level), OneLine(rule), $"{when} ({words.Due(due).Loud})", OneLine(each.Unit.NameIn(CultureInfo.CurrentUICulture)), AddressOf(settings, $"/cases/{each.CaseId}/deadlines"));
    }

    private string Plain(IReadOnlyList<string> counts, IReadOnlyList<(string Level, string Rule, string Due, string Unit, string Address)> shown, string? more, string bench, string own)
    {
        var text = new StringBuilder();
        text.AppendLine(texts["Warnings.Mail.Intro"]).AppendLine();
        foreach (var count in counts)
            text.AppendLine(CultureInfo.InvariantCulture, $"- {count}");
        foreach (var line in shown)
            text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"{line.Level}: {line.Rule}").AppendLine(CultureInfo.InvariantCulture, $"{line.Due} · {line.Unit}").AppendLine(line.Address);
        if (more is not null)
            text.AppendLine().AppendLine(more);
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"{texts["Warnings.Mail.Open"]}: {bench}")
            .AppendLine().AppendLine(texts["Warnings.Mail.Privacy"]).AppendLine(CultureInfo.InvariantCulture, $"{texts["Warnings.Mail.Off"]} {own}");
        return text.ToString();
    }

    private string Html(string title, IReadOnlyList<string> counts, IReadOnlyList<(string Level, string Rule, string Due, string Unit, string Address)> shown, string? more, string bench, string own)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<!doctype html><html lang=\"{CultureInfo.CurrentUICulture.TwoLetterISOLanguageName}\"><head><meta charset=\"utf-8\"><title>{E(title)}</title></head><body>");
        html.Append(CultureInfo.InvariantCulture, $"<p>{E(texts["Warnings.Mail.Intro"])}</p><ul>");
        foreach (var count in counts)
            html.Append(CultureInfo.InvariantCulture, $"<li>{E(count)}</li>");
        html.Append("</ul><ul>");
        foreach (var line in shown)
            html.Append(CultureInfo.InvariantCulture, $"<li><b>{E(line.Level)}</b>: <a href=\"{E(line.Address)}\">{E(line.Rule)}</a><br>{E(line.Due)} · {E(line.Unit)}</li>");
        html.Append("</ul>");
        if (more is not null)
            html.Append(CultureInfo.InvariantCulture, $"<p>{E(more)}</p>");
        html.Append(CultureInfo.InvariantCulture, $"<p><a href=\"{E(bench)}\">{E(texts["Warnings.Mail.Open"])}</a></p><p>{E(texts["Warnings.Mail.Privacy"])} {E(texts["Warnings.Mail.Off"])} <a href=\"{E(own)}\">{E(own)}</a></p></body></html>");
        return html.ToString();
    }

    private static string E(string text) => WebUtility.HtmlEncode(text);

    private static string AddressOf(MailSettings settings, string path) => settings.BaseUrl.AbsoluteUri.TrimEnd('/') + path;

    /// <summary>A name with a line end in it must end neither a header nor a line.</summary>
    private static string OneLine(string text) => string.Concat(text.Select(letter => char.IsControl(letter) || letter is '\u2028' or '\u2029' ? ' ' : letter)).Trim();

    /// <summary>The same for the same warnings, so that a server may know one that comes twice.</summary>
    private static string MessageIdOf(MailSettings settings, WarningRecipient to, IReadOnlyList<WarningToTell> warnings)
    {
        var said = string.Join('\n', warnings.Select(each => $"{each.CaseId} {each.RuleCode} {each.Level} {each.DueAtUtc:O}").Order(StringComparer.Ordinal));
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{to.AccountId}\n{said}")))[..32];
        return $"warnings.{digest}@{settings.From[(settings.From.IndexOf('@', StringComparison.Ordinal) + 1)..]}";
    }
}
