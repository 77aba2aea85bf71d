using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Reporting.Storage;

namespace Palveluohjaus.Reporting.PowerBi;

/// <summary>
/// Fills the county's push dataset. The service adds rows and removes all rows of a table, nothing else, so a table that changed is emptied and filled anew.
/// Measures read the table <see cref="DescribeSemanticModel.Push"/>: it is emptied first and gets its row last, so that nobody reads half-filled tables.
/// </summary>
internal sealed class PushRows(PowerBiInUse powerBi, ReportingDbContext reporting, AuditAdministration audit, TimeProvider clock)
{
    /// <summary>A table whose rows' fate is not known is begun again so many times in one run.</summary>
    private const int MostBeginnings = 3;

    /// <summary>A terminal is not drawn anew for each row.</summary>
    private const int RowsPerReport = 500;

    /// <summary>What was sent when the line broke may still be on its way: it is let arrive before the table is emptied.</summary>
    private static readonly TimeSpan TimeToArrive = TimeSpan.FromMinutes(1);

    private readonly PowerBiSettings _settings = powerBi.Settings ?? throw new InvalidOperationException("Power BI is off.");
    private readonly string _dataset = powerBi.Settings?.Dataset ?? throw new InvalidOperationException("Nothing is pushed.");
    private readonly PowerBiClient _client = powerBi.Client!;
    private readonly PushPace _pace = powerBi.Pace!;

    /// <param name="order">What to push.</param>
    /// <param name="actor">Who pushes.</param>
    /// <param name="progress">Told now and then of rows that were worked out, and of every batch that the service has taken.</param>
    /// <param name="cancellationToken">Stops it; the next run goes on from there.</param>
    /// <exception cref="PowerBiFaultException">It came to nothing, or not to its end.</exception>
    public async Task<PushSummary> RunAsync(PushOrder order, Actor actor, IProgress<PushProgress>? progress, CancellationToken cancellationToken)
    {
        var known = await FindKnownAsync(cancellationToken);
        if (known is { IsRemoved: true } && !order.MayMakeAgain)
            return new PushSummary(0, 0, IsMade: false);

        var (last, read) = (order.Model.Find(DescribeSemanticModel.Push), 0L);
        using var spools = new Spools();
        foreach (var table in order.Model.Tables.Where(table => table != last))
            Spool(table);
        var (dataset, isMade) = await EnsureAsync(order, known, actor, cancellationToken);
        var states = await reporting.PushTables.Where(table => table.DatasetId == dataset.DatasetId).ToDictionaryAsync(table => table.Name, StringComparer.Ordinal, cancellationToken);
        var guard = states[last.Name];
        var due = order.Model.Tables.Where(table => table != last && (order.IsRefill || states[table.Name].Content != spools.Of(table).Hash)).ToList();
        if (due.Count == 0 && guard.Content is not null)
            return new PushSummary(0, 0, isMade);

        // What cannot be audited is not done.
        await audit.NoteAsync(AuditAction.Export, nameof(PushDataset), _settings.WorkspaceId, actor, $"figures pushed to Power BI: {(due.Count == 0 ? DescribeSemanticModel.Push : string.Join(", ", due.Select(table => table.Name)))}", cancellationToken);
        await EmptyAsync(guard, cancellationToken);
        Spool(last);
        var (rows, all) = (0L, spools.Of(last).Count + due.Sum(table => spools.Of(table).Count - (order.IsRefill ? 0 : states[table.Name].AcknowledgedOf(spools.Of(table).Hash))));
        foreach (var table in due)
            await FillAsync(states[table.Name], spools.Of(table), order.IsRefill, Report, cancellationToken);
        await FillAsync(guard, spools.Of(last), isRefill: false, Report, cancellationToken);
        return new PushSummary(due.Count, rows, isMade);

        void Spool(ModelTable table) => spools.Add(table, RowSpool.Write(table, order.Read(table), WorkedOut, cancellationToken));

        void WorkedOut()
        {
            if (++read % RowsPerReport == 0)
                progress?.Report(new PushProgress(read, Of: null));
        }

        void Report(int taken)
        {
            rows += taken;

            // Where a table was begun again there are more than was thought.
            progress?.Report(new PushProgress(rows, Math.Max(rows, all)));
        }
    }

