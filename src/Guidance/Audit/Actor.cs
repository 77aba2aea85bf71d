namespace Palveluohjaus.Guidance.Audit;

/// <summary>Who is acting: an account at a desk, or a command on the server.</summary>
/// <param name="Name">The account's or command's name, as it stands in the audit.</param>
/// <param name="WorkerId">The professional behind it; null for a command.</param>
/// <param name="UnitId">The unit the professional acts for; null for a command.</param>
public sealed record Actor(string Name, Guid? WorkerId = null, Guid? UnitId = null);
