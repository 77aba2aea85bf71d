using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Palveluohjaus.Reporting.Exports;

/// <summary>OCEL 2.0 as JSON: cases, clients and units as objects, and events that relate to them.</summary>
/// <remarks>Objects come before events, so the cases are read twice; what types of events there were is known, and written, last.</remarks>
internal sealed class OcelLogWriter : EventLogWriter
{
    private const int FlushAtBytes = 1 << 16;

    // Attributes that never change hold from the beginning, as the standard has it.
    private const string Always = "1970-01-01T00:00:00.000Z";

    private const string ResourceAttribute = "resource";

    private static readonly CaseColumn[] CaseAttributes = [.. EventLogColumns.OfTheCase.Where(column => column.Key is "source" or "channel" or "theme" or "life-stage" or "language")];

    private readonly Utf8JsonWriter _json;
    private readonly HashSet<string> _activities = new(StringComparer.Ordinal);
    private readonly HashSet<string> _clients = new(StringComparer.Ordinal);

    public OcelLogWriter(Stream to)
    {
        _json = new Utf8JsonWriter(to, new JsonWriterOptions { Encoder = JavaScriptEncoder.Default });
        _json.WriteStartObject();
        _json.WriteStartArray("objectTypes");
        Type("case", CaseAttributes.Select(column => column.Key));
        Type("client", []);
        Type("unit", ["code"]);
        _json.WriteEndArray();
        _json.WriteStartArray("objects");
    }

    public void WriteUnit(Guid id, string code)
    {
        BeginObject(UnitName(id), "unit");
        Attribute("code", code);
        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    public void WriteObjects(ExportedCase exported)
    {
        if (exported.Client is { } client && _clients.Add(client))
        {
            BeginObject(client, "client");
            _json.WriteEndArray();
            _json.WriteEndObject();
        }

        BeginObject(exported.Name, "case");
        foreach (var column in CaseAttributes)
        {
            if (column.Read(exported) is { } value)
                Attribute(column.Key, value);
        }

        _json.WriteEndArray();
        _json.WriteStartArray("relationships");
        Relate(exported.Client, "client of the case");
        Relate(exported.UnitId is { } unit ? UnitName(unit) : null, "unit that has the case");
        _json.WriteEndArray();
        _json.WriteEndObject();
        FlushWhenFull();
    }

    public void BeginEvents()
    {
        _json.WriteEndArray();
        _json.WriteStartArray("events");
    }

    public override void Write(ExportedCase exported)
    {
        foreach (var each in exported.Events)
        {
            Rows++;
            _activities.Add(each.Activity);
            _json.WriteStartObject();
            _json.WriteString("id", string.Create(CultureInfo.InvariantCulture, $"event-{Rows}"));
            _json.WriteString("type", each.Activity);
            _json.WriteString("time", LogTime.Of(each.AtUtc));
            _json.WriteStartArray("attributes");
            if (each.Worker is { } worker)
            {
                _json.WriteStartObject();
                _json.WriteString("name", ResourceAttribute);
                _json.WriteString("value", worker);
                _json.WriteEndObject();
            }

            _json.WriteEndArray();
            _json.WriteStartArray("relationships");
            Relate(exported.Name, "case");
            Relate(exported.Client, "client");
            Relate(each.UnitId is { } unit ? UnitName(unit) : null, "unit");
            _json.WriteEndArray();
            _json.WriteEndObject();
            FlushWhenFull();
        }
    }

    public override void End()
    {
        _json.WriteEndArray();
        _json.WriteStartArray("eventTypes");
        foreach (var activity in _activities.Order(StringComparer.Ordinal))
            Type(activity, [ResourceAttribute]);
        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.Flush();
    }

    public override void Dispose() => _json.Dispose();

    // Codes are unique within a source only.
    private static string UnitName(Guid id) => $"unit-{id:N}";

    private void Type(string name, IEnumerable<string> attributes)
    {
        _json.WriteStartObject();
        _json.WriteString("name", name);
        _json.WriteStartArray("attributes");
        foreach (var attribute in attributes)
        {
            _json.WriteStartObject();
            _json.WriteString("name", attribute);
            _json.WriteString("type", "string");
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    /// <summary>Leaves the array of attributes open.</summary>
    private void BeginObject(string id, string type)
    {
        _json.WriteStartObject();
        _json.WriteString("id", id);
        _json.WriteString("type", type);
        _json.WriteStartArray("attributes");
    }

    private void Attribute(string name, string value)
    {
        _json.WriteStartObject();
        _json.WriteString("name", name);
        _json.WriteString("time", Always);
        _json.WriteString("value", value);
        _json.WriteEndObject();
    }

    private void Relate(string? objectId, string qualifier)
    {
        if (objectId is null)
            return;
        _json.WriteStartObject();
        _json.WriteString("objectId", objectId);
        _json.WriteString("qualifier", qualifier);
        _json.WriteEndObject();
    }

    private void FlushWhenFull()
    {
        if (_json.BytesPending > FlushAtBytes)
            _json.Flush();
    }
}
