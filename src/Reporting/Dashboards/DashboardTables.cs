using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Dashboards;

/// <param name="Metric">Whose.</param>
/// <param name="Statistic">Which of its figures.</param>
/// <param name="Unit">One of <see cref="Units"/>.</param>
/// <param name="Digits">Decimals.</param>
/// <param name="Name">The column's, in the user's language.</param>
internal sealed record TableColumn(string Metric, string Statistic, string Unit, int Digits, string Name);

/// <summary>One unit, municipality or other part in a table of peers, without what must be hidden.</summary>
/// <param name="Code">On the table's dimension.</param>
/// <param name="Name">In the user's language.</param>
/// <param name="Figures">One a column.</param>
internal sealed record TablePart(string Code, string Name, IReadOnlyList<Figure> Figures);

/// <summary>Draws tables of peers: metrics side by side over one dimension. The filter's own limit on that dimension marks a row and hides none.</summary>
internal sealed class DashboardTables(DashboardQuestion asked)
{
    /// <summary>The parts that have anything to show or to hide, in the order of their names, what is not known last.</summary>
    public IReadOnlyList<TablePart> Parts(Dimension dimension, IReadOnlyList<TableColumn> columns)
    {
        var (found, disclosure) = asked.Facts.By(dimension, columns.Select(column => column.Metric).Distinct());
        var values = found.Where(value => value.By.Count == 1).ToLookup(value => value.By.GetValueOrDefault(Codes.Of(dimension), MetricValue.NotKnown));
        return
        [
            .. values
                .Select(part => (HasRows: part.Any(value => value.N > 0), Part: new TablePart(part.Key, asked.NameOf(dimension, part.Key), [.. columns.Select(column => FigureOf(part, column, disclosure))])))
                // A hidden nought that is not there at all would tell that it is one.
                .Where(each => each.HasRows || each.Part.Figures.Any(figure => figure.State == MetricState.Suppressed))
                .Select(each => each.Part)
                .OrderBy(part => part.Code == MetricValue.NotKnown)
                .ThenBy(part => part.Name, StringComparer.CurrentCulture),
        ];
    }

    /// <param name="parts">In the order they are shown.</param>
    /// <param name="dimension">What they are parts of.</param>
    /// <param name="columns">As they were asked for.</param>
    /// <param name="title">In the user's language.</param>
    /// <param name="finding">What it shows, as a sentence; where nothing can be shown, why is said in its place.</param>
    /// <param name="source">What the figures are of.</param>
    public DashboardTable Table(IReadOnlyList<TablePart> parts, Dimension dimension, IReadOnlyList<TableColumn> columns, string title, string finding, string source)
    {
        var words = asked.Words;
        var isHiding = parts.Any(part => part.Figures.Any(figure => figure.State == MetricState.Suppressed));
        var isShowing = parts.Any(part => part.Figures.Any(figure => figure.Value is not null));
        return new DashboardTable
        {
            Title = title,
            Finding = isShowing ? finding : words[isHiding ? "Overview.Finding.Hidden" : "Overview.Finding.Nothing"],
            Source = words.Source(source, isHiding, asked.Facts.RefreshedAtUtc),
            Columns = [words[$"Dashboard.By.{dimension}"], .. columns.Select(column => column.Name)],
            Rows = [.. parts.Select(part => new DashboardRow(part.Name, [.. part.Figures.Zip(columns, (figure, column) => words.Cell(figure, column.Unit, column.Digits))], IsChosen(dimension, part.Code)) { Parts = [new RowPart(dimension, part.Code)] })],
            Lists = [.. columns.Select(column => new ListedFigure(column.Metric, column.Statistic))],
        };
    }

    public bool IsChosen(Dimension dimension, string code) => asked.Filter.Only.TryGetValue(dimension, out var chosen) && chosen == code;

    private static Figure FigureOf(IEnumerable<MetricValue> part, TableColumn column, Disclosure disclosure) =>
        part.FirstOrDefault(value => value.Metric == column.Metric && value.Statistic == column.Statistic) is { } value ? disclosure.Show(value) : Figure.NotComputable;
}
