using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Palveluohjaus.Guidance.Api;
using Palveluohjaus.Reporting.Exports;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Palveluohjaus.Host.Api;

/// <summary>Every GET of the API answers in JSON, or in CSV when <c>Accept</c> asks for that rather. What asks for neither is refused before anything is read.</summary>
internal static class CsvAnswers
{
    public const string Csv = "text/csv";
    private const string Json = "application/json";

    public static void AnswerCsvWhenAsked(this RouteGroupBuilder api) => api.AddEndpointFilter(AnswerAsync);

    private static async ValueTask<object?> AnswerAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var context = call.HttpContext;
        if (!HttpMethods.IsGet(context.Request.Method))
            return await next(call);
        var (json, csv) = (Wish(context.Request, Json), Wish(context.Request, Csv));
        context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        if (json <= 0 && csv <= 0)
            return context.RequestServices.GetRequiredService<ApiProblems>().Of(ApiProblemKind.NotAcceptable);

        var answer = await next(call);
        if (csv <= json)
            return answer;
        while (answer is INestedHttpResult nested)
            answer = nested.Result;
        return answer switch
        {
            IStatusCodeHttpResult { StatusCode: not StatusCodes.Status200OK } => answer,
            IValueHttpResult { Value: { } value } => new CsvAnswer(value),
            IResult or null => answer,
            _ => new CsvAnswer(answer),
        };
    }

    /// <summary>How much a type is wanted, 0–1: what names it more exactly holds. Nothing said is everything welcome, JSON first.</summary>
    private static double Wish(HttpRequest request, string type)
    {
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var asked) || asked.Count == 0)
            return type == Json ? 1 : 0.5;
        var wanted = new MediaTypeHeaderValue(type);
        return asked.Where(each => wanted.IsSubsetOf(new MediaTypeHeaderValue(each.MediaType)))
            .OrderBy(each => each.MatchesAllTypes ? 2 : each.MatchesAllSubTypes ? 1 : 0)
            .Select(each => each.Quality ?? 1).FirstOrDefault();
    }
}

/// <summary>
/// An answer as CSV (RFC 4180, UTF-8, invariant): the rows of its list, with the names of the JSON as columns, nested ones joined by dots. A list within a row
/// stands as JSON in its cell. Of an answer with several lists the column <c>list</c> says which; one thing, which has an id or a version, is one row.
/// </summary>
internal sealed class CsvAnswer(object answer) : IResult
{
    private const string ListColumn = "list";
    private const int RowsAtOnce = 200;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var options = httpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var lists = FindLists(answer, options);
        var columns = lists.ConvertAll(list => CsvColumn.Of(options.GetTypeInfo(list.RowType), options));
        var names = columns.SelectMany(each => each).Select(column => column.Name).Distinct().ToList();
        httpContext.Response.ContentType = $"{CsvAnswers.Csv}; charset=utf-8; header=present";

        // Some rows at a time: whoever reads slowly holds up nothing but their own answer.
        await using var text = new StringWriter();
        using var cells = new CsvCells(text, isGuarded: true);
        if (lists.Count > 1)
            cells.Value(ListColumn);
        names.ForEach(cells.Value);
        cells.EndRow();
        var waiting = 0;
        foreach (var (list, own) in lists.Zip(columns))
        {
            var byName = own.ToDictionary(column => column.Name);
            foreach (var row in list.Rows)
            {
                if (lists.Count > 1)
                    cells.Value(list.Name);
                foreach (var name in names)
                    Write(cells, row is not null && byName.TryGetValue(name, out var column) ? column.Read(row) : null);
                cells.EndRow();
                if (++waiting % RowsAtOnce == 0)
                    await SendAsync();
            }
        }

        await SendAsync();

        async Task SendAsync()
        {
            cells.Flush();
            await httpContext.Response.WriteAsync(text.ToString(), httpContext.RequestAborted);
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

    private static List<RowList> FindLists(object answer, JsonSerializerOptions options)
    {
        var type = options.GetTypeInfo(answer.GetType());
        if (type is { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } rowType })
            return [new RowList(ListColumn, rowType, (IEnumerable)answer)];
        var lists = new List<RowList>();
        if (!type.Properties.Any(property => property.Name is "id" or "version"))
            AddLists(string.Empty, answer, type, lists, options);
        return lists.Count > 0 ? lists : [new RowList(ListColumn, answer.GetType(), new[] { answer })];
    }

    private static void AddLists(string prefix, object of, JsonTypeInfo type, List<RowList> lists, JsonSerializerOptions options)
    {
        foreach (var property in type.Properties)
        {
            var inner = options.GetTypeInfo(property.PropertyType);
            if (inner is { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } rowType } && options.GetTypeInfo(rowType).Kind == JsonTypeInfoKind.Object)
                lists.Add(new RowList(prefix + property.Name, rowType, property.Get?.Invoke(of) as IEnumerable ?? Array.Empty<object>()));
            else if (inner.Kind == JsonTypeInfoKind.Object && property.Get?.Invoke(of) is { } value)
                AddLists($"{prefix}{property.Name}.", value, inner, lists, options);
        }
    }

    private sealed record RowList(string Name, Type RowType, IEnumerable Rows);

    /// <summary>One column of rows of a type.</summary>
    private sealed record CsvColumn(string Name, Func<object, JsonElement?> Read)
    {
        public static List<CsvColumn> Of(JsonTypeInfo type, JsonSerializerOptions options)
        {
            var columns = new List<CsvColumn>();
            if (type.Kind == JsonTypeInfoKind.Object)
                Add(string.Empty, type, row => row, [type.Type], columns, options);
            else
                columns.Add(new CsvColumn("value", row => JsonSerializer.SerializeToElement(row, type)));
            return columns;
        }

        private static void Add(string prefix, JsonTypeInfo type, Func<object, object?> find, Type[] within, List<CsvColumn> columns, JsonSerializerOptions options)
        {
            foreach (var property in type.Properties.Where(property => property.Get is not null))
            {
                var inner = options.GetTypeInfo(property.PropertyType);
                object? Find(object row) => find(row) is { } of ? property.Get!(of) : null;

                // What holds its own kind would have columns without end.
                if (inner.Kind == JsonTypeInfoKind.Object && !within.Contains(inner.Type))
                    Add($"{prefix}{property.Name}.", inner, Find, [.. within, inner.Type], columns, options);
                else
                    columns.Add(new CsvColumn(prefix + property.Name, row => Find(row) is { } value ? JsonSerializer.SerializeToElement(value, inner) : null));
            }
        }
    }
}
