using System.Text.Json.Nodes;

namespace Palveluohjaus.Guidance.Tests.Services;

/// <summary>Pages of an invented catalogue, in the shape of the national one's.</summary>
internal static class Catalogue
{
    public static JsonObject Service(string id, string name, string? modified = "2026-03-01T10:00:00Z", string className = "Asumispalvelut", string group = "KR1.1") => new()
    {
        ["id"] = id,
        ["type"] = "Service",
        ["fundingType"] = "PubliclyFunded",
        ["serviceNames"] = new JsonArray(Text("Name", "fi", name), Text("Name", "sv", $"{name} sv")),
        ["serviceDescriptions"] = new JsonArray(Text("Summary", "fi", "Lyhyesti"), Text("Description", "fi", "<p>Tukea <b>kotona</b> &amp; muualla.</p><script>alert(1)</script><ul><li>yksi</li><li>kaksi</li></ul>Alle < 18 v")),
        ["areaType"] = "Nationwide",
        ["languages"] = new JsonArray("fi", "SV"),
        ["keywords"] = new JsonArray(new JsonObject { ["language"] = "fi", ["value"] = "vuokra, tuki" }),
        ["serviceClasses"] = new JsonArray(new JsonObject { ["code"] = "P1.1", ["name"] = new JsonArray(new JsonObject { ["language"] = "fi", ["value"] = className }) }),
        ["targetGroups"] = new JsonArray(new JsonObject { ["uri"] = $"http://uri.suomi.fi/codelist/ptv/ptvkohderyhmat/code/{group}" }),
        ["organizations"] = new JsonArray(new JsonObject { ["roleType"] = "Responsible", ["organization"] = new JsonObject { ["name"] = "Esimerkkialue" } }),
        ["publishingStatus"] = "Published",
        ["modified"] = modified,
    };

    public static string Page(int number, int count, params IEnumerable<JsonNode> services) =>
        new JsonObject { ["pageNumber"] = number, ["pageSize"] = 100, ["pageCount"] = count, ["itemList"] = new JsonArray([.. services]) }.ToJsonString();

    public static string List(params IEnumerable<JsonNode> services) => new JsonArray([.. services]).ToJsonString();

    private static JsonObject Text(string type, string language, string value) => new() { ["type"] = type, ["language"] = language, ["value"] = value };
}
