using System.Text;
using Palveluohjaus.Segmentation.Scheme;

namespace Palveluohjaus.Segmentation.Tests.Scheme;

[TestClass]
public sealed class SegmentationSchemeTests
{
    private static string DefaultJson
    {
        get
        {
            using var stream = typeof(SegmentationScheme).Assembly.GetManifestResourceStream("default-scheme.json")!;
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }

    [TestMethod]
    [DataRow(10, 90, "OMA", "Omatoimiasiakkuus", "Självständig klient", "Self-managing")]
    [DataRow(10, 10, "TUKI", "Tukiasiakkuus", "Stödklient", "Supported")]
    [DataRow(90, 90, "YHT", "Yhteistyöasiakkuus", "Samarbetsklient", "Collaborative")]
    [DataRow(90, 10, "HUOL", "Huolenpitoasiakkuus", "Omsorgsklient", "Care-managed")]
    public void Each_quarter_of_the_four_field_is_its_segment(double need, double resources, string code, string fi, string sv, string en)
    {
        var segment = SegmentationScheme.Default.SegmentOf(need, resources);

        Assert.AreEqual((code, fi, sv, en), (segment.Code, segment.Name.Fi, segment.Name.Sv, segment.Name.En));
        Assert.AreSame(segment, SegmentationScheme.Default.Segments[segment.Index]);
        Assert.AreSame(segment, SegmentationScheme.Default.Find(code));
    }

    [TestMethod]
    public void Threshold_itself_is_on_the_high_side_even_a_rounding_below()
    {
        var scheme = SegmentationScheme.Default;

        Assert.AreEqual("YHT", scheme.SegmentOf(50, 50).Code);
        Assert.AreEqual("YHT", scheme.SegmentOf(Math.BitDecrement(50), Math.BitDecrement(50)).Code);
        Assert.AreEqual("TUKI", scheme.SegmentOf(49.999, 49.999).Code);
    }

    [TestMethod]
    public void Swedish_names_wait_for_the_county_to_confirm_them() =>
        Assert.AreEqual("sv", SegmentationScheme.Default.LanguagesToConfirm.Single());

    [TestMethod]
    public void Edited_threshold_moves_the_border()
    {
        var scheme = Read(DefaultJson.Replace("\"threshold\": 50", "\"threshold\": 60.5", StringComparison.Ordinal));

        Assert.AreEqual("OMA", scheme.SegmentOf(60.4, 60.5).Code);
    }

    [TestMethod]
    [DataRow("\"threshold\": 50", "\"threshold\": 100", "county.json: axes.need.threshold must be over 0 and under 100.")]
    [DataRow("\"threshold\": 50", "\"treshold\": 50", "treshold")]
    [DataRow("\"threshold\": 50", "\"threshold\": \"fifty\"", "$.axes.need.threshold")]
    [DataRow("\"code\": \"TUKI\"", "\"code\": \"OMA\"", "county.json: segments[1].code OMA is used twice.")]
    [DataRow("\"code\": \"TUKI\"", "\"code\": \"TUKI; DROP\"", "county.json: segments[1].code must be 1–20 letters")]
    [DataRow("\"code\": \"TUKI\"", "\"code\": null", "$.segments[1].code")]
    [DataRow("\"sv\": \"Stödklient\"", "\"sv\": \"  \"", "county.json: segments[1].name.sv must have 1–100 characters.")]
    [DataRow("\"resources\": \"low\"", "\"resources\": \"high\"", "county.json: segments[1] TUKI stands in the same quarter as OMA.")]
    [DataRow("\"resources\": \"low\"", "\"resources\": \"middling\"", "$.segments[1].resources")]
    [DataRow("[\"sv\"]", "[\"se\"]", "county.json: languagesToConfirm may name fi, sv and en only.")]
    [DataRow("\"version\": \"1\"", "\"version\": \"\"", "county.json: version must be")]
    public void Wrong_file_is_refused_and_says_where(string good, string bad, string expected)
    {
        var exception = Assert.ThrowsExactly<InvalidDataException>(() => Read(ReplaceFirst(DefaultJson, good, bad)));

        StringAssert.Contains(exception.Message, expected, StringComparison.Ordinal);
        StringAssert.StartsWith(exception.Message, "county.json", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("null")]
    [DataRow("[]")]
    [DataRow("{")]
    [DataRow("PK\u0003\u0004")]
    public void What_is_no_scheme_at_all_is_refused_by_name(string content)
    {
        var exception = Assert.ThrowsExactly<InvalidDataException>(() => Read(content));

        StringAssert.StartsWith(exception.Message, "county.json", StringComparison.Ordinal);
    }

    private static SegmentationScheme Read(string json) => SegmentationScheme.Read(new MemoryStream(Encoding.UTF8.GetBytes(json)), "county.json");

    private static string ReplaceFirst(string text, string old, string with)
    {
        var at = text.IndexOf(old, StringComparison.Ordinal);
        Assert.IsGreaterThanOrEqualTo(0, at, $"The default file has no {old}.");
        return text[..at] + with + text[(at + old.Length)..];
    }
}
