using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Web.Components;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>What the page does on which two clients are compared and made one. Its markup is in MergePage.razor.</summary>
public abstract class MergePageBase : MergingPageBase
{
    [SupplyParameterFromQuery] public string? A { get; set; }
    [SupplyParameterFromQuery] public string? B { get; set; }
    [Inject] public required CompareClients Compare { get; set; }
    [Inject] public required MergeClients Merge { get; set; }

    protected Guid OneId { get; private set; }
    protected Guid OtherId { get; private set; }

    /// <summary>Whether both are clients of the county.</summary>
    protected bool IsKnown { get; private set; }

    protected ClientComparison? Comparison { get; private set; }
    protected MergeRefusal? Refusal { get; private set; }

    /// <summary>The one of them who was merged already.</summary>
    protected Guid? MergedId { get; private set; }

    protected Guid? SurvivorId { get; private set; }
    protected IReadOnlyList<FieldError> Errors { get; private set; } = [];
    protected IReadOnlyList<ComparedClient> Sides => Comparison is { } comparison ? [comparison.One, comparison.Other] : [];
    internal IReadOnlyList<ComparedField> Rows { get; private set; } = [];

    protected override async Task OnInitializedAsync()
    {
        IsKnown = Guid.TryParse(A, out var one) && Guid.TryParse(B, out var other)
            && await Guidance.Clients.AnyAsync(client => client.Id == one, Cancelled)
            && await Guidance.Clients.AnyAsync(client => client.Id == other, Cancelled);
        if (!IsKnown)
        {
            ShowNotFound();
            return;
        }

        (OneId, OtherId) = (Guid.Parse(A!, CultureInfo.InvariantCulture), Guid.Parse(B!, CultureInfo.InvariantCulture));
        if (!IsPost)
            await ReadAsync();
    }

    protected async Task SubmitAsync()
    {
        if (!IsKnown)
            return;
        if (HttpContext.Request.Form["action"] == GroundNeeded.Action)
        {
            if (await Merge.FindRefusalAsync(OneId, OtherId, Cancelled) is null or MergeRefusal.DifferentIdentityCodes)
                await CompareAsync(OneId, OtherId, Compare);
            else
                await ReadAsync();
            return;
        }

        var survivorId = Posted("Survivor");
        if (survivorId is not { } survivor || (survivor != OneId && survivor != OtherId))
        {
            Errors = [new FieldError("Survivor", Texts["Merge.Problem.SurvivorMissing"])];
            Refuse(StatusCodes.Status422UnprocessableEntity);
            await ReadAsync();
            return;
        }

        // The ground may have run out while the page was open.
        if (!await MayMergeAsync())
        {
            await ReadAsync();
            return;
        }

        var merged = survivor == OneId ? OtherId : OneId;
        var ground = new AuditGround($"{AuditReasons.ClientsMerged}; {StatedGroundKind.DataCorrection}");
        switch (await Merge.MergeAsync(survivor, merged, Actor, ground, Cancelled))
        {
            case MergeClientsResult.Merged done:
                Navigation.NavigateTo($"/clients/{survivor}/merges?done={done.MergeId}");
                break;
            case MergeClientsResult.Refused { Refusal: MergeRefusal.SurvivorWithoutCode }:
                Errors = [new FieldError("Survivor", Texts[$"MergeClients.Refusal.{nameof(MergeRefusal.SurvivorWithoutCode)}"])];
                Refuse(StatusCodes.Status422UnprocessableEntity);
                await ReadAsync();
                break;
            default:
                await ReadAsync();
                break;
        }
    }

    protected static string NameOf(ComparedClient side) => $"{side.Details.GivenName} {side.Details.FamilyName}";

    private async Task<bool> MayMergeAsync() =>
        await Grounds.FindAsync(OneId, AuditReasons.ClientsMerged, Actor, Cancelled) is not null
        && await Grounds.FindAsync(OtherId, AuditReasons.ClientsMerged, Actor, Cancelled) is not null;

