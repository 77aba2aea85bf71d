namespace Palveluohjaus.Guidance.Teams;

/// <summary>A unit whose clients a worker also serves, besides the worker's own unit.</summary>
public sealed class UnitMembership
{
    public required Guid WorkerId { get; init; }
    public required Guid UnitId { get; init; }
}
