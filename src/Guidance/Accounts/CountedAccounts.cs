using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Accounts;

/// <summary>Counts wrong passwords and codes in the database. The framework counts in memory and saves by the concurrency stamp: of many tried at once it counts one.</summary>
internal sealed class CountedAccounts(
    IUserStore<Account> store, IOptions<IdentityOptions> options, IPasswordHasher<Account> hasher, IEnumerable<IUserValidator<Account>> userValidators,
    IEnumerable<IPasswordValidator<Account>> passwordValidators, ILookupNormalizer normalizer, IdentityErrorDescriber describer, IServiceProvider services,
    ILogger<UserManager<Account>> logger, GuidanceDbContext guidance, TimeProvider clock)
    : UserManager<Account>(store, options, hasher, userValidators, passwordValidators, normalizer, describer, services, logger)
{
    public override Task<bool> IsLockedOutAsync(Account user) => Task.FromResult(user.LockoutEnd > clock.GetUtcNow());

    public override async Task<IdentityResult> AccessFailedAsync(Account user)
    {
        var (most, until) = (Options.Lockout.MaxFailedAccessAttempts, clock.GetUtcNow() + Options.Lockout.DefaultLockoutTimeSpan);
        var counted = guidance.Accounts.Where(account => account.Id == user.Id);
        await counted.ExecuteUpdateAsync(set => set.SetProperty(account => account.AccessFailedCount, account => account.AccessFailedCount + 1));
        await counted.Where(account => account.AccessFailedCount >= most)
            .ExecuteUpdateAsync(set => set.SetProperty(account => account.AccessFailedCount, 0).SetProperty(account => account.LockoutEnd, until));
        await guidance.Entry(user).ReloadAsync();
        return IdentityResult.Success;
    }
}
