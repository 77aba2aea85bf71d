using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Web.Components;

namespace Palveluohjaus.Guidance.Audit;

/// <summary>What the page does on which a client's own log report is printed. Its markup is in ClientLogPage.razor.</summary>
public abstract class ClientLogPageBase : MergingPageBase
{
    [Parameter] public Guid ClientId { get; set; }
    [Inject] public required ClientLogReport Report { get; set; }
    [Inject] public required SearchClients SearchClients { get; set; }
    [Inject] public required TimeProvider Clock { get; set; }

    protected bool IsKnown { get; private set; }
    protected bool NeedsGround { get; private set; }

    /// <summary>Whose log it is, while the period is chosen; the report names the client itself.</summary>
    protected ClientHit? Client { get; private set; }

    protected ClientLog? Log { get; private set; }
    protected string? From { get; private set; }
    protected string? To { get; private set; }
    protected bool HasSpecialReason { get; private set; }
    protected IReadOnlyList<FieldError> Errors { get; private set; } = [];
    protected string? CountyName { get; private set; }

    /// <summary>Who prints: the name and the unit, as of everyone else in the report.</summary>
    protected string Printer => HttpContext.Features.Get<SignedIn>() switch
    {
        { Unit: { } unit } signedIn => $"{signedIn.WorkerName}, {unit.NameIn(CultureInfo.CurrentUICulture)}",
        { } signedIn => signedIn.WorkerName,
        null => Actor.Name,
    };

    private DateOnly Today => Calendar.DayOf(Clock.GetUtcNow().UtcDateTime);
    private DateOnly Earliest => Report.EarliestDay;

    protected override async Task OnInitializedAsync()
    {
        IsKnown = await Guidance.Clients.AnyAsync(client => client.Id == ClientId, Cancelled);
        if (!IsKnown)
        {
            ShowNotFound();
            return;
        }

        var form = IsPost ? await HttpContext.Request.ReadFormAsync(Cancelled) : null;
        (From, To) = (form?["From"].FirstOrDefault() ?? Write(Earliest), form?["To"].FirstOrDefault() ?? Write(Today));
        HasSpecialReason = form is not null && form["SpecialReason"] == "true";
        CountyName = (await Guidance.Counties.SingleOrDefaultAsync(Cancelled))?.NameIn(CultureInfo.CurrentUICulture);
        if (!IsPost)
            await ReadClientAsync();
    }

    protected async Task SubmitAsync()
    {
        if (!IsKnown)
            return;
        var ground = await Grounds.FindAsync(ClientId, AuditReasons.ClientLogReport, Actor, Cancelled);
        if (HttpContext.Request.Form["action"] == GroundNeeded.Action)
        {
            if (ground is null)
                await Grounds.StateAsync(ClientId, StatedGroundKind.ClientsRequest, Actor, Cancelled);
            Navigation.NavigateTo($"/clients/{ClientId}/log");
            return;
        }

        if (ground is null)
        {
            NeedsGround = true;
            return;
        }

        if (ReadPeriod() is not var (from, to))
        {
            Refuse(StatusCodes.Status422UnprocessableEntity);
            await ReadClientAsync();
            return;
        }

        // The last day is in the report as a whole.
        var request = new ClientLogRequest
        {
            ClientId = ClientId,
            FromUtc = Calendar.StartOfDayUtc(from),
            ToUtc = Calendar.StartOfDayUtc(to.AddDays(1)),
            HasSpecialReason = from < Earliest,
        };

        // Whatever opens the client to the one who prints, the log is given because its client asked.
        var asked = ground with { Reason = $"{AuditReasons.ClientLogReport}; {StatedGroundKind.ClientsRequest}" };
        Log = await Report.ReadAsync(request, Actor, asked, Cancelled);
        if (Log?.ContinuesAtUtc is { } continuesAtUtc)
            From = Write(Calendar.DayOf(continuesAtUtc));
    }

    protected string? Invalid(string control) => Errors.Any(error => error.ControlId == control) ? "true" : null;

    protected string Who(ClientLogRow row) => row.WorkerName ?? Texts["ClientLog.System", row.Actor];

    private async Task ReadClientAsync()
    {
        var ground = await Grounds.FindAsync(ClientId, AuditReasons.ClientLogReport, Actor, Cancelled);
        NeedsGround = ground is null;
        if (ground is not null)
            Client = await SearchClients.ReadAsync(ClientId, Actor, ground, Cancelled);
    }

    private (DateOnly From, DateOnly To)? ReadPeriod()
    {
        var (from, to) = (ReadDay(From), ReadDay(To));
        var errors = new List<FieldError>();
        if (from is null)
            errors.Add(new FieldError("From", Texts["ClientLog.Problem.Day"]));
        if (to is null)
            errors.Add(new FieldError("To", Texts["ClientLog.Problem.Day"]));
        if (from > to)
            errors.Add(new FieldError("To", Texts["ClientLog.Problem.EndsBefore"]));
        if (from > Today)
            errors.Add(new FieldError("From", Texts["ClientLog.Problem.NotYet"]));
        if (from < Earliest && !HasSpecialReason)
            errors.Add(new FieldError("SpecialReason", Texts["ClientLog.Problem.SpecialReason", Earliest.ToString("d", CultureInfo.CurrentCulture)]));
        Errors = errors;
        return errors.Count == 0 ? (from!.Value, to!.Value) : null;
    }

    /// <summary>Nobody's data was processed here in another century.</summary>
    private DateOnly? ReadDay(string? text) =>
        text is { Length: <= 30 } && CountyTimeText.ReadDay(text, Today) is { Year: >= 2000 and < 2200 } day ? day : null;

    private static string Write(DateOnly day) => day.ToString("d", CultureInfo.CurrentCulture);
}
