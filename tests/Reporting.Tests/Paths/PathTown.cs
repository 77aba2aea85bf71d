using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Reporting.Paths;

namespace Palveluohjaus.Reporting.Tests.Paths;

/// <summary>Cases written as words: <c>"A B@2 C"</c> is three activities, the second in unit 2, an hour apart from another.</summary>
internal sealed class PathTown
{
    private static readonly long First = new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
    private readonly Dictionary<string, int> _activities = [];

    public CaseTable Cases { get; } = new();

    /// <summary>Of services that have started.</summary>
    public ReferralTable Referrals { get; } = new();

    public PathWords Words => new(
        [
            .. _activities.Select(activity => new TraceWord { Kind = TraceWordKind.Activity, Number = activity.Value, Word = activity.Key }),
            .. Enumerable.Range(1, 9).Select(unit => new TraceWord { Kind = TraceWordKind.Unit, Number = unit, Word = $"U{unit}" }),
        ],
        new Dictionary<Guid, string>());

    public IReadOnlyList<TraceWord> TraceWords =>
    [
        .. _activities.Select(activity => new TraceWord { Kind = TraceWordKind.Activity, Number = activity.Value, Word = activity.Key }),
        .. Enumerable.Range(1, 9).Select(unit => new TraceWord { Kind = TraceWordKind.Unit, Number = unit, Word = $"U{unit}" }),
    ];

    /// <param name="count">How many cases take the path.</param>
    /// <param name="path">See the class.</param>
    /// <param name="closed">False for cases that are still open.</param>
    /// <param name="municipality">Where.</param>
    /// <param name="stepMinutes">Between one step and the next.</param>
    /// <param name="unit">Whose the cases are now.</param>
    /// <param name="sectors">Of the services that start in each case, one after another.</param>
    public PathTown Add(int count, string path, bool closed = true, string? municipality = null, int stepMinutes = 60, string? unit = null, params string?[] sectors)
    {
        var events = new List<TraceEvent>();
        foreach (var word in path.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = word.Split('@');
            if (!_activities.TryGetValue(parts[0], out var activity))
                _activities.Add(parts[0], activity = _activities.Count + 1);
            events.Add(new TraceEvent(First + (events.Count * stepMinutes * 60_000L), parts.Length > 1 ? int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) : 0, activity));
        }

        var packed = EventTrace.Pack(events);
        for (var i = 0; i < count; i++)
        {
            var row = Cases.Add();
            foreach (var (dimension, column) in Cases.Dimensions)
                column.Set(row, dimension switch { Dimension.Municipality => municipality, Dimension.Unit => unit, _ => null });
            Cases.ReceivedAt[row] = EventTrace.TicksOf(First);
            Cases.ClosedAt[row] = closed ? EventTrace.TicksOf(First) : FactTable.Never;
            Cases.NextContactOnThemeAt[row] = FactTable.Never;
            Cases.Trace.Set(row, packed);
            // The latest is stored first: what comes first is told by when it starts.
            for (var index = sectors.Length - 1; index >= 0; index--)
            {
                var referral = Referrals.Add();
                foreach (var (dimension, column) in Referrals.Dimensions)
                    column.Set(referral, dimension == Dimension.Sector ? sectors[index] : null);
                (Referrals.StartedAt[referral], Referrals.CaseRow[referral]) = (EventTrace.TicksOf(First) + index, row);
            }
        }

        return this;
    }

    public PathLog Mine(string? municipality = null) => MinePaths.Mine(Cases, Cases.AllRows, Words, Peers(municipality).GroupOf).Of(Peers(municipality).Own);

    public PathPeers Peers(string? municipality = null) =>
        new(Cases, municipality is null ? new Dictionary<Dimension, string>() : new Dictionary<Dimension, string> { [Dimension.Municipality] = municipality });

    /// <summary>A step's name as it was written; a unit's number.</summary>
    public string NameOf(PathLog log, int step) => step switch
    {
        PathLog.Start => "(",
        PathLog.End => ")",
        PathLog.Open => "~",
        _ when log.Steps[step].IsUnit => $"@{-log.Steps[step].Key}",
        _ => _activities.First(activity => activity.Value == log.Steps[step].Key).Key,
    };

    public Dictionary<string, int> Edges(PathLog log) => log.Edges.ToDictionary(edge => $"{NameOf(log, edge.From)}{NameOf(log, edge.To)}", edge => edge.Count);

    public Dictionary<string, int> Variants(PathLog log) => log.Variants.ToDictionary(variant => string.Concat(variant.Steps.Select(step => NameOf(log, step))), variant => variant.Count);
}
