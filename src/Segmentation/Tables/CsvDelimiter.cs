using CsvHelper;

namespace Palveluohjaus.Segmentation.Tables;

/// <summary>Finds what stands between a file's values.</summary>
internal static class CsvDelimiter
{
    /// <summary>In order of preference where two fit equally well.</summary>
    public const string Candidates = ",;\t|";

    private const int RowsTried = 50;

    /// <summary>
    /// The candidate that divides the heading and the first rows into equally many values, the most of them; where no candidate
    /// does, the one that divides the heading most, so that the reading names the row that differs.
    /// </summary>
    public static char Infer(string fileName, FileStream file)
    {
        var best = (Delimiter: Candidates[0], IsEven: false, Columns: 1);
        foreach (var candidate in Candidates)
        {
            var (columns, isEven) = Try(fileName, file, candidate);
            if (columns > 1 && (isEven, columns).CompareTo((best.IsEven, best.Columns)) > 0)
                best = (candidate, isEven, columns);
        }

        return best.Delimiter;
    }

    private static (int Columns, bool IsEven) Try(string fileName, FileStream file, char delimiter)
    {
        using var parser = new CsvParser(TableFile.ReadText(fileName, file), CsvRows.ConfigurationOf(delimiter, badDataFound: null));
        var columns = 0;
        try
        {
            for (var row = 0; row < RowsTried && parser.Read(); row++)
            {
                var isBlank = parser.Count == 1 && string.IsNullOrWhiteSpace(parser[0]);
                if (isBlank)
                    continue;
                if (columns == 0)
                    columns = parser.Count;
                else if (parser.Count != columns)
                    return (columns, false);
            }
        }
        catch (MaxFieldSizeException)
        {
            return (columns, false);
        }

        return (columns, true);
    }
}
