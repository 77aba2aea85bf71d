using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>A page about one client: it stays shut without a ground, and shows how a protected client is reached only once, for a reason.</summary>
public abstract class OneClientPageBase : ClientPageBase
{
    public const string RevealAction = "reveal";
    public const string ReasonField = "Reason";

    [Parameter] public Guid Id { get; set; }
    [Inject] public required ClientGrounds Grounds { get; set; }
    [Inject] public required ReadClient ReadClient { get; set; }

    /// <summary>Null until it has been read, and when it may not be.</summary>
    protected ClientDetails? Client { get; private set; }

    /// <summary>The client the address stands for now; null when there is none.</summary>
    protected Guid? ClientId { get; private set; }

    /// <summary>By what the actor has to do with the client; null when by nothing.</summary>
    protected AuditGround? Ground { get; private set; }

    /// <summary>Why a protected client's details are shown on this answer; null when they are not.</summary>
    protected ProtectedReason? Reason { get; private set; }

    protected Actor Actor => CurrentActor.Actor;
    protected bool IsHidden => Client is { IsProtected: true, Reach: null };

    /// <summary>The page's purpose in the audit.</summary>
    protected abstract string Purpose { get; }

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        ClientId = await Grounds.ResolveAsync(Id, Cancelled);
        if (ClientId is not { } clientId)
        {
            // The page for 404 is then shown in place of this one.
            HttpContext.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (clientId != Id && !IsPosting)
        {
            Navigation.NavigateTo(AddressOf(clientId));
            return;
        }

        Ground = await Grounds.FindAsync(clientId, Purpose, Actor, Cancelled);
        if (Ground is null)
            HttpContext.Response.StatusCode = StatusCodes.Status403Forbidden;
        else if (!IsPosting)
            await ReadAsync();
    }

    protected abstract string AddressOf(Guid clientId);

    /// <summary>Takes the reason that was posted, if the actor may give one and the client is protected: given for another, it must not open the protected ones close to them.</summary>
    protected async Task TakeReasonAsync() =>
        Reason = Actor.MaySeeProtected && await Guidance.Clients.AnyAsync(client => client.Id == ClientId && client.IsProtected, Cancelled)
            ? ClientFormFields.ReadCode<ProtectedReason>(Posted[ReasonField])
            : null;

    /// <summary>The ground, with the reason for which a protected client's details are shown or changed.</summary>
    protected AuditGround FullGround => Reason is { } reason ? Ground!.With($"; {reason}") : Ground!;

    /// <summary>Protected details are asked for with a reason and each time anew; see <see cref="Reason"/>.</summary>
    protected DetailsRight Right => Reason is null ? DetailsRight.OrdinaryOnly : DetailsRight.ProtectedToo;

    protected virtual async Task ReadAsync() => Client = await ReadClient.ReadAsync(ClientId!.Value, Right, Actor, FullGround, Cancelled);
}
