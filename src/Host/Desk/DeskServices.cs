using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Teams;
using Palveluohjaus.Web.Layout;

namespace Palveluohjaus.Host.Desk;

/// <summary>Who is at the desk, and what stands around the pages. Until there are accounts the database's first own worker sits there.</summary>
internal static class DeskServices
{
    private const string NobodyName = "demo";

    public static IServiceCollection AddDesk(this IServiceCollection services)
    {
        services.AddScoped(provider => new CurrentActor(cancellationToken => FindActorAsync(provider.GetRequiredService<GuidanceReads>(), cancellationToken)));
        services.AddSingleton(provider => new ShellSource(cancellationToken => ReadShellAsync(provider.GetRequiredService<IServiceScopeFactory>(), cancellationToken)));
        return services;
    }

    private static async Task<Actor> FindActorAsync(GuidanceReads guidance, CancellationToken cancellationToken) =>
        await FindWorkerAsync(guidance, cancellationToken) is { } worker
            ? new Actor(worker.Code, worker.Id, worker.UnitId)
            : new Actor(NobodyName);

    // The layout and the page inside it read at the same time, which one database context does not bear: the layout has its own.
    private static async Task<Shell> ReadShellAsync(IServiceScopeFactory scopes, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var guidance = scope.ServiceProvider.GetRequiredService<GuidanceReads>();
        var county = await guidance.Counties.SingleOrDefaultAsync(cancellationToken);
        var worker = await FindWorkerAsync(guidance, cancellationToken);
        var unit = worker?.UnitId is { } unitId ? await guidance.Units.FirstOrDefaultAsync(candidate => candidate.Id == unitId, cancellationToken) : null;
        return new Shell
        {
            CountyName = county?.NameIn(CultureInfo.CurrentUICulture),
            IsFictional = county?.IsFictional ?? false,
            WorkerName = worker?.Name,
            UnitName = unit?.NameIn(CultureInfo.CurrentUICulture),
            IsDemoWorker = worker is not null,
        };
    }

    private static Task<Worker?> FindWorkerAsync(GuidanceReads guidance, CancellationToken cancellationToken) => guidance.Workers
        .Where(worker => worker.Source == GuidanceCase.OwnSource)
        .OrderBy(worker => worker.Code)
        .FirstOrDefaultAsync(cancellationToken);
}
