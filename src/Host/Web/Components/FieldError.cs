namespace Palveluohjaus.Web.Components;

/// <summary>What is wrong with a control, in the user's words.</summary>
/// <param name="ControlId">The control's id; the summary links to it.</param>
/// <param name="Text">What to do, then why.</param>
public sealed record FieldError(string ControlId, string Text)
{
    /// <summary>The message's own id, for <c>aria-describedby</c>.</summary>
    public string Id => $"e-{ControlId}";
}
