using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.Accounts;

/// <summary>The product's own services on a database of a test's own, with one admin, on 17.3.2026. Each use is a request of its own.</summary>
internal sealed class AccountDesk : IAsyncDisposable
{
    public const string Password = "pitkä lause on hyvä";

    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _services;

    private AccountDesk()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddGuidance(DatabaseSettings.Embedded(_folder.FullName), _folder.FullName);
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
    }

    public ManualClock Clock { get; } = new(new DateTimeOffset(2026, 3, 17, 8, 42, 0, TimeSpan.Zero));

    /// <summary>The admin who acts.</summary>
    public Actor Admin { get; private set; } = new("set-up");

    public static AccountToSave Second { get; } = new() { Name = "yrjo", WorkerName = "Yrjö Ylitalo", Roles = [AccountRole.Admin] };

    public static async Task<AccountDesk> OpenAsync()
    {
        var desk = new AccountDesk();
        await desk.ReadAsync(async guidance =>
        {
            await guidance.Database.MigrateAsync();
            return 0;
        });
        var token = await desk.WithAsync<SetPassword, string?>(passwords => passwords.IssueSetUpAsync(CancellationToken.None));
        var saved = (AccountResult.Saved)await desk.WithAsync<SetPassword, AccountResult>(passwords =>
            passwords.SetUpAsync(token!, new AccountToSave { Name = "aino", WorkerName = "Aino Ylitalo" }, Password, CancellationToken.None));
        desk.Admin = new Actor("aino") { AccountId = saved.AccountId };
        return desk;
    }

    public async Task<TResult> WithAsync<TService, TResult>(Func<TService, Task<TResult>> use)
        where TService : notnull
    {
        await using var scope = _services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public Task<T> ReadAsync<T>(Func<GuidanceDbContext, Task<T>> read) => WithAsync(read);

    public Task<AccountResult> KeepAsync(Func<KeepAccounts, Task<AccountResult>> keep) => WithAsync(keep);

    public async Task<AccountResult.Invited> AddAsync(AccountToSave account) =>
        (AccountResult.Invited)await KeepAsync(accounts => accounts.AddAsync(account, Admin, CancellationToken.None));

    public Task<AccountResult> UseLinkAsync(string token, string password = Password) =>
        WithAsync<SetPassword, AccountResult>(passwords => passwords.ByLinkAsync(token, password, CancellationToken.None));

    /// <summary>The kinds of what was refused; empty when it was not.</summary>
    public static IReadOnlyList<AccountProblemKind> Refusals(AccountResult result) =>
        result is AccountResult.Refused refused ? [.. refused.Problems.Select(problem => problem.Kind)] : [];

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }
}
