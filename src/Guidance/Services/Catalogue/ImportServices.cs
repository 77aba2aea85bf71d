using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Services.Catalogue;

/// <summary>
/// Takes the national catalogue in. Each file is one transaction: one that is cut or no JSON leaves everything as it was, and the others are taken in all
/// the same. What has not been modified since the last time is left alone.
/// </summary>
public sealed class ImportServices(GuidanceDbContext guidance, PtvMapping mapping, TimeProvider clock)
{
    private const int BatchSize = 200;

    /// <summary>Files and folders of files, in the order given; a folder's by name.</summary>
    public Task<ServiceImportResult> RunAsync(IReadOnlyList<string> paths, bool isComplete, Actor actor, IProgress<int>? progress, CancellationToken cancellationToken) =>
        RunAsync(new PtvFiles(paths), isComplete, actor, progress, cancellationToken);

    /// <summary>The pages of an address, from the first to the last.</summary>
    public async Task<ServiceImportResult> RunAsync(Uri address, PtvAddressOptions options, bool isComplete, Actor actor, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        using var pages = new PtvAddress(address, options, clock);
        return await RunAsync(pages, isComplete, actor, progress, cancellationToken);
    }

    private async Task<ServiceImportResult> RunAsync(IPtvPages pages, bool isComplete, Actor actor, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var session = new Session(progress);
        await foreach (var opened in pages.OpenAsync(cancellationToken))
        {
            using (opened)
                session.Files.Add(await ImportAsync(opened, session, actor, cancellationToken));
        }

        var notComplete = isComplete ? session.FindWhyNotComplete() : null;
        return new ServiceImportResult
        {
            Files = session.Files,
            Withdrawn = isComplete && notComplete is null ? await WithdrawUnseenAsync(session.Seen, actor, cancellationToken) : 0,
            NotComplete = notComplete,
            UnknownValues = session.Tally.UnknownValues,
            UnmappedClasses = session.Tally.UnmappedClasses,
            ItemsSetAside = session.Tally.ItemsSetAside,
        };
    }

    private async Task<ServiceFileResult> ImportAsync(OpenedPage opened, Session session, Actor actor, CancellationToken cancellationToken)
    {
        if (opened.Json is null)
            return new ServiceFileResult { Name = opened.Name, Problem = opened.Problem };

        guidance.ChangeTracker.Clear();
        using var page = new PtvPage(opened.Json);
        var file = new FileInProgress();
        try
        {
            // A page is read once and cannot be begun anew; what the desk changes meanwhile is found by its version.
            await guidance.InBulkTransactionAsync(transaction => StoreFileAsync(opened, page, file, session, actor, transaction, cancellationToken), cancellationToken);
        }
        catch (PtvPageException wrong)
        {
            return new ServiceFileResult { Name = opened.Name, Problem = wrong.Kind, Line = wrong.Line };
        }
        catch (DbUpdateConcurrencyException)
        {
            return new ServiceFileResult { Name = opened.Name, Problem = PtvProblemKind.ChangedMeanwhile };
        }
        catch (Exception fault) when (fault is IOException or HttpRequestException || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new ServiceFileResult { Name = opened.Name, Problem = opened.PageNumber is null ? PtvProblemKind.CannotRead : PtvProblemKind.NoAnswer };
        }
        finally
        {
            guidance.ChangeTracker.Clear();
        }

        opened.PageCount = page.PageCount;
        session.Add(file, page);
        return new ServiceFileResult
        {
            Name = opened.Name,
            Read = file.Read,
            Added = file.Added,
            Changed = file.Changed,
            Unchanged = file.Unchanged,
            Withdrawn = file.Withdrawn,
            PassedOver = file.Tally.PassedOver,
            SetAside = file.Tally.SetAsideCount,
        };
    }

