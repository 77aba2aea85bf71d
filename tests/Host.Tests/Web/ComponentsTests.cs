using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Palveluohjaus.Web.Components;
using Palveluohjaus.Web.Layout;

namespace Palveluohjaus.Host.Tests.Web;

[TestClass]
public sealed class ComponentsTests
{
    [TestMethod]
    public async Task Bars_and_sparks_are_drawn_with_decimal_points_in_finnish_too()
    {
        var spark = await RenderAsync<Spark>(new() { ["Values"] = (double[])[1.0, 2.5, 2.0] });
        var mix = await RenderAsync<MixBar>(new() { ["Parts"] = new[] { new MixPart("OMA", 0.455), new MixPart("HUOL", 0.545) } });
        var cell = await RenderAsync<CellBar>(new() { ["Share"] = 0.958, ["Goal"] = 0.95 });

        StringAssert.Contains(spark, "M2 28L60 4L118 12", StringComparison.Ordinal);
        StringAssert.Contains(mix, "class=\"f-oma\" x=\"0\" width=\"45.5\"", StringComparison.Ordinal);
        StringAssert.Contains(mix, "class=\"f-huol\" x=\"45.5\" width=\"54.5\"", StringComparison.Ordinal);
        StringAssert.Contains(cell, "class=\"u\" width=\"95.8\"", StringComparison.Ordinal);
        StringAssert.Contains(cell, "class=\"goal\" x=\"94.5\"", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_spark_of_equal_values_is_level_and_one_value_draws_nothing()
    {
        StringAssert.Contains(await RenderAsync<Spark>(new() { ["Values"] = (double[])[3.0, 3.0] }), "M2 16L118 16", StringComparison.Ordinal);
        Assert.AreEqual(string.Empty, (await RenderAsync<Spark>(new() { ["Values"] = (double[])[3.0] })).Trim());
    }

    [TestMethod]
    [DataRow("OMA", "x=\"8.5\" y=\"8.5\"")]
    [DataRow("TUKI", "x=\"0\" y=\"8.5\"")]
    [DataRow("YHT", "x=\"8.5\" y=\"0\"")]
    [DataRow("HUOL", "x=\"0\" y=\"0\"")]
    public async Task A_segments_glyph_fills_the_segments_own_cell(string segment, string cell)
    {
        var glyph = await RenderAsync<SegmentGlyph>(new() { ["Segment"] = segment });

        StringAssert.Contains(glyph, $"f-{segment.ToLowerInvariant()}\" {cell}", StringComparison.Ordinal);
        Assert.AreEqual(4, glyph.Split("<rect").Length - 1, glyph);
    }

    [TestMethod]
    public async Task A_tile_says_in_words_why_it_has_no_number()
    {
        RenderFragment none = _ => { };
        Dictionary<string, object?> Tile(TileState state) => new() { ["Title"] = "Odotusaika", ["Definition"] = none, ["State"] = state, ["Value"] = "3" };

        var suppressed = System.Net.WebUtility.HtmlDecode(await RenderAsync<Tile>(Tile(TileState.Suppressed)));
        var notComputable = System.Net.WebUtility.HtmlDecode(await RenderAsync<Tile>(Tile(TileState.NotComputable)));

        StringAssert.Contains(suppressed, "Alle 5, ei näytetä", StringComparison.Ordinal);
        StringAssert.Contains(notComputable, "Ei laskettavissa", StringComparison.Ordinal);
        Assert.IsFalse(suppressed.Contains("class=\"v\"", StringComparison.Ordinal) || notComputable.Contains("class=\"v\"", StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task A_chart_has_its_finding_its_data_and_its_table()
    {
        RenderFragment table = builder => builder.AddMarkupContent(0, "<table></table>");

        var chart = await RenderAsync<ChartFrame>(new()
        {
            ["Id"] = "lead",
            ["Title"] = "Lead time",
            ["Finding"] = "Half of the cases closed in 11 days.",
            ["PlotLabel"] = "Percentiles by month.",
            ["DataJson"] = System.Text.Json.JsonSerializer.Serialize(new { kind = "lines", name = "</script>" }),
            ["Table"] = table,
        });

        foreach (var expected in new[] { "<p>Half of the cases closed in 11 days.</p>", "role=\"img\" aria-label=\"Percentiles by month.\"", "data-for=\"lead\">{\"kind\":\"lines\",\"name\":\"\\u003C/script\\u003E\"}</script>", "Taulukko", "<table></table>" })
            StringAssert.Contains(chart, expected, StringComparison.Ordinal);
    }

    private static async Task<string> RenderAsync<T>(Dictionary<string, object?> parameters)
        where T : IComponent
    {
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (Languages.Finnish, Languages.Finnish);
        await using var services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(parameters))).ToHtmlString());
    }
}
