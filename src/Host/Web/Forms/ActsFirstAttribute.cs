using Microsoft.AspNetCore.Http;

namespace Palveluohjaus.Web.Forms;

/// <summary>
/// A page whose form is acted on before anything is drawn, by <see cref="Act"/>: one that was stored leads elsewhere, and drawing the page with its
/// menu first would take most of the answer's time. The page finds the same instance among its services, with what is to be shown.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public abstract class ActsFirstAttribute(string form, Type act) : Attribute
{
    /// <summary>The form's name, which it sends as <c>_handler</c>.</summary>
    public string Form => form;

    /// <summary>An <see cref="IActFirst"/>.</summary>
    public Type Act => act;
}

/// <inheritdoc/>
public sealed class ActsFirstAttribute<TAct>(string form) : ActsFirstAttribute(form, typeof(TAct))
    where TAct : IActFirst;

/// <summary>What is done with a form that was sent.</summary>
public interface IActFirst
{
    /// <returns>Where it leads; null when the page is shown again.</returns>
    Task<string?> ActAsync(IFormCollection sent, CancellationToken cancellationToken);
}
