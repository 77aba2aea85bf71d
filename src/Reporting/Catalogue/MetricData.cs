using System.Text.Json;
using System.Text.Json.Serialization;

namespace Palveluohjaus.Reporting.Catalogue;

/// <summary>What <c>metrics.json</c> says of each metric: what is neither computed nor put into words.</summary>
internal static class MetricData
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) } };
    private static readonly Dictionary<string, Entry> Entries = Read();

    /// <summary>The ids it has something to say of.</summary>
    public static IReadOnlyCollection<string> Ids => Entries.Keys;

    /// <exception cref="InvalidOperationException">It says nothing of this metric.</exception>
    public static MetricDefinition Define(string id, BenefitGoal goal, Direction direction)
    {
        var entry = Entries.GetValueOrDefault(id) ?? throw new InvalidOperationException($"metrics.json has nothing on '{id}'.");
        return new MetricDefinition(id, goal, direction) { Units = entry.Units, MainStatistic = entry.MainStatistic, Source = entry.Source, MinimumN = entry.MinimumN, Target = entry.Target, NotComputableWhere = entry.NotComputableWhere, NeedsPeriodEnds = entry.NeedsPeriodEnds };
    }

    private static Dictionary<string, Entry> Read()
    {
        using var json = typeof(MetricData).Assembly.GetManifestResourceStream("metrics.json") ?? throw new InvalidOperationException("metrics.json is not in the assembly.");
        return JsonSerializer.Deserialize<Dictionary<string, Entry>>(json, Strict)!;
    }

    private sealed record Entry
    {
        public required string Units { get; init; }
        public string? MainStatistic { get; init; }
        public required string Source { get; init; }
        public required int MinimumN { get; init; }
        public IReadOnlyList<NotComputableReason> NotComputableWhere { get; init; } = [];
        public bool NeedsPeriodEnds { get; init; }
        public MetricTarget? Target { get; init; }
    }
}
