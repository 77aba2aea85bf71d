using Palveluohjaus.Guidance.Workbench;

namespace Palveluohjaus.Guidance.Deadlines.Forecast;

/// <summary>One fit of the deadline-risk forecast to the county's own history, and how well such a fit told of what it had not seen.</summary>
public sealed class DeadlineForecast
{
    /// <summary>With fewer deadlines to try it on nothing is told of how well it does.</summary>
    public const int LeastTested = 100;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required DateTime FittedAtUtc { get; init; }

    /// <summary>When the first of the deadlines it rests on was due; null when there were none.</summary>
    public required DateTime? FirstDueAtUtc { get; init; }

    /// <inheritdoc cref="FirstDueAtUtc"/>
    public required DateTime? LastDueAtUtc { get; init; }

    /// <summary>How many deadlines it rests on.</summary>
    public required int Deadlines { get; init; }

    /// <summary>How many of them were missed.</summary>
    public required int Missed { get; init; }

    /// <summary>Weeks of waiting work in a unit from which its load is no longer low.</summary>
    public required double MiddleLoadFromWeeks { get; init; }

    /// <summary>Likewise, from which it is high.</summary>
    public required double HighLoadFromWeeks { get; init; }

    /// <summary>How many of the newest deadlines the forecast was tried on; 0 when there were too few to tell, and the three that follow are 0.</summary>
    public required int TestDeadlines { get; init; }

    /// <summary>Mean squared difference between the chance and what came: 0 is perfect.</summary>
    public required double Brier { get; init; }

    /// <summary>The same of each rule's plain share, which the forecast must beat.</summary>
    public required double BrierOfRate { get; init; }

    /// <summary>How far what was forecast is from what came on average, 0–1.</summary>
    public required double CalibrationError { get; init; }
}

/// <summary>How many deadlines a rule had, and how many of them were missed.</summary>
public sealed class ForecastRule
{
    public required Guid ForecastId { get; init; }
    public required string RuleCode { get; init; }
    public required int Known { get; init; }
    public required int Missed { get; init; }
}

/// <summary>How many deadlines were in a situation, and how many of them were missed. There is nobody in it.</summary>
public sealed class ForecastCell
{
    public required Guid ForecastId { get; init; }
    public required string RuleCode { get; init; }
    public required int AgeBand { get; init; }
    public required CaseStage Stage { get; init; }
    public required UnitLoad Load { get; init; }

    /// <summary>Empty when none was confirmed.</summary>
    public required string Segment { get; init; }

    public required int Known { get; init; }
    public required int Missed { get; init; }
}

/// <summary>A unit's load when the forecast was fitted, which the day's forecasts rest on.</summary>
public sealed class ForecastLoad
{
    public required Guid ForecastId { get; init; }
    public required Guid UnitId { get; init; }
    public required UnitLoad Load { get; init; }
    public required double WeeksOfWork { get; init; }
}

/// <summary>What was forecast against what came, of a part of the newest deadlines.</summary>
public sealed class ForecastBin
{
    public required Guid ForecastId { get; init; }

    /// <summary>Empty for a group of all rules' moments by what was forecast.</summary>
    public required string RuleCode { get; init; }

    /// <summary>From 0; 0 for a rule.</summary>
    public required int Index { get; init; }

    public required int Moments { get; init; }
    public required int Deadlines { get; init; }

    /// <summary>The mean chance that was forecast, 0–1.</summary>
    public required double Forecast { get; init; }

    /// <summary>The share that was missed, 0–1.</summary>
    public required double Observed { get; init; }
}
