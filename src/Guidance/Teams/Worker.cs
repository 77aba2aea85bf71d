namespace Palveluohjaus.Guidance.Teams;

/// <summary>A professional who did something. What a worker may see and do is settled by accounts, not here.</summary>
public sealed class Worker
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Where the worker was named: <see cref="Cases.GuidanceCase.OwnSource"/>, or the import profile.</summary>
    public required string Source { get; init; }

    /// <summary>Unique within the source.</summary>
    public required string Code { get; init; }

    public required string Name { get; init; }
    /// <summary>The unit the worker acts for. Others are in <see cref="UnitMembership"/>.</summary>
    public Guid? UnitId { get; init; }
}
