using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Dashboards.GuidanceQuality;

/// <summary>
/// Guidance quality: whether one contact is enough, who has to come again and why, which unit bounces clients, what becomes of referrals, and whether
/// professions work together.
/// </summary>
internal sealed class GuidanceQualityDashboard() : Dashboard("guidance-quality")
{
    private const string Seven = "share-7-days";
    private const string Thirty = "share-30-days";

    private static readonly TileLayout[] Tiles =
    [
        new("first-contact-resolution", 1, "first-contact"),
        new("repeat-contacts", 1, "repeats"),
        new("failure-demand", 1, "failure-demand"),
        new("ping-pong", 1, "bouncing"),
        new("referral-acceptance", 1, "referrals"),
        new("responsible-worker-coverage", 1, "responsible-workers"),
    ];

    internal override DashboardContent Build(DashboardQuestion asked) => new(
        new DashboardTiles(asked).Build(Tiles),
        [
            FirstContact(asked),
            Repeats(asked),
            FirstContactBy(asked, Dimension.Channel),
            FirstContactBy(asked, Dimension.Theme),
            FirstContactBy(asked, Dimension.Unit),
            RepeatsByTheme(asked),
            Bouncing(asked),
            FailureDemand(asked),
            FailureDemandByTheme(asked),
            BouncingOverTime(asked),
            Together(asked),
            Referrals(asked),
            LowThreshold(asked),
            ReferralsBy(asked, Dimension.Sector),
            ReferralsBy(asked, Dimension.Unit),
            Sectors(asked),
            ResponsibleWorkers(asked),
            Work(asked),
        ]);

    private static DashboardLines FirstContact(DashboardQuestion asked) => Shares(
        asked,
        "first-contact",
        "first-contact-resolution",
        asked.Words["Overview.Column.N.first-contact-resolution"],
        asked.Words["Overview.Source.first-contact-resolution"],
        new ChartLine(Thirty, asked.Words["Quality.ThirtyDays"], "second"),
        new ChartLine(Seven, asked.Words["Quality.SevenDays"], "main"));

    private static ControlFigure Repeats(DashboardQuestion asked) => new DashboardCharts(asked).DrawControl(ChartOf(
        asked,
        "repeats",
        "repeat-contacts",
        asked.Words["Quality.Identified"],
        asked.Words["Quality.Repeats.Source"],
        new ChartLine("anonymous-share", asked.Words["Quality.Anonymous"], "mark", "contacts"),
        new ChartLine(Seven, asked.Words["Quality.SevenDays"], "second"),
        new ChartLine(Thirty, asked.Words["Quality.ThirtyDays"], "main")));

    private static DashboardLines FailureDemand(DashboardQuestion asked) => Shares(
        asked,
        "failure-demand",
        "failure-demand",
        asked.Words["Overview.Column.contacts"],
        asked.Words["Overview.Source.contacts"],
        new ChartLine("share", asked.Words["Quality.FailureDemand.Line"], "main"));

    private static DashboardLines BouncingOverTime(DashboardQuestion asked) => Shares(
        asked,
        "bouncing-over-time",
        "ping-pong",
        asked.Words["Overview.Column.Cases"],
        asked.Words["Quality.Received.Source"],
        new ChartLine("two-or-more", asked.Words["Overview.Column.TwoOrMore"], "second", "handoffs-per-case"),
        new ChartLine("share", asked.Words["Overview.Column.Returned"], "main"));

    private static DashboardLines Together(DashboardQuestion asked) => Shares(
        asked,
        "together",
        "multiprofessional-share",
        asked.Words["Quality.Assessed"],
        asked.Words["Quality.Received.Source"],
        new ChartLine("share", asked.Words["Quality.Together.Line"], "main"));

    private static DashboardLines Referrals(DashboardQuestion asked) => Shares(
        asked,
        "referrals",
        "referral-acceptance",
        asked.Words["Quality.Referrals.Made"],
        asked.Words["Quality.Referrals.Source"],
        new ChartLine("unanswered", asked.Words["Quality.Unanswered"], "second"),
        new ChartLine("share", asked.Words["Quality.Accepted"], "main"));

