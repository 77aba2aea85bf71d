namespace Palveluohjaus.Web.Layout;

/// <summary>A page that shows another site in a frame sets this among its request's features: that page alone may, and that site alone.</summary>
/// <param name="Origin">As <c>https://app.powerbi.com</c>.</param>
public sealed record FramedSite(string Origin);
