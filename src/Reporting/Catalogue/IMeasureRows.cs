namespace Palveluohjaus.Reporting.Catalogue;

/// <summary>
/// A metric whose main figures are made of one value a row: the days of a time, the number of something counted, or for a share 1 for a row of the part and 0
/// for one of the rest. How sure a figure is rests on these.
/// </summary>
internal interface IMeasureRows
{
    /// <summary>The rows that count, each with its value.</summary>
    IEnumerable<(int Row, double Value)> ValuesOf(FactSlice slice);
}
