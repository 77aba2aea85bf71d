using System.Text.Json.Serialization;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Catalogue;

/// <summary>What is asked of the metrics.</summary>
public sealed record MetricQuery
{
    /// <summary>First day, from the county's midnight; null for all there is.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The day after the last, to the county's midnight; null for up to now.</summary>
    public DateOnly? To { get; init; }

    public IReadOnlyList<Dimension> By { get; init; } = [];

    /// <summary>Divides the period itself, after the dimensions.</summary>
    public TimeGrain? Grain { get; init; }

    /// <summary>Only rows whose dimension has this code.</summary>
    public IReadOnlyDictionary<Dimension, string> Only { get; init; } = new Dictionary<Dimension, string>();
}

public enum TimeGrain
{
    Day,
    Week,
    Month,
    Year,
}

/// <summary>One figure of one metric, as files and pages show it.</summary>
public sealed record MetricValue
{
    /// <summary>The code of a value that was not recorded.</summary>
    public const string NotKnown = "not-known";

    public required string Metric { get; init; }
    public required string Statistic { get; init; }
    public required double? Value { get; init; }
    public required string Unit { get; init; }

    /// <summary>How many rows the figure rests on; null when it is suppressed.</summary>
    public required int? N { get; init; }

    /// <summary>See <see cref="Measurement.Tells"/>. For deciding what pages may show; files hold the figure itself.</summary>
    [JsonIgnore]
    public IReadOnlyList<int> Tells { get; init; } = [];

    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }

    /// <summary>Dimension or time grain → code, in the order asked for.</summary>
    public IReadOnlyDictionary<string, string> By { get; init; } = new Dictionary<string, string>();

    public required MetricState State { get; init; }

    /// <summary>Why it is not computable; null when it is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public NotComputableReason? Reason { get; init; }

    /// <summary>Whether it rests on fewer rows than its metric asks for, and says little.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsBelowMinimumN { get; init; }
}

public enum MetricState
{
    Ok,

    /// <summary>Hidden so that no person can be told apart.</summary>
    Suppressed,

    /// <summary>There is nothing to compute it from.</summary>
    NotComputable,
}
