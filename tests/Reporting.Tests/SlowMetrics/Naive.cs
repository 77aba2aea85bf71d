using System.Text.RegularExpressions;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.NeedsAssessments;
using Palveluohjaus.Guidance.Services.Referrals;

namespace Palveluohjaus.Reporting.Tests.SlowMetrics;

/// <summary>What the definitions of docs/metrics.md speak of, looked up anew each time from the rows of the front line. Slow, and meant to be read.</summary>
internal static class Naive
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Helsinki");

    public static DateTime Midnight(DateOnly day) => TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(TimeOnly.MinValue), Zone);

    public static DateOnly Day(DateTime instantUtc) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(instantUtc, DateTimeKind.Utc), Zone));

    /// <summary><c>EForm</c> is <c>e-form</c> in files.</summary>
    public static string? Code<TEnum>(TEnum? value)
        where TEnum : struct, Enum => value is { } known ? Regex.Replace(known.ToString(), "(?<!^)[A-Z]", "-$0").ToLowerInvariant() : null;

    public static string? UnitCode(this SlowCounty county, Guid? unitId) => unitId is { } known ? county.Units[known] : null;

    public static Client? ClientOf(this SlowCounty county, Guid? clientId) => clientId is { } known ? county.Clients[known] : null;

    public static string? AgeBand(Client? client, DateTime instantUtc) => client is null ? null : AgeBand(client, Day(instantUtc));

    public static string AgeBand(Client client, DateOnly day)
    {
        var age = day.Year - client.DateOfBirth.Year;
        while (client.DateOfBirth.AddYears(age) > day)
            age--;
        return age < 7 ? "0-6" : age < 13 ? "7-12" : age < 18 ? "13-17" : age < 30 ? "18-29" : age < 65 ? "30-64" : age < 75 ? "65-74" : age < 85 ? "75-84" : "85-";
    }

    public static string? LifeStage(Client client, DateOnly day) => Code<LifeStage>(LifeStages.Of(client, day));

    /// <summary>The client's segment by the latest decision there is.</summary>
    public static string? SegmentOf(this SlowCounty county, Guid? clientId) => clientId is { } known ? county.DecisionsOfClient[known].LastOrDefault()?.Segment : null;

    /// <summary>What happened to a case, in time order, without mistakes and corrections of the case's own fields.</summary>
    public static List<CaseEvent> Happened(this SlowCounty county, GuidanceCase of)
    {
        var all = county.EventsOfCase[of.Id].ToList();
        return all.Where(each => each.Kind != CaseEventKind.Corrected && each.Kind != CaseEventKind.TakenBack && all.TrueForAll(other => other.TakesBack != each.Sequence))
            .OrderBy(each => each.OccurredAtUtc).ThenBy(each => each.Sequence).ToList();
    }

    /// <summary>The units that had the case, one after another.</summary>
    public static List<Guid> Way(this SlowCounty county, GuidanceCase of)
    {
        var way = new List<Guid>();
        foreach (var unitId in county.Happened(of).Select(each => each.UnitId).OfType<Guid>())
        {
            if (way.Count == 0 || way[^1] != unitId)
                way.Add(unitId);
        }

        return way;
    }

    /// <summary>The last instant in time of the needs assessment that is owed, or of the promise or the imported deadline; and when it was done.</summary>
    public static (DateTime DueAt, DateTime? DoneAt)? Deadline(this SlowCounty county, GuidanceCase of)
    {
        var owed = county.DeadlinesOfCase[of.Id]
            .Where(each => each.Target == DeadlineTarget.NeedsAssessmentCompleted)
            .Where(each => each.MetAtUtc is not null || each.EndedAtUtc is not { } ended || ended >= each.DueAtUtc)
            .OrderBy(each => each.DueAtUtc).LastOrDefault();
        if (owed is not null)
            return (owed.DueAtUtc - TimeSpan.FromTicks(1), owed.MetAtUtc);
        return of is { DueRuleCode: null, DueAtUtc: { } promised } ? (promised, of.ClosedAtUtc) : null;
    }

    /// <summary>Cases that close before they came are findings, not fast work.</summary>
    public static bool IsPlausible(GuidanceCase of) => of.ClosedAtUtc is not { } closed || closed >= of.ReceivedAtUtc;

    public static bool IsOpenAt(GuidanceCase of, DateTime instantUtc) => of.ReceivedAtUtc < instantUtc && (of.ClosedAtUtc is not { } closed || closed >= instantUtc);

    /// <summary>The same client's next contact on the same theme.</summary>
    public static Contact? Next(this SlowCounty county, Contact contact) => contact is { ClientId: not null, MainTheme: not null }
        ? county.ContactsOfClient[contact.ClientId]
            .Where(other => other.MainTheme == contact.MainTheme && (other.StartedAtUtc, other.Id).CompareTo((contact.StartedAtUtc, contact.Id)) > 0)
            .OrderBy(other => other.StartedAtUtc).FirstOrDefault()
        : null;

    public static Contact? Opening(this SlowCounty county, GuidanceCase of) => county.ContactsOfCase[of.Id].SingleOrDefault(contact => contact.OpensCase);

    public static List<ReferralStep> Steps(this SlowCounty county, Referral referral)
    {
        var all = county.StepsOfReferral[referral.Id].OrderBy(each => each.Sequence).ToList();
        return all.Where(each => each.TakesBack is null && all.TrueForAll(other => other.TakesBack != each.Sequence)).ToList();
    }

    public static bool IsYes(ReferralStep step) => step.State is ReferralState.Accepted or ReferralState.Waiting or ReferralState.Started;

    public static bool IsEnd(ReferralStep step) => step.State is ReferralState.Declined or ReferralState.Ended;

    /// <summary>Null where no need was assessed.</summary>
    public static bool? IsAcrossProfessions(this SlowCounty county, GuidanceCase of)
    {
        if (county.AssessmentsOfCase[of.Id].SingleOrDefault(each => each.State == NeedsAssessmentState.Completed) is not { } assessment)
            return null;
        var professions = assessment.Participants.Select(each => each.Profession).OfType<Profession>().Distinct().ToList();
        professions.Remove(Profession.CloseOne);
        professions.Remove(Profession.Interpreter);
        var meetings = county.Happened(of).Where(each => each.Kind == CaseEventKind.JointMeetingAgreed).ToList();
        var cancelled = county.Happened(of).Where(each => each.Kind == CaseEventKind.JointMeetingCancelled).ToList();
        return professions.Count >= 2 || meetings.Count > cancelled.Count;
    }

    /// <summary>Whether a client who has two or more services at an instant has a responsible worker; null when they have fewer.</summary>
    public static bool? Coverage(this SlowCounty county, Guid clientId, DateTime instantUtc)
    {
        var services = new HashSet<Guid>();
        foreach (var of in county.CasesOfClient[clientId].Where(each => each.Source == GuidanceCase.OwnSource))
        {
            if (of.ClosedAtUtc is not { } closed || closed > instantUtc)
            {
                if (county.Happened(of).LastOrDefault(each => each.OccurredAtUtc <= instantUtc && each.UnitId is not null)?.UnitId is { } unitId)
                    services.Add(unitId);
            }

            foreach (var referral in county.ReferralsOfCase[of.Id])
            {
                var steps = county.Steps(referral);
                if (steps.Find(IsYes) is { } yes && yes.OccurredAtUtc <= instantUtc && !steps.Exists(step => step.Sequence > yes.Sequence && IsEnd(step) && step.OccurredAtUtc <= instantUtc))
                    services.Add(referral.ServiceId);
            }
        }

        return services.Count < 2 ? null
            : county.ResponsibleOfClient[clientId].Any(each => each.FromUtc <= instantUtc && (each.UntilUtc is not { } until || until > instantUtc));
    }

    /// <summary>Between the two nearest ranks (Hyndman and Fan, definition 7).</summary>
    public static double? Percentile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToList();
        if (sorted.Count == 0)
            return null;
        var rank = share * (sorted.Count - 1);
        var (below, above) = (sorted[(int)Math.Floor(rank)], sorted[(int)Math.Ceiling(rank)]);
        return below + ((above - below) * (rank - Math.Floor(rank)));
    }

    public static double? Mean(IReadOnlyCollection<double> values) => values.Count == 0 ? null : values.Sum() / values.Count;
}