    /// <summary>Removes the dataset and all that was pushed into it, for good. Reports built on it go with it: the service removes them too.</summary>
    /// <returns>False when there was none.</returns>
    public async Task<bool> RemoveAsync(Actor actor, CancellationToken cancellationToken)
    {
        var known = await FindKnownAsync(cancellationToken);
        var found = await FindDatasetAsync(known, cancellationToken);
        if (found is not null)
        {
            await audit.NoteAsync(AuditAction.Delete, nameof(PushDataset), _settings.WorkspaceId, actor, "figures removed from Power BI", cancellationToken);
            await _client.DeleteDatasetInGroupAsync(found.Id, cancellationToken);
        }

        if (known is not null)
        {
            await reporting.PushTables.Where(table => table.DatasetId == known.DatasetId).ExecuteDeleteAsync(cancellationToken);
            known.IsRemoved = true;
            await reporting.SaveChangesAsync(cancellationToken);
        }

        return found is not null;
    }

    /// <summary>What the county's dataset is found to be, whether its tables are those of the model, and whether all of their rows are there. Changes nothing.</summary>
    /// <exception cref="PowerBiFaultException">It is not there, or is of another kind.</exception>
    public async Task<PushCheck> CheckAsync(SemanticModel model, CancellationToken cancellationToken)
    {
        var known = await FindKnownAsync(cancellationToken);
        var found = await FindDatasetAsync(known, cancellationToken) ?? throw new PowerBiFaultException(known is { IsRemoved: false } ? PowerBiFault.DatasetGone : PowerBiFault.DatasetNotMade);
        var tables = await _client.GetTablesInGroupAsync(found.Id, cancellationToken);
        var isOfModel = IsOf(tables, model) && (known is null || known.Shape == CreatePushDataset.ShapeOf(model));

        // The service does not tell how many rows it has: what was written down of them does.
        var isWhole = known?.DatasetId == found.Id && !known.IsRemoved
            && await reporting.PushTables.CountAsync(table => table.DatasetId == found.Id && table.Content != null, cancellationToken) == model.Tables.Count;
        return new PushCheck(found, isOfModel, isWhole);
    }

    private Task<PushDataset?> FindKnownAsync(CancellationToken cancellationToken) =>
        reporting.PushDatasets.SingleOrDefaultAsync(dataset => dataset.WorkspaceId == _settings.WorkspaceId && dataset.Name == _dataset, cancellationToken);

    /// <returns>The dataset of the settings; null when the workspace has none.</returns>
    private async Task<Contract.Dataset?> FindDatasetAsync(PushDataset? known, CancellationToken cancellationToken)
    {
        var datasets = await _client.GetDatasetsInGroupAsync(cancellationToken);
        var found = datasets.Where(each => each.Id == _dataset || each.Name == _dataset).ToList();

        // Of several with one name, ours is the one that was made.
        if (found.Count > 1)
            found = [.. found.Where(each => each.Id == (known?.DatasetId ?? _dataset))];
        return (found.Count, datasets.Count(each => each.Name == _dataset)) switch
        {
            (0, > 1) => throw new PowerBiFaultException(PowerBiFault.DatasetAmbiguous),
            (0, _) => null,
            _ when !found[0].AddRowsApiEnabled => throw new PowerBiFaultException(PowerBiFault.DatasetNotPush),
            _ => found[0],
        };
    }

