using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Queues;

/// <summary>What a unit can handle in a week, beside what waits and what arrives.</summary>
public sealed class ReadCapacity(GuidanceDbContext guidance, UnitStaff staff, CountyCalendar calendar, TimeProvider clock)
{
    /// <summary>The whole weeks before the present one that means are taken of.</summary>
    public const int WeeksBack = 8;

    /// <summary>The weeks that are looked at ahead, the present one first.</summary>
    public const int WeeksAhead = 4;

    /// <summary>The hour of the county's day after which nothing more of it is counted as working time.</summary>
    private const int DayEndsAtHour = 16;

    /// <summary>The share of a week's five working days that is left at a moment of the county's time: today counts until its end of work.</summary>
    public static double ShareLeftOf(DateTime local)
    {
        var worked = ((int)local.DayOfWeek + 6) % 7 + (local.Hour >= DayEndsAtHour ? 1 : 0);
        return Math.Max(0, 5 - worked) / 5.0;
    }

    public static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    /// <param name="unitId">Whose.</param>
    /// <param name="waitingNow">How many cases are open, where that has been counted; null to count them.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<CapacityView> ReadAsync(Guid unitId, int? waitingNow, CancellationToken cancellationToken)
    {
        var monday = MondayOf(calendar.DayOf(clock.GetUtcNow().UtcDateTime));
        var (from, to) = (calendar.StartOfDayUtc(monday.AddDays(-7 * WeeksBack)), calendar.StartOfDayUtc(monday));
        var ofUnit = guidance.Cases.Where(each => each.ResponsibleUnitId == unitId && each.Source == GuidanceCase.OwnSource);
        var waiting = waitingNow ?? await ofUnit.CountAsync(each => each.ClosedAtUtc == null, cancellationToken);
        var arrived = await ofUnit.CountAsync(each => each.ReceivedAtUtc >= from && each.ReceivedAtUtc < to, cancellationToken);
        var closed = await ofUnit.CountAsync(each => each.ClosedAtUtc >= from && each.ClosedAtUtc < to, cancellationToken);
        var last = monday.AddDays(7 * (WeeksAhead - 1));
        var entered = await guidance.UnitCapacities.AsNoTracking().Where(each => each.UnitId == unitId && each.FromMonday <= last).OrderBy(each => each.FromMonday).ToListAsync(cancellationToken);

        // Asked only where hours were entered: it looks at every contact of the weeks.
        double? hoursPerCase = null;
        if (closed > 0 && entered.Exists(each => each.HoursPerWeek is not null))
        {
            var minutes = await guidance.Contacts.Where(contact => contact.UnitId == unitId && contact.StartedAtUtc >= from && contact.StartedAtUtc < to).SumAsync(contact => contact.HandlingTimeMinutes ?? 0, cancellationToken);
            hoursPerCase = minutes > 0 ? minutes / 60.0 / closed : null;
        }

        return CapacityView.Of(waiting, arrived, closed, hoursPerCase, entered, monday, ShareLeftOf(calendar.ToLocal(clock.GetUtcNow().UtcDateTime)));
    }

