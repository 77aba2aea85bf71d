using Microsoft.AspNetCore.Identity;

namespace Palveluohjaus.Guidance.Accounts;

/// <summary>What a worker signs in with. Accounts are disabled and never deleted: the audit names them.</summary>
public sealed class Account : IdentityUser<Guid>
{
    public const int NameMaxLength = AuditNameMaxLength;
    private const int AuditNameMaxLength = Audit.AuditEntry.ActorMaxLength;

    public Account() => Id = Guid.CreateVersion7();

    /// <summary>The professional behind the account, who has the name and the units.</summary>
    public required Guid WorkerId { get; init; }

    public IReadOnlyList<AccountRole> Roles { get; set; } = [];

    /// <summary>May ask, with a reason each time, how a protected client (turvakielto) is reached.</summary>
    public bool MaySeeProtected { get; set; }

    /// <summary>Two letters; null until chosen.</summary>
    public string? Language { get; set; }

    /// <summary>Whether single keys act outside fields (WCAG 2.1.4: they can be switched off).</summary>
    public bool UsesSingleKeys { get; set; } = true;

    /// <summary>Where warnings go by mail; null for nowhere. It is not asked for at signing in and opens nothing.</summary>
    public string? MailAddress { get; set; }

    /// <summary>Whether warnings of deadlines go there.</summary>
    public bool WarnsByMail { get; set; } = true;

    /// <summary>The half minute whose code signed in last (RFC 6238, 5.2: a code is accepted once). Null before the first.</summary>
    public long? LastCodeStep { get; set; }

    /// <summary>Raised at each change of what the account may do. What its owner does, such as signing in, leaves it.</summary>
    public int Version { get; set; }

    public required DateTime CreatedAtUtc { get; init; }
    public DateTime? LastSignInAtUtc { get; set; }
    public DateTime? DisabledAtUtc { get; set; }

    // The base class gives the user name, which is a person's.
    public override string ToString() => $"{nameof(Account)} {Id}";
}
