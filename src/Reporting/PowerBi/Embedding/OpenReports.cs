using System.Collections.Concurrent;
using System.Globalization;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.PowerBi.Contract;

namespace Palveluohjaus.Reporting.PowerBi.Embedding;

/// <summary>
/// Asks Power BI for what opens a report to a browser. A token is shared by all who may see the same rows of the same report, so that a morning's readers do not
/// each ask for their own.
/// </summary>
internal sealed class OpenReports(PowerBiInUse powerBi, TimeProvider clock) : IDisposable
{
    /// <summary>What a report is changes seldom; one that was replaced is found out within this time.</summary>
    private static readonly TimeSpan ReportKeptFor = TimeSpan.FromMinutes(10);

    /// <summary>A reader is not kept waiting longer, and gets the built-in dashboard then.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    /// <summary>However long the service asks to wait, it is asked again then: a clock that was put back must not shut the reports for good.</summary>
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(5);

    /// <summary>A browser that says that its token does not open the report gets another, but not each time it says so.</summary>
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<Key, Slot<Opened>> _opened = new();
    private readonly ConcurrentDictionary<Guid, Slot<Found>> _found = new();

    /// <summary>What the service asked of one reader holds for all.</summary>
    private DateTimeOffset _waitUntil = DateTimeOffset.MinValue;

    /// <summary>The end of what it asked for: we may ask again before.</summary>
    private DateTimeOffset _askedUntil = DateTimeOffset.MinValue;

    /// <param name="dashboard">Whose report.</param>
    /// <param name="rows">What its reader may see.</param>
    /// <param name="isRefused">True when the browser was refused with the token it has.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Null when the dashboard has no report.</returns>
    /// <exception cref="PowerBiFaultException">Power BI did not open the report.</exception>
    public async Task<EmbeddedReport?> OpenAsync(Dashboard dashboard, ReaderRows rows, bool isRefused, CancellationToken cancellationToken)
    {
        if (powerBi.ReaderClient is not { } client || !powerBi.Settings!.Reports.TryGetValue(dashboard.Id, out var reportId))
            return null;
        if (_waitUntil - Now is var wait && wait > TimeSpan.Zero && wait <= LongestRest)
            throw new PowerBiFaultException(PowerBiFault.Throttled) { RetryAfter = wait, Until = _askedUntil };
        using var limit = new CancellationTokenSource(LongestWait, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            var found = await FindAsync(client, reportId, either.Token);
            var opened = await OpenAsync(client, found, rows, isRefused, either.Token);
            return new EmbeddedReport(reportId, found.EmbedUrl, PageOf(found, dashboard), opened.Token, opened.ExpiresAt);
        }
        catch (PowerBiFaultException fault) when (fault is { Fault: PowerBiFault.Throttled, RetryAfter: { } after })
        {
            (_waitUntil, _askedUntil) = (Now + (after < LongestRest ? after : LongestRest), Now + after);
            throw;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PowerBiFaultException(PowerBiFault.Silent);
        }
    }

    public void Dispose()
    {
        foreach (var slot in _opened.Values)
            slot.Dispose();
        foreach (var slot in _found.Values)
            slot.Dispose();
    }

    private static string? PageOf(Found found, Dashboard dashboard) =>
        ReportPage.All.FirstOrDefault(each => each.Id == dashboard.Id) is { } page && WriteReport.PageName(page, CultureInfo.CurrentUICulture) is var name && found.Pages.Contains(name) ? name : null;

    private Task<Found> FindAsync(PowerBiClient client, Guid reportId, CancellationToken cancellationToken) => _found.GetOrAdd(reportId, _ => new Slot<Found>()).GetAsync(
        found => Now - found.At is var age && age >= TimeSpan.Zero && age < ReportKeptFor,
        async () =>
        {
            var report = await client.GetReportInGroupAsync(reportId, cancellationToken);
            if (report.DatasetId is not { } datasetId)
                throw new PowerBiFaultException(PowerBiFault.ReportWithoutDataset);
            if (!Uri.TryCreate(report.EmbedUrl, UriKind.Absolute, out var address) || Uri.Compare(address, powerBi.Settings!.EmbedUrl, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) != 0)
                throw new PowerBiFaultException(PowerBiFault.AnswerNotUnderstood);

            // A dataset of another workspace may be another county's.
            var dataset = (await client.GetDatasetsInGroupAsync(cancellationToken)).FirstOrDefault(each => each.Id == datasetId) ?? throw new PowerBiFaultException(PowerBiFault.DatasetElsewhere) { Missing = datasetId };
            var pages = await client.GetPagesInGroupAsync(reportId, cancellationToken);
            return new Found(report.Id, dataset, address, pages.Select(page => page.Name).OfType<string>().ToHashSet(StringComparer.Ordinal), Now);
        },
        cancellationToken);

    private async Task<Opened> OpenAsync(PowerBiClient client, Found found, ReaderRows rows, bool isRefused, CancellationToken cancellationToken)
    {
        DropEnded();

        // Without roles the dataset shows all its rows to whoever opens the report.
        if (!found.Dataset.IsEffectiveIdentityRequired && rows.Units is not null)
            throw new PowerBiFaultException(PowerBiFault.RowsNotLimited);
        return await _opened.GetOrAdd(new Key(found.ReportId, rows.UserName), _ => new Slot<Opened>()).GetAsync(
            opened => isRefused ? Now - opened.At < FreshFor : opened.ExpiresAt - Now > (opened.ExpiresAt - opened.At) / 2,
            async () =>
            {
                var (token, goodFor) = await client.GenerateTokenAsync(
                    new GenerateTokenRequestV2
                    {
                        Datasets = [new(found.Dataset.Id)],
                        Reports = [new(found.ReportId)],
                        Identities = found.Dataset.IsEffectiveIdentityRequired ? [new EffectiveIdentity { Username = rows.UserName, Roles = [DescribeSemanticModel.UnitsRole], Datasets = [found.Dataset.Id] }] : null,
                    },
                    cancellationToken);
                return new Opened(token.Token, Now + goodFor, Now);
            },
            cancellationToken);
    }

    private void DropEnded()
    {
        foreach (var (key, slot) in _opened)
        {
            if (slot.Value is { } opened && opened.ExpiresAt <= Now)
                _opened.TryRemove(KeyValuePair.Create(key, slot));
        }
    }

    private DateTimeOffset Now => clock.GetUtcNow();

    private sealed record Key(Guid ReportId, string UserName);

    private sealed record Found(Guid ReportId, Dataset Dataset, Uri EmbedUrl, IReadOnlySet<string> Pages, DateTimeOffset At);

    private sealed record Opened(string Token, DateTimeOffset ExpiresAt, DateTimeOffset At)
    {
        // The token must not follow it into a log.
        public override string ToString() => nameof(Opened);
    }

    /// <summary>One of a kind that is asked for by one reader at a time; the others get what the first got.</summary>
    private sealed class Slot<T> : IDisposable
        where T : class
    {
        private readonly SemaphoreSlim _turn = new(1);

        public T? Value { get; private set; }

        public void Dispose() => _turn.Dispose();

        public async Task<T> GetAsync(Func<T, bool> isGood, Func<Task<T>> ask, CancellationToken cancellationToken)
        {
            await _turn.WaitAsync(cancellationToken);
            try
            {
                return Value = Value is { } kept && isGood(kept) ? kept : await ask();
            }
            finally
            {
                _turn.Release();
            }
        }
    }
}
