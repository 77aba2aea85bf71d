namespace Palveluohjaus.Guidance.Deadlines.Forecast;

/// <summary>How well a forecast fitted on older deadlines told of newer ones.</summary>
internal sealed record ForecastQuality
{
    /// <summary>Groups of about as many moments each, by what was forecast.</summary>
    public const int BinCount = 10;

    /// <summary>The share of the deadlines, the newest, that the forecast is tried on.</summary>
    private const double TestShare = 0.2;

    /// <summary>Mean squared difference between the chance and what came (Brier 1950): 0 is perfect.</summary>
    public required double Brier { get; init; }

    /// <summary>The same of each rule's plain share.</summary>
    public required double BrierOfRate { get; init; }

    /// <summary>How far what was forecast is from what came on average, over <see cref="Bins"/>: 0–1.</summary>
    public required double CalibrationError { get; init; }

    /// <summary>How many deadlines it was tried on.</summary>
    public required int Deadlines { get; init; }

    public required IReadOnlyList<Bin> Bins { get; init; }

    /// <summary>The same for each rule as a whole.</summary>
    public required IReadOnlyDictionary<string, Bin> Rules { get; init; }

    /// <summary>Fits on the older deadlines, all of them due before the first of the newer, and tries the fit on the newer.</summary>
    /// <returns>Null when there is too little to try it on.</returns>
    public static ForecastQuality? Measure(IReadOnlyCollection<PastMoment> moments)
    {
        var deadlines = moments.GroupBy(moment => (moment.CaseId, moment.Situation.RuleCode)).Select(group => group.First().DueAtUtc).Order().ToList();
        if (deadlines.Count == 0)
            return null;
        var from = deadlines[(int)(deadlines.Count * (1 - TestShare))];
        var rates = MissRates.Of([.. moments.Where(moment => moment.DueAtUtc < from)]);
        var tried = moments.Where(moment => moment.DueAtUtc >= from)
            .Select(moment => (Moment: moment, Forecast: rates.Find(moment.Situation)?.Share, Rate: rates.RateOf(moment.Situation.RuleCode!)))
            .Where(each => each.Forecast is not null).Select(each => new Tried(each.Moment, each.Forecast!.Value, each.Rate!.Value))
            .OrderBy(each => each.Forecast).ToList();
        if (CountDeadlines(tried) < DeadlineForecast.LeastTested)
            return null;

        var bins = new List<Bin>();
        for (var at = 0; at < tried.Count;)
        {
            // Moments given the same chance stay together.
            var end = Math.Min(tried.Count, Math.Max(at + 1, (int)Math.Ceiling((bins.Count + 1) * (double)tried.Count / BinCount)));
            while (end < tried.Count && tried[end].Forecast == tried[end - 1].Forecast)
                end++;
            bins.Add(BinOf(tried[at..end]));
            at = end;
        }

        return new ForecastQuality
        {
            Brier = tried.Average(each => Square(each.Forecast - each.Outcome)),
            BrierOfRate = tried.Average(each => Square(each.Rate - each.Outcome)),
            CalibrationError = bins.Sum(bin => bin.Moments * Math.Abs(bin.Forecast - bin.Observed)) / tried.Count,
            Deadlines = CountDeadlines(tried),
            Bins = bins,
            Rules = tried.GroupBy(each => each.Moment.Situation.RuleCode!).ToDictionary(group => group.Key, group => BinOf([.. group])),
        };
    }

    private static Bin BinOf(List<Tried> tried) => new(tried.Count, CountDeadlines(tried), tried.Average(each => each.Forecast), tried.Average(each => each.Outcome));

    private static int CountDeadlines(List<Tried> tried) => tried.Select(each => (each.Moment.CaseId, each.Moment.Situation.RuleCode)).Distinct().Count();

    private static double Square(double value) => value * value;

    /// <param name="Moments">How many moments it holds.</param>
    /// <param name="Deadlines">Of how many deadlines.</param>
    /// <param name="Forecast">The mean chance that was forecast, 0–1.</param>
    /// <param name="Observed">The share that was missed, 0–1.</param>
    public sealed record Bin(int Moments, int Deadlines, double Forecast, double Observed);

    private sealed record Tried(PastMoment Moment, double Forecast, double Rate)
    {
        public double Outcome => Moment.WasMissed ? 1 : 0;
    }
}
