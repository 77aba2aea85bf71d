using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Palveluohjaus.Reporting.Exports;

namespace Palveluohjaus.Host.Api;

/// <summary>
/// An answer as CSV (RFC 4180, UTF-8, invariant): the rows of its list, with the names of the JSON as columns, nested ones joined by dots. A list within a row
/// stands as JSON in its cell. What an answer says beside its lists stands in each row, after the row's own columns. Of an answer with several lists the column <c>list</c>
/// says which; one thing, which has an id or a version, is one row.
/// </summary>
/// <param name="answer">As JSON.</param>
/// <param name="type">What it holds: an empty list has its columns all the same.</param>
/// <param name="options">By which it was written.</param>
internal sealed class CsvTable(JsonElement answer, Type type, JsonSerializerOptions options)
{
    private const string ListColumn = "list";
    private const int RowsAtOnce = 200;

    public async Task SendAsync(HttpContext context)
    {
        var lists = FindLists();
        var columns = lists.ConvertAll(list => ColumnsOf(list.RowType));
        var paths = columns.SelectMany(each => each).DistinctBy(Name).ToList();
        var beside = FindBeside(lists).ExceptBy(paths.Select(Name), Name).ToList();
        (context.Response.ContentType, context.Response.ContentLength) = ($"{CsvAnswers.Csv}; charset=utf-8; header=present", null);

        // Some rows at a time: whoever reads slowly holds up nothing but their own answer.
        await using var text = new StringWriter();
        using var cells = new CsvCells(text, isGuarded: true);
        if (lists.Count > 1)
            cells.Value(ListColumn);
        paths.ForEach(path => cells.Value(Name(path)));
        beside.ForEach(path => cells.Value(Name(path)));
        cells.EndRow();
        var waiting = 0;
        foreach (var (list, own) in lists.Zip(columns))
        {
            var names = own.Select(Name).ToHashSet(StringComparer.Ordinal);
            foreach (var row in list.Rows)
            {
                if (lists.Count > 1)
                    cells.Value(list.Name);
                foreach (var path in paths)
                    Write(cells, names.Contains(Name(path)) ? Find(row, path) : null);
                foreach (var path in beside)
                    Write(cells, Find(answer, path));
                cells.EndRow();
                if (++waiting % RowsAtOnce == 0)
                    await SendRowsAsync();
            }
        }

        await SendRowsAsync();

        async Task SendRowsAsync()
        {
            cells.Flush();
            await context.Response.WriteAsync(text.ToString(), context.RequestAborted);
            text.GetStringBuilder().Clear();
        }
    }

    private static void Write(CsvCells cells, JsonElement? value)
    {
        switch (value?.ValueKind)
        {
            case null or JsonValueKind.Null or JsonValueKind.Undefined:
                cells.Value(null);
                break;
            case JsonValueKind.String:
                cells.Text(value.Value.GetString());
                break;
            case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                cells.Value(value.Value.GetRawText());
                break;
            default:
                cells.Text(value.Value.GetRawText());
                break;
        }
    }

    private List<RowList> FindLists()
    {
        var info = options.GetTypeInfo(type);
        if (info is { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } rowType })
            return [new RowList(ListColumn, rowType, answer.EnumerateArray())];
        var lists = new List<RowList>();
        if (!info.Properties.Any(property => property.Name is "id" or "version"))
            AddLists([], info, lists);
        return lists.Count > 0 ? lists : [new RowList(ListColumn, type, [answer])];
    }

    /// <summary>What an answer of lists says apart from them.</summary>
    private IEnumerable<string[]> FindBeside(List<RowList> lists) => options.GetTypeInfo(type).Kind != JsonTypeInfoKind.Object || lists is [{ Name: ListColumn }]
        ? []
        : ColumnsOf(type).Where(path => !lists.Exists(list => list.Name == Name(path)));

    private void AddLists(string[] path, JsonTypeInfo of, List<RowList> lists)
    {
        foreach (var property in of.Properties)
        {
            var inner = options.GetTypeInfo(property.PropertyType);
            string[] to = [.. path, property.Name];
            if (inner is { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } rowType } && options.GetTypeInfo(rowType).Kind == JsonTypeInfoKind.Object)
                lists.Add(new RowList(Name(to), rowType, Find(answer, to) is { ValueKind: JsonValueKind.Array } rows ? rows.EnumerateArray() : []));
            else if (inner.Kind == JsonTypeInfoKind.Object && Find(answer, to) is { ValueKind: JsonValueKind.Object })
                AddLists(to, inner, lists);
        }
    }

    /// <summary>The way to each cell of a row; the row itself where it is no object.</summary>
    private List<string[]> ColumnsOf(Type rowType)
    {
        var info = options.GetTypeInfo(rowType);
        var columns = new List<string[]>();
        if (info.Kind == JsonTypeInfoKind.Object)
            AddColumns([], info, [rowType], columns);
        else
            columns.Add([]);
        return columns;
    }

    private void AddColumns(string[] path, JsonTypeInfo of, Type[] within, List<string[]> columns)
    {
        foreach (var property in of.Properties.Where(property => property.Get is not null))
        {
            var inner = options.GetTypeInfo(property.PropertyType);
            string[] to = [.. path, property.Name];

            // What holds its own kind would have columns without end.
            if (inner.Kind == JsonTypeInfoKind.Object && !within.Contains(inner.Type))
                AddColumns(to, inner, [.. within, inner.Type], columns);
            else
                columns.Add(to);
        }
    }

    private static string Name(string[] path) => path.Length == 0 ? "value" : string.Join('.', path);

    private static JsonElement? Find(JsonElement of, string[] path)
    {
        foreach (var name in path)
        {
            if (of.ValueKind != JsonValueKind.Object || !of.TryGetProperty(name, out of))
                return null;
        }

        return of;
    }

    private sealed record RowList(string Name, Type RowType, IEnumerable<JsonElement> Rows);
}