    /// <summary>Makes the dataset where there is none, and brings the schema of its tables up to date as far as the service lets it.</summary>
    private async Task<(PushDataset Dataset, bool IsMade)> EnsureAsync(PushOrder order, PushDataset? known, Actor actor, CancellationToken cancellationToken)
    {
        var found = await FindDatasetAsync(known, cancellationToken);
        var shape = CreatePushDataset.ShapeOf(order.Model);
        if (found is null)
        {
            // Whoever deleted it may have meant to: it does not come back by itself.
            if (known is { IsRemoved: false } && !order.MayMakeAgain)
                throw new PowerBiFaultException(PowerBiFault.DatasetGone);
            var request = CreatePushDataset.Write(order.Model, _dataset);
            await audit.NoteAsync(AuditAction.Create, nameof(PushDataset), _settings.WorkspaceId, actor, "push dataset made in Power BI", cancellationToken);
            var made = await _client.PostDatasetInGroupAsync(request, cancellationToken);
            return (await KeepAsync(known, made.Id, shape, order.Model, table => CreatePushDataset.SchemaOf(table), cancellationToken), true);
        }

        if (known?.DatasetId != found.Id || known.IsRemoved)
        {
            // Made by a run that was killed before it could say so, or by one whose database is gone: nothing is known of what is in it.
            if (!IsOf(await _client.GetTablesInGroupAsync(found.Id, cancellationToken), order.Model))
                throw new PowerBiFaultException(PowerBiFault.SchemaChanged);
            known = await KeepAsync(known, found.Id, shape, order.Model, _ => string.Empty, cancellationToken);
        }

        if (known.Shape != shape)
            throw new PowerBiFaultException(PowerBiFault.SchemaChanged);
        var isAsWeMadeIt = true;
        foreach (var table in order.Model.Tables)
        {
            var (state, schema) = (await reporting.PushTables.SingleAsync(each => each.DatasetId == known.DatasetId && each.Name == table.Name, cancellationToken), CreatePushDataset.SchemaOf(table));
            if (state.Schema == schema)
                continue;
            isAsWeMadeIt = false;
            try
            {
                await _client.PutTableInGroupAsync(known.DatasetId, CreatePushDataset.Write(table), cancellationToken);
            }
            catch (PowerBiFaultException refused) when (refused.Fault == PowerBiFault.RequestRefused)
            {
                throw new PowerBiFaultException(PowerBiFault.SchemaChanged, refused.Code);
            }

            // Rows that were there before a column was do not have it.
            state.Schema = schema;
            state.Doubt();
            await reporting.SaveChangesAsync(cancellationToken);
        }

        // Somebody else may have changed it meanwhile; what we changed just now the service may not tell yet.
        if (isAsWeMadeIt && !IsOf(await _client.GetTablesInGroupAsync(known.DatasetId, cancellationToken), order.Model))
            throw new PowerBiFaultException(PowerBiFault.SchemaChanged);
        return (known, false);
    }

    private async Task<PushDataset> KeepAsync(PushDataset? known, string datasetId, string shape, SemanticModel model, Func<ModelTable, string> schemaOf, CancellationToken cancellationToken)
    {
        if (known is null)
        {
            known = new PushDataset { WorkspaceId = _settings.WorkspaceId, Name = _dataset, DatasetId = datasetId, Shape = shape };
            reporting.PushDatasets.Add(known);
        }
        else
        {
            reporting.PushTables.RemoveRange(await reporting.PushTables.Where(table => table.DatasetId == known.DatasetId).ToListAsync(cancellationToken));
            await reporting.SaveChangesAsync(cancellationToken);
            (known.DatasetId, known.Shape, known.IsRemoved) = (datasetId, shape, false);
        }

        reporting.PushTables.AddRange(model.Tables.Select(table => new PushTable { DatasetId = datasetId, Name = table.Name, Schema = schemaOf(table) }));
        await reporting.SaveChangesAsync(cancellationToken);
        return known;
    }

    /// <summary>Columns are compared where the service tells them: it may leave them out.</summary>
    private static bool IsOf(IReadOnlyList<Contract.Table> tables, SemanticModel model) =>
        tables.Count == model.Tables.Count && model.Tables.All(table => tables.FirstOrDefault(each => each.Name == table.Name) is { } found
            && (found.Columns is not { Count: > 0 } columns || (columns.Count == table.Columns.Count && table.Columns.All(column =>
                columns.Any(each => each.Name == column.Name && string.Equals(each.DataType, column.DataType.ToString(), StringComparison.OrdinalIgnoreCase))))));

