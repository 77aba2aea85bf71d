using Palveluohjaus.Reporting.PowerBi.Contract;

namespace Palveluohjaus.Reporting.PowerBi;

/// <summary>Tries Power BI step by step for whoever sets it up: the very steps that pushing and embedding take. It changes nothing.</summary>
public sealed class CheckPowerBi
{
    /// <summary>An assertion older or younger than this is refused by the directory.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    private readonly PowerBiInUse _powerBi;
    private readonly Func<PushRows> _openPush;

    internal CheckPowerBi(PowerBiInUse powerBi, Func<PushRows> openPush) => (_powerBi, _openPush) = (powerBi, openPush);

    /// <param name="done">Told of each step that was tried, as soon as it was.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Whether every step was as it should be.</returns>
    public async Task<bool> RunAsync(Action<CheckedStep> done, CancellationToken cancellationToken)
    {
        var (settings, client, isWhole) = (_powerBi.Settings ?? throw new InvalidOperationException("Power BI is off."), _powerBi.Client!, true);
        if (!await TryAsync(PowerBiStep.Token, async () =>
        {
            await client.SignInAsync(cancellationToken);
            return null;
        }))
            return false;
        if (!await TryAsync(PowerBiStep.Workspace, async () => (await client.GetGroupAsync(cancellationToken)).Name))
            return false;
        await TryAsync(PowerBiStep.Clock, () => client.ClockAhead?.Duration() > ClockTolerance ? throw new PowerBiFaultException(PowerBiFault.ClockOff) : Task.FromResult<string?>(null));

        var model = new DescribeSemanticModel().Describe();
        PowerBiFault? schema = null;
        if (settings.Dataset is not null && await TryAsync(PowerBiStep.Dataset, async () =>
        {
            var (dataset, fault) = await _openPush().CheckAsync(model, cancellationToken);
            schema = fault;
            return dataset.Name;
        }))
            await TryAsync(PowerBiStep.Schema, () => schema is { } fault ? throw new PowerBiFaultException(fault) : Task.FromResult<string?>(null));
        foreach (var dashboards in settings.Reports.GroupBy(report => report.Value, report => report.Key))
            await CheckReportAsync(dashboards.Key, string.Join(", ", dashboards.Order(StringComparer.Ordinal)));
        return isWhole;

        async Task CheckReportAsync(Guid id, string dashboards)
        {
            Report? report = null;
            if (!await TryStepAsync(PowerBiStep.Report, dashboards, async () =>
            {
                report = await client.GetReportInGroupAsync(id, cancellationToken);
                return report.DatasetId is null ? throw new PowerBiFaultException(PowerBiFault.ReportWithoutDataset) : report.Name;
            }))
                return;
            await TryStepAsync(PowerBiStep.Pages, dashboards, async () => string.Join(", ", (await client.GetPagesInGroupAsync(id, cancellationToken)).OrderBy(page => page.Order).Select(page => page.DisplayName ?? page.Name)));
            await TryStepAsync(PowerBiStep.EmbedToken, dashboards, async () =>
            {
                var datasets = await client.GetDatasetsInGroupAsync(cancellationToken);
                var needsIdentity = datasets.FirstOrDefault(each => each.Id == report!.DatasetId) is { IsEffectiveIdentityRequired: true };

                // Of nobody, and good for a minute: it is thrown away.
                await client.GenerateTokenAsync(
                    new GenerateTokenRequestV2
                    {
                        Datasets = [new(report!.DatasetId!)],
                        Reports = [new(id)],
                        Identities = needsIdentity ? [new EffectiveIdentity { Username = "check", Roles = [.. model.Roles.Select(role => role.Name)], Datasets = [report.DatasetId!] }] : null,
                        LifetimeInMinutes = 1,
                    },
                    cancellationToken);
                return null;
            });
        }

        Task<bool> TryAsync(PowerBiStep step, Func<Task<string?>> act) => TryStepAsync(step, of: null, act);

        async Task<bool> TryStepAsync(PowerBiStep step, string? of, Func<Task<string?>> act)
        {
            try
            {
                done(new CheckedStep(step, await act(), Fault: null, Code: null) { Of = of });
                return true;
            }
            catch (PowerBiFaultException fault)
            {
                done(new CheckedStep(step, Name: null, fault.Fault, fault.Code) { Of = of });
                return isWhole = false;
            }
        }
    }
}

/// <summary>Named in the texts, <c>PowerBiStep.{name}</c>.</summary>
public enum PowerBiStep
{
    Token,
    Workspace,
    Clock,
    Dataset,
    Schema,
    Report,
    Pages,
    EmbedToken,
}

/// <param name="Step">What was tried.</param>
/// <param name="Name">What the service calls what was found; null where there is no name.</param>
/// <param name="Fault">Null when all is well.</param>
/// <param name="Code">The service's own code of the fault, if it gave one.</param>
public sealed record CheckedStep(PowerBiStep Step, string? Name, PowerBiFault? Fault, string? Code)
{
    /// <summary>The dashboards whose report it is about; null where it is about none.</summary>
    public string? Of { get; init; }
}
