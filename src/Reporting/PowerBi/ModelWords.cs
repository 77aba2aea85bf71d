using System.Globalization;
using System.Resources;
using Palveluohjaus.Reporting.Texts;

namespace Palveluohjaus.Reporting.PowerBi;

/// <summary>What the model's measures are called in each language.</summary>
internal static class ModelWords
{
    /// <summary>The language of the model's own texts first.</summary>
    public static readonly IReadOnlyList<CultureInfo> Languages = [CultureInfo.GetCultureInfo("fi-FI"), CultureInfo.GetCultureInfo("sv-SE"), CultureInfo.GetCultureInfo("en-US")];

    /// <summary>Of names and descriptions where there is room for one language.</summary>
    public static CultureInfo English => Languages[^1];

    private static readonly ResourceManager Words = new(typeof(ReportingTexts));

    /// <summary>With which the names of columns end that hold texts of one language: <c>NameFi</c>.</summary>
    public static string SuffixOf(CultureInfo language) => char.ToUpperInvariant(language.Name[0]) + language.Name[1..2];

    /// <summary>The column that orders names of a language. The first one's has no ending: datasets that were made before the others had theirs go on being filled.</summary>
    public static string OrderOf(CultureInfo language) => language == Languages[0] ? "Order" : $"Order{SuffixOf(language)}";

    public static string NameOf(ModelMeasure measure, CultureInfo language)
    {
        var name = Find(measure.NameTextKey ?? $"{measure.TextKey}.Name", language);
        return measure.PartTextKey is { } part ? $"{name}, {Find(part, language)}" : name;
    }

    public static string DescriptionOf(ModelMeasure measure, CultureInfo language) => Find($"{measure.TextKey}.Meaning", language);

    public static string CaptionOf(ModelTable table, CultureInfo language) => Find($"PowerBi.Table.{table.Name}", language);

    public static string CaptionOf(ModelColumn column, CultureInfo language) => Find($"PowerBi.Column.{column.Name}", language);

    public static string Find(string key, CultureInfo language) => Words.GetString(key, language) ?? throw new InvalidOperationException($"{key} has no text.");
}
