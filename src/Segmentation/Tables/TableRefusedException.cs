namespace Palveluohjaus.Segmentation.Tables;

/// <summary>A file that cannot be read or written as a table. The message names file, row and column, and says what to do.</summary>
public sealed class TableRefusedException : Exception
{
    /// <param name="fileName">The file, as the user named it.</param>
    /// <param name="row">The line of the file on which the row begins, the heading being line 1; null when no row is to blame.</param>
    /// <param name="column">The column's heading; null when no column is to blame.</param>
    /// <param name="problem">What is wrong and what to do, in whole sentences.</param>
    /// <param name="inner">What lay behind it, or null.</param>
    public TableRefusedException(string fileName, long? row, string? column, string problem, Exception? inner = null)
        : base(Where(fileName, row, column) + ": " + problem, inner)
    {
        FileName = fileName;
        Row = row;
        Column = column;
    }

    /// <summary>The file, as the user named it.</summary>
    public string FileName { get; }

    /// <summary>The line of the file on which the row begins, the heading being line 1; null when no row is to blame.</summary>
    public long? Row { get; }

    /// <summary>The column's heading; null when no column is to blame.</summary>
    public string? Column { get; }

    private static string Where(string fileName, long? row, string? column)
    {
        var ofRow = row is null ? "" : FormattableString.Invariant($", row {row}");
        var ofColumn = column is null ? "" : $", column {ShownText.Quote(column)}";
        return fileName + ofRow + ofColumn;
    }
}