    private async Task StoreFileAsync(OpenedPage opened, PtvPage page, FileInProgress file, Session session, Actor actor, WorkTransaction transaction, CancellationToken cancellationToken)
    {
        var reader = new PtvServiceReader(mapping, file.Tally);
        while (await page.NextAsync(cancellationToken) is { } item)
        {
            using (item)
            {
                file.Read++;
                if (reader.Read(item.RootElement) is { } service)
                    file.Batch.Add(service);
            }

            if (file.Batch.Count < BatchSize)
                continue;
            await StoreAsync(file, cancellationToken);
            session.Progress?.Report(session.ReadSoFar + file.Read);
        }

        if (opened.PageNumber is { } asked && page.PageNumber is { } given && asked != given)
            throw new PtvPageException(PtvProblemKind.WrongPage, null);
        await StoreAsync(file, cancellationToken);
        Audit(AuditAction.Import, actor, FormattableString.Invariant($"{file.Added} added, {file.Changed} changed, {file.Withdrawn} withdrawn"));
        await guidance.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task StoreAsync(FileInProgress file, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var ids = file.Batch.Select(each => each.ExternalId).Distinct().ToList();
        var known = await guidance.GuidanceServices.Where(service => service.Source == GuidanceService.PtvSource && ids.Contains(service.ExternalId))
            .ToDictionaryAsync(service => service.ExternalId, cancellationToken);
        foreach (var given in file.Batch)
        {
            file.Seen.Add(given.ExternalId);
            if (!known.TryGetValue(given.ExternalId, out var service))
            {
                // What is gone before anyone heard of it is nothing to be shown.
                if (given.IsWithdrawn)
                    continue;
                service = new GuidanceService { Source = GuidanceService.PtvSource, ExternalId = given.ExternalId, Sector = given.Content.Sector };
                guidance.Add(service);
                guidance.Entry(service).CurrentValues.SetValues(given.Content);
                service.MarkChanged(given.ModifiedAtUtc);
                known[given.ExternalId] = service;
                file.Added++;
            }
            else if (given.IsWithdrawn)
            {
                file.Withdrawn += service.Withdraw(now) ? 1 : 0;
            }
            else
            {
                file.Note(Change(service, given));
            }
        }

        await guidance.SaveChangesAsync(cancellationToken);
        guidance.ChangeTracker.Clear();
        file.Batch.Clear();
    }

    /// <summary>An older or equal modification says nothing new; where none is given, what it says is compared.</summary>
    private bool Change(GuidanceService service, PtvService given)
    {
        var isRestored = service.Restore();
        if (given.ModifiedAtUtc is { } modified && service.ModifiedAtUtc is { } before && modified <= before)
            return isRestored;

        var entry = guidance.Entry(service);
        entry.CurrentValues.SetValues(given.Content);
        if (given.ModifiedAtUtc == service.ModifiedAtUtc && !typeof(ServiceContent).GetProperties().Any(property => entry.Property(property.Name).IsModified))
            return isRestored;
        service.MarkChanged(given.ModifiedAtUtc);
        return true;
    }

    private Task<int> WithdrawUnseenAsync(HashSet<string> seen, Actor actor, CancellationToken cancellationToken) => guidance.InTransactionAsync(
        async transaction =>
        {
            var given = await guidance.GuidanceServices.Where(service => service.Source == GuidanceService.PtvSource && service.WithdrawnAtUtc == null)
                .Select(service => new { service.Id, service.ExternalId }).ToListAsync(cancellationToken);
            var gone = given.Where(service => !seen.Contains(service.ExternalId)).Select(service => service.Id).ToList();
            var now = clock.GetUtcNow().UtcDateTime;
            foreach (var chunk in gone.Chunk(BatchSize))
            {
                await guidance.GuidanceServices.Where(service => chunk.Contains(service.Id)).ExecuteUpdateAsync(
                    set => set.SetProperty(service => service.WithdrawnAtUtc, now).SetProperty(service => service.Version, service => service.Version + 1),
                    cancellationToken);
            }

            if (gone.Count > 0)
                Audit(AuditAction.Import, actor, FormattableString.Invariant($"{gone.Count} withdrawn: not in the catalogue any more"));
            await guidance.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return gone.Count;
        },
        cancellationToken);

    private void Audit(AuditAction action, Actor actor, string what) =>
        guidance.AuditEntries.Add(AuditEntry.Of(action, nameof(GuidanceService), null, null, actor, what, clock.GetUtcNow().UtcDateTime));

    /// <summary>One file until it is stored whole.</summary>
    private sealed class FileInProgress
    {
        public List<PtvService> Batch { get; } = [];
        public HashSet<string> Seen { get; } = new(StringComparer.Ordinal);
        public PtvTally Tally { get; } = new();
        public int Read { get; set; }
        public int Added { get; set; }
        public int Changed { get; private set; }
        public int Unchanged { get; private set; }
        public int Withdrawn { get; set; }

        public void Note(bool isChanged) => (Changed, Unchanged) = isChanged ? (Changed + 1, Unchanged) : (Changed, Unchanged + 1);
    }

    /// <summary>All files together.</summary>
    private sealed class Session(IProgress<int>? progress)
    {
        private readonly HashSet<int> _pages = [];
        private int _pageCount;

        public IProgress<int>? Progress => progress;
        public List<ServiceFileResult> Files { get; } = [];
        public HashSet<string> Seen { get; } = new(StringComparer.Ordinal);
        public PtvTally Tally { get; } = new();
        public int ReadSoFar { get; private set; }

        public void Add(FileInProgress file, PtvPage page)
        {
            Seen.UnionWith(file.Seen);
            Tally.Add(file.Tally);
            ReadSoFar += file.Read;
            if (page is not { PageNumber: { } number, PageCount: { } count })
                return;
            _pages.Add(number);
            _pageCount = Math.Max(_pageCount, count);
        }

        public NotCompleteReason? FindWhyNotComplete()
        {
            if (Files.Any(file => file.Problem is not null))
                return NotCompleteReason.FileRefused;
            if (Enumerable.Range(1, Math.Max(0, _pageCount)).Any(page => !_pages.Contains(page)))
                return NotCompleteReason.PagesMissing;
            return Seen.Count == 0 ? NotCompleteReason.NothingRead : null;
        }
    }
}
