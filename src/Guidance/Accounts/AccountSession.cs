namespace Palveluohjaus.Guidance.Accounts;

/// <summary>One signing-in. Its cookie is good for nothing once the session has ended, wherever a copy of it went.</summary>
public sealed class AccountSession
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid AccountId { get; init; }
    public required DateTime BeganAtUtc { get; init; }
    public DateTime? EndedAtUtc { get; private set; }

    public void End(DateTime endedAtUtc) => EndedAtUtc ??= endedAtUtc;
}
