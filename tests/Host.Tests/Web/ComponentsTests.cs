using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Workbench;
using Palveluohjaus.Testing;
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

        StringAssert.Contains(suppressed, "Ei näytetä: pieni luku paljastuisi", StringComparison.Ordinal);
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

    [TestMethod]
    public async Task A_due_bar_has_its_ticks_where_the_county_warns()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Of("own.json"), """{ "warnings": { "halfPercent": 40, "mostPercent": 95 } }""");
        var now = new DateTime(2026, 3, 17, 8, 0, 0, DateTimeKind.Utc);
        Dictionary<string, object?> bar = new() { ["Due"] = DueTime.Of(now.AddDays(3), now.AddDays(-1), isStatutory: true, now, CountyCalendar.Helsinki) };

        var own = await RenderAsync<DueBar>(bar, With(DeadlineRules.Read(folder.FullName)));
        var shipped = await RenderAsync<DueBar>(bar, With(DeadlineRules.Shipped));

        foreach (var (html, half, most) in ((string, string, string)[])[(own, "39.7", "94.7"), (shipped, "49.7", "79.7")])
        {
            StringAssert.Contains(html, $"class=\"k\" x=\"{half}\"", StringComparison.Ordinal);
            StringAssert.Contains(html, $"class=\"k\" x=\"{most}\"", StringComparison.Ordinal);
        }

        static Action<IServiceCollection> With(DeadlineRules rules) =>
            services => services.AddSingleton(rules).AddSingleton(CountyCalendar.Helsinki).AddSingleton(TimeProvider.System).AddScoped<WorkWords>();
    }

    private static async Task<string> RenderAsync<T>(Dictionary<string, object?> parameters, Action<IServiceCollection>? with = null)
        where T : IComponent
    {
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (Languages.Finnish, Languages.Finnish);
        var collection = new ServiceCollection().AddLogging().AddLocalization();
        with?.Invoke(collection);
        await using var services = collection.BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(parameters))).ToHtmlString());
    }
}
