using Palveluohjaus.Reporting.Dashboards;
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
        var settings = _powerBi.Settings ?? throw new InvalidOperationException("Power BI is off.");
        var (steps, client, model) = (new Steps(done), _powerBi.Client!, new DescribeSemanticModel().Describe());
        if (!await steps.TryAsync(PowerBiStep.Token, async () =>
        {
            await client.SignInAsync(cancellationToken);
            return null;
        }))
            return false;
        if (!await steps.TryAsync(PowerBiStep.Workspace, async () => await client.GetGroupAsync(cancellationToken) is { IsReadOnly: false } group ? group.Name : throw new PowerBiFaultException(PowerBiFault.NotAllowed)))
            return false;
        steps.Tell(PowerBiStep.Clock, client.ClockAhead is { } ahead && ahead.Duration() > ClockTolerance ? new PowerBiFaultException(PowerBiFault.ClockOff) { ClockAhead = ahead } : null);
        if (settings.Dataset is not null)
            await CheckPushAsync(steps, client, model, cancellationToken);
        foreach (var report in settings.Reports.GroupBy(report => report.Value, report => report.Key))
            await CheckReportAsync(steps, client, model, report.Key, [.. DashboardCatalogue.All.Where(dashboard => report.Contains(dashboard.Id, StringComparer.OrdinalIgnoreCase))], cancellationToken);
        return steps.AreWhole;
    }

    private async Task CheckPushAsync(Steps steps, PowerBiClient client, SemanticModel model, CancellationToken cancellationToken)
    {
        PushCheck? found = null;
        await steps.TryAsync(PowerBiStep.Dataset, async () => (found = await _openPush().CheckAsync(model, cancellationToken)).Dataset.Name);

        // Looking is allowed to many who may not fill it.
        await steps.TryAsync(PowerBiStep.Rights, async () => await client.MayPostRowsInGroupAsync(found?.Dataset.Id, DescribeSemanticModel.Push, cancellationToken) ? null : throw new PowerBiFaultException(PowerBiFault.NotAllowed));
        if (found is null)
            return;
        steps.Tell(PowerBiStep.Schema, found.IsOfModel ? null : new PowerBiFaultException(PowerBiFault.SchemaChanged));
        steps.Tell(PowerBiStep.Filled, found.IsWhole ? null : new PowerBiFaultException(PowerBiFault.DatasetHalfFilled));
    }

    private static async Task CheckReportAsync(Steps all, PowerBiClient client, SemanticModel model, Guid id, IReadOnlyList<Dashboard> dashboards, CancellationToken cancellationToken)
    {
        var steps = all.Of(string.Join(", ", dashboards.Select(dashboard => dashboard.Id).Order(StringComparer.Ordinal)));
        Report? report = null;
        if (!await steps.TryAsync(PowerBiStep.Report, async () =>
        {
            report = await client.GetReportInGroupAsync(id, cancellationToken);
            return report.DatasetId is null ? throw new PowerBiFaultException(PowerBiFault.ReportWithoutDataset) : report.Name;
        }))
            return;
        await CheckPagesAsync(steps, client, id, dashboards, cancellationToken);
        Dataset? dataset = null;
        if (!await steps.TryAsync(PowerBiStep.ReportDataset, async () =>
        {
            dataset = (await client.GetDatasetsInGroupAsync(cancellationToken)).FirstOrDefault(each => each.Id == report!.DatasetId) ?? throw new PowerBiFaultException(PowerBiFault.DatasetElsewhere) { Missing = report!.DatasetId };
            return dataset.Name;
        }))
            return;

        // A push dataset has no roles, and a county that fills one has chosen so: it is told, and no fault.
        if (dashboards.Any(dashboard => dashboard.HasUnits))
            steps.Tell(PowerBiStep.Roles, dataset!.IsEffectiveIdentityRequired ? null : new PowerBiFaultException(PowerBiFault.RowsNotLimited), isAdvice: dataset.AddRowsApiEnabled);
        await steps.TryAsync(PowerBiStep.EmbedToken, async () =>
        {
            // Of nobody, and good for a minute: it is thrown away.
            await client.GenerateTokenAsync(
                new GenerateTokenRequestV2
                {
                    Datasets = [new(dataset!.Id)],
                    Reports = [new(id)],
                    Identities = dataset.IsEffectiveIdentityRequired ? [new EffectiveIdentity { Username = "check", Roles = [.. model.Roles.Select(role => role.Name)], Datasets = [dataset.Id] }] : null,
                    LifetimeInMinutes = 1,
                },
                cancellationToken);
            return null;
        });
    }

    /// <summary>A report with none of our pages is the county's own, and opens at its first page.</summary>
    private static async Task CheckPagesAsync(Steps steps, PowerBiClient client, Guid id, IReadOnlyList<Dashboard> dashboards, CancellationToken cancellationToken)
    {
        IReadOnlyList<Page> pages = [];
        if (!await steps.TryAsync(PowerBiStep.Pages, async () =>
        {
            pages = await client.GetPagesInGroupAsync(id, cancellationToken);
            return string.Join(", ", pages.OrderBy(page => page.Order).Select(page => page.DisplayName ?? page.Name));
        }))
            return;
        var ours = ReportPage.All.SelectMany(page => ModelWords.Languages.Select(language => (page.Id, Name: WriteReport.PageName(page, language)))).ToList();
        var missing = ours.Where(page => dashboards.Any(dashboard => dashboard.Id == page.Id) && pages.All(each => each.Name != page.Name)).Select(page => page.Name).ToList();
        steps.Tell(
            PowerBiStep.OwnPages,
            missing.Count == 0 ? null : new PowerBiFaultException(PowerBiFault.PagesMissing) { Missing = string.Join(", ", missing) },
            isAdvice: !ours.Exists(page => pages.Any(each => each.Name == page.Name)));
    }

    /// <param name="done">Told of each.</param>
    /// <param name="of">Of what report they are.</param>
    private sealed class Steps(Action<CheckedStep> done, string? of = null)
    {
        /// <summary>Whether every step was as it should be.</summary>
        public bool AreWhole { get; private set; } = true;

        public Steps Of(string dashboards) => new(Done, dashboards);

        public void Tell(PowerBiStep step, PowerBiFaultException? refused, bool isAdvice = false) => Done(new CheckedStep(step, Name: null) { Of = of, Refused = refused, IsAdvice = refused is not null && isAdvice });

        public async Task<bool> TryAsync(PowerBiStep step, Func<Task<string?>> act)
        {
            try
            {
                Done(new CheckedStep(step, await act()) { Of = of });
                return true;
            }
            catch (PowerBiFaultException fault)
            {
                Tell(step, fault);
                return false;
            }
        }

        private void Done(CheckedStep step)
        {
            AreWhole &= step.Refused is null || step.IsAdvice;
            done(step);
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
    Rights,
    Schema,
    Filled,
    Report,
    Pages,
    OwnPages,
    ReportDataset,
    Roles,
    EmbedToken,
}

/// <param name="Step">What was tried.</param>
/// <param name="Name">What the service calls what was found; null where there is no name.</param>
public sealed record CheckedStep(PowerBiStep Step, string? Name)
{
    /// <summary>The dashboards whose report it is about; null where it is about none.</summary>
    public string? Of { get; init; }

    /// <summary>Null when all is well.</summary>
    public PowerBiFaultException? Refused { get; init; }

    /// <summary>It may be as the county wants it: it is told, and fails no check.</summary>
    public bool IsAdvice { get; init; }
}
