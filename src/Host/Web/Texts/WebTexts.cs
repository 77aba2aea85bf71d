namespace Palveluohjaus.Web.Texts;

/// <summary>Names the texts of the layout and the shared components: Finnish neutral, Swedish and English beside it. Keys are <c>Component.Thing</c>.</summary>
public sealed class WebTexts;
