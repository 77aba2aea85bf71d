using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Accounts;

/// <summary>Accounts where everything else is, so that a change and its audit entry are one transaction. Secrets of the second factor are encrypted: who reads a copy of the database cannot make codes.</summary>
internal sealed class AccountStore(GuidanceDbContext guidance, IDataProtectionProvider dataProtection, IdentityErrorDescriber describer)
    : UserOnlyStore<Account, GuidanceDbContext, Guid>(guidance, describer)
{
    private readonly IDataProtector _protector = dataProtection.CreateProtector("Palveluohjaus.SecondFactor");

    public override Task SetTokenAsync(Account user, string loginProvider, string name, string? value, CancellationToken cancellationToken) =>
        base.SetTokenAsync(user, loginProvider, name, value is null ? null : _protector.Protect(value), cancellationToken);

    public override async Task<string?> GetTokenAsync(Account user, string loginProvider, string name, CancellationToken cancellationToken) =>
        await base.GetTokenAsync(user, loginProvider, name, cancellationToken) is { } stored ? _protector.Unprotect(stored) : null;
}
