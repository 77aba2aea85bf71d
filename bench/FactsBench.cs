using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Imports;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.SyntheticCounty;

namespace Palveluohjaus.Bench;

/// <summary>
/// The facts of the large county rebuilt, loaded, refreshed after 1,000 new contacts and asked for every metric of a year by unit; and the refresh once more
/// on a tenth of the history. Asked: 60 s, 1 s a refresh and 1.5 times that at ten times the history, p95 of 100 ms an answer, 500 MB.
/// </summary>
internal static class FactsBench
{
    public const int NewContacts = 1_000;
    private const int Refreshes = 5;
    private const int Answers = 9;

    public static async Task<int> RunAsync(string[] sizes)
    {
        var large = sizes is [var clients, var years, ..]
            ? new CountyParameters { ClientCount = int.Parse(clients, CultureInfo.InvariantCulture), Years = double.Parse(years, CultureInfo.InvariantCulture) }
            : CountyParameters.Large;
        var refreshed = await MeasureAsync(large, asksEverything: true, sizes is [_, _, var folder] ? folder : null);
        var ofTenth = await MeasureAsync(large with { ClientCount = large.ClientCount / 10 }, asksEverything: false, null);
        Print("times the refresh of a tenth of the history", refreshed / ofTenth, "F2");
        return 0;
    }

    /// <returns>Seconds of the median refresh.</returns>
    private static async Task<double> MeasureAsync(CountyParameters parameters, bool asksEverything, string? keptFolder)
    {
        using var database = new BenchDatabase(keptFolder);
        await GenerateAsync(parameters, database);
        var watch = Stopwatch.StartNew();
        await RefreshAsync(database, rebuild: true);
        var rebuildSeconds = watch.Elapsed.TotalSeconds;
        if (asksEverything)
        {
            Print("seconds to rebuild the facts", rebuildSeconds, "F1");
            PrintPeak("the rebuild");
        }

        watch.Restart();
        var facts = await LoadAsync(database, null);
        if (asksEverything)
        {
            Print("contacts", facts.Contacts.Count, "N0");
            Print("cases", facts.Cases.Count, "N0");
            Print("seconds to load them into memory", watch.Elapsed.TotalSeconds, "F1");
            PrintPeak("loading");
            Print("MB they take there", GC.GetTotalMemory(forceFullCollection: true) / 1e6, "N0");
        }

        var (seconds, followed) = (new List<double>(), new List<double>());
        for (var round = 0; round < Refreshes; round++)
        {
            await LogAsync(database);
            watch.Restart();
            await RefreshAsync(database, rebuild: false);
            seconds.Add(watch.Elapsed.TotalSeconds);
            watch.Restart();
            facts = await LoadAsync(database, facts);
            followed.Add(watch.Elapsed.TotalSeconds);
        }

        Print($"seconds to refresh after {NewContacts:N0} new contacts, median, {parameters.ClientCount:N0} clients", Median(seconds), "F2");
        Print("seconds to follow that in memory, median", Median(followed), "F2");
        if (asksEverything)
        {
            PrintPeak("following the refreshes");
            var milliseconds = Ask(facts);
            PrintPeak("the answers");
            await FactsPeer.CompareAsync(database.Open, facts, rebuildSeconds, milliseconds);
        }

        return Median(seconds);
    }

    public static async Task RefreshAsync(BenchDatabase database, bool rebuild)
    {
        await using var guidance = database.Open();
        await using var reporting = database.OpenFacts();
        await new RefreshFacts(new GuidanceReads(guidance), reporting, CountyCalendar.Helsinki, TimeProvider.System).RunAsync(rebuild, progress: null, CancellationToken.None);
    }

    /// <param name="database">Whose facts.</param>
    /// <param name="earlier">What is in memory already; null when nothing is.</param>
    public static async Task<FactSnapshot> LoadAsync(BenchDatabase database, FactSnapshot? earlier)
    {
        await using var guidance = database.Open();
        await using var reporting = database.OpenFacts();
        return await new LoadFacts(reporting, new GuidanceReads(guidance), CountyCalendar.Helsinki).LoadAsync(earlier, CancellationToken.None);
    }

    /// <summary>Fills it, unless an earlier run did.</summary>
    /// <returns>Whether it was filled now.</returns>
    public static async Task<bool> GenerateAsync(CountyParameters parameters, BenchDatabase database)
    {
        await database.MigrateAsync();
        await using var guidance = database.Open();
        if (await guidance.Clients.AnyAsync())
            return false;
        await new GenerateCounty(guidance, new LoadHistory(guidance, TimeProvider.System), database.Vault, CountyCalendar.Helsinki, TimeProvider.System)
            .RunAsync(parameters, progress: null, CancellationToken.None);
        return true;
    }

