using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.Registry;

namespace Palveluohjaus.Guidance.ModelWatch;

/// <summary>From where on a figure is to be looked into or acted on. docs/model-governance.md says why.</summary>
internal static class WatchLimits
{
    /// <summary>With fewer decisions a group has no figures, as on a model's card.</summary>
    public const int MinimumRows = EvaluatePredictions.MinimumGroupRows;

    /// <summary>With fewer workers a unit's figures would be those of one of them.</summary>
    public const int MinimumWorkers = 3;

    /// <summary>What is withheld of a dimension must be this many decisions, or it could be told from the sum.</summary>
    public const int MinimumWithheld = 5;

    /// <summary>A difference whose interval excludes 0 is looked into; one that is this large besides is acted on, as at promoting.</summary>
    public const double LargeDifference = PromotionGate.DefaultMaximumGroupGap;

    private const double QuickToLookAt = 0.10;
    private const double QuickToActOn = 0.25;
    private const int HastySeconds = 2 * ReadConfirmedDecisions.WeighedSeconds;
    private const double LowAgreement = 0.50;
    private const double PoorAgreement = 0.65;

    /// <summary>A model that is never contradicted is hardly looked at: professionals agree less with each other.</summary>
    private const double BlindAgreement = 0.97;

    public static WatchLevel OfDrift(DriftState state) => state switch
    {
        DriftState.TooFewRows => WatchLevel.TooFew,
        DriftState.Stable => WatchLevel.Ok,
        DriftState.Moderate => WatchLevel.Look,
        DriftState.Large => WatchLevel.Act,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state of drift."),
    };

    public static WatchLevel OfAgreement(double share) => share switch
    {
        < LowAgreement => WatchLevel.Act,
        < PoorAgreement or >= BlindAgreement => WatchLevel.Look,
        _ => WatchLevel.Ok,
    };

    public static WatchLevel OfDifference(Estimate difference) => (difference.Low > 0 || difference.High < 0, Math.Abs(difference.Value) > LargeDifference) switch
    {
        (false, _) => WatchLevel.Ok,
        (true, false) => WatchLevel.Look,
        (true, true) => WatchLevel.Act,
    };

    public static WatchLevel OfQuickShare(double share) => share switch
    {
        >= QuickToActOn => WatchLevel.Act,
        >= QuickToLookAt => WatchLevel.Look,
        _ => WatchLevel.Ok,
    };

    public static WatchLevel OfMedianSeconds(double seconds) => seconds switch
    {
        < ReadConfirmedDecisions.WeighedSeconds => WatchLevel.Act,
        < HastySeconds => WatchLevel.Look,
        _ => WatchLevel.Ok,
    };
}
