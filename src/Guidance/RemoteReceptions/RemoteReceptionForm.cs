using Microsoft.AspNetCore.Http;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;

namespace Palveluohjaus.Guidance.RemoteReceptions;

/// <summary>The form of a remote reception exactly as it was typed. Property names are the names of the fields.</summary>
public sealed class RemoteReceptionForm
{
    public Guid? SubmissionKey { get; set; } = Guid.NewGuid();
    public ConsentAnswer? Consent { get; init; }
    public RemoteRefusalReason? RefusalReason { get; init; }
    public RemoteJudgement? Judgement { get; init; }
    public string JudgementReason { get; init; } = string.Empty;
    public string Day { get; init; } = string.Empty;
    public string Time { get; init; } = string.Empty;
    public string Email { get; init; } = string.Empty;
    public bool EmailReadBack { get; init; }

    public static RemoteReceptionForm Read(IFormCollection posted) => new()
    {
        SubmissionKey = Guid.TryParse(posted[nameof(SubmissionKey)], out var key) && key != Guid.Empty ? key : null,
        Consent = ClientFormFields.ReadCode<ConsentAnswer>(posted[nameof(Consent)]),
        RefusalReason = ClientFormFields.ReadCode<RemoteRefusalReason>(posted[nameof(RefusalReason)]),
        Judgement = ClientFormFields.ReadCode<RemoteJudgement>(posted[nameof(Judgement)]),
        JudgementReason = posted[nameof(JudgementReason)].ToString().ReplaceLineEndings("\n"),
        Day = posted[nameof(Day)].ToString(),
        Time = posted[nameof(Time)].ToString(),
        Email = posted[nameof(Email)].ToString(),
        EmailReadBack = posted.ContainsKey(nameof(EmailReadBack)),
    };

    /// <param name="clientId">Whose reception it is.</param>
    /// <param name="today">The county's day, for days typed without a year.</param>
    /// <param name="calendar">The county's clock.</param>
    /// <param name="unreadable">What is wrong with the time; null when it can be read, or none was typed.</param>
    public RemoteReceptionToPlan ToPlan(Guid clientId, DateOnly today, CountyCalendar calendar, out TimeTextProblem? unreadable)
    {
        unreadable = null;
        DateTime? planned = null;
        var isTyped = Day.Trim().Length > 0 || Time.Trim().Length > 0;
        if (isTyped && Consent == ConsentAnswer.Given && Judgement == RemoteJudgement.Suitable)
        {
            switch (CountyTimeText.Read(Day, Time, today, calendar))
            {
                case TimeTextResult.Instant instant:
                    planned = instant.Utc;
                    break;
                case TimeTextResult.Unreadable { Problem: var problem }:
                    unreadable = problem;
                    break;
            }
        }

        return new RemoteReceptionToPlan
        {
            SubmissionKey = SubmissionKey.GetValueOrDefault(),
            ClientId = clientId,
            Consent = Consent,
            RefusalReason = RefusalReason,
            Judgement = Judgement,
            JudgementReason = JudgementReason,
            Email = Email,
            IsEmailReadBack = EmailReadBack,
            PlannedAtUtc = planned,
        };
    }
}
