using Palveluohjaus.Guidance.County;
using Palveluohjaus.Reporting.ImportedFigures;

namespace Palveluohjaus.Reporting.Facts;

/// <summary>Figures that were entered from elsewhere. Few, so each reading makes a new table of all of them.</summary>
public sealed class FigureTable : FactTable
{
    public FigureTable()
        : base(null)
    {
        TakeDimensions(null, Dimension.Source, Dimension.Municipality, Dimension.Series);
        Period = Take((DimensionColumn?)null);
        From = Take<long>(null);
        Until = Take<long>(null);
        Value = Take<double>(null);
        HasCatalogueDefinition = Take<bool>(null);
    }

    /// <summary><see cref="FigurePeriod.Code"/>.</summary>
    public DimensionColumn Period { get; }

    /// <summary>The county's midnight before its first day, in UTC ticks.</summary>
    public Column<long> From { get; }

    /// <summary>The county's midnight after its last day, in UTC ticks.</summary>
    public Column<long> Until { get; }

    public Column<double> Value { get; }

    /// <inheritdoc cref="ImportedFigure.HasCatalogueDefinition"/>
    public Column<bool> HasCatalogueDefinition { get; }

    /// <param name="figures">In the order in which they were entered.</param>
    /// <param name="calendar">The county's days.</param>
    public static FigureTable Of(IEnumerable<ImportedFigure> figures, CountyCalendar calendar)
    {
        var table = new FigureTable();
        foreach (var figure in figures)
        {
            if (figure.FindSeries() is not { } series)
                continue;
            var row = table.Add();
            table.Dimensions[Dimension.Source].Set(row, figure.Source);
            table.Dimensions[Dimension.Municipality].Set(row, figure.MunicipalityCode);
            table.Dimensions[Dimension.Series].Set(row, series.Code);
            table.Period.Set(row, figure.Period.Code);
            table.From[row] = calendar.StartOfDayUtc(figure.FirstDay).Ticks;
            table.Until[row] = calendar.StartOfDayUtc(figure.Until).Ticks;
            table.Value[row] = figure.Value;
            table.HasCatalogueDefinition[row] = figure.HasCatalogueDefinition;
        }

        return table;
    }

    /// <summary>The rows among these that are of a series and lie wholly in the period.</summary>
    public IEnumerable<int> RowsOf(string series, IEnumerable<int> rows, long from, long to)
    {
        var column = Dimensions[Dimension.Series];
        return column.NumberOf(series) is { } number ? rows.Where(row => column[row] == number && From[row] >= from && Until[row] <= to) : [];
    }
}
