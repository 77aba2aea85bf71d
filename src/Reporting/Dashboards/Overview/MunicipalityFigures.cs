using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Dashboards.Overview;

/// <summary>All key figures by municipality, side by side.</summary>
internal sealed class MunicipalityFigures(DashboardFacts asked, DashboardWords words, DashboardNames names)
{
    private static readonly Column[] Columns =
    [
        new("contacts", Units.Contacts, 0),
        new("first-contact-resolution", Units.Percent, 1),
        new("lead-time", Units.Days, 0),
        new("deadline-attainment", Units.Percent, 1),
        new("work-in-progress", Units.Cases, 0),
        new("handoffs-per-case", Units.HandoffsPerCase, 2),
    ];

    public DashboardRows Build()
    {
        var (found, disclosure) = asked.By(Dimension.Municipality, Columns.Select(column => column.Metric));
        var values = found
            .GroupBy(value => (Code: value.By.GetValueOrDefault(Codes.Of(Dimension.Municipality), MetricValue.NotKnown), value.Metric))
            .ToDictionary(group => group.Key, group => DashboardFacts.Main(group));
        string[] codes =
        [
            .. values.Keys.Select(key => key.Code).Distinct()
                .Where(code => Columns.Any(column => values.GetValueOrDefault((code, column.Metric))?.N > 0))
                .OrderBy(code => code == MetricValue.NotKnown)
                .ThenBy(NameOf, StringComparer.CurrentCulture),
        ];

        var figures = Columns.ToDictionary(
            column => column.Metric,
            column => codes.Select(code => values.GetValueOrDefault((code, column.Metric)) is { } value ? disclosure.Show(value) : Figure.NotComputable).ToArray());
        var isHiding = figures.Values.Any(column => column.Any(figure => figure.State == MetricState.Suppressed));
        var table = new DashboardTable
        {
            Title = words["Overview.Municipalities.Title"],
            Finding = Finding(codes, figures["first-contact-resolution"]),
            Source = string.Join(" · ", isHiding ? [words["Overview.Source.Municipalities"], words["Overview.Source.Hidden"]] : [words["Overview.Source.Municipalities"]]),
            Columns = [words["Overview.Column.Municipality"], .. Columns.Select(column => words[$"Overview.Column.{column.Metric}"])],
            Rows =
            [
                .. codes.Select((code, index) => new DashboardRow(
                    NameOf(code),
                    [.. Columns.Select(column => words.Cell(figures[column.Metric][index], column.Unit, column.Digits))],
                    code == asked.Filter.MunicipalityCode)),
            ],
        };
        return new DashboardRows { Id = "municipalities", Metrics = [.. Columns.Select(column => DashboardFacts.Find(column.Metric).Definition)], Table = table, IsWide = true };
    }

    private string Finding(string[] codes, Figure[] resolution)
    {
        var shown = codes.Zip(resolution).Where(pair => pair.Second.Value is not null).ToList();
        if (codes.Length == 0)
            return words["Overview.Finding.Nothing"];
        if (shown.Count < 2)
            return words["Overview.Finding.Municipalities.Few"];
        var most = shown.MaxBy(pair => pair.Second.Value);
        var least = shown.MinBy(pair => pair.Second.Value);
        return words["Overview.Finding.Municipalities", NameOf(most.First), DashboardWords.Percent(most.Second.Value ?? 0), NameOf(least.First), DashboardWords.Percent(least.Second.Value ?? 0)];
    }

    private string NameOf(string code) => DashboardNames.NameOf(names.Municipalities, code) ?? words["Overview.NotKnown"];

    private sealed record Column(string Metric, string Unit, int Digits);
}
