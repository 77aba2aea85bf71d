using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Deadlines.Forecast;
using Palveluohjaus.Guidance.Queues;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Teams;
using Palveluohjaus.Guidance.Tests.Workbench;

namespace Palveluohjaus.Guidance.Tests.Queues;

/// <summary>The eastern unit's queue: Sanna and Oskar are guides there, Liisa leads the team, and Pekka is of the western unit.</summary>
internal sealed class QueueDesk : IDisposable
{
    public QueueDesk()
    {
        Liisa = new Worker { Source = GuidanceCase.OwnSource, Code = "liisa", Name = "Liisa Salmi", UnitId = Desk.East.Id };
        using var guidance = Desk.Open();
        guidance.Add(Liisa);
        foreach (var worker in (Worker[])[Desk.Sanna, Desk.Oskar, Desk.Pekka])
            guidance.Add(AccountOf(worker, AccountRole.Guide));
        guidance.Add(AccountOf(Liisa, AccountRole.TeamLead));
        guidance.SaveChanges();
    }

    public WorkDesk Desk { get; } = new();
    public Worker Liisa { get; }
    public Guid East => Desk.East.Id;
    public DateTime NowUtc => Desk.NowUtc;
    public DateOnly Today => CountyCalendar.Helsinki.DayOf(NowUtc);

    public Actor LiisaActor => new("liisa", Liisa.Id, East) { UnitIds = [East], Rights = RoleRights.Of([AccountRole.TeamLead]) };

    public void Dispose() => Desk.Dispose();

    public async Task<QueueView?> ReadAsync(QueueAsked? asked = null, Actor? actor = null)
    {
        await using var guidance = Desk.Open();
        return await new ReadQueuePage(guidance, new UnitStaff(guidance), PriorityWeights.Shipped, DeadlineBook.Shipped, new DeadlineForecasts(), CountyCalendar.Helsinki, Desk.Clock)
            .ReadAsync(asked ?? new QueueAsked { UnitId = East }, actor ?? Desk.SannaActor, CancellationToken.None);
    }

    public async Task<MoveCasesResult> MoveAsync(CasesToMove toMove, Actor actor)
    {
        await using var guidance = Desk.Open();
        return await new MoveCases(guidance, new UnitStaff(guidance), Desk.Clock).MoveAsync(toMove, actor, CancellationToken.None);
    }

    public async Task<AbsenceResult> AbsentAsync(Worker worker, int fromDay, int toDay, Worker? cover, Actor? actor = null)
    {
        await using var guidance = Desk.Open();
        return await Absences(guidance).AddAsync(
            new AbsenceToSave { UnitId = East, WorkerId = worker.Id, FromDay = Today.AddDays(fromDay), ToDay = Today.AddDays(toDay), CoverWorkerId = cover?.Id }, actor ?? LiisaActor, CancellationToken.None);
    }

    public async Task<DutyProblemKind?> PlanAsync(Worker worker, int day, bool allowsTwo = false, Actor? actor = null, params DutyHalf[] halves)
    {
        await using var guidance = Desk.Open();
        return (await new KeepDutyRota(guidance, new UnitStaff(guidance), CountyCalendar.Helsinki, Desk.Clock).PlanAsync(
            new DutyToPlan { UnitId = East, Day = Today.AddDays(day), Halves = halves.Length == 0 ? [DutyHalf.Morning, DutyHalf.Afternoon] : halves, WorkerId = worker.Id, AllowsTwo = allowsTwo },
            actor ?? LiisaActor,
            CancellationToken.None))?.Kind;
    }

    public KeepAbsences Absences(GuidanceDbContext guidance) => new(guidance, new UnitStaff(guidance), CountyCalendar.Helsinki, Desk.Clock);

    public Task<Guid?> HolderAsync(GuidanceCase of) => Desk.QueryAsync(guidance => guidance.Cases.Where(each => each.Id == of.Id).Select(each => each.ResponsibleWorkerId).SingleAsync());

    public Task<List<CaseAssignment>> HistoryAsync() => Desk.QueryAsync(guidance => guidance.CaseAssignments.AsNoTracking().OrderBy(each => each.Sequence).ToListAsync());

    private static Account AccountOf(Worker worker, AccountRole role) => new()
    {
        UserName = worker.Code,
        NormalizedUserName = worker.Code.ToUpperInvariant(),
        WorkerId = worker.Id,
        Roles = [role],
        CreatedAtUtc = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
    };
}