    /// <summary>Half of them open a case, and half come to cases there are: to others each time, so that a kept county's clients do not grow busier with each run.</summary>
    public static async Task LogAsync(BenchDatabase database)
    {
        await using var guidance = database.Open();
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var open = guidance.Cases.AsNoTracking().Where(each => each.ClientId != null && each.ClosedAtUtc == null);
        var earlier = await open.OrderBy(each => each.Id).Skip(Random.Shared.Next(Math.Max(1, await open.CountAsync() - NewContacts))).Take(NewContacts).ToListAsync();
        var (cases, contacts, events) = (new List<GuidanceCase>(), new List<Contact>(), new List<CaseEvent>());
        for (var number = 0; number < NewContacts; number++)
        {
            var of = earlier[number % earlier.Count];
            var opens = number % 2 == 0;
            if (opens)
            {
                of = new GuidanceCase { ClientId = of.ClientId, Source = GuidanceCase.OwnSource, Theme = of.Theme, Channel = ContactChannel.Phone, ReceivedAtUtc = now, MunicipalityCode = of.MunicipalityCode }
                    .AssignTo(of.ResponsibleUnitId, of.ResponsibleWorkerId);
                cases.Add(of);
            }

            var contact = new Contact
            {
                CaseId = of.Id, ClientId = of.ClientId, OpensCase = opens, Initiator = ContactInitiator.Client, Channel = ContactChannel.Phone, StartedAtUtc = now, HandlingTimeMinutes = 10,
                Themes = [of.Theme ?? NeedReason.Housing], Outcome = ContactOutcome.FirstAssessment, MunicipalityCode = of.MunicipalityCode, UnitId = of.ResponsibleUnitId, RecordedAtUtc = now,
            };
            contacts.Add(contact);
            events.Add(new CaseEvent { CaseId = of.Id, Kind = CaseEventKind.ContactLogged, OccurredAtUtc = now, RecordedAtUtc = now, UnitId = of.ResponsibleUnitId, ContactId = contact.Id });
        }

        await using var transaction = await guidance.Database.BeginTransactionAsync();
        await guidance.BulkInsertAsync(cases, CancellationToken.None);
        await guidance.BulkInsertAsync(contacts, CancellationToken.None);
        await guidance.BulkInsertAsync(events, CancellationToken.None);
        await transaction.CommitAsync();
    }

    /// <returns>Milliseconds of each metric.</returns>
    public static Dictionary<string, double> Ask(FactSnapshot facts)
    {
        var measures = new MeasureMetrics(CountyCalendar.Helsinki, TimeProvider.System);
        var today = CountyCalendar.Helsinki.DayOf(TimeProvider.System.GetUtcNow().UtcDateTime);
        var (all, medians) = (new List<double>(), new Dictionary<string, double>());
        foreach (var metric in MetricCatalogue.All)
        {
            var milliseconds = new List<double>();
            for (var round = -2; round < Answers; round++)
            {
                var dimensions = metric.TableOf(facts).Dimensions.ContainsKey(Dimension.Unit) ? new[] { Dimension.Unit } : [Dimension.Municipality];
                var watch = Stopwatch.StartNew();
                _ = measures.Measure(facts, [metric], new MetricQuery { From = today.AddYears(-1), To = today, By = dimensions }).Count();
                if (round >= 0)
                    milliseconds.Add(watch.Elapsed.TotalMilliseconds);
            }

            all.AddRange(milliseconds);
            medians.Add(metric.Definition.Id, Median(milliseconds));
            Print($"ms for {metric.Definition.Id}, median of {Answers}", Median(milliseconds), "F1");
        }

        Print("ms, p95 of all answers", all.Order().ElementAt((int)(all.Count * 0.95)), "F1");
        Print("ms, the slowest", all.Max(), "F1");
        return medians;
    }

    /// <summary>Up to that stage, and before the peer, whose rows are written out by this process. A county generated in the same run counts in; one kept from an earlier run does not.</summary>
    private static void PrintPeak(string stage)
    {
        using var process = Process.GetCurrentProcess();
        Print($"MB at the peak of the process, with {stage}", process.PeakWorkingSet64 / 1e6, "N0");
    }

    public static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static void Print(string what, double value, string format) => Console.WriteLine($"{value.ToString(format, CultureInfo.InvariantCulture),14}  {what}");
}
