using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Dashboards.Comparing;

/// <summary>Numbers the combinations of some dimensions' values.</summary>
internal sealed class CellPlaces(FactTable table, IReadOnlyList<Dimension> dimensions)
{
    private readonly DimensionColumn[] _columns = [.. dimensions.Select(dimension => table.Dimensions[dimension])];

    public IReadOnlyList<Dimension> Dimensions => dimensions;

    public int Count => _columns.Aggregate(1, (product, column) => checked(product * column.ValueCount));

    public int Of(int row)
    {
        var place = 0;
        foreach (var column in _columns)
            place = (place * column.ValueCount) + column[row];
        return place;
    }

    public IReadOnlyList<string> CodesOf(int place)
    {
        var codes = new string[_columns.Length];
        for (var index = _columns.Length - 1; index >= 0; index--)
        {
            codes[index] = _columns[index].ValueOf(place % _columns[index].ValueCount) ?? MetricValue.NotKnown;
            place /= _columns[index].ValueCount;
        }

        return codes;
    }
}