    private async Task FillAsync(PushTable state, RowSpool rows, bool isRefill, Action<int> taken, CancellationToken cancellationToken)
    {
        var isNew = isRefill;
        for (var beginning = 1; ; beginning++)
        {
            if (isNew || !state.CanGoOnWith(rows.Hash))
            {
                if (state.Sending > 0)
                    await Task.Delay(TimeToArrive, clock, cancellationToken);
                await EmptyAsync(state, cancellationToken);
                state.Begin(rows.Hash);
                await reporting.SaveChangesAsync(cancellationToken);
            }

            try
            {
                await SendAsync(state, rows, taken, cancellationToken);
                return;
            }
            catch (PowerBiFaultException fault) when (fault.MayHaveBeenDone && beginning < MostBeginnings)
            {
                isNew = true;
            }
        }
    }

    private async Task EmptyAsync(PushTable state, CancellationToken cancellationToken)
    {
        state.Doubt();
        await reporting.SaveChangesAsync(cancellationToken);
        await _client.DeleteRowsInGroupAsync(state.DatasetId, state.Name, cancellationToken);
    }

    private async Task SendAsync(PushTable state, RowSpool rows, Action<int> taken, CancellationToken cancellationToken)
    {
        var batch = new RowBatch();
        var seen = 0L;
        var acknowledged = state.Acknowledged;
        foreach (var row in rows.Read())
        {
            if (seen++ < acknowledged)
                continue;
            batch.Add(row);
            if (batch.Count == PushPace.MostRowsPerRequest)
                await SendAsync(batch, state, taken, cancellationToken);
        }

        if (batch.Count > 0)
            await SendAsync(batch, state, taken, cancellationToken);
        state.Complete();
        await reporting.SaveChangesAsync(cancellationToken);
    }

    private async Task SendAsync(RowBatch batch, PushTable state, Action<int> taken, CancellationToken cancellationToken)
    {
        var (count, body) = (batch.Count, batch.End());
        await _pace.WaitAsync(count, state.Acknowledged, cancellationToken);
        state.Send(count);
        await reporting.SaveChangesAsync(cancellationToken);
        try
        {
            await _client.PostRowsInGroupAsync(state.DatasetId, state.Name, body, cancellationToken);
        }
        catch (PowerBiFaultException fault) when (!fault.MayHaveBeenDone)
        {
            // Refused whole: the next run goes on from here.
            state.TakeBack();
            await reporting.SaveChangesAsync(CancellationToken.None);
            throw;
        }

        state.Acknowledge();
        await reporting.SaveChangesAsync(cancellationToken);
        taken(count);
        batch.Clear();
    }

    private sealed class Spools : IDisposable
    {
        private readonly Dictionary<string, RowSpool> _byTable = new(StringComparer.Ordinal);

        public RowSpool Of(ModelTable table) => _byTable[table.Name];

        public void Add(ModelTable table, RowSpool spool) => _byTable.Add(table.Name, spool);

        public void Dispose()
        {
            foreach (var spool in _byTable.Values)
                spool.Dispose();
        }
    }
}

/// <param name="Model">The tables.</param>
/// <param name="Read">The rows of each; read lazily, and once.</param>
internal sealed record PushOrder(SemanticModel Model, Func<ModelTable, IEnumerable<object?[]>> Read)
{
    /// <summary>Every table is emptied and filled again, also what has not changed.</summary>
    public bool IsRefill { get; init; }

    /// <summary>Whether a dataset that was there and is no more is made again.</summary>
    public bool MayMakeAgain { get; init; }
}

/// <param name="Dataset">As the service tells of it.</param>
/// <param name="IsOfModel">Whether its tables are those of the model.</param>
/// <param name="IsWhole">Whether the last push came to its end.</param>
internal sealed record PushCheck(Contract.Dataset Dataset, bool IsOfModel, bool IsWhole);

/// <summary>How far a push has come.</summary>
/// <param name="Rows">How many rows.</param>
/// <param name="Of">Of how many that are to be sent; null while they are worked out, and it is not known yet how many there are.</param>
public sealed record PushProgress(long Rows, long? Of);

/// <param name="Tables">How many were emptied and filled.</param>
/// <param name="Rows">How many rows the service took.</param>
/// <param name="IsMade">Whether the dataset was made.</param>
public sealed record PushSummary(int Tables, long Rows, bool IsMade)
{
    /// <summary>As a job's row tells it.</summary>
    public int JobRows => (int)Math.Min(Rows, int.MaxValue);
}