    private static DashboardLines LowThreshold(DashboardQuestion asked) => Shares(
        asked,
        "low-threshold",
        "prevention-share",
        asked.Words["Quality.Referrals.Made"],
        asked.Words["Quality.Referrals.Source"],
        new ChartLine("share", asked.Words["Quality.LowThreshold.Line"], "main"));

    private static DashboardLines Shares(DashboardQuestion asked, string id, string metric, string rowsColumn, string source, params ChartLine[] lines) =>
        ShareTrend.Draw(asked, ChartOf(asked, id, metric, rowsColumn, source, lines), asked.Words[$"Quality.What.{metric}"], CautionOf(asked.Words, metric));

    private static LineChart ChartOf(DashboardQuestion asked, string id, string metric, string rowsColumn, string source, params ChartLine[] lines) =>
        new(id, metric, TimeGrain.Month, Units.Percent, 1, asked.Words[$"Quality.Over.{id}"], source, lines, rowsColumn);

    private static DashboardBars FirstContactBy(DashboardQuestion asked, Dimension dimension)
    {
        var words = asked.Words;
        return new DashboardPeers(asked).Draw(new PeerChart
        {
            Id = $"first-contact-by-{Codes.Of(dimension)}",
            Dimension = dimension,
            Columns =
            [
                new("first-contact-resolution", Seven, Units.Percent, 1, words["Quality.SevenDays"]),
                new("first-contact-resolution", Thirty, Units.Percent, 1, words["Quality.ThirtyDays"]),
            ],
            Side = Side.Low,
            Title = words[$"Quality.FirstContact.{dimension}"],
            What = words["Quality.What.first-contact-resolution"],
            Source = words["Quality.Received.Source"],
            RowsColumn = words["Overview.Column.N.first-contact-resolution"],
        });
    }

    private static DashboardBars RepeatsByTheme(DashboardQuestion asked)
    {
        var words = asked.Words;
        return new DashboardPeers(asked).Draw(new PeerChart
        {
            Id = "repeats-by-theme",
            Dimension = Dimension.Theme,
            Columns =
            [
                new("repeat-contacts", Thirty, Units.Percent, 1, words["Quality.ThirtyDays"]),
                new("repeat-contacts", Seven, Units.Percent, 1, words["Quality.SevenDays"]),
            ],
            Side = Side.High,
            Title = words["Quality.Repeats.Theme"],
            What = words["Quality.What.repeat-contacts"],
            Source = words["Quality.Repeats.Source"],
            RowsColumn = words["Quality.Identified"],
        });
    }

    private static DashboardBars FailureDemandByTheme(DashboardQuestion asked)
    {
        var words = asked.Words;
        return new DashboardPeers(asked).Draw(new PeerChart
        {
            Id = "failure-demand-by-theme",
            Dimension = Dimension.Theme,
            Columns = [new("failure-demand", "share", Units.Percent, 1, words["Quality.FailureDemand.Line"])],
            Side = Side.High,
            Title = words["Quality.FailureDemand.Theme"],
            What = words["Quality.What.failure-demand"],
            Source = words["Overview.Source.contacts"],
            RowsColumn = words["Overview.Column.contacts"],
            Caution = CautionOf(words, "failure-demand"),
        });
    }

    /// <summary>Handoffs and ping-pong by the unit that is responsible now.</summary>
    public static DashboardBars Bouncing(DashboardQuestion asked)
    {
        var words = asked.Words;
        return new DashboardPeers(asked).Draw(new PeerChart
        {
            Id = "bouncing",
            Dimension = Dimension.Unit,
            Columns =
            [
                new("ping-pong", "share", Units.Percent, 1, words["Overview.Column.Returned"]),
                new("handoffs-per-case", "mean", Units.HandoffsPerCase, 2, words["Overview.Column.HandoffsPerCase"]),
                new("handoffs-per-case", "two-or-more", Units.Percent, 1, words["Overview.Column.TwoOrMore"]),
            ],
            Side = Side.High,
            Title = words["Quality.Bouncing.Title"],
            What = words["Quality.What.ping-pong"],
            Source = words["Overview.Source.Units"],
            RowsColumn = words["Overview.Column.Cases"],
            IsWide = true,
        });
    }

