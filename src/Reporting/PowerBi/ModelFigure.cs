using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.PowerBi;

/// <summary>One statistic of one metric that goes to Power BI, and what its rows make together.</summary>
internal sealed record ModelFigure(string MetricId, string Statistic, string Unit, Adding Adding)
{
    /// <summary>
    /// In the order of the catalogue. Those of which no page of figures hides what is small are not among them: imported figures, which have a page of their own,
    /// and figures that compare two spans of time.
    /// </summary>
    public static readonly IReadOnlyList<ModelFigure> All =
    [
        new("arrivals", "count", Units.Cases, Adding.Up) { IsNamedByMetric = true },
        new("contacts", "count", Units.Contacts, Adding.Up) { IsNamedByMetric = true },
        new("contacts", "anonymous-share", Units.Percent, Adding.ByWeight),
        new("language-match", "share", Units.Percent, Adding.ByWeight),
        new("waiting-time", "p50", Units.Days, Adding.Never),
        new("waiting-time", "p85", Units.Days, Adding.Never),
        new("lead-time", "p50", Units.Days, Adding.Never),
        new("lead-time", "p85", Units.Days, Adding.Never),
        new("lead-time", "p95", Units.Days, Adding.Never),
        new("lead-time", "mean", Units.Days, Adding.ByWeight),
        new("work-in-progress", "at-end", Units.Cases, Adding.UpAtOneMoment),
        new("queue-age", "over-100", Units.Cases, Adding.UpAtOneMoment) { HasOwnName = true },
        new("throughput", "count", Units.Cases, Adding.Up) { IsNamedByMetric = true },
        new("deadline-attainment", "share", Units.Percent, Adding.ByWeight),
        new("deadline-attainment", "met", Units.Cases, Adding.Up) { HasOwnName = true },
        new("deadline-attainment", "due", Units.Cases, Adding.Up) { HasOwnName = true },
        new("closed-late", "share", Units.Percent, Adding.ByWeight),
        new("handoffs-per-case", "mean", Units.HandoffsPerCase, Adding.ByWeight),
        new("handoffs-per-case", "two-or-more", Units.Percent, Adding.ByWeight) { HasOwnName = true },
        new("ping-pong", "share", Units.Percent, Adding.ByWeight),
        new("first-contact-resolution", "share-7-days", Units.Percent, Adding.ByWeight) { HasOwnName = true },
        new("first-contact-resolution", "share-30-days", Units.Percent, Adding.ByWeight) { HasOwnName = true },
        new("repeat-contacts", "share-7-days", Units.Percent, Adding.ByWeight) { HasOwnName = true },
        new("repeat-contacts", "share-30-days", Units.Percent, Adding.ByWeight) { HasOwnName = true },
        new("failure-demand", "share", Units.Percent, Adding.ByWeight),
        new("segment-transitions", "moved", Units.Percent, Adding.ByWeight) { HasOwnName = true },
        new("suggestion-agreement", "share", Units.Percent, Adding.ByWeight),
        new("rubber-stamp", "at-once", Units.Percent, Adding.ByWeight),
        new("rubber-stamp", "seconds-p50", Units.Seconds, Adding.Never) { HasOwnName = true },
        new("referral-acceptance", "share", Units.Percent, Adding.ByWeight),
        new("referral-acceptance", "unanswered", Units.Percent, Adding.ByWeight) { HasOwnName = true },
        new("referral-acceptance", "days-to-answer-p50", Units.Days, Adding.Never) { HasOwnName = true },
        new("prevention-share", "share", Units.Percent, Adding.ByWeight) { IsNamedByMetric = true },
        new("responsible-worker-coverage", "share", Units.Percent, Adding.Never),
        new("responsible-worker-coverage", "clients", Units.Clients, Adding.UpAtOneMoment) { HasOwnName = true },
        new("multiprofessional-share", "share", Units.Percent, Adding.ByWeight),
        new("intervention-effect", "mean-change", Units.Points, Adding.Never),
        new("intervention-effect", "effect-size", Units.StandardDeviations, Adding.Never) { HasOwnName = true },
        new("intervention-effect", "completed", Units.Percent, Adding.ByWeight),
        new("client-feedback", "mean", Units.ScoreOfFive, Adding.ByWeight),
        new("client-feedback", "count", Units.Answers, Adding.Up),
        new("handling-time", "p50", Units.Minutes, Adding.Never),
        new("handling-time", "mean", Units.Minutes, Adding.ByWeight),
        new("touch-time-share", "share", Units.Percent, Adding.Never) { IsNamedByMetric = true },
        new("recording-completeness", "share", Units.Percent, Adding.ByWeight),
        new("recording-completeness", "delay-p50", Units.Minutes, Adding.Never) { HasOwnName = true },
        new("recording-completeness", "within-a-day", Units.Percent, Adding.ByWeight) { HasOwnName = true },
    ];

    private static readonly Dictionary<string, ModelFigure> ByKey = All.ToDictionary(figure => figure.Key);

    public static ModelFigure Find(string key) => ByKey[key];

    /// <summary>As it stands in rows: <c>contacts/count</c>.</summary>
    public string Key => $"{MetricId}/{Statistic}";

    /// <summary>Whether the metric's own name says which of its figures this is.</summary>
    public bool IsNamedByMetric { get; init; }

    /// <summary>Whether it has a name of its own among the texts, where the metric's and the figure's together would read badly.</summary>
    public bool HasOwnName { get; init; }

    /// <summary>What DAX calls it: <c>Contacts anonymous share</c>. Reports refer to it, so that it does not follow the texts.</summary>
    public string MeasureName => $"{char.ToUpperInvariant(MetricId[0])}{MetricId[1..]} {Statistic}".Replace('-', ' ');

    /// <summary>Power BI's, by the unit. Before the sign of per cent stands a backslash, for without it it would multiply by a hundred.</summary>
    public string FormatString => Unit switch
    {
        Units.Percent => @"#,0.0 \%",
        Units.Days or Units.HandoffsPerCase or Units.Minutes or Units.Seconds => "#,0.0",
        Units.Points or Units.StandardDeviations or Units.ScoreOfFive => "#,0.00",
        _ => "#,0",
    };

    public Metric Metric => DashboardFacts.Find(MetricId);

    /// <summary>Whether there are rows of it by a division.</summary>
    public bool IsDividedBy(ModelDivision division, FactSnapshot facts) => Metric.TableOf(facts).Dimensions.ContainsKey(division.Dimension) && (division != ModelDivision.Unit || HasUnits(facts));

    /// <summary>A unit's figures from decisions could be those of one worker; see <see cref="Dashboard.HasUnits"/>.</summary>
    public bool HasUnits(FactSnapshot facts) => Metric.TableOf(facts) != facts.Decisions;
}

/// <summary>What several rows of a figure make together.</summary>
internal enum Adding
{
    /// <summary>Their sum.</summary>
    Up,

    /// <summary>Their sum, where all are of one moment: open work of two months is largely the same work.</summary>
    UpAtOneMoment,

    /// <summary>Their mean by what they rest on, which is the divisor of the figure.</summary>
    ByWeight,

    /// <summary>Nothing: a percentile of percentiles is none.</summary>
    Never,
}
