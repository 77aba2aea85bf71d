using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Storage;

namespace Palveluohjaus.Reporting.WaitingTimes;

/// <summary>
/// Drafts a half-year's statement of older people's waiting times. Run again, it drafts anew from what has been recorded since, and changes nothing when
/// nothing has; a published one it leaves as it is.
/// </summary>
public sealed class DraftWaitingTimes(GuidanceReads guidance, ReportingDbContext reporting, WaitingTimesSettings settings, CountyCalendar calendar, TimeProvider clock)
{
    /// <summary>As with all figures of ours.</summary>
    public const int LeastPeople = 5;

    /// <summary>The latest half-year that is over.</summary>
    /// <returns>Waits the draft rests on; 0 when the statement is published already.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken) =>
        (await DraftAsync(HalfYear.LastOver(calendar.DayOf(clock.GetUtcNow().UtcDateTime)), cancellationToken)).Waits;

    /// <exception cref="ArgumentOutOfRangeException">The half-year is not over.</exception>
    public async Task<DraftedWaitingTimes> DraftAsync(HalfYear half, CancellationToken cancellationToken)
    {
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(half.Until, calendar.DayOf(nowUtc), nameof(half));
        if (await reporting.WaitingTimesStatements.AsNoTracking().FirstOrDefaultAsync(each => each.FirstDay == half.FirstDay, cancellationToken) is { IsPublished: true } published)
            return new DraftedWaitingTimes(published.Id, DraftOutcome.PublishedBefore, 0);

        var (content, waits) = await MeasureAsync(half, cancellationToken);
        return await reporting.InTransactionAsync(
            async transaction =>
            {
                var statement = await reporting.WaitingTimesStatements.SingleOrDefaultAsync(each => each.FirstDay == half.FirstDay, cancellationToken)
                    ?? reporting.WaitingTimesStatements.Add(new WaitingTimesStatement { FirstDay = half.FirstDay }).Entity;
                if (statement.IsPublished)
                    return new DraftedWaitingTimes(statement.Id, DraftOutcome.PublishedBefore, 0);
                var isChanged = statement.Draft(content, nowUtc);
                await reporting.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return new DraftedWaitingTimes(statement.Id, isChanged ? DraftOutcome.Drafted : DraftOutcome.Unchanged, waits);
            },
            cancellationToken);
    }

    private async Task<(WaitingTimesContent Content, int Waits)> MeasureAsync(HalfYear half, CancellationToken cancellationToken)
    {
        var olderFromAge = settings.OlderFromAge;
        var read = new ReadWaits(guidance, calendar, half, olderFromAge);
        var assessments = await read.ReadEventsAsync(CaseEventKind.NeedsAssessmentCompleted, cancellationToken);
        var arranged = await read.ReadEventsAsync(CaseEventKind.ServiceArranged, cancellationToken);
        var services = await read.ReadReferralsAsync(cancellationToken);
        var open = await read.ReadWaitingForAssessmentAsync(cancellationToken);
        var county = await guidance.Counties.SingleOrDefaultAsync(cancellationToken);
        var overdue = open.Where(wait => wait.IsOverThreeMonths).ToList();
        var others = open.Where(wait => !wait.IsOverThreeMonths).ToList();
        var content = new WaitingTimesContent
        {
            CountyFi = county?.NameFi ?? string.Empty,
            CountySv = county?.NameSv ?? string.Empty,
            CountyEn = county?.NameEn ?? string.Empty,
            OlderFromAge = olderFromAge,
            LeastPeople = LeastPeople,
            Measures =
            [
                Measure(WaitingKind.NeedsAssessment, assessments, MeasureWaiting.ByTheme) with
                {
                    StillWaiting = Told(open),

                    // Where all but a few have waited long, the sum would tell those few.
                    StillWaitingOverThreeMonths = Told(others) is null ? null : Told(overdue),
                },
                Measure(WaitingKind.ServiceByTheme, arranged, MeasureWaiting.ByTheme),
                Measure(WaitingKind.ServiceByService, services, MeasureWaiting.ByService),
            ],
        };
        return (content, assessments.Waits.Count + arranged.Waits.Count + services.Waits.Count);
    }

    private static WaitingMeasure Measure(WaitingKind kind, FoundWaits found, Func<IReadOnlyList<EndedWait>, int, (WaitingRow All, IReadOnlyList<WaitingRow> Rows)> measure)
    {
        var (all, rows) = measure(found.Waits, LeastPeople);
        return new WaitingMeasure
        {
            Kind = kind,
            All = all,
            Rows = rows,
            CountedFromFirstContact = MeasureWaiting.Told(found.FromFirstContact.Distinct().Count(), found.FromFirstContact.Count, LeastPeople),
        };
    }

    private static int? Told(IReadOnlyList<OpenWait> waits) => MeasureWaiting.Told(waits.Select(wait => wait.Person).Distinct().Count(), waits.Count, LeastPeople);
}

/// <param name="Id">The statement.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Waits">Waits it rests on.</param>
public sealed record DraftedWaitingTimes(Guid Id, DraftOutcome Outcome, int Waits);

public enum DraftOutcome
{
    Drafted,

    /// <summary>The draft said the same already.</summary>
    Unchanged,

    /// <summary>It is published, and stays as it is.</summary>
    PublishedBefore,
}
