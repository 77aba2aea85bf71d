using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Palveluohjaus.Guidance.Accounts;

/// <summary>Accounts on ASP.NET Core Identity. The host adds cookies and policies.</summary>
internal static class AccountsModule
{
    private const int WrongPasswordsAtMost = 5;
    private static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(15);

    public static void AddAccounts(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddAuthentication();
        services.AddIdentityCore<Account>(identity =>
            {
                identity.Lockout.MaxFailedAccessAttempts = WrongPasswordsAtMost;
                identity.Lockout.DefaultLockoutTimeSpan = LockedFor;

                // Checked by CheckAccount, whose words a person understands.
                identity.User.AllowedUserNameCharacters = null!;
            })
            .AddUserManager<CountedAccounts>()
            .AddUserStore<AccountStore>()
            .AddClaimsPrincipalFactory<SessionPrincipal>()
            .AddSignInManager()
            .AddTokenProvider<AppCodes>(TokenOptions.DefaultAuthenticatorProvider);
        services.AddScoped<SignIn>();
        services.AddScoped<SecondFactor>();
        services.AddScoped<KeepAccounts>();
        services.AddScoped<SetPassword>();
        services.AddScoped<ReadSignedIn>();
        services.AddScoped<ReadAccounts>();
    }
}
