using System.Globalization;
using Microsoft.AspNetCore.Http;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;

namespace Palveluohjaus.Guidance.RemoteReceptions;

/// <summary>The consultation form exactly as it was typed. Property names are the names of the fields.</summary>
public sealed class ConsultationForm
{
    /// <summary>What can come of it here; a handoff or a promised call is logged as a contact of its own.</summary>
    public static readonly IReadOnlyList<ContactOutcome> Outcomes =
        [ContactOutcome.SolvedHere, ContactOutcome.GuidedToService, ContactOutcome.FirstAssessment, ContactOutcome.NothingFurther];

    public Guid? SubmissionKey { get; set; } = Guid.NewGuid();
    public string ConsultedName { get; init; } = string.Empty;
    public string ConsultedProfession { get; init; } = string.Empty;
    public bool ClientTookPart { get; init; }
    public string Question { get; init; } = string.Empty;
    public string Answer { get; init; } = string.Empty;
    public string Day { get; init; } = string.Empty;
    public string Time { get; init; } = string.Empty;
    public string Minutes { get; init; } = string.Empty;
    public NeedReason? Theme { get; init; }
    public ContactOutcome? Outcome { get; init; }
    public string CaseId { get; init; } = string.Empty;

    /// <summary>Ticked to begin with: whoever asks a colleague seldom ends the matter by it.</summary>
    public bool KeepsCaseOpen { get; init; } = true;

    public static ConsultationForm Fresh(DateTime nowUtc, CountyCalendar calendar, CultureInfo culture) => new()
    {
        Day = CountyTimeText.WriteDay(calendar.DayOf(nowUtc), culture),
        Time = CountyTimeText.WriteTime(nowUtc, calendar, culture),
    };

    public static ConsultationForm Read(IFormCollection posted) => new()
    {
        SubmissionKey = Guid.TryParse(posted[nameof(SubmissionKey)], out var key) && key != Guid.Empty ? key : null,
        ConsultedName = posted[nameof(ConsultedName)].ToString(),
        ConsultedProfession = posted[nameof(ConsultedProfession)].ToString(),
        ClientTookPart = posted.ContainsKey(nameof(ClientTookPart)),
        Question = posted[nameof(Question)].ToString().ReplaceLineEndings("\n"),
        Answer = posted[nameof(Answer)].ToString().ReplaceLineEndings("\n"),
        Day = posted[nameof(Day)].ToString(),
        Time = posted[nameof(Time)].ToString(),
        Minutes = posted[nameof(Minutes)].ToString(),
        Theme = ClientFormFields.ReadCode<NeedReason>(posted[nameof(Theme)]),
        Outcome = ClientFormFields.ReadCode<ContactOutcome>(posted[nameof(Outcome)]) is { } outcome && Outcomes.Contains(outcome) ? outcome : null,
        CaseId = posted[nameof(CaseId)].ToString(),
        KeepsCaseOpen = posted.ContainsKey(nameof(KeepsCaseOpen)),
    };

    /// <param name="clientId">Whose matter it was; null when it was asked without naming anyone.</param>
    /// <param name="language">The client's language of service.</param>
    /// <param name="today">The county's day, for days typed without a year.</param>
    /// <param name="calendar">The county's clock.</param>
    /// <param name="problems">What could not be read. Then the contact is fit for checking the rest, never for storing.</param>
    public ContactToLog ToContact(Guid? clientId, ServiceLanguage language, DateOnly today, CountyCalendar calendar, out IReadOnlyList<FormProblem> problems)
    {
        var found = new List<FormProblem>();
        if (SubmissionKey is null)
            found.Add(new FormProblem(nameof(SubmissionKey), "KeyMissing"));
        DateTime started = default;
        switch (CountyTimeText.Read(Day, Time, today, calendar))
        {
            case TimeTextResult.Instant instant:
                started = instant.Utc;
                break;
            case TimeTextResult.Unreadable { Problem: var problem }:
                found.Add(new FormProblem(problem == TimeTextProblem.Day ? nameof(Day) : nameof(Time), $"Time{problem}"));
                break;
        }

        var hasCase = Guid.TryParse(CaseId, out var caseId);
        if (CaseId.Length > 0 && !hasCase)
            found.Add(new FormProblem(nameof(CaseId), nameof(ContactProblemKind.CaseUnknown)));
        problems = found;
        return new ContactToLog
        {
            SubmissionKey = SubmissionKey.GetValueOrDefault(),
            ClientId = clientId,
            CaseId = hasCase ? caseId : null,
            Initiator = ContactInitiator.Professional,
            Channel = ContactChannel.Consultation,
            StartedAtUtc = started,
            HandlingTimeMinutes = int.TryParse(Minutes.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) ? minutes : null,
            ServiceLanguage = language,
            Themes = Theme is { } theme ? [theme] : [],
            Urgency = Urgency.NotUrgent,
            Outcome = Outcome,
            KeepsCaseOpen = KeepsCaseOpen,
            Consultation = new ConsultationToLog
            {
                ConsultedName = ConsultedName,
                ConsultedProfession = ConsultedProfession,
                ClientTookPart = ClientTookPart,
                Question = Question,
                Answer = Answer,
            },
        };
    }
}