    /// <summary>From the given week on, until a later entry.</summary>
    /// <returns>False when the unit is none of the actor's, the actor may not plan, or the figures are out of range; nothing was stored.</returns>
    public Task<bool> EnterAsync(Guid unitId, DateOnly fromMonday, int? casesPerWeek, int? hoursPerWeek, Actor actor, CancellationToken cancellationToken) => guidance.InTransactionAsync(
        async transaction =>
        {
            var today = calendar.DayOf(clock.GetUtcNow().UtcDateTime);
            if (!actor.May(AccessRight.AssignCases) || MondayOf(fromMonday) != fromMonday || fromMonday < MondayOf(today) || fromMonday > today.AddDays(366)
                || casesPerWeek is < 0 or > UnitCapacity.MostCases || hoursPerWeek is < 0 or > UnitCapacity.MostHours || (casesPerWeek is not null && hoursPerWeek is not null)
                || await staff.FindUnitAsync(unitId, actor, cancellationToken) is null)
                return false;

            var stored = await guidance.UnitCapacities.FirstOrDefaultAsync(each => each.UnitId == unitId && each.FromMonday == fromMonday, cancellationToken)
                ?? guidance.UnitCapacities.Add(new UnitCapacity { UnitId = unitId, FromMonday = fromMonday }).Entity;
            stored.Enter(casesPerWeek, hoursPerWeek);
            guidance.AuditEntries.Add(AuditEntry.Of(AuditAction.Update, nameof(UnitCapacity), unitId, null, actor, nameof(UnitCapacity), clock.GetUtcNow().UtcDateTime));
            await guidance.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return true;
        },
        cancellationToken);
}

/// <summary>A unit's capacity against its work.</summary>
public sealed record CapacityView
{
    /// <summary>Open cases.</summary>
    public required int Waiting { get; init; }

    /// <summary>Cases received in a week: the mean of the past <see cref="ReadCapacity.WeeksBack"/> whole weeks.</summary>
    public required double ArrivingPerWeek { get; init; }

    /// <summary>Cases closed in a week, likewise.</summary>
    public required double ClosedPerWeek { get; init; }

    /// <summary>Hours of handling for each case closed; null when it was not asked, or nothing tells.</summary>
    public required double? HoursPerCase { get; init; }

    /// <summary>The present week first.</summary>
    public required IReadOnlyList<CapacityWeek> Weeks { get; init; }

    /// <summary>How many weeks the open cases take at the present week's capacity; null when it is not known or nothing can be handled.</summary>
    public double? WeeksOfWork => Weeks[0].CasesPerWeek is > 0 and var pace ? Waiting / pace : null;

    public static CapacityView Of(int waiting, int arrived, int closed, double? hoursPerCase, IReadOnlyList<UnitCapacity> entered, DateOnly monday, double shareLeft)
    {
        var (arriving, closing) = ((double)arrived / ReadCapacity.WeeksBack, (double)closed / ReadCapacity.WeeksBack);
        var weeks = new List<CapacityWeek>();
        double left = waiting;
        for (var week = 0; week < ReadCapacity.WeeksAhead; week++)
        {
            var from = monday.AddDays(7 * week);
            var holds = entered.LastOrDefault(each => each.FromMonday <= from);
            var isEntered = holds is { CasesPerWeek: not null } or { HoursPerWeek: not null };
            double? cases = holds switch
            {
                { CasesPerWeek: { } given } => given,
                { HoursPerWeek: { } hours } => hoursPerCase is { } each ? hours / each : null,
                _ => closed > 0 ? closing : null,
            };
            var share = week == 0 ? shareLeft : 1;
            left = Math.Max(0, left + (share * (arriving - (cases ?? 0))));
            weeks.Add(new CapacityWeek(from, cases, holds?.HoursPerWeek, isEntered, cases is null ? null : left, share));
        }

        return new CapacityView { Waiting = waiting, ArrivingPerWeek = arriving, ClosedPerWeek = closing, HoursPerCase = hoursPerCase, Weeks = weeks };
    }
}

/// <param name="Monday">The week's first day.</param>
/// <param name="CasesPerWeek">How many cases can be handled in it; null when nothing tells.</param>
/// <param name="HoursPerWeek">The hours that were entered.</param>
/// <param name="IsEntered">Whether it was entered; else it is the mean of what was closed.</param>
/// <param name="WaitingAtEnd">How many cases are open after it, if as many arrive as on the mean.</param>
/// <param name="ShareLeft">How much of it is left: 1 for a week to come, less for the present one as it goes.</param>
public sealed record CapacityWeek(DateOnly Monday, double? CasesPerWeek, int? HoursPerWeek, bool IsEntered, double? WaitingAtEnd, double ShareLeft);