    private static DashboardBars ReferralsBy(DashboardQuestion asked, Dimension dimension)
    {
        var words = asked.Words;
        return new DashboardPeers(asked).Draw(new PeerChart
        {
            Id = $"referrals-by-{Codes.Of(dimension)}",
            Dimension = dimension,
            Columns =
            [
                new("referral-acceptance", "share", Units.Percent, 1, words["Quality.Accepted"]),
                new("referral-acceptance", "unanswered", Units.Percent, 1, words["Quality.Unanswered"]),
                new("referral-acceptance", "days-to-answer-p50", Units.Days, 1, words["Quality.DaysToAnswer"]),
            ],
            Side = Side.Low,
            Title = words[$"Quality.Referrals.{dimension}"],
            What = words["Quality.What.referral-acceptance"],
            Source = words["Quality.Referrals.Source"],
            RowsColumn = words["Quality.Referrals.Made"],
        });
    }

    private static DashboardBars Sectors(DashboardQuestion asked)
    {
        var words = asked.Words;
        return DashboardCounts.Draw(asked, new CountChart("sectors", "sector-mix", Dimension.Sector, Units.Referrals, words["Quality.Sectors.Title"], words["Quality.Referrals.Made"], words["Quality.Referrals.Source"]));
    }

    private static DashboardBars ResponsibleWorkers(DashboardQuestion asked)
    {
        var words = asked.Words;
        return new DashboardPeers(asked).Draw(new PeerChart
        {
            Id = "responsible-workers",
            Dimension = Dimension.Municipality,
            Columns = [new("responsible-worker-coverage", "share", Units.Percent, 1, words["Quality.Responsible.Named"])],
            Side = Side.Low,
            Title = words["Quality.Responsible.Title"],
            What = words["Quality.What.responsible-worker-coverage"],
            Source = words["Quality.Responsible.Source", DashboardWords.Day(asked.Filter.LastDay)],
            RowsColumn = words["Overview.Column.Clients"],
        });
    }

    private static DashboardRows Work(DashboardQuestion asked)
    {
        var words = asked.Words;
        TableColumn[] columns =
        [
            new("multiprofessional-share", "share", Units.Percent, 1, words["Quality.Together.Line"]),
            new("handling-time", "p50", Units.Minutes, 0, words["Quality.HandlingMinutes"]),
            new("touch-time-share", "share", Units.Percent, 1, words["Quality.TouchTime"]),
        ];
        const int Touch = 2;
        var tables = new DashboardTables(asked);
        var parts = tables.Parts(Dimension.Unit, columns);
        var least = parts.Where(part => part.Figures[Touch] is { Value: not null, N: >= Peers.LeastRows }).MinBy(part => part.Figures[Touch].Value);
        return new DashboardRows
        {
            Id = "work",
            Metrics = [.. columns.Select(column => DashboardFacts.Find(column.Metric).Definition)],
            Table = tables.Table(
                parts,
                Dimension.Unit,
                columns,
                words["Quality.Work.Title"],
                least?.Figures[Touch].Value is { } percent ? words["Quality.Work.Least", least.Name, DashboardWords.Percent(percent)] : words["Overview.Finding.Nothing"],
                words["Quality.Work.Source"]),
            IsWide = true,
        };
    }

    /// <summary>Failure demand is for learning; as a target it would be recorded away.</summary>
    private static string? CautionOf(DashboardWords words, string metric) => metric == "failure-demand" ? words["Quality.FailureDemand.Caution"] : null;
}
