namespace Palveluohjaus.Guidance.Texts;

/// <summary>Names the family of texts of this module: Finnish neutral, Swedish and English beside it. Keys are <c>Capability.Thing</c>.</summary>
public sealed class GuidanceTexts;
