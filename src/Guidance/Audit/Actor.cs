using Palveluohjaus.Guidance.Accounts;

namespace Palveluohjaus.Guidance.Audit;

/// <summary>Who is acting: an account at a desk, or a command on the server.</summary>
/// <param name="Name">The account's or command's name, as it stands in the audit.</param>
/// <param name="WorkerId">The professional behind it; null for a command.</param>
/// <param name="UnitId">The unit the professional acts for; null for a command.</param>
public sealed record Actor(string Name, Guid? WorkerId = null, Guid? UnitId = null)
{
    /// <summary>The name as far as there is room for it.</summary>
    public string NameUpTo(int maxLength) => Name.Length <= maxLength ? Name : Name[..maxLength];

    /// <summary>The account; null for a command.</summary>
    public Guid? AccountId { get; init; }

    /// <summary>The session the account acts in; null for a command.</summary>
    public Guid? SessionId { get; init; }

    /// <summary>All units of the professional, <see cref="UnitId"/> among them.</summary>
    public IReadOnlyList<Guid> UnitIds { get; init; } = [];

    /// <summary>What the account's roles allow. A command is bound by whoever may run it on the server.</summary>
    public IReadOnlySet<AccessRight> Rights { get; init; } = new HashSet<AccessRight>();

    /// <summary>Whether the account may ask how a protected client is reached. It must still ask, with a reason, each time.</summary>
    public bool MaySeeProtected { get; init; }

    public bool May(AccessRight right) => Rights.Contains(right);
}
