using System.Globalization;
using Microsoft.Extensions.Localization;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Texts;

namespace Palveluohjaus.Guidance.Audit;

/// <summary>Says a row of a client's log in the reader's language. What the texts do not know is shown as it stands: a client is told too much rather than too little.</summary>
public sealed class DescribeClientLog(IStringLocalizer<GuidanceTexts> texts, CountyCalendar calendar)
{
    private const string Then = "; ";
    private const string Fields = ": ";

    /// <summary>What was done, to what.</summary>
    public string What(ClientLogRow row) => $"{Name($"AuditAction.{row.Action}", row.Action.ToString())}: {Name($"AuditSubject.{row.Subject}", row.Subject)}";

    /// <summary>On what ground: the case, the contact, what the worker stated, and the purpose.</summary>
    public string Why(ClientLogRow row)
    {
        var parts = new List<string>();
        var (purposes, details) = Split(row.Reason ?? string.Empty);
        parts.AddRange(purposes.Select(Purpose));
        if (row.ContactId is not null)
            parts.Add(row.ContactStartedAtUtc is { } startedAtUtc ? texts["ClientLog.Why.ContactOf", Day(startedAtUtc)] : texts["ClientLog.Why.Contact"]);
        if (row.CaseId is not null)
            parts.Add(row.CaseReceivedAtUtc is { } receivedAtUtc ? texts["ClientLog.Why.CaseOf", Day(receivedAtUtc)] : texts["ClientLog.Why.Case"]);
        if (details.Count > 0)
            parts.Add(texts["ClientLog.Why.Fields", string.Join(", ", details)]);
        return parts.Count == 0 ? texts["ClientLog.Why.None"] : string.Join("; ", parts);
    }

    private (IEnumerable<string> Purposes, IReadOnlyList<string> Details) Split(string reason)
    {
        var at = reason.IndexOf(Fields, StringComparison.Ordinal);
        var purposes = (at < 0 ? reason : reason[..at]).Split(Then, StringSplitOptions.RemoveEmptyEntries);
        var details = at < 0 ? [] : reason[(at + Fields.Length)..].Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(Field).ToList();
        return (purposes, details);
    }

    private string Purpose(string purpose)
    {
        if (AuditReasons.NameOf(purpose) is { } name)
            return texts[$"AuditReason.{name}"];

        // Both closed lists have a correction and a statutory duty: what was asked of a protected client comes behind its ground, and says the same.
        return Name($"StatedGroundKind.{purpose}", Name($"ProtectedReason.{purpose}", Name($"AuditDetail.{purpose}", purpose)));
    }

    /// <summary>The name of a field, or of a thing with its id behind it.</summary>
    private string Field(string field) => Name($"ClientField.{field}", Name($"AuditDetail.{field.Split(' ')[0]}", field));

    private string Name(string key, string otherwise)
    {
        var text = texts[key];
        return text.ResourceNotFound ? otherwise : text.Value;
    }

    private string Day(DateTime utc) => calendar.ToLocal(utc).ToString("d", CultureInfo.CurrentCulture);
}
