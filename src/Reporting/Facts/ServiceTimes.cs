using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Services.Referrals;

namespace Palveluohjaus.Reporting.Facts;

/// <summary>
/// When a client had which service: a unit with an open case of theirs, or a service of the directory that has accepted them by a referral that has not
/// ended. The same rule lists clients without a responsible worker (see <see cref="Guidance.Queues.ReadMissingResponsible"/>).
/// </summary>
internal static class ServiceTimes
{
    public static bool IsAccepted(ReferralState state) => state is ReferralState.Accepted or ReferralState.Waiting or ReferralState.Started;

    /// <summary>The steps in the order in which they were recorded, without those that were recorded by mistake.</summary>
    public static List<ReferralStepRow> Standing(IEnumerable<ReferralStepRow> steps)
    {
        var all = steps.OrderBy(step => step.Sequence).ToList();
        var takenBack = all.Select(step => step.TakesBack).OfType<long>().ToHashSet();
        return all.FindAll(step => step.TakesBack is null && !takenBack.Contains(step.Sequence));
    }

    /// <summary>Every service of one client, from and until; a service may come more than once.</summary>
    public static List<ServiceTime> Of(IEnumerable<(CaseRow Case, List<CaseEventRow> Events)> cases, ILookup<Guid, ReferralRow> referrals, ILookup<Guid, ReferralStepRow> steps)
    {
        var times = new List<ServiceTime>();
        foreach (var (row, events) in cases)
        {
            if (row.Source != GuidanceCase.OwnSource)
                continue;
            times.AddRange(UnitsOf(row, events));
            foreach (var referral in referrals[row.Id])
            {
                var taken = Standing(steps[referral.Id]);
                if (taken.Find(step => IsAccepted(step.State)) is not { } accepted)
                    continue;
                var ended = taken.Find(step => step.Sequence > accepted.Sequence && !Referral.IsOpenIn(step.State));
                times.Add(new ServiceTime(referral.ServiceId, accepted.OccurredAtUtc, ended?.OccurredAtUtc));
            }
        }

        return times;
    }

    /// <summary>The times in which two or more different services ran, cut where a responsible worker begins or ends.</summary>
    public static IEnumerable<(DateTime FromUtc, DateTime? UntilUtc, bool HasResponsible)> WithTwoOrMore(List<ServiceTime> services, List<ResponsibleRow> responsible)
    {
        var turns = services.SelectMany(each => new[] { each.FromUtc, each.UntilUtc ?? DateTime.MaxValue })
            .Concat(responsible.SelectMany(each => new[] { each.FromUtc, each.UntilUtc ?? DateTime.MaxValue }))
            .Distinct().Order().ToList();
        (DateTime From, bool HasResponsible)? running = null;
        foreach (var turn in turns)
        {
            var count = services.Where(each => each.FromUtc <= turn && (each.UntilUtc ?? DateTime.MaxValue) > turn).Select(each => each.ServiceId).Distinct().Count();
            bool? covered = count < 2 ? null : responsible.Any(each => each.FromUtc <= turn && (each.UntilUtc ?? DateTime.MaxValue) > turn);
            if (covered == running?.HasResponsible)
                continue;
            if (running is { } ended)
                yield return (ended.From, turn == DateTime.MaxValue ? null : turn, ended.HasResponsible);
            running = covered is { } begins ? (turn, begins) : null;
        }
    }

    private static IEnumerable<ServiceTime> UnitsOf(CaseRow row, List<CaseEventRow> events)
    {
        (Guid UnitId, DateTime FromUtc)? current = null;
        foreach (var each in events)
        {
            if (each.UnitId is not { } unitId || unitId == current?.UnitId)
                continue;
            if (current is { } left && left.FromUtc < each.OccurredAtUtc)
                yield return new ServiceTime(left.UnitId, left.FromUtc, each.OccurredAtUtc);
            current = (unitId, each.OccurredAtUtc);
        }

        if (current is { } last && (row.ClosedAtUtc is null || row.ClosedAtUtc > last.FromUtc))
            yield return new ServiceTime(last.UnitId, last.FromUtc, row.ClosedAtUtc);
    }
}

/// <param name="ServiceId">A unit or a service of the directory: ids are unique across both.</param>
/// <param name="FromUtc">Inclusive.</param>
/// <param name="UntilUtc">Exclusive; null while it goes on.</param>
internal readonly record struct ServiceTime(Guid ServiceId, DateTime FromUtc, DateTime? UntilUtc);
