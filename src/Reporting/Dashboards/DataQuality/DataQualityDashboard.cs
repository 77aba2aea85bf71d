using Microsoft.Extensions.DependencyInjection;
using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Dashboards.DataQuality;

/// <summary>Data quality: what is recorded, where it is not, and how late it comes. How good the forecasts are, and what cannot be computed, stands below.</summary>
internal sealed class DataQualityDashboard() : Dashboard("data-quality")
{
    private const string Metric = "recording-completeness";

    private static readonly string[] Fields = [.. Enum.GetValues<ContactFields>().Where(field => field != ContactFields.None).Select(Codes.Of)];

    internal override Type After => typeof(Reporting.DataQuality.ForecastsAndGaps);

    internal override IReadBeside Beside(IServiceProvider services) => services.GetRequiredService<Reporting.DataQuality.QualityTables>();

    internal override DashboardContent Build(DashboardQuestion asked) => new(
        [],
        [
            OverTime(asked),
            ByField(asked),
            Complete(asked, Dimension.Municipality),
            Complete(asked, Dimension.Unit),
            InTime(asked, Dimension.Municipality),
            InTime(asked, Dimension.Unit),
            OneTheme(asked, Dimension.Municipality),
            OneTheme(asked, Dimension.Unit),
            OverrideReasons(asked),
        ]);

    private static ControlFigure OverTime(DashboardQuestion asked)
    {
        var words = asked.Words;
        return new DashboardCharts(asked).DrawControl(
            new LineChart(
                "recording",
                Metric,
                TimeGrain.Month,
                Units.Percent,
                1,
                words["Recording.Title"],
                words["Recording.Source"],
                [new("within-a-day", words["Recording.WithinDay"], "second"), new("share", words["Recording.Complete"], "main")],
                words["Overview.Column.contacts"]));
    }

    /// <summary>Each field over the whole: which one is forgotten.</summary>
    private static DashboardBars ByField(DashboardQuestion asked)
    {
        var words = asked.Words;
        var totals = asked.Facts.Totals(asked.Filter.From, asked.Filter.To, Metric);
        var fields = Fields.Select(field => (
                Id: field,
                Name: words[$"Recording.Field.{field}"],
                Filled: totals.GetValueOrDefault((Metric, field), Figure.NotComputable),
                Delay: totals.GetValueOrDefault((Metric, $"{field}-delay-p50"), Figure.NotComputable)))
            .OrderBy(field => field.Filled.Value is null).ThenBy(field => field.Filled.Value).ToList();
        var least = fields[0];
        return new DashboardBars
        {
            Id = "fields",
            Metrics = [DashboardFacts.Find(Metric).Definition],
            Table = new DashboardTable
            {
                Title = words["Recording.ByField"],
                Finding = least.Filled.Value is not { } percent ? words[least.Filled.State == MetricState.Suppressed ? "Overview.Finding.Hidden" : "Overview.Finding.Nothing"]
                    : percent == 100 ? words["Recording.AllFields"]
                    : words["Recording.LeastField", least.Name, DashboardWords.Percent(percent)],
                Source = words.Source(words["Recording.Source"], isHiding: false, asked.Facts.RefreshedAtUtc),
                Columns = [words["Recording.Field"], words["Recording.Filled"], words["Overview.Column.contacts"], words["Recording.Delay"]],
                Rows = [.. fields.Select(field => new DashboardRow(field.Name, [words.Cell(field.Filled, Units.Percent, 1), DashboardWords.CountCell(field.Filled), words.Cell(field.Delay, Units.Minutes, 0)]) { List = new ListedFigure(Metric, field.Id) })],
            },
            Column = 0,
            Bars = [.. fields.Select(field => field.Filled.Value is { } filled ? new DashboardBar(filled / 100) : null)],
        };
    }

