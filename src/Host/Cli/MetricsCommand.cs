using System.CommandLine;
using System.Globalization;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Imports;
using Palveluohjaus.Guidance.Services;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Reporting.Schedules;
using Palveluohjaus.Segmentation.Scheme;

namespace Palveluohjaus.Host.Cli;

/// <summary><c>metrics show</c>, <c>metrics refresh</c> and <c>metrics describe</c>.</summary>
internal static class MetricsCommand
{
    private const string DayFormat = "yyyy-MM-dd";

    /// <summary>More rows of one figure nobody reads, and each is a look through the facts.</summary>
    private const int MostPeriods = 2_000;

    // A year off in typing must not make an answer of a million empty days, nor a day that has no day after it.
    private static readonly DateOnly EarliestDay = new(1900, 1, 1);
    private static readonly DateOnly LatestDay = new(2199, 12, 31);

    private static readonly Option<string[]> MetricIds = new("--metric") { Description = "Only these metrics, by id.", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string?> From = new("--from") { Description = "First day (yyyy-mm-dd), from the county's midnight." };
    private static readonly Option<string?> To = new("--to") { Description = "The day after the last (yyyy-mm-dd), to the county's midnight." };
    private static readonly Option<string[]> By = new("--by") { Description = $"Divide by: {string.Join(", ", DivisionNames())}.", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string[]> Only = new("--only") { Description = "Limit to a dimension's value, as municipality=905; not-known for what was not recorded.", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string> Format = new("--format") { Description = "table, json or csv.", DefaultValueFactory = _ => "table" };
    private static readonly Option<bool> Rebuild = new("--rebuild") { Description = "Throw the facts away and measure everything again." };

    public static Command Create()
    {
        Format.AcceptOnlyFromAmong("table", "json", "csv");
        var show = new Command("show", "Prints metrics from facts.") { MetricIds, From, To, By, Only, Format };
        show.SetAction(ShowAsync);
        var refresh = new Command("refresh", "Brings the facts up to date.") { Rebuild };
        refresh.SetAction((parsed, cancellationToken) =>
            RefreshAsync(parsed.GetRequiredValue(CommonOptions.Data), parsed.GetValue(Rebuild), cancellationToken));
        var describe = new Command("describe", "Prints the page of metrics (docs/metrics.md), written from the catalogue.");
        describe.SetAction(_ =>
        {
            Output.Results.Write(DescribeMetrics.Write());
            return ExitCodes.Done;
        });
        return new Command("metrics", "Flow metrics.") { show, refresh, describe };
    }

    private static async Task<int> ShowAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var metrics = ReadMetrics(parsed.GetValue(MetricIds) ?? []);
        var query = ReadQuery(parsed);
        await using var services = await CommandServices.OpenExistingAsync(parsed.GetRequiredValue(CommonOptions.Data), cancellationToken);
        var facts = await services.GetRequiredService<CurrentFacts>().GetAsync(cancellationToken);
        RequireKnownCodes(facts, query);
        if (facts.RefreshedAtUtc is null)
            Output.Say("There are no facts yet: run 'metrics refresh' first.");
        else
            CheckPeriod(facts, query, services.GetRequiredService<CountyCalendar>(), services.GetRequiredService<TimeProvider>());

        var values = services.GetRequiredService<MeasureMetrics>().Measure(facts, metrics, query).ToList();
        MetricsOutput.Write(Output.Results, values, parsed.GetRequiredValue(Format));
        return ExitCodes.Done;
    }

    public static async Task<int> RefreshAsync(DirectoryInfo data, bool rebuild, CancellationToken cancellationToken)
    {
        await using var services = await CommandServices.OpenAsync(data, cancellationToken);
        await RefreshAsync(services, rebuild, cancellationToken);
        return ExitCodes.Done;
    }

    /// <summary>Refreshes on services that are open already; the import, the demo and the command all end here.</summary>
    public static async Task RefreshAsync(IServiceProvider services, bool rebuild, CancellationToken cancellationToken)
    {
        var isAnotherAtIt = false;
        var rows = await Output.WithProgressAsync<int, int>(
            rebuild ? "Measuring everything again." : "Bringing the facts up to date.",
            cases => $"{cases:N0} cases",
            progress => services.GetRequiredService<JobLog>().RunAsync(
                RefreshFactsJob.Name,
                async (scope, token) =>
                {
                    var changed = await RefreshFactsJob.TryRunAsync(scope, rebuild, progress, token);
                    isAnotherAtIt = changed is null;
                    return changed ?? 0;
                },
                cancellationToken));
        Output.Say((isAnotherAtIt, rows) switch
        {
            (true, _) => "Another process writes the facts at this moment. What was recorded is taken in by it, or by the next refresh.",
            (_, 0) => "Nothing changed: the facts are up to date.",
            _ => $"{rows:N0} facts changed.",
        });
    }

    private static IReadOnlyList<Metric> ReadMetrics(string[] ids) => ids.Length == 0
        ? MetricCatalogue.All
        : [.. ids.Select(id => MetricCatalogue.Find(id) ?? throw new CommandRefused(
            MetricWords.Of("Metrics.NoMetric", VisibleText.Of(id), string.Join(", ", MetricCatalogue.All.Select(metric => metric.Definition.Id)))))];

    private static MetricQuery ReadQuery(ParseResult parsed)
    {
        var (from, to) = ReadPeriod(parsed, From, To);
        var dimensions = new List<Dimension>();
        TimeGrain? grain = null;
        foreach (var name in parsed.GetValue(By) ?? [])
        {
            if (Codes.Find<Dimension>(name) is { } dimension && !dimensions.Contains(dimension))
                dimensions.Add(dimension);
            else if (Codes.Find<TimeGrain>(name) is { } named && grain is null)
                grain = named;
            else
                throw new CommandRefused(MetricWords.Of("Metrics.CannotDivide", VisibleText.Of(name), string.Join(", ", DivisionNames())));
        }

        return new MetricQuery { From = from, To = to, By = dimensions, Grain = grain, Only = ReadLimits(parsed.GetValue(Only) ?? []) };
    }

    private static Dictionary<Dimension, string> ReadLimits(string[] limits)
    {
        var only = new Dictionary<Dimension, string>();
        foreach (var limit in limits)
        {
            var parts = limit.Split('=', 2);
            if (parts.Length != 2 || Codes.Find<Dimension>(parts[0]) is not { } dimension || !only.TryAdd(dimension, parts[1]))
                throw new CommandRefused(MetricWords.Of("Metrics.CannotLimit", VisibleText.Of(limit), string.Join(", ", Enum.GetValues<Dimension>().Select(Codes.Of))));
        }

        return only;
    }

    /// <summary>A code that no row has is a mistyped one, unless it is a code the product itself knows, which may well have no rows.</summary>
    private static void RequireKnownCodes(FactSnapshot facts, MetricQuery query)
    {
        foreach (var (dimension, code) in query.Only)
        {
            var known = CodesOf(dimension)
                .Concat(facts.Tables
                    .Where(table => table.Dimensions.ContainsKey(dimension))
                    .SelectMany(table => table.Dimensions[dimension].Values))
                .Append(MetricValue.NotKnown)
                .Distinct()
                .Order(StringComparer.Ordinal)
                .ToList();
            if (!known.Contains(code))
                throw new CommandRefused(MetricWords.Of("Metrics.NoCode", Codes.Of(dimension), VisibleText.Of(code), string.Join(", ", known.Select(VisibleText.Of))));
        }
    }

    /// <summary>Refuses one that would be cut into too many parts, and tells when it lies outside the records.</summary>
    private static void CheckPeriod(FactSnapshot facts, MetricQuery query, CountyCalendar calendar, TimeProvider clock)
    {
        if (facts.EarliestAt == FactTable.Never)
            return;
        var (first, today) = (calendar.DayOf(new DateTime(facts.EarliestAt, DateTimeKind.Utc)), calendar.DayOf(clock.GetUtcNow().UtcDateTime));
        var days = (query.To ?? today).DayNumber - (query.From ?? first).DayNumber;
        if (query.Grain is { } grain && days / (grain switch { TimeGrain.Day => 1, TimeGrain.Week => 7, TimeGrain.Month => 28, _ => 365 }) > MostPeriods)
            throw new CommandRefused(MetricWords.Of("Metrics.TooManyPeriods", Codes.Of(grain), MostPeriods));
        if (query.To <= first || query.From > today)
            Output.Say(MetricWords.Of("Metrics.OutsideRecords", first.ToString(DayFormat, CultureInfo.InvariantCulture), today.ToString(DayFormat, CultureInfo.InvariantCulture)));
    }

    private static IEnumerable<string> CodesOf(Dimension dimension) => dimension switch
    {
        Dimension.Channel => ContactChannels.Codes,
        Dimension.Language or Dimension.ClientLanguage => Enum.GetValues<ServiceLanguage>().Select(Codes.Of),
        Dimension.LifeStage => Enum.GetValues<LifeStage>().Select(Codes.Of),
        Dimension.Theme => Enum.GetValues<NeedReason>().Select(Codes.Of),
        Dimension.Segment => SegmentationScheme.Default.Segments.Select(segment => segment.Code),
        Dimension.AgeBand => AgeBands.Codes,
        Dimension.Sector => Enum.GetValues<ServiceSector>().Select(Codes.Of),
        Dimension.OverrideReason => Enum.GetValues<OverrideReasonKind>().Select(Codes.Of),
        Dimension.Source or Dimension.Municipality or Dimension.Unit or Dimension.Method or Dimension.Measure or Dimension.Series => [],
        _ => throw new ArgumentOutOfRangeException(nameof(dimension), dimension, "Not a dimension."),
    };

    /// <summary>The county's days of two options; refused when the one is not before the other.</summary>
    public static (DateOnly? From, DateOnly? To) ReadPeriod(ParseResult parsed, Option<string?> fromOption, Option<string?> toOption)
    {
        var from = ReadDay(parsed.GetValue(fromOption), "--from");
        var to = ReadDay(parsed.GetValue(toOption), "--to");
        return from >= to
            ? throw new CommandRefused(MetricWords.Of(from == to ? "Metrics.PeriodEmpty" : "Metrics.PeriodBackwards", from?.ToString(DayFormat, CultureInfo.InvariantCulture), to?.ToString(DayFormat, CultureInfo.InvariantCulture)))
            : (from, to);
    }

    private static DateOnly? ReadDay(string? text, string option)
    {
        if (text is null)
            return null;
        if (!DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            throw new CommandRefused(MetricWords.Of("Metrics.NotADay", option, VisibleText.Of(text)));
        return day >= EarliestDay && day <= LatestDay ? day
            : throw new CommandRefused(MetricWords.Of("Metrics.DayOutOfReach", option, text, EarliestDay.ToString(DayFormat, CultureInfo.InvariantCulture), LatestDay.ToString(DayFormat, CultureInfo.InvariantCulture)));
    }

    private static IEnumerable<string> DivisionNames() =>
        Enum.GetValues<Dimension>().Select(Codes.Of).Concat(Enum.GetValues<TimeGrain>().Select(Codes.Of));
}
