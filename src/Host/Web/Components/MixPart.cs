namespace Palveluohjaus.Web.Components;

/// <summary>One segment's share of a <see cref="MixBar"/>.</summary>
public sealed record MixPart(string Segment, double Share);
