using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Teams;
using Palveluohjaus.Guidance.Workbench;

namespace Palveluohjaus.Guidance.Queues;

/// <summary>What the pages of one unit's queue share: its unit, which must be one of the reader's, and who works it.</summary>
public abstract class UnitQueuePageBase : FormPageBase
{
    [Parameter] public Guid UnitId { get; set; }
    [Inject] public required UnitStaff UnitStaff { get; set; }
    [Inject] public required CurrentActor CurrentActor { get; set; }
    [Inject] public required CountyCalendar Calendar { get; set; }
    [Inject] public required TimeProvider Clock { get; set; }
    [Inject] public required WorkWords Words { get; set; }

    protected Actor Actor => CurrentActor.Actor;

    /// <summary>Null when the unit is none of the reader's; the answer is then 404.</summary>
    protected Unit? Unit { get; private set; }

    protected IReadOnlyList<Worker> Staff { get; private set; } = [];
    protected DateTime NowUtc { get; private set; }
    protected DateOnly Today => Calendar.DayOf(NowUtc);

    /// <summary>Whether others' cases may be given on, and the unit's absences, duty and capacity planned.</summary>
    protected bool MayAssign => Actor.May(AccessRight.AssignCases);

    protected string UnitName => Unit?.NameIn(CultureInfo.CurrentUICulture) ?? string.Empty;

    protected override async Task OnInitializedAsync()
    {
        NowUtc = Clock.GetUtcNow().UtcDateTime;
        Unit = await UnitStaff.FindUnitAsync(UnitId, Actor, Cancelled);
        if (Unit is null)
            HttpContext.Response.StatusCode = StatusCodes.Status404NotFound;
        else
            Staff = await UnitStaff.ReadAsync(UnitId, Cancelled);
    }

    protected string NameOf(Guid workerId) => Staff.FirstOrDefault(worker => worker.Id == workerId)?.Name ?? Texts["Queue.FormerWorker"].Value;

    protected static Guid? ReadId(string text) => Guid.TryParse(text, out var id) && id != Guid.Empty ? id : null;

    protected static string FullDay(DateOnly day) => day.ToString("d", CultureInfo.CurrentCulture);
}
