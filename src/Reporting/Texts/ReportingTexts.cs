namespace Palveluohjaus.Reporting.Texts;

/// <summary>Names the family of texts of this module: Finnish neutral, Swedish and English beside it. Keys are <c>Capability.Thing</c>; a metric's are <c>Metric.{id}.*</c>.</summary>
public sealed class ReportingTexts;
