using System.Globalization;
using System.Resources;
using Palveluohjaus.Reporting.Texts;

namespace Palveluohjaus.Reporting.Catalogue;

/// <summary>What is said of metrics where there is no page: on the command line and in the page of metrics.</summary>
public static class MetricWords
{
    private static readonly ResourceManager Words = new(typeof(ReportingTexts));

    /// <summary>Why a figure cannot be computed, as a sentence.</summary>
    /// <param name="reason">The reason.</param>
    /// <param name="culture">The language; the reader's unless another is named.</param>
    public static string Of(NotComputableReason reason, CultureInfo? culture = null) => Find($"NotComputable.{reason}", culture ?? CultureInfo.CurrentUICulture);

    /// <summary>A text in the reader's language. What goes into its gaps is written as it is.</summary>
    public static string Of(string key, params ReadOnlySpan<object?> parts) => string.Format(CultureInfo.InvariantCulture, Find(key, CultureInfo.CurrentUICulture), parts);

    private static string Find(string key, CultureInfo culture) => Words.GetString(key, culture) ?? throw new InvalidOperationException($"{key} has no text.");
}
