using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Handoffs;
using Palveluohjaus.Guidance.Teams;
using Palveluohjaus.Guidance.Tests.Workbench;

namespace Palveluohjaus.Guidance.Tests.Handoffs;

/// <summary>The workbench's two units and a third one, and what is done to offers between them.</summary>
internal sealed class HandoffDesk : IDisposable
{
    public HandoffDesk()
    {
        Maija = new Worker { Source = GuidanceCase.OwnSource, Code = "maija", Name = "Maija Saari", UnitId = HomeCare.Id };
        using var guidance = Work.Open();
        guidance.AddRange(HomeCare, Closed);
        guidance.SaveChanges();
        guidance.Add(Maija);
        guidance.SaveChanges();
    }

    public WorkDesk Work { get; } = new();
    public Unit HomeCare { get; } = Unit("KOTI");
    public Unit Closed { get; } = Unit("VANHA", new DateOnly(2026, 3, 17));
    public Worker Maija { get; }
    public Actor MaijaActor => new(Maija.Code, Maija.Id, HomeCare.Id) { UnitIds = [HomeCare.Id] };
    public DateTime NowUtc => Work.NowUtc;

    public void Dispose() => Work.Dispose();

    public async Task<GuidanceCase> AddCaseAsync(bool isAnonymous = false)
    {
        var added = Work.Case(Work.Sanna, isAnonymous: isAnonymous, dueAtUtc: Work.NowUtc.AddDays(3));
        await Work.AddAsync(added, Event(added.Id, CaseEventKind.ContactLogged, Work.East.Id, added.ReceivedAtUtc));
        return added;
    }

    public static CaseEvent Event(Guid caseId, CaseEventKind kind, Guid? unitId, DateTime atUtc) =>
        new() { CaseId = caseId, Kind = kind, UnitId = unitId, OccurredAtUtc = atUtc, RecordedAtUtc = atUtc };

    public static HandoffToOffer To(GuidanceCase offered, Unit unit) => new() { CaseId = offered.Id, ToUnitId = unit.Id, ReasonKind = HandoffReason.OtherUnitsTask };

    public async Task<OfferHandoffResult> OfferAsync(HandoffToOffer toOffer, Actor actor)
    {
        await using var guidance = Work.Open();
        return await new OfferHandoff(guidance, CountyCalendar.Helsinki, Work.Clock).OfferAsync(toOffer, actor, CancellationToken.None);
    }

    /// <summary>Offers and returns the offer's id.</summary>
    public async Task<Guid> OfferedAsync(HandoffToOffer toOffer, Actor actor) => Assert.IsInstanceOfType<OfferHandoffResult.Offered>(await OfferAsync(toOffer, actor)).HandoffId;

    public async Task<AnswerHandoffResult> ActAsync(Func<AnswerHandoff, Task<AnswerHandoffResult>> act)
    {
        await using var guidance = Work.Open();
        return await act(new AnswerHandoff(guidance, CountyCalendar.Helsinki, Work.Clock));
    }

    public Task<AnswerHandoffResult> AcceptAsync(Guid handoffId, Actor actor) => ActAsync(answer => answer.AcceptAsync(handoffId, actor, CancellationToken.None));

    public Task<AnswerHandoffResult> DeclineAsync(Guid handoffId, Actor actor, DeclineReason? reason = DeclineReason.NotOurTask, string? text = null) =>
        ActAsync(answer => answer.DeclineAsync(handoffId, reason, text, actor, CancellationToken.None));

    public Task<AnswerHandoffResult> WithdrawAsync(Guid handoffId, Actor actor) => ActAsync(answer => answer.WithdrawAsync(handoffId, actor, CancellationToken.None));

    /// <summary>Offers the case a day later with a reason for any return, and has the other unit accept it.</summary>
    public async Task MoveAsync(GuidanceCase moved, Unit unit, Actor from, Actor to)
    {
        Work.Clock.Advance(TimeSpan.FromDays(1));
        var handoffId = await OfferedAsync(To(moved, unit) with { ReturnReasonKind = ReturnReason.NeedHasChanged }, from);
        Assert.IsInstanceOfType<AnswerHandoffResult.Done>(await AcceptAsync(handoffId, to));
    }

    public Task<GuidanceCase> CaseAsync(Guid caseId) => Work.QueryAsync(guidance => guidance.Cases.AsNoTracking().SingleAsync(each => each.Id == caseId));

    public Task<Handoff> HandoffAsync(Guid handoffId) => Work.QueryAsync(guidance => guidance.Handoffs.AsNoTracking().SingleAsync(each => each.Id == handoffId));

    public Task<List<CaseEvent>> EventsAsync(Guid caseId) =>
        Work.QueryAsync(guidance => guidance.CaseEvents.AsNoTracking().Where(each => each.CaseId == caseId).OrderBy(each => each.Sequence).ToListAsync());

    private static Unit Unit(string code, DateOnly? closedOn = null) =>
        new() { Source = GuidanceCase.OwnSource, Code = code, NameFi = code, NameSv = code, NameEn = code, ClosedOn = closedOn };
}
