namespace Palveluohjaus.Reporting.Exports;

/// <summary>A row an event, with its case's columns before it.</summary>
internal sealed class CsvLogWriter : EventLogWriter
{
    private readonly CsvCells _cells;

    public CsvLogWriter(Stream to, bool isGuarded)
    {
        _cells = new CsvCells(to, isGuarded);
        foreach (var column in EventLogColumns.OfTheCase)
            _cells.Value(EventLogColumns.OfCase + column.Key);
        foreach (var column in EventLogColumns.OfTheEvent)
            _cells.Value(column.Key);
        _cells.EndRow();
    }

    public override void Write(ExportedCase exported)
    {
        foreach (var each in exported.Events)
        {
            foreach (var column in EventLogColumns.OfTheCase)
                _cells.Text(column.Read(exported));
            foreach (var column in EventLogColumns.OfTheEvent)
                _cells.Text(column.Read(each));
            _cells.EndRow();
            Rows++;
        }

        TextsChanged = _cells.TextsChanged;
    }

    public override void End() => _cells.Flush();

    public override void Dispose() => _cells.Dispose();
}
