namespace Palveluohjaus.Web.Components;

/// <summary>One of the options of a choice: what the form sends and what is read.</summary>
public sealed record Choice(string Value, string Text);
