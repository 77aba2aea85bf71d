using System.Globalization;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Tests.Catalogue;
using Palveluohjaus.Testing;
using Palveluohjaus.Web.Components;

namespace Palveluohjaus.Reporting.Tests.Dashboards;

/// <summary>Opens dashboards with many filters and periods, reads every number, and tries to reckon a small one from them all.</summary>
[TestClass]
public sealed class AttackOnDashboardsTests
{
    private const string All = DifferenceAttack.All;
    private static readonly DateOnly Today = new(2026, 6, 15);
    private static readonly DashboardNames Names = new(AttackedCounty.Municipalities.ToDictionary(code => code), AttackedCounty.Units.ToDictionary(code => code));

    // One line a dashboard.
    private static readonly Func<Page, IEnumerable<Shown>>[] Dashboards =
    [
        ReadOverview,
        ReadFlow,
    ];

    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 6, 15, 9, 0, 0, TimeSpan.Zero));

    // Each page looks at the dimensions it has itself. Where a third one crosses two limits, what the three pairs of them show can leave room for one number only, by
    // coincidence, as in the second of these counties: see "does not guard against" in docs/metrics.md.
    [TestMethod]
    [DataRow(1, "2024-11-01", 2)]
    [DataRow(2, "2025-02-01", 1)]
    [DataRow(3, "2025-07-01", 2)]
    [DataRow(4, "2025-11-01", 2)]
    public void No_count_of_one_to_four_can_be_reckoned_from_all_pages_together(int seed, string firstMonth, int mostLimits)
    {
        var county = new AttackedCounty(seed, DateOnly.Parse(firstMonth, CultureInfo.InvariantCulture), Today);

        foreach (var (limits, period) in Pages(new Random(seed)))
        {
            var page = Open(county, limits, period);
            foreach (var shown in Dashboards.SelectMany(read => read(page)))
            {
                if (!AttackedCounty.Tells.TryGetValue(shown.Figure, out var kinds))
                    continue;
                var count = county.Attack.Learn(kinds, shown.Limits, shown.From, shown.To);
                if (shown.Count is { } told)
                    Assert.AreEqual(count, told, $"{shown.Figure} of {string.Join('/', shown.Limits)} {shown.From}–{shown.To}");
            }
        }

        Assert.IsGreaterThan(200, county.Attack.CountSmall(), "The county is to hold small counts.");
        Assert.IsGreaterThan(1_000, county.Attack.Learnt, "The pages are to stay useful.");
        Assert.AreEqual(string.Empty, county.Attack.Recover(mostLimits), $"seed {seed}");
    }

    // How many are open is hidden, and so is how many were closed. That their times cannot be computed would tell that none was.
    [TestMethod]
    [DataRow("/flow")]
    [DataRow("/overview")]
    public void Beside_a_hidden_count_a_figure_of_none_looks_as_one_of_a_few(string address)
    {
        var (ofNone, ofThree) = (Look(closed: 0), Look(closed: 3));

        Assert.AreEqual(ofThree, ofNone);
        Assert.DoesNotContain("NotComputable", ofNone);

        string Look(int closed)
        {
            var county = new SmallCounty();
            foreach (var municipality in (string[])["231", "475", "905"])
            {
                foreach (var unit in (string[])["north", "south", "west"])
                {
                    var isFew = (municipality, unit) is ("231", "west");
                    for (var i = 0; i < (isFew ? 3 : 40); i++)
                        county.Case("2025-01-10", closed: isFew ? null : "2026-02-10", municipality: municipality, unit: unit);
                    for (var i = 0; isFew && i < 3; i++)
                        county.Case("2025-01-10", closed: i < closed ? "2026-02-10" : "2025-02-10", municipality: municipality, unit: unit);
                }
            }

            var view = DashboardsAtHand.Open($"{address}?municipality=231&unit=west", county, _clock, names: Names);
            var tiles = view.Tiles.Where(tile => tile.Metric.Id is "throughput" or "lead-time").Select(tile => $"{tile.Metric.Id} {tile.State}");
            var rows = view.Figures
                .Where(figure => figure.Id is "littles-law" or "lead-time" or "arrivals-and-closed")
                .SelectMany(figure => figure.Table.Rows.Where(row => row.Name is "west" or "2/2026").Select(row => $"{figure.Id} {string.Join(' ', row.Cells.Select(cell => cell.Text.Length > 0 ? cell.Text : $"{cell.State}"))}"));
            return string.Join('\n', tiles.Concat(rows));
        }
    }

    /// <summary>All limits singly and in pairs, with ready-made periods and own months.</summary>
    private static IEnumerable<(string[] Limits, string Period)> Pages(Random random)
    {
        string[][] axes = [AttackedCounty.Municipalities, AttackedCounty.Units, AttackedCounty.Languages, AttackedCounty.LifeStages];
        var limits =
            from municipality in axes[0].Append(All)
            from unit in axes[1].Append(All)
            from language in axes[2].Append(All)
            from lifeStage in axes[3].Append(All)
            let chosen = new[] { municipality, unit, language, lifeStage }
            where chosen.Count(code => code != All) <= 2
            select chosen;
        foreach (var chosen in limits)
        {
            foreach (var period in (string[])["period=12-months", "period=this-year", "period=3-months", "period=all", Own()])
                yield return (chosen, period);
        }

        string Own()
        {
            var first = new DateOnly(2024, 6, 1).AddMonths(random.Next(24));
            var last = first.AddMonths(random.Next(2) == 0 ? 0 : random.Next(18));
            return $"from={first:yyyy-MM-dd}&to={(last > Today ? Today : last):yyyy-MM-dd}";
        }
    }

    private Page Open(AttackedCounty county, string[] limits, string period) =>
        new(limits, address => DashboardsAtHand.Open($"{address}?{period}&municipality={limits[0]}&unit={limits[1]}&language={limits[2]}&life-stage={limits[3]}", county.Facts, _clock, names: Names));

    private static IEnumerable<Shown> ReadOverview(Page page)
    {
        var view = page.Open("/overview");
        foreach (var tile in view.Tiles.Where(tile => tile.State != TileState.Suppressed))
        {
            yield return page.Whole(tile.Metric.Id == "first-contact-resolution" ? "share-7-days" : tile.Metric.Id, tile.Metric.Id == "contacts" ? Number(tile.Value) : null);
            if (tile.Metric.Id == "contacts" && tile.Footnote is not null)
                yield return page.Whole("anonymous-share", null);
            if (tile.Change is not null)
                yield return page.Whole(tile.Metric.Id == "first-contact-resolution" ? "share-7-days" : tile.Metric.Id, null) with { From = page.Filter.From.AddYears(-1), To = FirstOfNext(page.Filter.LastDay.AddYears(-1)) };
        }

        foreach (var line in view.Figures.Where(figure => figure.Table.Columns[0] == "Kuukausi"))
        {
            var columns = line.Metrics[0].Id switch
            {
                "contacts" => ["contacts"],
                "first-contact-resolution" => ["share-7-days", string.Empty, string.Empty, string.Empty, string.Empty, string.Empty, "matters"],
                "deadline-attainment" => ["deadline-attainment", string.Empty],
                "lead-time" => (string[])["lead-time", "lead-time", "lead-time", string.Empty],
                _ => [string.Empty],
            };
            foreach (var shown in ReadTable(line.Table, columns, (row, figure, count) => page.Month(row.Name, figure, count)))
                yield return shown;
        }

        foreach (var shown in ReadTable(view.Table("handoffs"), ["ping-pong", "handoffs-per-case", "two-or-more", "cases"], (row, figure, count) => page.Part(1, row.Name, figure, count)))
            yield return shown;
        foreach (var shown in ReadTable(view.Table("municipalities"), ["contacts", "share-7-days", "lead-time", "deadline-attainment", string.Empty, "handoffs-per-case"], (row, figure, count) => page.Part(0, row.Name, figure, count)))
            yield return shown;
    }

    private static IEnumerable<Shown> ReadFlow(Page page)
    {
        var view = page.Open("/flow");
        foreach (var shown in ReadTable(view.Table("arrivals-and-closed"), ["cases", "closed"], (row, figure, count) => page.Month(row.Name, figure, count)))
            yield return shown;
        foreach (var shown in ReadTable(view.Table("units"), ["cases", "closed", string.Empty, string.Empty, "lead-time", "deadline-attainment"], (row, figure, count) => page.Part(1, row.Name, figure, count)))
            yield return shown;
    }

    /// <summary>Every cell that holds a number, by the figure that its column shows.</summary>
    private static IEnumerable<Shown> ReadTable(DashboardTable table, string[] columns, Func<DashboardRow, string, int?, Shown> place)
    {
        // A target is of no period.
        foreach (var row in table.Rows.Where(row => row.Name != "Tavoite"))
        {
            foreach (var (cell, figure) in row.Cells.Zip(columns))
            {
                // What cannot be computed says that there is nothing to compute it from.
                if (cell is { State: MetricState.Ok, Text.Length: > 0 } or { State: MetricState.NotComputable })
                    yield return place(row, figure, figure is "contacts" or "cases" or "closed" ? Number(cell.Text) : null);
            }
        }
    }

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.AllowThousands, CultureInfo.CurrentCulture, out var number) ? number : null;

    private static DateOnly FirstOfNext(DateOnly day) => new DateOnly(day.Year, day.Month, 1).AddMonths(1);

    /// <param name="Figure">One of <see cref="AttackedCounty.Tells"/>.</param>
    /// <param name="Limits">Municipality, unit, language, life stage.</param>
    /// <param name="From">The first day.</param>
    /// <param name="To">The day after the last.</param>
    /// <param name="Count">The number itself, where it is a count.</param>
    private sealed record Shown(string Figure, string[] Limits, DateOnly From, DateOnly To, int? Count);

    private sealed class Page(string[] limits, Func<string, DashboardView> open)
    {
        private DashboardFilter? _filter;

        public string[] Limits => limits;

        public DashboardFilter Filter => _filter ?? throw new InvalidOperationException("Open a page first.");

        public DashboardView Open(string address)
        {
            var view = open(address);
            _filter = view.Filter;
            return view;
        }

        public Shown Whole(string figure, int? count) => new(figure, Limits, Filter.From, Filter.To, count);

        public Shown Part(int axis, string code, string figure, int? count)
        {
            string[] limits = [.. Limits];
            limits[axis] = code;
            return Whole(figure, count) with { Limits = limits };
        }

        /// <param name="name">"6/2026", or "6/2026, kesken".</param>
        /// <param name="figure">What is shown.</param>
        /// <param name="count">The number itself.</param>
        public Shown Month(string name, string figure, int? count)
        {
            var parts = name.Split(',')[0].Split('/');
            var first = new DateOnly(int.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[0], CultureInfo.InvariantCulture), 1);
            return Whole(figure, count) with { From = first, To = FirstOfNext(first) < Filter.To ? FirstOfNext(first) : Filter.To };
        }
    }
}
