using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Services.Referrals;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Reporting.WaitingTimes;

/// <summary>Reads the waits of older people that ended in a half-year, and those that had not ended by its end.</summary>
internal sealed class ReadWaits(GuidanceReads guidance, CountyCalendar calendar, HalfYear half, int olderFromAge)
{
    private const int MonthsOfLaw = 3;
    private readonly DateTime _fromUtc = calendar.StartOfDayUtc(half.FirstDay);
    private readonly DateTime _untilUtc = calendar.StartOfDayUtc(half.Until);

    /// <summary>The first event of its kind in each case, where it fell into the half-year.</summary>
    public async Task<FoundWaits> ReadEventsAsync(CaseEventKind kind, CancellationToken cancellationToken)
    {
        var rows = await (
            from happened in guidance.CaseEvents
            join guidanceCase in guidance.Cases on happened.CaseId equals guidanceCase.Id
            where happened.Kind == kind && happened.OccurredAtUtc >= _fromUtc && happened.OccurredAtUtc < _untilUtc
                && !guidance.CaseEvents.Any(earlier => earlier.CaseId == happened.CaseId && earlier.Kind == kind
                    && (earlier.OccurredAtUtc < happened.OccurredAtUtc || (earlier.OccurredAtUtc == happened.OccurredAtUtc && earlier.Sequence < happened.Sequence)))
            select new WaitRow(
                guidanceCase.Id, guidanceCase.ClientId, guidance.Clients.Where(client => client.Id == guidanceCase.ClientId).Select(client => (DateOnly?)client.DateOfBirth).FirstOrDefault(),
                guidanceCase.LifeStage, guidanceCase.Theme, guidanceCase.ReceivedAtUtc, guidanceCase.RaisedAtUtc, happened.OccurredAtUtc, null)).ToListAsync(cancellationToken);
        return ToWaits(rows, []);
    }

    /// <summary>The first start of each referral, where it fell into the half-year.</summary>
    public async Task<FoundWaits> ReadReferralsAsync(CancellationToken cancellationToken)
    {
        var rows = await (
            from step in guidance.ReferralSteps
            join referral in guidance.Referrals on step.ReferralId equals referral.Id
            join guidanceCase in guidance.Cases on referral.CaseId equals guidanceCase.Id
            where step.State == ReferralState.Started && step.OccurredAtUtc >= _fromUtc && step.OccurredAtUtc < _untilUtc
                && !guidance.ReferralSteps.Any(earlier => earlier.ReferralId == step.ReferralId && earlier.State == ReferralState.Started && earlier.Sequence < step.Sequence)
            select new WaitRow(
                guidanceCase.Id, guidanceCase.ClientId, guidance.Clients.Where(client => client.Id == guidanceCase.ClientId).Select(client => (DateOnly?)client.DateOfBirth).FirstOrDefault(),
                guidanceCase.LifeStage, guidanceCase.Theme, guidanceCase.ReceivedAtUtc, guidanceCase.RaisedAtUtc, step.OccurredAtUtc, referral.ServiceId)).ToListAsync(cancellationToken);
        var services = await guidance.GuidanceServices
            .Select(service => new { service.Id, service.NameFi, service.NameSv, service.NameEn })
            .ToDictionaryAsync(service => service.Id, service => new ServiceName(service.NameFi, service.NameSv, service.NameEn), cancellationToken);
        return ToWaits(rows, services);
    }

    /// <summary>Raised, open and without a complete assessment when the half-year ended; how long it had been then.</summary>
    public async Task<IReadOnlyList<OpenWait>> ReadWaitingForAssessmentAsync(CancellationToken cancellationToken)
    {
        var rows = await guidance.Cases
            .Where(row => row.RaisedAtUtc != null && row.RaisedAtUtc < _untilUtc && (row.ClosedAtUtc == null || row.ClosedAtUtc >= _untilUtc)
                && !guidance.CaseEvents.Any(happened => happened.CaseId == row.Id && happened.OccurredAtUtc < _untilUtc
                    && (happened.Kind == CaseEventKind.NeedsAssessmentCompleted || happened.Kind == CaseEventKind.NeedsAssessmentUnnecessary)))
            .Select(row => new WaitRow(
                row.Id, row.ClientId, guidance.Clients.Where(client => client.Id == row.ClientId).Select(client => (DateOnly?)client.DateOfBirth).FirstOrDefault(),
                row.LifeStage, row.Theme, row.ReceivedAtUtc, row.RaisedAtUtc, _untilUtc, null))
            .ToListAsync(cancellationToken);
        return [.. rows.Where(IsOlder).Select(row => new OpenWait(row.ClientId ?? row.CaseId, calendar.DayOf(row.RaisedAtUtc!.Value).AddMonths(MonthsOfLaw) < half.Until))];
    }

    private FoundWaits ToWaits(List<WaitRow> rows, Dictionary<Guid, ServiceName> services)
    {
        var waits = new List<EndedWait>();
        var fromFirstContact = new List<Guid>();
        foreach (var row in rows.Where(IsOlder))
        {
            var days = calendar.DayOf(row.EndedAtUtc).DayNumber - calendar.DayOf(row.BeganAtUtc).DayNumber;

            // A clock that was wrong, or a day that was mistyped: not a wait of anybody's.
            if (days < 0)
                continue;
            var person = row.ClientId ?? row.CaseId;
            if (row.RaisedAtUtc is null)
                fromFirstContact.Add(person);
            waits.Add(new EndedWait(person, row.Theme?.ToString(), row.ServiceId is { } id ? services.GetValueOrDefault(id) : null, days));
        }

        return new FoundWaits(waits, fromFirstContact);
    }

    /// <summary>By the client's age on the day the wait began; of somebody unknown, by the stream the case was placed in.</summary>
    private bool IsOlder(WaitRow row) => row.DateOfBirth is { } born
        ? Client.AgeOn(born, calendar.DayOf(row.BeganAtUtc)) >= olderFromAge
        : row.LifeStage == LifeStage.OlderPeople;

    private sealed record WaitRow(
        Guid CaseId, Guid? ClientId, DateOnly? DateOfBirth, LifeStage? LifeStage, Guidance.Contacts.NeedReason? Theme, DateTime ReceivedAtUtc, DateTime? RaisedAtUtc, DateTime EndedAtUtc, Guid? ServiceId)
    {
        /// <summary>Vireilletulo; where it was not recorded, the first contact, which lies before it.</summary>
        public DateTime BeganAtUtc => RaisedAtUtc ?? ReceivedAtUtc;
    }
}

/// <param name="Waits">All waits.</param>
/// <param name="FromFirstContact">Whose are counted from the first contact, once for each wait.</param>
internal sealed record FoundWaits(IReadOnlyList<EndedWait> Waits, IReadOnlyList<Guid> FromFirstContact);

internal sealed record OpenWait(Guid Person, bool IsOverThreeMonths);
