using System.Globalization;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Imports;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.SyntheticCounty.Places;

namespace Palveluohjaus.SyntheticCounty;

/// <summary>
/// Generates the fictional county and stores it through the door history comes in by (<see cref="LoadHistory"/>).
/// One batch is generated while the one before it is stored. The county's row is written last: without it the county is not there.
/// </summary>
public sealed class GenerateCounty(GuidanceDbContext guidance, LoadHistory loadHistory, IdentityCodeVault vault, CountyCalendar calendar, TimeProvider clock)
{
    /// <summary>The name under which generation stands in the audit.</summary>
    public const string ActorName = "generate-county";

    private static readonly Actor Generator = new(ActorName);

    public static WellbeingCounty CountyRow { get; } = new()
    {
        NameFi = "Esimerkki-Pohjanmaan hyvinvointialue (kuvitteellinen)",
        NameSv = "Exempel-Österbottens välfärdsområde (fiktivt)",
        NameEn = "Example Ostrobothnia wellbeing services county (fictional)",
        IsFictional = true,
    };

    /// <summary>What the database holds: nothing, a whole county, or what an interrupted generation left behind.</summary>
    public static async Task<CountyPresence> FindPresenceAsync(GuidanceDbContext guidance, CancellationToken cancellationToken)
    {
        if (await guidance.Counties.AnyAsync(cancellationToken))
            return CountyPresence.Complete;
        return await guidance.Clients.AnyAsync(cancellationToken)
            || await guidance.Units.AnyAsync(unit => unit.Source == GuidanceCase.OwnSource, cancellationToken)
            ? CountyPresence.Interrupted
            : CountyPresence.None;
    }

    /// <exception cref="InvalidOperationException">The database holds a county already, or what an interrupted generation left: see <see cref="FindPresenceAsync"/>.</exception>
    public async Task<CountySummary> RunAsync(CountyParameters parameters, IProgress<CountyProgress>? progress, CancellationToken cancellationToken)
    {
        parameters.Check();
        await RequireEmptyAsync(cancellationToken);

        var endsAtUtc = parameters.EndsAtUtc ?? calendar.StartOfDayUtc(calendar.DayOf(clock.GetUtcNow().UtcDateTime));
        var generator = new CountyGenerator(parameters, endsAtUtc, calendar, vault);
        await StorePlacesAsync(generator.Setting.Units, endsAtUtc, cancellationToken);

        var tally = new Tally(generator.Setting.StartsAtUtc, endsAtUtc);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var batches = Channel.CreateBounded<HistoryBatch>(new BoundedChannelOptions(1) { SingleReader = true, SingleWriter = true });
        var generating = Task.Run(() => GenerateAsync(generator, batches.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(cancellationToken))
            {
                await loadHistory.StoreAsync(batch, Generator, string.Create(CultureInfo.InvariantCulture, $"Fictional county, seed {parameters.Seed}"), cancellationToken);
                tally.Add(batch);
                progress?.Report(new CountyProgress(tally.Clients, parameters.ClientCount, tally.Contacts));
            }
        }
        finally
        {
            await stop.CancelAsync();
            await generating.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        // A generation that failed or was cancelled comes out here, before the county's row is written.
        await generating;
        tally.AddEvents(await generator.OfficeWork(guidance).StoreAsync(cancellationToken));
        await generator.PastReferrals(guidance).StoreAsync(cancellationToken);
        await StoreCountyAsync(cancellationToken);
        return tally.ToSummary();
    }

    private static async Task GenerateAsync(CountyGenerator generator, ChannelWriter<HistoryBatch> writer, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var batch in generator.Batches(cancellationToken))
                await writer.WriteAsync(batch, cancellationToken);
        }
        finally
        {
            writer.Complete();
        }
    }

    private async Task RequireEmptyAsync(CancellationToken cancellationToken)
    {
        switch (await FindPresenceAsync(guidance, cancellationToken))
        {
            case CountyPresence.Complete:
                throw new InvalidOperationException("The database holds a county already; a fictional one is generated into an empty database only.");
            case CountyPresence.Interrupted:
                throw new InvalidOperationException("The database holds clients or units but no county: an earlier generation was interrupted. Delete the database and generate again.");
            case CountyPresence.None:
                break;
        }
    }

    private async Task StorePlacesAsync(CountyUnits units, DateTime endsAtUtc, CancellationToken cancellationToken)
    {
        var known = await guidance.Municipalities.Select(municipality => municipality.Code).ToHashSetAsync(cancellationToken);
        await guidance.InBulkTransactionAsync(
            async transaction =>
            {
                await guidance.BulkInsertAsync(
                    CountyMunicipalities.All.Select(home => home.Municipality).Where(municipality => !known.Contains(municipality.Code)), cancellationToken);
                await guidance.BulkInsertAsync(units.All.Select(unit => unit.Unit), cancellationToken);
                await guidance.BulkInsertAsync(units.All.SelectMany(unit => unit.Workers), cancellationToken);
                await guidance.BulkInsertAsync(CountyServices.Rows(endsAtUtc), cancellationToken);
                await transaction.CommitAsync(cancellationToken);
            },
            cancellationToken);
    }

    private Task StoreCountyAsync(CancellationToken cancellationToken) => guidance.InBulkTransactionAsync(
        async transaction =>
        {
            await guidance.BulkInsertAsync([CountyRow], cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        },
        cancellationToken);

    private sealed class Tally(DateTime startsAtUtc, DateTime endsAtUtc)
    {
        private int _anonymous, _cases, _open, _events, _assessments, _decisions;

        public int Clients { get; private set; }
        public int Contacts { get; private set; }

        public void Add(HistoryBatch batch)
        {
            Clients += batch.Clients.Count;
            Contacts += batch.Contacts.Count;
            _anonymous += batch.Contacts.Count(contact => contact.ClientId is null);
            _cases += batch.Cases.Count;
            _open += batch.Cases.Count(guidanceCase => guidanceCase.ClosedAtUtc is null);
            _events += batch.CaseEvents.Count;
            _assessments += batch.Assessments.Count;
            _decisions += batch.SegmentDecisions.Count;
        }

        public void AddEvents(int count) => _events += count;

        public CountySummary ToSummary() => new()
        {
            StartsAtUtc = startsAtUtc,
            EndsAtUtc = endsAtUtc,
            Clients = Clients,
            Contacts = Contacts,
            AnonymousContacts = _anonymous,
            Cases = _cases,
            OpenCases = _open,
            CaseEvents = _events,
            Assessments = _assessments,
            SegmentDecisions = _decisions,
        };
    }
}
