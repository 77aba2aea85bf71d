using Microsoft.AspNetCore.Components;
using Palveluohjaus.Guidance.Clients;

namespace Palveluohjaus.Guidance.ClientSegments;

/// <summary>What the pages about a client's segment share.</summary>
public abstract class SegmentPageBase : OneClientPageBase
{
    [Inject] public required SegmentHistory History { get; set; }

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();

        // The card asks for the ground.
        if (ClientId is not null && Ground is null)
            Navigation.NavigateTo($"/clients/{ClientId}");
    }

    /// <summary>Why there was no suggestion.</summary>
    protected string NoSuggestion(SegmentDecision decision) => decision switch
    {
        { Abstained: { } abstained } => Texts[$"Segments.Abstained.{abstained}"],
        { AssessmentId: not null, ModelVersion: null } => Texts["Segments.NoModel"],
        _ => "–",
    };

    protected string ReasonText(PastDecision past)
    {
        var decision = past.Decision;
        if (past.AreWordsHidden && decision.OverrideReason is not null)
            return decision.OverrideReasonKind is { } hiddenKind ? $"{Texts[$"OverrideReasonKind.{hiddenKind}"]} ({Texts["Segments.WordsHidden"]})" : Texts["Segments.WordsHidden"];
        if (decision.OverrideReasonKind is not { } kind)
            return decision.OverrideReason ?? (decision.SuggestedSegment == decision.Segment ? Texts["Segments.Confirmed"] : "–");
        return decision.OverrideReason is { } words ? $"{Texts[$"OverrideReasonKind.{kind}"]}: {words}" : Texts[$"OverrideReasonKind.{kind}"];
    }
}
