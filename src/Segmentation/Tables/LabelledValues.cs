using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Tables;

/// <summary>The values of a labelled file whose columns' kinds are known.</summary>
internal sealed class LabelledValues
{
    private readonly string _fileName;
    private readonly IReadOnlyList<string> _headings;
    private readonly ColumnRole[] _roles;
    private readonly ModelColumn?[] _columns;
    private readonly char _decimalSign;
    private readonly int _rowCount;
    private readonly string[]?[] _texts;
    private readonly Dictionary<string, int>?[] _codes;
    private readonly float[]?[] _features;
    private readonly int[]?[] _indexes;

    public LabelledValues(string fileName, IReadOnlyList<string> headings, ColumnRole[] roles, ColumnSurvey[] surveys, ModelColumn?[] columns, char decimalSign, int rowCount)
    {
        (_fileName, _headings, _roles, _columns, _decimalSign, _rowCount) = (fileName, headings, roles, columns, decimalSign, rowCount);
        _texts = new string[]?[roles.Length];
        _codes = new Dictionary<string, int>?[roles.Length];
        _features = new float[]?[roles.Length];
        _indexes = new int[]?[roles.Length];
        for (var column = 0; column < roles.Length; column++)
        {
            if (roles[column] == ColumnRole.Group && surveys[column].HasTooManyDistinct)
                throw new TableRefusedException(fileName, null, headings[column], "there are more than 1,000 different groups, so this is hardly a group. Leave it out of the groups (--group).");
            if (columns[column] is not null)
                _features[column] = new float[rowCount];
            else if (roles[column] is ColumnRole.Label or ColumnRole.Group)
                _indexes[column] = new int[rowCount];
            if (_indexes[column] is null && columns[column] is not { IsCategory: true })
                continue;
            var texts = surveys[column].Distinct;
            _texts[column] = texts;
            _codes[column] = texts.Index().ToDictionary(text => text.Item, text => text.Index, StringComparer.Ordinal);
        }
    }

    /// <summary>One array for each feature, in the file's order.</summary>
    public float[][] Features => [.. _features.OfType<float[]>()];

    public int[] Labels => _indexes[Array.IndexOf(_roles, ColumnRole.Label)]!;

    public GroupColumn GroupOf(int column) => new(_headings[column], _texts[column]!, _indexes[column]!);

    /// <exception cref="TableRefusedException">The value was not there when the file was surveyed.</exception>
    public void Take(CsvRows csv, int row)
    {
        if (row >= _rowCount)
            throw Changed();
        for (var column = 0; column < _roles.Length; column++)
        {
            if (_indexes[column] is { } indexes)
                indexes[row] = NumberText.IsMissing(csv[column]) ? -1 : CodeOf(column, csv[column]);
            else if (_features[column] is { } values)
                values[row] = NumberText.IsMissing(csv[column]) ? float.NaN : ValueOf(column, csv[column]);
        }
    }

    /// <exception cref="TableRefusedException">A feature has the same value in every row: it teaches nothing, and is most often a mistake.</exception>
    public void RefuseConstantColumns()
    {
        for (var column = 0; column < _roles.Length; column++)
        {
            if (_features[column] is not { } values || float.IsNaN(values[0]) || values.AsSpan().ContainsAnyExcept(values[0]))
                continue;
            var shown = _columns[column]!.IsCategory ? ShownText.Quote(_texts[column]![0]) : values[0].ToString("R", System.Globalization.CultureInfo.InvariantCulture);
            throw new TableRefusedException(_fileName, null, _headings[column], $"every row has the value {shown}, so nothing can be learned from it. Leave the column out (--drop).");
        }
    }

    private float ValueOf(int column, string text)
    {
        if (_columns[column]!.IsCategory)
            return CodeOf(column, text);
        return NumberText.Read(text, _decimalSign, out var value) == NumberReading.Number ? value : throw Changed();
    }

    private int CodeOf(int column, string text) => _codes[column]!.TryGetValue(text, out var code) ? code : throw Changed();

    private TableRefusedException Changed() => new(_fileName, null, null, "the file was changed while it was read. Try again when nothing writes to it.");
}
