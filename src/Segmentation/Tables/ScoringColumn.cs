using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Tables;

/// <summary>A model's column in a file that is being scored.</summary>
internal sealed class ScoringColumn
{
    private readonly string _name;
    private readonly int _column;
    private readonly DecimalSign _decimalSign;
    private readonly Dictionary<string, float>? _codes;
    private string? _firstUnknown;
    private long _firstUnknownRow;
    private long _unknownCount;

    private ScoringColumn(ModelColumn model, int column, DecimalSign decimalSign)
    {
        (_name, _column, _decimalSign) = (model.Name, column, decimalSign);
        _codes = model.IsCategory ? model.Categories.Index().ToDictionary(category => category.Item, category => (float)category.Index, StringComparer.Ordinal) : null;
    }

    public UnknownCategory? Unknown => _firstUnknown is null ? null : new UnknownCategory(_name, _unknownCount, ShownText.Quote(_firstUnknown), _firstUnknownRow);

    public static ScoringColumn[] Of(CsvRows csv, ModelSchema schema, char? decimalSign)
    {
        var sign = new DecimalSign(decimalSign);
        return [.. schema.Columns.Select(column => new ScoringColumn(column, csv.Require(column.Name, "a column of the model"), sign))];
    }

    public static void NoteIgnored(List<string> notes, CsvRows csv, ModelSchema schema, IReadOnlyList<string> otherwiseRead)
    {
        var ignored = csv.Headings.Where(heading => schema.IndexOf(heading) < 0 && !otherwiseRead.Contains(heading, StringComparer.Ordinal)).ToList();
        if (ignored.Count > 0)
            notes.Add($"Columns that the model does not read: {ShownText.List(ignored)}.");
    }

    /// <returns>The current row's value; NaN when it is missing or unknown.</returns>
    public float Read(CsvRows csv)
    {
        var text = csv[_column];
        if (NumberText.IsMissing(text))
            return float.NaN;
        if (_codes is null)
            return _decimalSign.Read(csv, _column, text);
        if (_codes.TryGetValue(text, out var code))
            return code;

        _unknownCount++;
        if (_firstUnknown is null)
            (_firstUnknown, _firstUnknownRow) = (text, csv.Row);
        return float.NaN;
    }
}
