using Palveluohjaus.Guidance.County;

namespace Palveluohjaus.Guidance.Retention;

/// <summary>
/// How long each kind of data is kept. As shipped it removes nothing: it is not enabled, and every time is to be confirmed. A county writes
/// <see cref="FileName"/> of its own; a kind that is not in it is as shipped.
/// </summary>
public sealed class RetentionRules
{
    /// <summary>The county's own file, in the data directory.</summary>
    public const string FileName = "retention.json";

    /// <summary>As long as the longest times that laws give.</summary>
    public const int MostMonths = 150 * 12;

    /// <summary>A mistyped time must not take those who are guided today.</summary>
    public const int FewestMonthsOfClients = 12;

    private const int MostClients = 100_000;
    private const int BasisMaxLength = 300;

    private RetentionRules(bool isEnabled, int mostClientsPerRun, IReadOnlyList<RetentionRule> all, IReadOnlySet<RetainedKind> ownKinds) =>
        (IsEnabled, MostClientsPerRun, All, OwnKinds) = (isEnabled, mostClientsPerRun, all, ownKinds);

    /// <summary>What is shipped.</summary>
    public static RetentionRules Shipped { get; } = CountyDataFile.ReadShipped($"Retention.{FileName}", (json, fileName) => Read(json, fileName, shipped: null));

    /// <summary>Whether anything may be removed at all.</summary>
    public bool IsEnabled { get; }

    /// <summary>A wrong rule or a wrong clock takes no more clients, and no more cases without one, in one night.</summary>
    public int MostClientsPerRun { get; }

    /// <summary>One of each kind, in the order of <see cref="RetainedKind"/>.</summary>
    public IReadOnlyList<RetentionRule> All { get; }

    /// <summary>The kinds the county has written itself.</summary>
    public IReadOnlySet<RetainedKind> OwnKinds { get; }

    public RetentionRule Of(RetainedKind kind) => All.Single(rule => rule.Kind == kind);

    /// <summary>Whether data is removed by this rule.</summary>
    public bool Removes(RetentionRule rule) => IsEnabled && rule is { IsInUse: true, IsToBeConfirmed: false };

    /// <param name="dataDirectory">Where the county's own file may lie.</param>
    /// <exception cref="InvalidDataException">The message lists everything that is wrong in the file.</exception>
    public static RetentionRules ReadOf(string dataDirectory) => CountyDataFile.ReadOwnOr(dataDirectory, FileName, Shipped, (json, fileName) => Read(json, fileName, Shipped));

    /// <param name="json">UTF-8 JSON.</param>
    /// <param name="fileName">What to call the file in messages.</param>
    /// <param name="shipped">What holds where the file says nothing; null for the shipped file itself.</param>
    /// <exception cref="InvalidDataException">The message lists everything that is wrong in the file.</exception>
    public static RetentionRules Read(Stream json, string fileName, RetentionRules? shipped)
    {
        var errors = new List<string>();
        if (CountyDataFile.Parse<FileContent>(json, fileName, "this is not what the file holds", errors) is not { } file)
            throw CountyDataFile.Refusal(errors);

        if (file.Version is not > 0)
            errors.Add($"{fileName}, version: must be a whole number over 0.");
        if (file.Enabled is null)
            errors.Add($"{fileName}, enabled: is missing; it must be true or false.");
        if (file.MostClientsPerRun is { } most and not (>= 1 and <= MostClients))
            errors.Add($"{fileName}, mostClientsPerRun: {most} must be 1–{MostClients}.");
        var own = new Dictionary<RetainedKind, RetentionRule>();
        foreach (var (index, given) in (file.Rules ?? []).Index())
        {
            var place = new CountyDataPlace(fileName, $"rules[{index}]", given.Kind ?? string.Empty, errors);
            var before = errors.Count;
            var rule = ReadRule(given, place);
            if (errors.Count == before && !own.TryAdd(rule.Kind, rule))
                place.Wrong("kind", "stands twice. Keep one of them.");
        }

        if (shipped is null && own.Count < Enum.GetValues<RetainedKind>().Length)
            errors.Add($"{fileName}, rules: a kind is missing.");
        if (errors.Count > 0)
            throw CountyDataFile.Refusal(errors);
        return new RetentionRules(
            file.Enabled!.Value,
            file.MostClientsPerRun ?? shipped?.MostClientsPerRun ?? MostClients,
            [.. Enum.GetValues<RetainedKind>().Select(kind => own.GetValueOrDefault(kind) ?? shipped!.Of(kind))],
            shipped is null ? new HashSet<RetainedKind>() : own.Keys.ToHashSet());
    }

    private static RetentionRule ReadRule(RuleInFile given, CountyDataPlace place)
    {
        var kind = place.ReadCode<RetainedKind>(given.Kind, "kind");
        var fewest = kind == RetainedKind.Clients ? FewestMonthsOfClients : 1;
        if (given.Months is null || given.Months < fewest || given.Months > MostMonths)
            place.Wrong("months", $"must be a whole number of months, {fewest}–{MostMonths}.");
        return new RetentionRule
        {
            Kind = kind,
            Months = given.Months.GetValueOrDefault(),
            Basis = place.ReadText(given.Basis, "basis", BasisMaxLength),
            IsToBeConfirmed = given.ToBeConfirmed ?? false,
            IsInUse = given.InUse ?? true,
        };
    }

    private sealed record FileContent
    {
        public int? Version { get; init; }
        public bool? Enabled { get; init; }
        public int? MostClientsPerRun { get; init; }
        public IReadOnlyList<RuleInFile>? Rules { get; init; }
    }

    private sealed record RuleInFile
    {
        public string? Kind { get; init; }
        public int? Months { get; init; }
        public TextInFile? Basis { get; init; }
        public bool? ToBeConfirmed { get; init; }
        public bool? InUse { get; init; }
    }
}
