namespace Palveluohjaus.Guidance.Audit;

/// <summary>Declares that an endpoint or a page processes client data, and what it writes into the audit. Every endpoint has this or <see cref="NoClientDataAttribute"/>.</summary>
/// <remarks>The entries themselves are written by the class that does the work, in its transaction. A test walks all endpoints and sees that they are.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class AuditedAttribute(params AuditAction[] actions) : Attribute
{
    public IReadOnlyList<AuditAction> Actions => actions;
}

/// <summary>Declares that an endpoint or a page neither reads nor changes the data of any client.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NoClientDataAttribute : Attribute;