    private async Task ReadAsync()
    {
        var refusal = await Merge.FindRefusalAsync(OneId, OtherId, Cancelled);
        if (refusal is null or MergeRefusal.DifferentIdentityCodes)
        {
            Comparison = await Compare.ReadAsync(OneId, OtherId, Actor, Cancelled);

            // That both have a code is for those to know who may see them.
            Refusal = Comparison is null ? null : refusal;
        }
        else
        {
            Refusal = refusal;
            MergedId = await Guidance.Clients.Where(client => (client.Id == OneId || client.Id == OtherId) && client.MergedIntoId != null)
                .Select(client => (Guid?)client.Id).FirstOrDefaultAsync(Cancelled);
        }

        if (Refusal is not null)
            Refuse(StatusCodes.Status409Conflict);
        if (Comparison is null)
            return;
        SurvivorId = Posted(IsPost) ?? Comparison.SuggestedSurvivorId;
        await ReadMunicipalitiesAsync();
        Rows = [.. Compared(Comparison.One, Comparison.Other)];
    }

    private Guid? Posted(bool isPost) => isPost && Posted("Survivor") is { } id && (id == OneId || id == OtherId) ? id : null;

    private IEnumerable<ComparedField> Compared(ComparedClient one, ComparedClient other)
    {
        ComparedField Field(string key, Func<ClientDetails, string?> read) => new(Texts[key], read(one.Details), read(other.Details));
        ComparedField Reach(string key, Func<ProtectedDetails, string?> read, bool isCompared = true) =>
            new(Texts[key], one.Details.Reach is { } ofOne ? read(ofOne) : null, other.Details.Reach is { } ofOther ? read(ofOther) : null)
            {
                IsOneHidden = one.Details.Reach is null,
                IsOtherHidden = other.Details.Reach is null,
                IsCompared = isCompared,
            };
        ComparedField Count(string key, Func<ComparedClient, int> read) => new(Texts[key], Number(read(one)), Number(read(other))) { IsCompared = false };

        yield return Field("ClientField.FamilyName", details => details.FamilyName);
        yield return Field("ClientField.GivenName", details => details.GivenName);
        yield return Field("ClientField.DateOfBirth", details => details.DateOfBirth.ToString("d", CultureInfo.CurrentCulture));
        yield return Field("ClientField.IdentityCode", details => details.IdentityCode?.Value);
        yield return Field("ClientField.Sex", details => Texts[$"Sex.{details.Sex}"]);
        yield return Field("ClientField.IsProtected", details => Texts[details.IsProtected ? "Merge.Yes" : "Merge.No"]);
        yield return Reach("ClientField.MunicipalityCode", reach => MunicipalityName(reach.MunicipalityCode));
        yield return Reach("ClientField.StreetAddress", reach => TextOrNull(string.Join(", ", new[] { reach.StreetAddress, $"{reach.PostalCode} {reach.Place}".Trim() }.Where(part => !string.IsNullOrEmpty(part)))));
        yield return Reach("ClientField.Phones", reach => TextOrNull(string.Join(", ", reach.Phones)));
        yield return Reach("ClientField.Email", reach => reach.Email);
        yield return Reach("ClientField.ContactWishes", reach => reach.ContactWishes);
        yield return Field("ClientField.PreferredContact", details => details.PreferredContact is { } preferred ? Texts[$"ContactPreference.{preferred}"].Value : null);
        yield return Field("ClientField.ServiceLanguage", details => Texts[$"ServiceLanguage.{details.ServiceLanguage}"]);
        yield return Field("ClientField.InterpreterLanguage", details => details.NeedsInterpreter ? details.InterpreterLanguage : null);
        yield return new ComparedField(Texts["Merge.Recorded"], Day(one.RecordedAtUtc), Day(other.RecordedAtUtc)) { IsCompared = false };
        yield return Count("MovedRow.Case", side => side.CaseCount);
        yield return Count("MovedRow.Contact", side => side.ContactCount);
        yield return Count("MovedRow.Assessment", side => side.AssessmentCount);
        yield return Count("MovedRow.SegmentDecision", side => side.DecisionCount);
        yield return new ComparedField(Texts["MovedRow.Consent"], ConsentsOf(one), ConsentsOf(other)) { IsCompared = false };
        yield return Reach("MovedRow.Relation", reach => Number(reach.CloseOnes.Count), isCompared: false);
    }

    private string? ConsentsOf(ComparedClient side) =>
        TextOrNull(string.Join(", ", side.Details.Consents.Select(consent => $"{Texts[$"ConsentKind.{consent.Kind}"].Value} {Texts[$"ConsentAnswer.{consent.Answer}"].Value}")));

    private static string? TextOrNull(string text) => text.Length == 0 ? null : text;

    private static string Number(int count) => count.ToString(CultureInfo.CurrentCulture);
}
