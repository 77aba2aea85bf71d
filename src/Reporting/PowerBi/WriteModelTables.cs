using System.Globalization;
using Palveluohjaus.Reporting.Exports;

namespace Palveluohjaus.Reporting.PowerBi;

/// <summary>Writes each table of the model as a CSV file, for the project folder's semantic model to import.</summary>
public sealed class WriteModelTables(OpenModelRows open)
{
    /// <summary>Aggregates of our own, read by a program: nothing is changed for a spreadsheet's sake.</summary>
    private const bool IsGuarded = false;

    /// <param name="folder">Where they go; is made when it is not there. Files of earlier are replaced once all new ones are whole.</param>
    /// <param name="cancellationToken">Cancels the writing; files of earlier then stand as they were.</param>
    /// <returns>How many rows each table has.</returns>
    public async Task<IReadOnlyList<(string Table, long Rows)>> WriteAsync(DirectoryInfo folder, CancellationToken cancellationToken)
    {
        var rows = await open.OpenAsync(cancellationToken);
        var tables = new DescribeSemanticModel().Describe().Tables;
        folder.Create();
        var written = new List<(string Table, long Rows)>();
        try
        {
            foreach (var table in tables)
                written.Add((table.Name, Write(table, rows, Unfinished(table), cancellationToken)));
            foreach (var table in tables)
                File.Move(Unfinished(table), Path.Combine(folder.FullName, FileOf(table)), overwrite: true);
        }
        finally
        {
            foreach (var table in tables)
                File.Delete(Unfinished(table));
        }

        return written;

        string Unfinished(ModelTable table) => Path.Combine(folder.FullName, $"{FileOf(table)}.unfinished");
    }

    internal static string FileOf(ModelTable table) => $"{table.Name}.csv";

    private static long Write(ModelTable table, ReadModelRows rows, string path, CancellationToken cancellationToken)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None);
        using var cells = new CsvCells(file, IsGuarded);
        foreach (var column in table.Columns)
            cells.Text(column.Name);
        cells.EndRow();
        var count = 0L;
        foreach (var row in rows.Read(table))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var value in row)
                cells.Text(TextOf(value));
            cells.EndRow();
            count++;
        }

        return count;
    }

    private static string? TextOf(object? value) => value switch
    {
        null or string => (string?)value,
        bool isTrue => isTrue ? "true" : "false",
        DateTime instant => instant.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentOutOfRangeException(nameof(value), "No column is of this type."),
    };
}
