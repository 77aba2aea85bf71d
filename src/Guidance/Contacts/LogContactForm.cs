using System.Globalization;
using Microsoft.AspNetCore.Http;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;

namespace Palveluohjaus.Guidance.Contacts;

/// <summary>The log-a-contact form exactly as it was typed, so that it can be shown again unchanged. Property names are the names of the fields.</summary>
public sealed class LogContactForm
{
    public const string SaveAction = "save";
    public const string AssessAction = "save-and-assess";
    public const string SearchAction = "search";
    public const string PickAction = "pick";
    public const string ChangeAction = "change";

    /// <summary>A search while one types: even a single match is left to be picked.</summary>
    public const string SuggestAction = "suggest";

    /// <summary>What the channel's row sends when the channel is among the rarer ones.</summary>
    public const string OtherChannelValue = "Other";

    public static readonly IReadOnlyList<ContactChannel> UsualChannels =
        [ContactChannel.Phone, ContactChannel.Visit, ContactChannel.HomeVisit, ContactChannel.RemoteReception, ContactChannel.Chat, ContactChannel.Message];

    public static readonly IReadOnlyList<ContactChannel> RarerChannels =
        [ContactChannel.VisitElsewhere, ContactChannel.NetworkMeeting, ContactChannel.Letter, ContactChannel.Internal];

    /// <summary>Null when the form came without one.</summary>
    public Guid? SubmissionKey { get; set; } = Guid.NewGuid();

    public Guid? ClientId { get; set; }

    /// <summary>The open case that was chosen, as it was sent; empty when the theme decides.</summary>
    public string CaseId { get; set; } = string.Empty;

    public string ClientSearch { get; set; } = string.Empty;
    public bool Anonymous { get; init; }
    public string? Municipality { get; init; }
    public ContactInitiator? Initiator { get; init; }
    public ContactChannel? Channel { get; init; }

    /// <summary>True when the channel is to be taken from the rarer ones.</summary>
    public bool IsOtherChannel { get; init; }

    public string Day { get; init; } = string.Empty;
    public string Time { get; init; } = string.Empty;
    public string Minutes { get; init; } = string.Empty;
    public ServiceLanguage? Language { get; set; }

    /// <summary>What the page itself had chosen as the language: only an untouched choice follows the picked client.</summary>
    public ServiceLanguage? SuggestedLanguage { get; set; }

    public IReadOnlyList<NeedReason> Themes { get; set; } = [];
    public NeedReason? MainTheme { get; init; }
    public Urgency? Urgency { get; init; }
    public RepeatReason? RepeatReason { get; init; }
    public ContactOutcome? Outcome { get; set; }
    public bool KeepsCaseOpen { get; init; }

    /// <inheritdoc cref="ContactToLog.LeavesToWorkerId"/>
    public Guid? LeavesTo { get; init; }
    public string CallbackDay { get; init; } = string.Empty;
    public string CallbackTime { get; init; } = string.Empty;
    public Guid? HandoffUnit { get; init; }
    public string Note { get; init; } = string.Empty;

    /// <summary>Fields that were sent with a code no page offers, as one that has been taken out of use since the form was opened.</summary>
    public IReadOnlyList<string> UnknownCodes { get; private init; } = [];

    /// <summary>A new form: now, by phone unless another channel is asked for, in the language of the pages.</summary>
    public static LogContactForm Fresh(DateTime nowUtc, CountyCalendar calendar, CultureInfo culture, string? channel)
    {
        var language = culture.TwoLetterISOLanguageName == "sv" ? ServiceLanguage.Swedish : ServiceLanguage.Finnish;
        return new LogContactForm
        {
            Initiator = ContactInitiator.Client,
            Channel = ReadCode<ContactChannel>(channel) is { } asked && UsualChannels.Contains(asked) ? asked : ContactChannel.Phone,
            Day = CountyTimeText.WriteDay(calendar.DayOf(nowUtc), culture),
            Time = CountyTimeText.WriteTime(nowUtc, calendar, culture),
            Language = language,
            SuggestedLanguage = language,
            Urgency = Contacts.Urgency.NotUrgent,
        };
    }

    public static LogContactForm Read(IFormCollection posted)
    {
        var isOther = posted[nameof(Channel)] == OtherChannelValue;
        var channel = ReadCode<ContactChannel>(posted[isOther ? "OtherChannel" : nameof(Channel)]);
        var themes = posted[nameof(Themes)].Select(ReadCode<NeedReason>).OfType<NeedReason>().Distinct().ToList();
        var main = ReadCode<NeedReason>(posted[nameof(MainTheme)]);
        return new LogContactForm
        {
            SubmissionKey = ReadId(posted[nameof(SubmissionKey)]),
            ClientId = ReadId(posted[nameof(ClientId)]),
            CaseId = posted[nameof(CaseId)].ToString(),
            ClientSearch = posted[nameof(ClientSearch)].ToString(),
            Anonymous = posted.ContainsKey(nameof(Anonymous)),
            Municipality = posted[nameof(Municipality)].ToString() is { Length: > 0 } code ? code : null,
            Initiator = ReadCode<ContactInitiator>(posted[nameof(Initiator)]),
            Channel = channel is { } known && (isOther ? RarerChannels : UsualChannels).Contains(known) ? known : null,
            IsOtherChannel = isOther,
            Day = posted[nameof(Day)].ToString(),
            Time = posted[nameof(Time)].ToString(),
            Minutes = posted[nameof(Minutes)].ToString(),
            Language = ReadCode<ServiceLanguage>(posted[nameof(Language)]),
            SuggestedLanguage = ReadCode<ServiceLanguage>(posted[nameof(SuggestedLanguage)]),
            // A main theme that was not ticked is meant all the same.
            Themes = main is { } first && !themes.Contains(first) ? [first, .. themes] : themes,
            MainTheme = main,
            Urgency = ReadCode<Urgency>(posted[nameof(Urgency)]),
            RepeatReason = ReadCode<RepeatReason>(posted[nameof(RepeatReason)]),
            Outcome = ReadCode<ContactOutcome>(posted[nameof(Outcome)]),
            KeepsCaseOpen = posted.ContainsKey(nameof(KeepsCaseOpen)),
            LeavesTo = ReadId(posted[nameof(LeavesTo)]),
            CallbackDay = posted[nameof(CallbackDay)].ToString(),
            CallbackTime = posted[nameof(CallbackTime)].ToString(),
            HandoffUnit = ReadId(posted[nameof(HandoffUnit)]),
            Note = posted[nameof(Note)].ToString().ReplaceLineEndings("\n"),
            UnknownCodes = [.. UnknownIn<NeedReason>(nameof(Themes), nameof(MainTheme)), .. UnknownIn<RepeatReason>(nameof(RepeatReason))],
        };

        IEnumerable<string> UnknownIn<T>(params IEnumerable<string> fields)
            where T : struct, Enum => fields.Where(field => posted[field].Any(code => !string.IsNullOrEmpty(code) && ReadCode<T>(code) is null));
    }

