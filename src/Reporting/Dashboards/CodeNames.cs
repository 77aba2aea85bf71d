using System.Globalization;
using Microsoft.Extensions.Localization;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Interventions;
using Palveluohjaus.Guidance.Services;
using Palveluohjaus.Guidance.Texts;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Segmentation.Scheme;

namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>What the codes of facts are called in the user's language. One that nobody named, as a channel of an imported log, stands as it is.</summary>
public sealed class CodeNames(IStringLocalizer<GuidanceTexts> guidanceTexts, DashboardWords words, InterventionMethods methods)
{
    private static readonly Dictionary<string, ContactChannel> Channels = Enum.GetValues<ContactChannel>().ToDictionary(channel => channel.Code());

    /// <summary>What a page's figures are of: all that it is limited to, since paper has no filter.</summary>
    public string ScopeOf(DashboardFilter? filter, DashboardNames names)
    {
        var limits = filter?.Only.OrderBy(limit => limit.Key).ToList() ?? [];
        var isPlace = limits.Exists(limit => limit.Key is Dimension.Municipality or Dimension.Unit);
        return string.Join(", ", limits.Select(limit => NameOf(limit.Key, limit.Value, names)).Prepend(isPlace ? null : words["Overview.WholeCounty"]).OfType<string>());
    }

    /// <param name="dimension">Of which dimension.</param>
    /// <param name="code">As in the facts.</param>
    /// <param name="names">What municipalities and units are called.</param>
    public string NameOf(Dimension dimension, string code, DashboardNames names)
    {
        if (code == MetricValue.NotKnown)
            return words["Overview.NotKnown"];
        return dimension switch
        {
            Dimension.Municipality => DashboardNames.NameOf(names.Municipalities, code)!,
            Dimension.Unit => DashboardNames.NameOf(names.Units, code)!,
            Dimension.Channel => Channels.TryGetValue(code, out var channel) ? guidanceTexts[$"Channel.{channel}"] : code,
            Dimension.LifeStage => Codes.Find<LifeStage>(code) is { } stage ? words[$"Overview.LifeStage.{stage}"] : code,
            Dimension.Language or Dimension.ClientLanguage => Codes.Find<ServiceLanguage>(code) is { } language ? words[$"Overview.Language.{language}"] : code,
            Dimension.Theme => Codes.Find<NeedReason>(code) is { } reason ? guidanceTexts[$"NeedReason.{reason}"] : code,
            Dimension.Sector => Codes.Find<ServiceSector>(code) is { } sector ? guidanceTexts[$"ServiceSector.{sector}"] : code,
            // The form's own words for it point at the field beside it.
            Dimension.OverrideReason when code == Codes.Of(OverrideReasonKind.Other) => words["Dashboard.OtherReason"],
            Dimension.OverrideReason => Codes.Find<OverrideReasonKind>(code) is { } reason ? guidanceTexts[$"OverrideReasonKind.{reason}"] : code,
            Dimension.Segment => SegmentationScheme.Default.Find(code)?.Name.In(CultureInfo.CurrentUICulture) ?? code,
            Dimension.Method => methods.All.LastOrDefault(method => method.Code == code)?.Name.In(CultureInfo.CurrentUICulture) ?? code,
            // An effect is of a measure within a method: <c>ipc/phq-9</c>.
            Dimension.Measure when code.Split('/') is [var method, var measure] => words["Dashboard.MeasureOf", NameOf(Dimension.Method, method, names), NameOf(Dimension.Measure, measure, names)],
            Dimension.Measure => methods.All.Select(method => method.FindMeasure(code)).LastOrDefault(measure => measure is not null)?.Name.In(CultureInfo.CurrentUICulture) ?? code,
            Dimension.AgeBand => code.EndsWith('-') ? words["Dashboard.AgesFrom", code[..^1]] : words["Dashboard.Ages", code.Replace('-', '–')],
            _ => code,
        };
    }
}