    /// <summary>Why a suggested segment was not followed: where "something else" is much, the list lacks a reason, or is not read.</summary>
    private static DashboardBars OverrideReasons(DashboardQuestion asked)
    {
        var words = asked.Words;
        var shares = asked.Facts.DividedByItself("override-reasons", Dimension.OverrideReason).Where(part => part.Statistic == "share")
            .Select(part => (part.Code, Name: asked.NameOf(Dimension.OverrideReason, part.Code), Share: part.Figure))
            .OrderBy(part => part.Share.Value is null).ThenByDescending(part => part.Share.Value).ToList();
        var isHiding = shares.Exists(part => part.Share.State == MetricState.Suppressed);
        var other = shares.Find(part => part.Code == Codes.Of(OverrideReasonKind.Other));
        return new DashboardBars
        {
            Id = "override-reasons",
            Metrics = [DashboardFacts.Find("override-reasons").Definition],
            Table = new DashboardTable
            {
                Title = words["Reasons.Title.Override"],
                Finding = other.Share?.Value is { } percent ? words["Reasons.OverrideOther", DashboardWords.Percent(percent)]
                    : words[isHiding ? "Overview.Finding.Hidden" : shares.Count == 0 ? "Overview.Finding.Nothing" : shares.TrueForAll(part => part.Code == MetricValue.NotKnown) ? "Reasons.NotRecorded" : "Reasons.None"],
                Source = words.Source(words["Watch.Source"], isHiding, asked.Facts.RefreshedAtUtc),
                Columns = [words["Dashboard.By.OverrideReason"], words["Reasons.ShareOfReasons"], words["Reasons.Given"]],
                Rows = [.. shares.Select(part => new DashboardRow(part.Name, [words.Cell(part.Share, Units.Percent, 1), DashboardWords.CountCell(part.Share)]) { Parts = [new RowPart(Dimension.OverrideReason, part.Code)] })],
                Lists = [new ListedFigure("override-reasons", "count")],
            },
            Column = 0,
            Bars = [.. shares.Select(part => part.Share.Value is { } share ? new DashboardBar(share / 100) : null)],
        };
    }

    private static DashboardBars Complete(DashboardQuestion asked, Dimension dimension)
    {
        var words = asked.Words;
        return new DashboardPeers(asked).Draw(new PeerChart
        {
            Id = $"complete-by-{Codes.Of(dimension)}",
            Dimension = dimension,
            Columns = [new(Metric, "share", Units.Percent, 1, words["Recording.Complete"]), .. Fields.Select(field => new TableColumn(Metric, field, Units.Percent, 1, words[$"Recording.Field.{field}"]))],
            Side = Side.Low,
            Title = words[$"Recording.Complete.{dimension}"],
            What = words["Recording.What"],
            Source = words["Recording.Source"],
            RowsColumn = words["Overview.Column.contacts"],
            IsWide = true,
        });
    }

    private static DashboardBars InTime(DashboardQuestion asked, Dimension dimension)
    {
        var words = asked.Words;
        return new DashboardPeers(asked).Draw(new PeerChart
        {
            Id = $"in-time-by-{Codes.Of(dimension)}",
            Dimension = dimension,
            Columns =
            [
                new(Metric, "within-a-day", Units.Percent, 1, words["Recording.WithinDay"]),
                new(Metric, "delay-p50", Units.Minutes, 0, words["Recording.Delay"]),
            ],
            Side = Side.Low,
            Title = words[$"Recording.InTime.{dimension}"],
            What = words["Recording.InTime.What"],
            Source = words["Recording.Desk.Source"],
            RowsColumn = words["Overview.Column.contacts"],
        });
    }

    /// <summary>Where nearly all is recorded under one need for support, the needs are not told apart, though no field is empty.</summary>
    private static DashboardBars OneTheme(DashboardQuestion asked, Dimension dimension)
    {
        var words = asked.Words;
        return new DashboardPeers(asked).Draw(new PeerChart
        {
            Id = $"one-theme-by-{Codes.Of(dimension)}",
            Dimension = dimension,
            Columns = [new(Metric, "commonest-theme", Units.Percent, 1, words["Recording.OneTheme"])],
            Side = Side.High,
            Title = words[$"Recording.OneTheme.{dimension}"],
            What = words["Recording.OneTheme.What"],
            Source = words["Recording.Themes.Source"],
            RowsColumn = words["Overview.Column.contacts"],
        });
    }
}