    /// <summary>Turns what was typed into a contact to log.</summary>
    /// <param name="today">The county's day, for days typed without a year.</param>
    /// <param name="calendar">The county's clock.</param>
    /// <param name="problems">What could not be read. Then the contact holds stand-ins in those places: fit for checking the rest, never for storing.</param>
    public ContactToLog ToContact(DateOnly today, CountyCalendar calendar, out IReadOnlyList<FormProblem> problems)
    {
        var found = new List<FormProblem>();
        T Require<T>(T? value, string field, string kind)
            where T : struct
        {
            if (value is null)
                found.Add(new FormProblem(field, kind));
            return value.GetValueOrDefault();
        }

        if (SubmissionKey is null)
            found.Add(new FormProblem(nameof(SubmissionKey), "KeyMissing"));
        found.AddRange(UnknownCodes.Select(field => new FormProblem(field, $"{field}Unknown")));
        if (!Anonymous && ClientId is null)
            found.Add(new FormProblem(nameof(ClientSearch), "ClientMissing"));
        var started = ReadInstant(Day, Time, nameof(Day), nameof(Time));
        if (!int.TryParse(Minutes.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes))
            found.Add(new FormProblem(nameof(Minutes), nameof(ContactProblemKind.MinutesOutOfRange)));
        var caseId = ReadId(CaseId);
        if (CaseId.Length > 0 && caseId is null)
            found.Add(new FormProblem(nameof(CaseId), nameof(ContactProblemKind.CaseUnknown)));
        var isCallback = Outcome == ContactOutcome.Callback;
        var hasCallback = isCallback && (CallbackDay.Trim().Length > 0 || CallbackTime.Trim().Length > 0);
        var contact = new ContactToLog
        {
            SubmissionKey = SubmissionKey.GetValueOrDefault(),
            ClientId = Anonymous ? null : ClientId,
            // Whoever is made anonymous after they were picked leaves their case behind too.
            CaseId = Anonymous && ClientId is not null ? null : caseId,
            Initiator = Require(Initiator, nameof(Initiator), "InitiatorMissing"),
            Channel = Require(Channel, nameof(Channel), "ChannelMissing"),
            StartedAtUtc = started.GetValueOrDefault(),
            HandlingTimeMinutes = minutes,
            ServiceLanguage = Require(Language, nameof(Language), "LanguageMissing"),
            Themes = MainTheme is { } main ? [main, .. Themes.Where(theme => theme != main)] : Themes,
            Urgency = Require(Urgency, nameof(Urgency), "UrgencyMissing"),
            RepeatReason = RepeatReason,
            Outcome = Require(Outcome, nameof(Outcome), "OutcomeMissing"),
            KeepsCaseOpen = KeepsCaseOpen,
            // Whoever is made anonymous after they were picked leaves their responsible worker behind too.
            LeavesToWorkerId = Anonymous ? null : LeavesTo,
            CallbackPromisedAtUtc = hasCallback ? ReadInstant(CallbackDay, CallbackTime, nameof(CallbackDay), nameof(CallbackTime)) : null,
            HandoffUnitId = Outcome == ContactOutcome.Handoff ? HandoffUnit : null,
            MunicipalityCode = Anonymous ? Municipality : null,
            Note = Note,
        };
        problems = found;
        return contact;

        DateTime? ReadInstant(string day, string time, string dayField, string timeField)
        {
            switch (CountyTimeText.Read(day, time, today, calendar))
            {
                case TimeTextResult.Instant instant:
                    return instant.Utc;
                case TimeTextResult.Unreadable { Problem: var problem }:
                    found.Add(new FormProblem(problem == TimeTextProblem.Day ? dayField : timeField, $"Time{problem}"));
                    return null;
                default:
                    return null;
            }
        }
    }

    private static Guid? ReadId(string? text) => Guid.TryParse(text, out var id) && id != Guid.Empty ? id : null;

    // Enum.TryParse alone takes numbers and lists of names too.
    private static T? ReadCode<T>(string? text)
        where T : struct, Enum => Enum.TryParse<T>(text, out var code) && Enum.GetName(code) == text ? code : null;
}

/// <summary>What could not be read in which field. Its sentence is in the texts, under <c>LogContact.Problem.{Kind}</c>.</summary>
public sealed record FormProblem(string Field, string Kind);
