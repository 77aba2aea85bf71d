using Palveluohjaus.Guidance.Workbench;

namespace Palveluohjaus.Guidance.Deadlines.Forecast;

/// <summary>What a running deadline's chance is judged by. Members from the last to the first may be left open, to speak of more deadlines at once.</summary>
/// <param name="RuleCode">Which deadline it is.</param>
/// <param name="AgeBand">How much of the time is used, in tenths: 0 is under 10 %, 9 is 90–100 %.</param>
/// <param name="Stage">How far the case has come.</param>
/// <param name="Load">How much waits in the unit that has it.</param>
/// <param name="Segment">The client's confirmed segment; empty when none is.</param>
public readonly record struct ForecastSituation(string? RuleCode, int? AgeBand, CaseStage? Stage, UnitLoad? Load, string? Segment)
{
    public const int AgeBandCount = 10;

    /// <summary>How many members there are to leave open.</summary>
    internal const int LevelCount = 5;

    /// <param name="usedShare">0 to 1; what is over is late already, and nothing to forecast.</param>
    public static int AgeBandOf(double usedShare) => Math.Clamp((int)(usedShare * AgeBandCount), 0, AgeBandCount - 1);

    /// <summary>Where the case stands as the forecast tells stages apart: what waits for its first assessment is received, whether it has a due time or not.</summary>
    public static CaseStage StageOf(CaseStage stage, bool hasAssessment) => stage == CaseStage.FirstAssessment && !hasAssessment ? CaseStage.Received : stage;

    /// <summary>The first <paramref name="level"/> members, the others left open.</summary>
    internal ForecastSituation At(int level) => new(
        level >= 1 ? RuleCode : null, level >= 2 ? AgeBand : null, level >= 3 ? Stage : null, level >= 4 ? Load : null, level >= 5 ? Segment : null);
}

/// <summary>How much waits in a unit against what it closes: thirds of the county's own history.</summary>
public enum UnitLoad
{
    /// <summary>No unit has the case, or nothing is known of it yet.</summary>
    Unknown,
    Low,
    Middle,
    High,
}
