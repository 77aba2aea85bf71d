using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Workbench;
using Palveluohjaus.Web.Layout;

namespace Palveluohjaus.Host.Accounts;

/// <summary>What stands around the pages: the county, and who has signed in.</summary>
internal static class Surroundings
{
    public static void AddSurroundings(this IServiceCollection services) => services.AddSingleton(provider =>
    {
        var (scopes, request) = (provider.GetRequiredService<IServiceScopeFactory>(), provider.GetRequiredService<IHttpContextAccessor>());
        return new ShellSource(cancellationToken => ReadShellAsync(scopes, request.HttpContext?.Features.Get<SignedIn>(), cancellationToken));
    });

    // The layout and the page inside it read at the same time, which one database context does not bear: the layout has its own.
    private static async Task<Shell> ReadShellAsync(IServiceScopeFactory scopes, SignedIn? signedIn, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var county = await scope.ServiceProvider.GetRequiredService<GuidanceReads>().Counties.SingleOrDefaultAsync(cancellationToken);
        return new Shell
        {
            CountyName = county?.NameIn(CultureInfo.CurrentUICulture),
            IsFictional = county?.IsFictional ?? false,
            WorkerName = signedIn?.WorkerName,
            UnitName = signedIn?.Unit?.NameIn(CultureInfo.CurrentUICulture),
            Desk = signedIn?.Actor.AccountId?.ToString("N"),
            OwnWorkCount = signedIn?.Actor is { WorkerId: not null } actor && actor.May(AccessRight.LogContacts)
                ? await scope.ServiceProvider.GetRequiredService<CountOwnWork>().CountAsync(actor, cancellationToken)
                : null,
            UsesSingleKeys = signedIn?.UsesSingleKeys ?? true,
        };
    }
}
