using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Accounts;

/// <summary>Makes and redeems one-time links. What is stored cannot be turned back into a link.</summary>
internal sealed class OneTimeLinks(GuidanceDbContext guidance, TimeProvider clock)
{
    private const int TokenLength = 32;
    private static readonly TimeSpan HeldFor = TimeSpan.FromDays(3);

    /// <summary>Adds a link to what is saved next; earlier ones of the same account end with it.</summary>
    /// <returns>The token, which is not kept anywhere.</returns>
    public async Task<string> IssueAsync(Guid? accountId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await EndAllAsync(accountId, cancellationToken);
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenLength));
        guidance.Add(new OneTimeLink { TokenHash = HashOf(token), AccountId = accountId, CreatedAtUtc = now, ExpiresAtUtc = now + HeldFor });
        return token;
    }

    /// <returns>Null when the token was never given, is used, replaced or too old.</returns>
    public async Task<OneTimeLink?> FindAsync(string token, CancellationToken cancellationToken)
    {
        var (hash, now) = (HashOf(token), clock.GetUtcNow().UtcDateTime);
        return await guidance.Set<OneTimeLink>().FirstOrDefaultAsync(link => link.TokenHash == hash && link.UsedAtUtc == null && link.ExpiresAtUtc > now, cancellationToken);
    }

    /// <summary>Ends the links of an account with what is saved next.</summary>
    public async Task EndAllAsync(Guid? accountId, CancellationToken cancellationToken)
    {
        foreach (var link in await guidance.Set<OneTimeLink>().Where(link => link.AccountId == accountId && link.UsedAtUtc == null).ToListAsync(cancellationToken))
            Use(link);
    }

    /// <summary>Of two who use a link at once, the second to save is refused by its version.</summary>
    public void Use(OneTimeLink link)
    {
        link.UsedAtUtc = clock.GetUtcNow().UtcDateTime;
        link.Version++;
    }

    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
