using System.Text.Json;
using System.Xml.Linq;
using Palveluohjaus.Reporting.Exports;

namespace Palveluohjaus.Reporting.Tests.Exports;

[TestClass]
[TestCategory("database")]
public sealed class LogRulesTests : IDisposable
{
    private const string Whole = """
        <log xes.version="1849.2016" xes.features="" xmlns="http://www.xes-standard.org/">
         <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
         <global scope="trace"><string key="concept:name" value="?"/></global>
         <global scope="event"><string key="concept:name" value="?"/></global>
         <classifier name="Activity" keys="concept:name"/>
         <trace><string key="concept:name" value="1"/><event><string key="concept:name" value="a"/></event></trace>
        </log>
        """;

    private const string Object = """{"objectTypes":[{"name":"case","attributes":[{"name":"code","type":"string"}]}],"eventTypes":[{"name":"a","attributes":[]}],"objects":[{"id":"1","type":"case","attributes":[{"name":"code","time":"2026-01-01T00:00:00Z","value":"x"}]}],"events":[{"id":"e","type":"a","time":"2026-01-01T00:00:00Z","relationships":[{"objectId":"1","qualifier":"case"}]}]}""";

    private readonly ExportDesk _desk = new();

    [TestMethod]
    public async Task XES_keeps_the_rules_of_its_schema_whatever_texts_a_log_brings()
    {
        await _desk.MakeCountyAsync(20);
        await _desk.ImportRowsAsync("\"c \"\"1\"\"\",Á & <b> \u0001,2026-01-05T09:00:00Z,itä ja länsi,,phone,,,", "c 2, x ,2026-03-29T01:30:00Z,,,phone,,,");

        var summary = await _desk.ExportAsync(_desk.Request("log.xes"), EventLogFormat.Xes);

        Assert.IsGreaterThan(100, summary.Rows);
        Assert.IsEmpty(XesRules.FaultsIn(XDocument.Parse(_desk.ReadText("log.xes"))).Take(5));
    }

    [TestMethod]
    public async Task OCEL_keeps_the_rules_of_its_schema_also_with_nothing_in_it()
    {
        await _desk.ExportAsync(_desk.Request("none.json"), EventLogFormat.Ocel);
        await _desk.MakeCountyAsync(20);
        await _desk.ImportRowsAsync("\"c \"\"1\"\"\",Á & <b> \u0001,2026-01-05T09:00:00Z,itä ja länsi,,phone,,,");
        await _desk.ExportAsync(_desk.Request("log.json"), EventLogFormat.Ocel);

        foreach (var name in (string[])["none.json", "log.json"])
            Assert.IsEmpty(OcelRules.FaultsIn(JsonDocument.Parse(_desk.ReadText(name)).RootElement).Take(5), name);
    }

    [TestMethod]
    [DataRow("1849.2016", "1849-2016")]
    [DataRow("name=\"Activity\"", "name=\"Activity and more\"")]
    [DataRow("xes.features=\"\"", "")]
    [DataRow("key=\"concept:name\" value=\"a\"", "value=\"a\"")]
    [DataRow("<event><string key=\"concept:name\" value=\"a\"/>", "<event><string key=\"name\" value=\"a\"/>")]
    [DataRow("<event><string", "<event><date key=\"when\" value=\"yesterday\"/><string")]
    [DataRow("<event><string", "<event><text key=\"x\" value=\"\"/><string")]
    [DataRow("<event><string", "<event><string key=\"time:timestamp\" value=\"\"/><string")]
    [DataRow("<event><string", "<event><string key=\"concept:name\" value=\"b\"/><string")]
    [DataRow("keys=\"concept:name\"", "keys=\"time:timestamp\"")]
    [DataRow("</event></trace>", "</event><string key=\"late\" value=\"\"/></trace>")]
    public void The_rules_of_XES_find_what_is_broken(string part, string broken)
    {
        Assert.IsEmpty(XesRules.FaultsIn(XDocument.Parse(Whole)));
        StringAssert.Contains(Whole, part, StringComparison.Ordinal);
        Assert.IsNotEmpty(XesRules.FaultsIn(XDocument.Parse(Whole.Replace(part, broken, StringComparison.Ordinal))));
    }

    [TestMethod]
    [DataRow("\"eventTypes\"", "\"types\"")]
    [DataRow("\"type\":\"string\"", "\"type\":\"text\"")]
    [DataRow("\"type\":\"case\"", "\"type\":\"client\"")]
    [DataRow("\"objectId\":\"1\"", "\"objectId\":\"2\"")]
    [DataRow(",\"qualifier\":\"case\"", "")]
    [DataRow(",\"time\":\"2026-01-01T00:00:00Z\",\"relationships\"", ",\"relationships\"")]
    [DataRow("\"time\":\"2026-01-01T00:00:00Z\",\"value\"", "\"value\"")]
    [DataRow("\"name\":\"code\",\"time\"", "\"name\":\"colour\",\"time\"")]
    [DataRow("\"name\":\"a\",\"attributes\":[]", "\"name\":\"a\"")]
    public void The_rules_of_OCEL_find_what_is_broken(string part, string broken)
    {
        Assert.IsEmpty(OcelRules.FaultsIn(JsonDocument.Parse(Object).RootElement));
        StringAssert.Contains(Object, part, StringComparison.Ordinal);
        Assert.IsNotEmpty(OcelRules.FaultsIn(JsonDocument.Parse(Object.Replace(part, broken, StringComparison.Ordinal)).RootElement));
    }

    public void Dispose() => _desk.Dispose();
}
