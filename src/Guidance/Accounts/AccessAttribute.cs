using Microsoft.AspNetCore.Authorization;

namespace Palveluohjaus.Guidance.Accounts;

/// <summary>Who may use an endpoint or a page. What names neither this nor that anyone may is closed to everyone.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class AccessAttribute(AccessRight right) : AuthorizeAttribute(PolicyOf(right))
{
    public AccessRight Right => right;

    public static string PolicyOf(AccessRight right) => $"may-{right}";
}
